import { parseLocalDate, type AuditEntry, type AuditQuery } from '@gongkai/core';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { findLastAnchor } from './queries.js';
import { recordAudit } from './service.js';
import { exportAudit, searchAudit } from './search.js';
import { foundRecords } from './search-queries.js';
import { sealChain } from './seal-records.js';
import { auditState, beginVerification, findVerification, verifyByJob } from './verify-audit.js';
import { makeAnchor, signerOf } from './anchor.js';

const { db } = await openTestDatabase();
let now = new Date('2026-03-02T04:00:00Z');
const ctx = testContext({ db, now: () => now });
const auditor = testActor({ id: 'u-auditor', roles: ['auditor'], agencyCode: 'AA' });
const officer = testActor({ id: 'u-officer', roles: ['disclosureOfficer'], agencyCode: 'AA' });

function entry(kind: 'case.viewed' | 'case.registered', caseId: string, agencyCode = 'AA'): AuditEntry {
  const about = { agencyCode, subject: { type: 'case', id: caseId } } as const;
  return kind === 'case.viewed'
    ? { ...about, kind, purpose: 'handling', details: { partyId: null, shown: ['request'] } }
    : { ...about, kind, details: { partyId: null, events: 1 } };
}
const at = (instant: string, actor: string, ...entries: AuditEntry[]) => {
  now = new Date(instant);
  return inTransaction(db, async (db) => {
    for (const it of entries) await recordAudit(db, ctx, { kind: 'person', id: actor }, it);
  });
};
const day = parseLocalDate;
const search = (query: Partial<AuditQuery>) =>
  searchAudit(ctx, auditor, { agency: 'AA', limit: 50, ...query });
const shown = async (query: Partial<AuditQuery>) =>
  (await search(query)).items.map(({ kind, subject }) => `${kind} ${subject.id}`);

beforeAll(async () => {
  await db
    .insertInto('account')
    .values({
      accountId: 'u-wang',
      loginName: 'wang',
      displayName: '王录平',
      kind: 'auditor',
      createdBy: 'cli',
    })
    .execute();
  await at('2026-03-01T16:30:00Z', 'u-wang', entry('case.registered', 'A-1'));
  await at('2026-03-02T15:59:00Z', 'u-li', entry('case.viewed', 'A-1'));
  await sealChain(ctx, 'AA');
  await at('2026-03-02T16:01:00Z', 'u-li', entry('case.viewed', 'A-2'));
  await at('2026-03-02T16:02:00Z', 'u-wang', entry('case.viewed', 'B-1', 'BB'));
  now = new Date('2026-03-05T04:00:00Z');
});

