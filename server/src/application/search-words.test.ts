import { operatorActor, parseLocalDate, caseQuerySchema } from '@gongkai/core';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { TEST_KEYRING } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { codesOfWords, copyRequestCodes, fillRequestIndex } from '../request-index/service.js';
import { caseListQuery } from './list-queries.js';
import { listCases, registerCase } from './service.js';

const { db } = await openTestDatabase();
const today = parseLocalDate('2026-03-02');
const ctx = { db, keyring: TEST_KEYRING, now: () => new Date('2026-03-02T04:00:00Z'), today: () => today };
const actor = operatorActor();
await makeAgency(ctx, {});

const REQUESTS = [
  '云山路改造项目的批复文件',
  '２０２３年失业保险稳岗返还企业名单',
  '失业保险金标准调整文件',
  '业保险失：一个不相干的次序',
];
const ids: string[] = [];
for (const request of REQUESTS) {
  const { caseId } = await registerCase(ctx, actor, 'YSJ', {
    ...{ applicantClass: 'naturalPerson', applicantName: null, request, topic: null, unitCode: null },
    events: [{ type: 'submitted', on: today, channel: 'counter' }],
  });
  ids.push(caseId);
}

async function found(q: string): Promise<(string | null)[]> {
  const { items } = await listCases(ctx, actor, 'YSJ', caseQuerySchema.parse({ q }));
  return items.map(({ request }) => request).sort();
}

const EXPECTED: readonly (readonly [string, readonly number[]])[] = [
  ['失业', [1, 2]],
  ['失业保险', [1, 2]],
  ['2023年', [1]],
  ['稳岗 返还', [1]],
  ['业', [1, 2, 3]],
  ['工伤', []],
];

// Before the job has coded what was there, and after: the same cases.
for (const isCoded of [false, true]) {
  test(`words of two characters and parts of requests are found ${isCoded ? 'by their codes' : 'by opening'}`, async () => {
    if (isCoded) await fillRequestIndex(ctx);
    for (const [q, expected] of EXPECTED) {
      expect(await found(q), q).toEqual(expected.map((index) => REQUESTS[index] ?? '').sort());
    }
  });
}

test('a part of a number is found too', async () => {
  const [first = ''] = ids;
  expect(await found(first.slice(-6).toLowerCase())).toContain(REQUESTS[0]);
});

test('words are looked up in the index of the codes', async () => {
  await inTransaction(db, async (db) => {
    await sql`insert into application_case (agency_id, case_id, last_seq, applicant_class, received_on, status)
      select 'YSJ', 'P-' || lpad(n::text, 6, '0'), 1, 'naturalPerson', '2025-01-02'::date + n % 300, 'processing'
      from generate_series(1, 5000) n`.execute(db);
    await copyRequestCodes(
      db,
      TEST_KEYRING,
      Array.from({ length: 5000 }, (_, index) => ({
        ...{ agencyId: 'YSJ', source: 'case' as const },
        recordId: `P-${String(index + 1).padStart(6, '0')}`,
        request: `关于${String(index * 7919)}号地块的批复`,
      })),
    );
  });
  await sql`vacuum analyze`.execute(db);
  const codes = (await codesOfWords(db, TEST_KEYRING, 'YSJ', '稳岗')) ?? [];
  const filter = { agencyId: 'YSJ', today, words: { codes, inNumber: null } };
  const { sql: text, parameters } = caseListQuery(db, filter, {
    ...{ sort: '-receivedOn', after: null, limit: 51 },
  }).compile();
  const explained = text.replaceAll(/\$(\d+)/g, (_, number: string) => {
    const value = parameters[Number(number) - 1];
    return typeof value === 'number' ? String(value) : `'${String(value)}'`;
  });
  const plan = await inTransaction(db, async (db) => {
    // Five thousand rows are read faster than any index; what counts is that the condition has one.
    await sql`set local enable_seqscan = off`.execute(db);
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${sql.raw(explained)}`.execute(
      db.withoutPlugins(),
    );
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
  expect(plan).toContain('request_codes_by_code');
});
