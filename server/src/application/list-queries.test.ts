import {
  shippedCalendar,
  operatorActor,
  OUTCOME_ROWS,
  addDays,
  parseLocalDate,
  placesOfCell,
  type ApplicantClass,
  type CaseEvent,
  type CaseQuery,
} from '@gongkai/core';
import { sql, type Compilable } from 'kysely';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../demonstration/random.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { caseCountQuery, caseListQuery, type CaseFilter } from './list-queries.js';
import { listCases, loadCases, type CaseToLoad } from './service.js';
import { TEST_KEYRING } from '../../testing/test-context.js';

const { db } = await openTestDatabase();
const today = parseLocalDate('2024-03-04');
const ctx = { db, keyring: TEST_KEYRING, now: () => new Date('2026-03-02T04:00:00Z'), today: () => today };
const random = createRandom(3);

function cases(agencyCode: string, count: number): CaseToLoad[] {
  return Array.from({ length: count }, (_, index) => {
    const submittedOn = addDays(parseLocalDate('2022-01-04'), random.between(0, 780));
    const events: CaseEvent[] = [
      { type: 'submitted', on: submittedOn, channel: random.chance(0.05) ? 'web' : 'counter' },
    ];
    if (events[0]?.type === 'submitted' && events[0].channel === 'counter' && random.chance(0.95)) {
      const decidedOn = addDays(submittedOn, random.between(5, 25));
      if (decidedOn < today) {
        events.push({ type: 'decided', on: decidedOn, items: [{ finding: random.pick(OUTCOME_ROWS) }] });
        events.push({ type: 'served', on: decidedOn, way: 'direct' });
      }
    }
    const applicantClass: ApplicantClass = random.pick(['naturalPerson', 'commercial']);
    return {
      caseId: `${agencyCode}-${String(index).padStart(5, '0')}`,
      applicantClass,
      applicantName: '欧阳示范',
      request: index % 500 === 0 ? '梨园路100%拆迁_补偿' : '云山路改造项目的批复文件',
      topic: null,
      unitCode: null,
      events,
    };
  });
}

for (const [code, count] of [
  ['YSJ', 3000],
  ['OTHER', 1500],
  ['THIRD', 1500],
] as const) {
  const agency = await makeAgency({ db }, { code });
  const source = {
    agencyCode: code,
    agencyKind: agency.kind,
    calendar: shippedCalendar(),
    today,
    recordedBy: 'import',
    recordedAt: '2024-12-31T04:00:00Z',
    importId: null,
    keyring: TEST_KEYRING,
  };
  await inTransaction(db, (db) => loadCases(db, source, cases(code, count)));
}
await sql`analyze`.execute(db);

const ALL: CaseQuery = { sort: '-receivedOn', limit: 200 };

async function walk(query: CaseQuery) {
  const ids: string[] = [];
  const days: string[] = [];
  for (let after: string | undefined; ;) {
    const page = await listCases(ctx, operatorActor(), 'YSJ', { ...query, after });
    ids.push(...page.items.map(({ caseId }) => caseId));
    days.push(...page.items.map((it) => (query.sort.endsWith('dueOn') ? it.dueOn : it.receivedOn) ?? '9999'));
    if (page.next === null) return { ids, days };
    after = page.next;
  }
}

