import { createHash } from 'node:crypto';
import { auditEventSchema, type AuditEntry } from '@gongkai/core';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { openTestDatabase } from '../../testing/test-database.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { PLATFORM_CHAIN, recordAudit } from './service.js';

const { db } = await openTestDatabase();
const ctx = { now: () => new Date('2026-03-02T04:00:00Z') };
const WANG = { kind: 'person', id: 'u-wang' } as const;

function viewOf(caseId: string, agencyCode: string): AuditEntry {
  return {
    kind: 'case.viewed',
    agencyCode,
    subject: { type: 'case', id: caseId },
    purpose: 'handling',
    details: { partyId: 'p-1', shown: ['applicantName', 'request'] },
  };
}

function rowsOf(agencyId: string) {
  return db.selectFrom('auditPending').selectAll().where('agencyId', '=', agencyId).execute();
}

describe('a record', () => {
  test('says who did what, when, with what and why, in one way only', async () => {
    await inTransaction(db, (db) => recordAudit(db, ctx, WANG, viewOf('A-1', 'AA')));
    const [row] = await rowsOf('AA');
    expect(row?.text).toBe(
      '{"actor":{"id":"u-wang","kind":"person","onBehalfOf":null},"agencyCode":"AA","details":{"partyId":"p-1","shown":["applicantName","request"]},"kind":"case.viewed","occurredAt":"2026-03-02T04:00:00.000Z","outcome":"done","purpose":"handling","subject":{"id":"A-1","type":"case"}}',
    );
    expect(row).toMatchObject({
      kind: 'case.viewed',
      actorId: 'u-wang',
      subjectType: 'case',
      subjectId: 'A-1',
      occurredAt: '2026-03-02T04:00:00.000000Z',
      algorithm: 'sm3',
    });
    expect(() => auditEventSchema.parse(JSON.parse(row?.text ?? ''))).not.toThrow();
  });

  test('is digested over its salt and text, with SM3 or SHA-256', async () => {
    await inTransaction(db, (db) => recordAudit(db, ctx, WANG, viewOf('A-1', 'SM')));
    await inTransaction(db, (db) =>
      recordAudit(db, { ...ctx, audit: { digest: 'sha256' } }, WANG, viewOf('A-1', 'SH')),
    );
    for (const [agency, algorithm] of [
      ['SM', 'sm3'],
      ['SH', 'sha256'],
    ] as const) {
      const [row] = await rowsOf(agency);
      const expected = createHash(algorithm)
        .update(`${row?.salt ?? ''}${row?.text ?? ''}`, 'utf8')
        .digest('hex');
      expect(row).toMatchObject({ algorithm, digest: expected });
      expect(row?.salt).toMatch(/^[0-9a-f]{32}$/);
    }
  });

  test('of no agency belongs to the platform', async () => {
    const entry = {
      kind: 'session.refused',
      agencyCode: null,
      subject: { type: 'account', id: 'unknown' },
      details: { reason: 'wrongPassword' },
      outcome: 'refused',
    } as const;
    await inTransaction(db, (db) => recordAudit(db, ctx, null, entry));
    const rows = await rowsOf(PLATFORM_CHAIN);
    expect(rows.map(({ actorId }) => actorId)).toEqual(['anonymous']);
  });

  test('happens with what it tells of, or not at all', async () => {
    const failed = inTransaction(db, async (db) => {
      await recordAudit(db, ctx, WANG, viewOf('A-1', 'BB'));
      throw new Error('undone');
    });
    await expect(failed).rejects.toThrow('undone');
    expect(await rowsOf('BB')).toEqual([]);
  });

  test('names whom somebody stands in for, unless it is their own right too', async () => {
    const delegated = { agencyCodes: ['CC'], onBehalfOf: 'u-li' };
    const own = { agencyCodes: ['DD'], onBehalfOf: null };
    const actor = { ...WANG, grants: [delegated, { ...delegated, agencyCodes: ['DD'] }, own] };
    await inTransaction(db, async (db) => {
      await recordAudit(db, ctx, actor, viewOf('C-1', 'CC'));
      await recordAudit(db, ctx, actor, viewOf('D-1', 'DD'));
    });
    const standsIn = async (agency: string): Promise<unknown> => {
      const [row] = await rowsOf(agency);
      return auditEventSchema.parse(JSON.parse(row?.text ?? '')).actor.onBehalfOf;
    };
    expect([await standsIn('CC'), await standsIn('DD')]).toEqual(['u-li', null]);
  });

  test('holds no field that its kind does not name', async () => {
    const entry = { ...viewOf('E-1', 'EE'), details: { partyId: null, shown: [], applicantName: '张三' } };
    const written = inTransaction(db, (db) => recordAudit(db, ctx, WANG, entry as AuditEntry));
    await expect(written).rejects.toThrow('applicantName');
  });

  test('of a look at personal data names its purpose', async () => {
    const { purpose: _, ...entry } = viewOf('F-1', 'FF') as Extract<AuditEntry, { kind: 'case.viewed' }>;
    await expect(inTransaction(db, (db) => recordAudit(db, ctx, WANG, entry))).rejects.toThrow('purpose');
  });
});

describe('the database', () => {
  test.each([
    sql`update audit_pending set kind = 'case.listed' where agency_id = 'AA'`,
    sql`delete from audit_pending where agency_id = 'AA'`,
    sql`truncate audit_pending`,
    sql`truncate audit_record`,
    sql`truncate audit_block`,
  ])('refuses to change what waits: statement %#', async (statement) => {
    await expect(statement.execute(db)).rejects.toMatchObject({ code: '42501' });
    expect(await rowsOf('AA')).toHaveLength(1);
  });
});