describe('an auditor finds', () => {
  test('what was done in the agency, sealed or waiting, the latest first', async () => {
    const { items } = await search({});
    expect(items.map(({ seq, subject }) => [seq, subject.id])).toEqual([
      [null, 'A-2'],
      [2, 'A-1'],
      [1, 'A-1'],
    ]);
    expect(items.map(({ actor }) => actor.name)).toEqual([null, null, '王录平']);
  });

  test('by person, matter and kind', async () => {
    expect(await shown({ actor: 'u-wang' })).toEqual(['case.registered A-1']);
    expect(await shown({ subjectType: 'case', subject: 'A-2' })).toEqual(['case.viewed A-2']);
    expect(await shown({ kind: 'case.viewed' })).toEqual(['case.viewed A-2', 'case.viewed A-1']);
  });

  test('by day in China, both days included', async () => {
    expect(await shown({ kind: 'case.viewed', from: day('2026-03-02'), to: day('2026-03-02') })).toEqual([
      'case.viewed A-1',
    ]);
    expect(await shown({ kind: 'case.viewed', from: day('2026-03-03') })).toEqual(['case.viewed A-2']);
    expect(await shown({ kind: 'case.registered', to: day('2026-03-01') })).toEqual([]);
  });

  test('page after page, each record once, whoever writes meanwhile', async () => {
    const found: string[] = [];
    let after: string | undefined;
    do {
      const page = await search({ kind: 'case.viewed', limit: 1, ...(after !== undefined && { after }) });
      found.push(...page.items.map(({ subject }) => subject.id));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(found).toEqual(['A-2', 'A-1']);
    await expect(search({ after: 'nonsense' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  test('his own searches, with their filters', async () => {
    now = new Date('2026-03-05T04:00:01Z');
    await search({ actor: 'u-li' });
    now = new Date('2026-03-05T04:00:02Z');
    const { items } = await search({ kind: 'audit.searched', limit: 1 });
    expect(items[0]).toMatchObject({
      actor: { id: 'u-auditor' },
      purpose: 'audit',
      details: { filters: ['actor=u-li'], count: 2 },
    });
  });
});

test.each([undefined, 'BB'])('nobody searches where he is no auditor: %s', async (agency) => {
  const asked = { limit: 1, ...(agency !== undefined && { agency }) };
  await expect(searchAudit(ctx, auditor, asked)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(searchAudit(ctx, officer, { ...asked, agency: 'AA' })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  await expect(exportAudit(ctx, officer, { agency: 'AA' }, 'csv')).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
});

test('a table of records holds what the page shows', async () => {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of await exportAudit(
    ctx,
    auditor,
    { agency: 'AA', kind: 'case.registered' },
    'csv',
  )) {
    text += decoder.decode(chunk, { stream: true });
  }
  expect(text.split('\r\n')[1]).toBe(
    '1,2026-03-02 00:30:00,登记申请,王录平,工作人员,u-wang,,申请,A-1,,成功,"{""events"":1,""partyId"":null}"',
  );
  const { items } = await search({ kind: 'audit.exported' });
  expect(items[0]?.details).toMatchObject({ format: 'csv', filters: ['kind=case.registered'] });
});

describe('the state of the chains', () => {
  test('shows an auditor those that are his, and the last anchor', async () => {
    await makeAnchor(ctx, auditor, signerOf(ctx.keyring));
    const state = await auditState(ctx, auditor);
    expect(state.chains.map(({ agencyCode }) => agencyCode)).toEqual(['AA']);
    expect(state.lastAnchor).toMatchObject({ madeAt: '2026-03-05T04:00:02.000000Z' });
  });

  test('is verified by a job, whose verdict is a record', async () => {
    const { verificationId, status } = await beginVerification(ctx, auditor, 'AA');
    expect(status).toBe('waiting');
    await verifyByJob(ctx, auditor, 'AA', verificationId);
    const verdict = await findVerification(ctx, auditor, 'AA', verificationId);
    expect(verdict).toMatchObject({ status: 'done', isIntact: true, firstBroken: null });
    expect(await findLastAnchor(db)).toBeDefined();
  });

  test('says which record is broken', async () => {
    await sql`alter table audit_record disable trigger user`.execute(db);
    await sql`update audit_record set actor_id = 'u-zhou' where agency_id = 'AA' and seq = 2`.execute(db);
    const { verificationId } = await beginVerification(ctx, auditor, 'AA');
    await verifyByJob(ctx, auditor, 'AA', verificationId);
    const verdict = await findVerification(ctx, auditor, 'AA', verificationId);
    expect(verdict).toMatchObject({ isIntact: false, firstBroken: 2 });
  });
});

test('every way of searching reads the order of an index', async () => {
  await sql`
    insert into audit_record (agency_id, seq, record_id, occurred_at, kind, actor_id, subject_type, subject_id, text, salt, digest, algorithm, link)
    select 'ZZ', n, n::text, now() - n * interval '1 minute', 'case.viewed', 'u' || n % 50, 'case', 'Z-' || n % 999, '{}', '', '', 'sm3', ''
    from generate_series(1, 20000) as n`.execute(db);
  await sql`analyze audit_record`.execute(db);
  const filters = [
    {},
    { actorId: 'u7' },
    { subjectType: 'case' as const, subjectId: 'Z-7' },
    { kinds: ['case.viewed'] as const },
    { from: '2020-01-01T00:00:00Z', until: '2030-01-01T00:00:00Z' },
  ];
  for (const filter of filters) {
    const asked = foundRecords({ chain: 'ZZ', ...filter }, null, 51);
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${asked}`.execute(db.withoutPlugins());
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan, JSON.stringify(filter)).toMatch(/Index Scan Backward using audit_record_by_/);
    expect(plan).not.toMatch(/Seq Scan on audit_record/);
  }
});