describe('walking the register page by page', () => {
  test.each(['receivedOn', '-receivedOn', 'dueOn', '-dueOn'] as const)(
    'by %s: all cases, once, in order',
    async (sort) => {
      const { ids, days } = await walk({ ...ALL, sort });
      expect(new Set(ids).size).toBe(3000);
      expect(ids).toHaveLength(3000);
      const sorted = [...days].sort();
      expect(days).toEqual(sort.startsWith('-') ? sorted.reverse() : sorted);
    },
  );

  test('names are masked, and the number is told on the first page alone', async () => {
    const first = await listCases(ctx, operatorActor(), 'YSJ', ALL);
    expect(first.total).toBe(3000);
    expect(first.items[0]?.applicantName).toBe('欧*');
    const second = await listCases(ctx, operatorActor(), 'YSJ', { ...ALL, after: first.next ?? '' });
    expect(second.total).toBeNull();
    await expect(listCases(ctx, operatorActor(), 'YSJ', { ...ALL, after: 'nowhere' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});

describe('filters', () => {
  test.each([
    ['table3.newReceived.total', sql<boolean>`is_new`],
    ['table3.carriedIn.commercial', sql<boolean>`is_carried_in and applicant_class = 'commercial'`],
    ['table3.granted.total', sql<boolean>`outcome_row = 'granted'`],
    ['table3.other.total', sql<boolean>`outcome_row like 'other.%'`],
    [
      'table3.resultTotal.naturalPerson',
      sql<boolean>`outcome_row is not null and applicant_class = 'naturalPerson'`,
    ],
    ['table3.carriedOut.total', sql<boolean>`is_carried_out`],
  ])('the cell %s lists exactly the cases that it counts', async (cell, condition) => {
    const expected = await db
      .selectFrom('caseYear')
      .select('caseId')
      .where('agencyId', '=', 'YSJ')
      .where('year', '=', 2023)
      .where(condition)
      .execute();
    const { ids } = await walk({ ...ALL, year: 2023, cell });
    expect(ids.length).toBeGreaterThan(10);
    expect(ids.sort()).toEqual(expected.map(({ caseId }) => caseId).sort());
    expect((await listCases(ctx, operatorActor(), 'YSJ', { ...ALL, year: 2023, cell })).total).toBe(
      ids.length,
    );
  });

  test('signs of patterns in a text are looked for as they stand', async () => {
    expect((await walk({ ...ALL, q: '100%拆迁_补' })).ids).toHaveLength(6);
    expect((await walk({ ...ALL, q: 'ysj-0000' })).ids).toHaveLength(10);
    expect((await walk({ ...ALL, q: '100_拆迁' })).ids).toHaveLength(0);
  });

  test('overdue is told by today', async () => {
    const { items } = await listCases(ctx, operatorActor(), 'YSJ', { ...ALL, overdue: true });
    expect(items.length).toBeGreaterThan(5);
    expect(items.every(({ dueOn, closedOn }) => closedOn === null && dueOn !== null && dueOn < today)).toBe(
      true,
    );
    const { ids } = await walk({ ...ALL, overdue: false });
    expect(ids.length + (await walk({ ...ALL, overdue: true })).ids.length).toBe(3000);
  });

  test('by finding, status and class', async () => {
    const { items } = await listCases(ctx, operatorActor(), 'YSJ', {
      ...ALL,
      finding: 'refused.stateSecret',
      applicantClass: 'commercial',
    });
    expect(items.length).toBeGreaterThan(10);
    expect(items.every((it) => it.row === 'refused.stateSecret' && it.applicantClass === 'commercial')).toBe(
      true,
    );
    expect((await walk({ ...ALL, status: 'unconfirmed' })).ids.length).toBeGreaterThan(10);
  });

  test('a cell needs its year and must be one of table 三', async () => {
    await expect(
      listCases(ctx, operatorActor(), 'YSJ', { ...ALL, cell: 'table3.granted.total' }),
    ).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(
      listCases(ctx, operatorActor(), 'YSJ', { ...ALL, year: 2023, cell: 'table2.rules.made' }),
    ).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});

describe('plans', () => {
  const base: CaseFilter = { agencyId: 'YSJ', today };
  const FILTERS: readonly (readonly [string, CaseFilter])[] = [
    ['everything', base],
    ['a year', { ...base, year: 2023 }],
    ['a cell', { ...base, year: 2023, place: placesOfCell('granted', 'commercial') }],
    ['a large cell', { ...base, year: 2023, place: placesOfCell('resultTotal', 'total') }],
    ['a status', { ...base, status: 'processing' }],
    ['overdue', { ...base, overdue: true }],
    ['an applicant', { ...base, partyIds: ['P-1', 'P-2'] }],
    ['a finding', { ...base, finding: 'refused.stateSecret' }],
  ];

  async function plan(query: Compilable): Promise<string> {
    const { sql: text, parameters } = query.compile();
    const explain = sql.raw(
      text.replaceAll(/\$(\d+)/g, (_, number: string) => literal(parameters[Number(number) - 1])),
    );
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${explain}`.execute(db.withoutPlugins());
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  }

  function literal(value: unknown): string {
    return typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : `'${String(value).replaceAll("'", "''")}'`;
  }

  test.each(FILTERS)('%s: no scan of a whole table', async (_, filter) => {
    for (const sort of ['receivedOn', '-receivedOn', 'dueOn', '-dueOn'] as const) {
      const after = { day: '2023-05-05', caseId: 'YSJ-01000' };
      const text = await plan(caseListQuery(db, filter, { sort, after, limit: 51 }));
      expect(text).not.toMatch(/Seq Scan on (application_case|case_year|case_event)/);
    }
    expect(await plan(caseCountQuery(db, filter, 10_000))).not.toMatch(/Seq Scan on case_event/);
  });
});
