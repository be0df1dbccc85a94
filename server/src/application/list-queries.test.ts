import {
  answeredWithin,
  HAS_NONE,
  shippedCalendar,
  operatorActor,
  OUTCOME_ROWS,
  addDays,
  daysOfPeriod,
  parseLocalDate,
  placesOfCell,
  type ApplicantClass,
  type CaseEvent,
  type CaseQuery,
  type CaseSummary,
  CASE_SORTS,
} from '@gongkai/core';
import { sql, type Compilable } from 'kysely';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../demonstration/random.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { caseCountQuery, caseListQuery, type CaseFilter } from './list-queries.js';
import { countListedCases, listCases, loadCases, type CaseToLoad } from './service.js';
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
    if (index % 10 === 0 && events[0]?.type === 'submitted' && events[0].channel === 'counter') {
      events.push({ type: 'extension', on: addDays(submittedOn, 3), days: 20 });
    }
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
      topic: index % 4 === 0 ? '就业' : null,
      unitCode: index % 3 === 0 ? 'BGS' : null,
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

/** What the order goes by, as text that sorts the same. */
function placeIn(sort: CaseQuery['sort'], it: CaseSummary): string {
  const received = it.receivedOn ?? '9999';
  switch (sort) {
    case 'dueOn':
    case '-dueOn':
      return it.dueOn ?? '9999';
    case 'closedOn':
    case '-closedOn':
      return it.closedOn ?? '9999';
    case 'status':
    case '-status':
      return `${it.status} ${received}`;
    case 'unit':
    case '-unit':
      return `${it.unitCode ?? ''} ${received}`;
    case 'nextDue':
      return it.status === 'unconfirmed' ? '' : (it.dueOn ?? it.lapsesOn ?? '9999');
    default:
      return received;
  }
}

async function walk(query: CaseQuery) {
  const ids: string[] = [];
  const days: string[] = [];
  for (let after: string | undefined; ;) {
    const page = await listCases(ctx, operatorActor(), 'YSJ', { ...query, after });
    ids.push(...page.items.map(({ caseId }) => caseId));
    days.push(...page.items.map((it) => placeIn(query.sort, it)));
    if (page.next === null) return { ids, days };
    after = page.next;
  }
}

async function walkItems(query: CaseQuery): Promise<CaseSummary[]> {
  const items: CaseSummary[] = [];
  for (let after: string | undefined; ;) {
    const page = await listCases(ctx, operatorActor(), 'YSJ', { ...query, after });
    items.push(...page.items);
    if (page.next === null) return items;
    after = page.next;
  }
}

