import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditKeptMonthsSchema } from '@gongkai/core';
import { sql } from 'kysely';
import { afterAll, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../../testing/test-database.js';
import { exportChain, verifyExportedChain } from './chain-file.js';
import { eraseDueRecords } from './erase-due.js';
import { verifyStoredChain } from './read-chain.js';
import { sealChain } from './seal-records.js';
import { lookAtCases, WANG } from './testing/invented-records.js';

const { db } = await openTestDatabase();
let now = new Date('2026-03-02T04:00:00Z');
const ctx = { db, now: () => now };
const folder = await mkdtemp(join(tmpdir(), 'gongkai-audit-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('erasure by rule', () => {
  async function chainOfTwoAges(chain: string): Promise<void> {
    now = new Date('2026-03-02T04:00:00Z');
    await lookAtCases(ctx, chain, 5);
    await sealChain(ctx, chain);
    now = new Date('2029-01-01T04:00:00Z');
    await lookAtCases(ctx, chain, 5);
    await sealChain(ctx, chain);
  }
  const textsOf = async (chain: string) =>
    (
      await db.selectFrom('auditRecord').select('text').where('agencyId', '=', chain).orderBy('seq').execute()
    ).map(({ text }) => text !== null);

  test('takes what is older than its kind is kept, and the chain still holds', async () => {
    await chainOfTwoAges('E1');
    now = new Date('2029-03-01T04:00:00Z');
    await eraseDueRecords(ctx, WANG);
    expect((await textsOf('E1')).filter((isThere) => !isThere)).toEqual([]);
    now = new Date('2029-03-02T04:00:01Z');
    await eraseDueRecords(ctx, WANG);
    // Five are gone, five are young, and the erasure is a record.
    expect(await textsOf('E1')).toEqual([...Array<boolean>(5).fill(false), ...Array<boolean>(6).fill(true)]);
    expect(await verifyStoredChain(db, 'E1')).toMatchObject({ records: 11, erased: 5, fault: null });
    const path = join(folder, 'erased.jsonl');
    let text = '';
    for await (const part of exportChain(db, 'E1')) text += part;
    await writeFile(path, text);
    expect(await verifyExportedChain(path)).toMatchObject({ records: 11, erased: 5, fault: null });
  });

  test('is told from erasing what the rules do not say', async () => {
    await chainOfTwoAges('E2');
    const { rows } = await sql<{
      id: string;
    }>`select erasure_id as id from audit_record where agency_id = 'E1' and erasure_id is not null`.execute(
      db,
    );
    const erase = (
      id: string,
    ) => sql`update audit_record set erasure_id = ${id}, text = null, salt = null, occurred_at = null, kind = null,
      actor_id = null, subject_type = null, subject_id = null where agency_id = 'E2' and seq = 4`;
    await erase(rows[0]?.id ?? '').execute(db);
    expect((await verifyStoredChain(db, 'E2')).fault).toMatchObject({ seq: 4 });
  });
});

describe('the rules of an operator', () => {
  test('replace those of the product, kind by kind', () => {
    const kept = auditKeptMonthsSchema.parse('case.viewed=60, session.started=6,case.registered=120');
    expect(kept).toMatchObject({ 'case.viewed': 60, 'session.started': 6, 'case.registered': 120 });
    expect(kept['case.listed']).toBe(36);
    expect(auditKeptMonthsSchema.parse('*=never')['session.started']).toBeNull();
  });

  test('never go below six months (网络安全法), nor name what is none', () => {
    expect(() => auditKeptMonthsSchema.parse('session.started=5')).toThrow('至少保存 6 个月');
    expect(() => auditKeptMonthsSchema.parse('nothing=12')).toThrow('没有“nothing”');
    expect(() => auditKeptMonthsSchema.parse('case.viewed=soon')).toThrow('整月数');
  });

  test('never take the proof of an erasure', () => {
    expect(auditKeptMonthsSchema.parse('*=12')['audit.erased']).toBeNull();
  });
});
