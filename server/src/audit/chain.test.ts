import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql, type RawBuilder } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isNativeAsked, openTestDatabase } from '../../testing/test-database.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { createKeyring } from '../platform/secrets/keyring.js';
import { headsOf, makeAnchor, readAnchor, signerOf, type Anchor } from './anchor.js';
import { exportChain, verifyExportedChain } from './chain-file.js';
import { verifyStoredChain } from './read-chain.js';
import { recordAudit } from './record-audit.js';
import { sealAllChains, sealChain } from './seal-records.js';
import { lookAtCases, viewOf, WANG } from './testing/invented-records.js';

const { db } = await openTestDatabase();
const ctx = { db, now: () => new Date('2026-03-02T04:00:00Z') };
const signer = signerOf(createKeyring());
const folder = await mkdtemp(join(tmpdir(), 'gongkai-audit-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Does what no program may: the triggers are off, as for whoever owns the database. */
async function tamper(...statements: RawBuilder<unknown>[]): Promise<void> {
  for (const table of ['audit_record', 'audit_block']) {
    await sql`alter table ${sql.table(table)} disable trigger user`.execute(db);
  }
  for (const statement of statements) await statement.execute(db);
}

describe('the sealer', () => {
  test('numbers records without gaps and chains them as the format says', async () => {
    await lookAtCases(ctx, 'S1', 3);
    expect(await sealChain(ctx, 'S1')).toBe(3);
    const rows = await db
      .selectFrom('auditRecord')
      .selectAll()
      .where('agencyId', '=', 'S1')
      .orderBy('seq')
      .execute();
    const [block] = await db.selectFrom('auditBlock').selectAll().where('agencyId', '=', 'S1').execute();
    expect(rows.map(({ seq, subjectId }) => [seq, subjectId])).toEqual([
      [1, 'S1-1'],
      [2, 'S1-2'],
      [3, 'S1-3'],
    ]);
    // Reckoned here once more with nothing but the description in docs/operations/audit.md.
    const sm3 = (text: string) => createHash('sm3').update(text, 'utf8').digest('hex');
    let link = '0'.repeat(64);
    for (const row of rows) {
      expect(row.digest).toBe(sm3(`${row.salt ?? ''}${row.text ?? ''}`));
      link = sm3(`${link}${row.digest}`);
      expect(row.link).toBe(link);
    }
    const text = `{"algorithm":"sm3","chain":"S1","first":1,"last":3,"number":1,"previous":"${'0'.repeat(64)}","root":"${link}","sealedAt":"2026-03-02T04:00:00.000Z"}`;
    expect(block).toMatchObject({ number: 1, first: 1, last: 3, root: link, hash: sm3(text) });
  });

  test('goes on where it stopped, in blocks of a thousand', async () => {
    await lookAtCases(ctx, 'S2', 1200);
    await sealChain(ctx, 'S2');
    await lookAtCases(ctx, 'S2', 1);
    await sealChain(ctx, 'S2');
    expect(await sealChain(ctx, 'S2')).toBe(0);
    const blocks = await db
      .selectFrom('auditBlock')
      .select(['first', 'last'])
      .where('agencyId', '=', 'S2')
      .orderBy('number')
      .execute();
    expect(blocks).toEqual([
      { first: 1, last: 1000 },
      { first: 1001, last: 1200 },
      { first: 1201, last: 1201 },
    ]);
    expect(await verifyStoredChain(db, 'S2')).toMatchObject({ records: 1201, blocks: 3, fault: null });
  });

  test('two at once seal everything once', async () => {
    await lookAtCases(ctx, 'S3', 50);
    const sealed = await Promise.all([sealChain(ctx, 'S3'), sealChain(ctx, 'S3'), sealChain(ctx, 'S3')]);
    expect(sealed.reduce((sum, count) => sum + count, 0)).toBe(50);
    expect(await verifyStoredChain(db, 'S3')).toMatchObject({ records: 50, fault: null });
  });

  test('takes what was brought from a cluster whose transactions were numbered higher', async () => {
    await lookAtCases(ctx, 'S4', 2);
    await sql`alter table audit_pending disable trigger user`.execute(db);
    await sql`update audit_pending set xid = '9000000000000' where agency_id = 'S4'`.execute(db);
    await sql`alter table audit_pending enable trigger user`.execute(db);
    expect(await sealChain(ctx, 'S4')).toBe(2);
  });

  // PGlite has one session: no transaction there is older than another that has committed.
  if (isNativeAsked()) {
    test('leaves what an older transaction may still come before', async () => {
      let commit: () => void = () => undefined;
      const held = new Promise<void>((resolve) => (commit = resolve));
      let hasWritten: () => void = () => undefined;
      const written = new Promise<void>((resolve) => (hasWritten = resolve));
      const older = inTransaction(db, async (db) => {
        await recordAudit(db, ctx, WANG, viewOf('S6', 'older'));
        hasWritten();
        await held;
      });
      await written;
      await inTransaction(db, (db) => recordAudit(db, ctx, WANG, viewOf('S6', 'younger')));
      expect(await sealChain(ctx, 'S6')).toBe(0);
      commit();
      await older;
      expect(await sealChain(ctx, 'S6')).toBe(2);
      const rows = await db
        .selectFrom('auditRecord')
        .select('subjectId')
        .where('agencyId', '=', 'S6')
        .orderBy('seq')
        .execute();
      expect(rows.map(({ subjectId }) => subjectId)).toEqual(['older', 'younger']);
    });
  }

  test('with SHA-256 where that is chosen, also in the middle of a chain', async () => {
    await lookAtCases(ctx, 'S5', 2);
    await sealChain(ctx, 'S5');
    const chosen = { ...ctx, audit: { digest: 'sha256' as const } };
    await inTransaction(db, (db) => recordAudit(db, chosen, WANG, viewOf('S5', 'later')));
    await sealChain(chosen, 'S5');
    expect(await verifyStoredChain(db, 'S5')).toMatchObject({ records: 3, fault: null });
  });
});

describe('sealed records', () => {
  test.each([
    sql`update audit_record set kind = 'case.listed' where agency_id = 'S1'`,
    sql`update audit_record set text = text || ' ' where agency_id = 'S1'`,
    sql`update audit_record set link = 'x', erasure_id = 'e', text = null, salt = null, occurred_at = null, kind = null,
      actor_id = null, subject_type = null, subject_id = null where agency_id = 'S1'`,
    sql`delete from audit_record where agency_id = 'S1'`,
    sql`update audit_block set root = 'x' where agency_id = 'S1'`,
    sql`delete from audit_block where agency_id = 'S1'`,
  ])('are kept as they were written: statement %#', async (statement) => {
    await expect(statement.execute(db)).rejects.toMatchObject({ code: '42501' });
    expect(await verifyStoredChain(db, 'S1')).toMatchObject({ records: 3, fault: null });
  });
});

describe('whoever owns the database and changes it', () => {
  const COUNT = 300;
  let anchor: Anchor;
  let lines: string[];

  beforeAll(async () => {
    for (const chain of ['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8', 'TX']) {
      await lookAtCases(ctx, chain, COUNT / 2);
      await sealChain(ctx, chain);
      await lookAtCases(ctx, chain, COUNT / 2);
      await sealChain(ctx, chain);
    }
    anchor = await makeAnchor(ctx, WANG, signer);
    lines = [];
    for await (const text of exportChain(db, 'TX')) lines.push(...text.trimEnd().split('\n'));
  });

  const verify = (chain: string, anchors: readonly Anchor[] = [anchor]) =>
    verifyStoredChain(db, chain, headsOf(anchors, chain));

  test('is not accused when nothing was changed', async () => {
    expect(await verify('T1')).toMatchObject({ records: COUNT, blocks: 2, erased: 0, fault: null });
  });

  test.each(['text', 'salt', 'digest', 'link', 'kind', 'actor_id', 'subject_id'])(
    'is found by one changed character of the %s',
    async (column) => {
      const name = sql.ref(column);
      const changed = sql`update audit_record set ${name} = overlay(${name} placing case when right(${name}, 1) = 'a' then 'b' else 'a' end from length(${name})) where agency_id = 'T1' and seq = 123`;
      const [kept] = (
        await sql<{
          kept: string;
        }>`select ${name} as kept from audit_record where agency_id = 'T1' and seq = 123`.execute(db)
      ).rows;
      await tamper(changed);
      expect((await verify('T1')).fault).toMatchObject({ seq: 123 });
      await tamper(sql`update audit_record set ${name} = ${kept?.kept} where agency_id = 'T1' and seq = 123`);
      expect((await verify('T1')).fault).toBeNull();
    },
  );

  test('is found by a changed instant', async () => {
    await tamper(
      sql`update audit_record set occurred_at = occurred_at + interval '1 ms' where agency_id = 'T2' and seq = 7`,
    );
    expect((await verify('T2')).fault).toMatchObject({ seq: 7 });
  });

  test('is found by a removed record, and by one whose place was closed up', async () => {
    await tamper(sql`delete from audit_record where agency_id = 'T3' and seq = 200`);
    expect((await verify('T3')).fault).toMatchObject({ seq: 200, message: '第 200 条记录缺失。' });
    await tamper(sql`update audit_record set seq = seq - 1 where agency_id = 'T3' and seq > 200`);
    expect((await verify('T3')).fault).toMatchObject({ seq: 200 });
  });

  test('is found by an inserted record', async () => {
    await tamper(
      sql`update audit_record set seq = -seq - 1 where agency_id = 'T4' and seq >= 100`,
      sql`update audit_record set seq = -seq where agency_id = 'T4' and seq < 0`,
      sql`insert into audit_record select agency_id, 100, 'inserted', occurred_at, kind, actor_id, subject_type, subject_id, text, salt, digest, algorithm, link from audit_record where agency_id = 'T4' and seq = 50`,
    );
    expect((await verify('T4')).fault).toMatchObject({ seq: 100 });
  });

  test('is found by two records in exchanged places', async () => {
    await tamper(
      sql`update audit_record set seq = -1 where agency_id = 'T5' and seq = 40`,
      sql`update audit_record set seq = 40 where agency_id = 'T5' and seq = 41`,
      sql`update audit_record set seq = 41 where agency_id = 'T5' and seq = -1`,
    );
    expect((await verify('T5')).fault).toMatchObject({ seq: 40 });
  });

  test('is found by a cut tail against an anchor alone', async () => {
    await tamper(
      sql`delete from audit_record where agency_id = 'T6' and seq > 150`,
      sql`delete from audit_block where agency_id = 'T6' and number = 2`,
    );
    expect((await verify('T6', [])).fault).toBeNull();
    expect((await verify('T6')).fault).toMatchObject({ seq: 151 });
  });

  test('is found by the last record alone being gone, without an anchor too', async () => {
    await tamper(sql`delete from audit_record where agency_id = 'T7' and seq = ${COUNT}`);
    expect((await verify('T7', [])).fault).toMatchObject({ seq: COUNT });
  });

  test('is found by a record without a block', async () => {
    await tamper(sql`delete from audit_block where agency_id = 'T8' and number = 2`);
    expect((await verify('T8', [])).fault).toMatchObject({ seq: 151 });
  });

  test('is found against an anchor when the whole chain was made anew', async () => {
    await lookAtCases(ctx, 'TN', 10);
    await sealChain(ctx, 'TN');
    const before = await makeAnchor(ctx, WANG, signer);
    await tamper(
      sql`delete from audit_record where agency_id = 'TN'`,
      sql`delete from audit_block where agency_id = 'TN'`,
    );
    await lookAtCases(ctx, 'TN', 10);
    await sealChain(ctx, 'TN');
    expect((await verify('TN', [])).fault).toBeNull();
    expect((await verify('TN', [before])).fault).toMatchObject({ seq: 1 });
  });

  describe('in an exported file', () => {
    async function verifyLines(changed: readonly string[], anchors: readonly Anchor[] = [anchor]) {
      const path = join(folder, 'chain.jsonl');
      await writeFile(path, changed.map((line) => `${line}\n`).join(''));
      return verifyExportedChain(path, (chain) => headsOf(anchors, chain));
    }
    const lineOf = (seq: number) => lines.findIndex((line) => line.startsWith(`{"seq":${seq},`));

    test('is not accused when nothing was changed', async () => {
      expect(await verifyLines(lines)).toMatchObject({ chain: 'TX', records: COUNT, fault: null });
    });

    test('is found by a changed character, a removed, an inserted and exchanged lines', async () => {
      const at = lineOf(77);
      const changed = lines.with(at, (lines[at] ?? '').replace('u-wang', 'u-zhou'));
      expect((await verifyLines(changed)).fault).toMatchObject({ seq: 77 });
      expect((await verifyLines(lines.toSpliced(at, 1))).fault).toMatchObject({ seq: 77 });
      expect((await verifyLines(lines.toSpliced(at, 0, lines[at] ?? ''))).fault).toMatchObject({ seq: 77 });
      const exchanged = lines.with(at, lines[at + 1] ?? '').with(at + 1, lines[at] ?? '');
      expect((await verifyLines(exchanged)).fault).toMatchObject({ seq: 77 });
    });

    test('is found by a missing end', async () => {
      expect((await verifyLines(lines.slice(0, -1), [])).fault).toMatchObject({ seq: COUNT });
      const half = lines.slice(0, lineOf(150) + 1);
      expect((await verifyLines(half, [])).fault).toBeNull();
      expect((await verifyLines(half)).fault).toMatchObject({ seq: 151 });
    });

    test('a file of something else is refused', async () => {
      await expect(verifyLines(['{"a":1}'])).rejects.toMatchObject({ code: 'UNREADABLE_FILE' });
      await expect(verifyLines(['half'])).rejects.toMatchObject({ code: 'UNREADABLE_FILE' });
      await expect(verifyLines([])).rejects.toMatchObject({ code: 'UNREADABLE_FILE' });
    });
  });
});

describe('an anchor', () => {
  test('is signed: a changed one is refused, and one of another key', async () => {
    const text = JSON.stringify(await makeAnchor(ctx, WANG, signer));
    expect(readAnchor(text, signer.publicKey).keyId).toBe(signer.keyId);
    expect(() => readAnchor(text.replace('"last":3,', '"last":2,'))).toThrow('签名不符');
    expect(() => readAnchor(text, signerOf(createKeyring()).publicKey)).toThrow('签名不符');
    expect(() => readAnchor('{}')).toThrow('不是审计锚');
  });

  test('is a record itself', async () => {
    const { anchorId } = await makeAnchor(ctx, WANG, signer);
    await sealAllChains(ctx);
    const found = await db
      .selectFrom('auditRecord')
      .select('kind')
      .where('subjectId', '=', anchorId)
      .execute();
    expect(found).toEqual([{ kind: 'audit.anchored' }]);
  });
});