describe('walking the register page by page', () => {
  test.each(CASE_SORTS.filter((sort) => sort !== 'nextDue'))(
    'by %s: all cases, once, in order',
    async (sort) => {
      const { ids, days } = await walk({ ...ALL, sort });
      expect(new Set(ids).size).toBe(3000);
      expect(ids).toHaveLength(3000);
      const sorted = [...days].sort();
      expect(days).toEqual(sort.startsWith('-') ? sorted.reverse() : sorted);
    },
  );

  test('the queue: the open ones, what is not confirmed first, then by the clock', async () => {
    const { ids, days } = await walk({ ...ALL, sort: 'nextDue' });
    const open = await walk({ ...ALL, isOpen: true });
    expect(ids.length).toBeGreaterThan(100);
    expect([...ids].sort()).toEqual([...open.ids].sort());
    expect(days).toEqual([...days].sort());
    expect(days[0]).toBe('');
  });

  test('by unit, channel, topic, extension and what is due', async () => {
    const all = await walkItems({ ...ALL });
    const holds = async (query: Partial<CaseQuery>, isIt: (it: CaseSummary) => boolean) => {
      const expected = all.filter(isIt).map(({ caseId }) => caseId);
      expect(expected.length, JSON.stringify(query)).toBeGreaterThan(0);
      expect((await walk({ ...ALL, ...query })).ids, JSON.stringify(query)).toEqual(expected);
    };
    await holds({ unitCode: 'BGS' }, ({ unitCode }) => unitCode === 'BGS');
    await holds({ unitCode: HAS_NONE }, ({ unitCode }) => unitCode === null);
    await holds({ topic: HAS_NONE }, ({ topic }) => topic === null);
    await holds({ channel: 'web' }, ({ channel }) => channel === 'web');
    await holds({ topic: '就业' }, ({ topic }) => topic === '就业');
    await holds({ isExtended: true }, ({ isExtended }) => isExtended);
    await holds({ isExtended: false, isOpen: true }, (it) => !it.isExtended && it.closedOn === null);
    const within = (on: string | null, from: string, until: string): boolean =>
      on !== null && on >= from && on <= until;
    await holds({ receivedIn: '2023-Q2' }, (it) => within(it.receivedOn, '2023-04-01', '2023-06-30'));
    await holds({ receivedIn: '2023' }, (it) => within(it.receivedOn, '2023-01-01', '2023-12-31'));
    await holds(
      { closedIn: '2023-Q3', outcomeRow: 'granted' },
      (it) => it.row === 'granted' && within(it.closedOn, '2023-07-01', '2023-09-30'),
    );
    await holds({ wasInTime: false }, ({ inTime }) => inTime === false);
    await holds(
      { closedIn: '2023', wasInTime: true },
      (it) => it.inTime === true && within(it.closedOn, '2023-01-01', '2023-12-31'),
    );
    // Whatever year it is of, every extended case was extended in one of them.
    const extended = await Promise.all(
      Array.from({ length: 12 }, (_, index) => walk({ ...ALL, eventIn: `extension@${2018 + index}` })),
    );
    expect(new Set(extended.flatMap(({ ids }) => ids))).toEqual(
      new Set(all.filter(({ isExtended }) => isExtended).map(({ caseId }) => caseId)),
    );
  });

  test('names are masked, and the number is told with a page that shows all, else apart', async () => {
    const first = await listCases(ctx, operatorActor(), 'YSJ', ALL);
    expect(first.total).toBeNull();
    expect(await countListedCases(ctx, operatorActor(), 'YSJ', {})).toEqual({ total: 3000 });
    const few = await listCases(ctx, operatorActor(), 'YSJ', { ...ALL, status: 'unconfirmed' });
    expect(few.next).toBeNull();
    expect(few.total).toBe(few.items.length);
    expect(await countListedCases(ctx, operatorActor(), 'YSJ', { status: 'unconfirmed' })).toEqual({
      total: few.items.length,
    });
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
    expect(await countListedCases(ctx, operatorActor(), 'YSJ', { year: 2023, cell })).toEqual({
      total: ids.length,
    });
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
    ['a unit', { ...base, unitCode: 'BGS' }],
    ['a channel', { ...base, channel: 'web' }],
    ['a topic', { ...base, topic: '就业' }],
    ['extended', { ...base, isExtended: true }],
    ['due this week', { ...base, dueThrough: parseLocalDate('2024-03-10') }],
    ['a finding', { ...base, finding: 'refused.stateSecret' }],
    ['received in a quarter', { ...base, receivedBetween: daysOfPeriod({ year: 2023, quarter: 2 }) }],
    ['closed in a quarter', { ...base, closedBetween: daysOfPeriod({ year: 2023, quarter: 2 }) }],
    ['closed in a year', { ...base, closedBetween: daysOfPeriod({ year: 2023, quarter: null }) }],
    [
      'answered within a band of working days',
      {
        ...base,
        answered: answeredWithin(shippedCalendar(), '6-10', daysOfPeriod({ year: 2023, quarter: 2 })),
      },
    ],
    ['chosen', { ...base, caseIds: ['YSJ-00001', 'YSJ-00002'] }],
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
    for (const sort of CASE_SORTS) {
      // A whole year ordered by status or unit is read as a whole; a day gives the order of a cell by itself.
      const isByDay = /receivedOn|dueOn/u.test(sort);
      const after = { head: sort.endsWith('unit') ? 'BGS' : '', day: '2023-05-05', caseId: 'YSJ-01000' };
      const text = await plan(caseListQuery(db, filter, { sort, after, limit: 51 }));
      expect(text).not.toMatch(
        isByDay
          ? /Seq Scan on (application_case|case_year|case_event)/
          : /Seq Scan on (application_case|case_event)/,
      );
    }
    expect(await plan(caseCountQuery(db, filter, 10_000))).not.toMatch(/Seq Scan on case_event/);
  });
});

test('what is due this week: from today to Sunday, of the open ones', async () => {
  const monday = { ...ctx, today: () => parseLocalDate('2024-03-11') };
  const all = (await walkItems({ ...ALL })).filter(({ closedOn }) => closedOn === null);
  const due = all.filter(({ dueOn }) => dueOn !== null && dueOn >= '2024-03-11' && dueOn <= '2024-03-17');
  expect(due.length).toBeGreaterThan(0);
  const { items } = await listCases(monday, operatorActor(), 'YSJ', { ...ALL, due: 'week' });
  expect(items.map(({ caseId }) => caseId)).toEqual(due.map(({ caseId }) => caseId));
  const today = await listCases(monday, operatorActor(), 'YSJ', { ...ALL, due: 'today' });
  expect(today.items.every(({ dueOn }) => dueOn === '2024-03-11')).toBe(true);
});
