import { caseQuerySchema, operatorActor, parseLocalDate } from '@gongkai/core';
import { sql } from 'kysely';
import { builtCases, builtKeyring, builtSimilarity } from './built.js';
import { spreadOf } from './measure.js';
import type { Line } from './result-table.js';
import { withTemporaryDatabase, type OpenConnection } from './temporary-database.js';

const AGENCY = 'BENCH-REG';
const PAGE = 50;
const LIMIT = 5;
/** A slow look is measured less often: so many times, or for so long. */
const LEAST = 20;
const LONGEST_MS = 20_000;
const TODAY = parseLocalDate('2026-03-02');

/** A way to look at the register: as the page asks for it, and the bare statement for the same rows. */
interface Look {
  readonly name: string;
  readonly query: Readonly<Record<string, string>>;
  readonly where: string;
  readonly order: string;
  /** The places of cases in a year, where the year is asked for. */
  readonly join?: string;
}
const RECEIVED = "coalesce(c.received_on, 'infinity'::date)";
const LOOKS: readonly Look[] = [
  { name: 'newest', query: {}, where: 'true', order: `${RECEIVED} desc, c.case_id desc` },
  {
    name: 'overdue by due date',
    query: { overdue: 'true', sort: 'dueOn' },
    where: "coalesce(due_on, 'infinity'::date) < '2026-03-02' and status not in ('closed', 'withdrawn')",
    order: "coalesce(due_on, 'infinity'::date), c.case_id",
  },
  {
    name: 'one unit by answer, latest first',
    query: { unitCode: 'U07', sort: '-closedOn' },
    where: "unit_id = 'U07'",
    order: "coalesce(closed_on, 'infinity'::date) desc, c.case_id desc",
  },
  { name: 'by status', query: { sort: 'status' }, where: 'true', order: `status, ${RECEIVED}, c.case_id` },
  {
    name: 'web, newest',
    query: { channel: 'web' },
    where: "channel = 'web'",
    order: `${RECEIVED} desc, c.case_id desc`,
  },
  {
    name: 'extended of a class, newest',
    query: { isExtended: 'true', applicantClass: 'research' },
    where: "is_extended and c.applicant_class = 'research'",
    order: `${RECEIVED} desc, c.case_id desc`,
  },
  {
    name: 'a year by due date',
    query: { year: '2025', sort: 'dueOn' },
    join: 'join case_year y on y.agency_id = c.agency_id and y.case_id = c.case_id',
    where: 'y.year = 2025',
    order: "coalesce(y.due_on, 'infinity'::date), c.case_id",
  },
  {
    name: 'queue',
    query: { sort: 'nextDue' },
    where: 'closed_on is null',
    order:
      "(case when status = 'unconfirmed' then '-infinity'::date else coalesce(due_on, lapses_on, 'infinity'::date) end), c.case_id",
  },
];

/**
 * The first page of the register of one agency, filtered and sorted, beside the bare statement that reads its rows: what
 * permission, opening of sealed values, counting and the record of the look add.
 */
export async function benchRegister(rounds: number, isSmall: boolean): Promise<Line[]> {
  const total = isSmall ? 50_000 : 1_000_000;
  return withTemporaryDatabase('native', async (db) => {
    await fill(db, total);
    return measure(db, total, Math.max(rounds * 40, 100));
  });
}

/** Filled inside the database, as through the services it would take hours; the rows that pages show are sealed after. */
async function fill(db: OpenConnection, total: number): Promise<void> {
  await sql`insert into agency (agency_id, name, kind) values (${AGENCY}, '测试机关', 'localDepartment')`.execute(
    db,
  );
  await sql`
    insert into unit (agency_id, unit_id, name)
    select ${AGENCY}, 'U' || lpad(n::text, 2, '0'), '处室' || n from generate_series(0, 19) n`.execute(db);
  await sql`
    insert into application_case (agency_id, case_id, last_seq, applicant_class, received_on, due_on, closed_on, status,
      unit_id, topic, channel, is_extended, in_time, outcome_row)
    select ${AGENCY}, 'R-' || lpad(n::text, 7, '0'), 3,
      (array['naturalPerson', 'naturalPerson', 'commercial', 'research', 'legalService'])[1 + n % 5],
      case when n % 997 = 0 then null else d end, case when n % 997 = 0 then null else d + 28 end,
      case when n % 40 < 2 or n % 997 = 0 then null else d + 5 + (n % 23)::integer end,
      case when n % 997 = 0 then 'unconfirmed' when n % 40 < 2 then 'processing' else 'closed' end,
      'U' || lpad((n % 20)::text, 2, '0'), case when n % 3 = 0 then '就业' end,
      (array['web', 'counter', 'registeredMail', 'letter'])[1 + n % 4], n % 17 = 0, n % 40 >= 2,
      case when n % 40 < 2 then null else 'granted' end
    from (select n, date '2019-01-01' + ((hashint4(n)::bigint + 2147483648) % 2600)::integer as d
      from generate_series(1, ${total}::integer) n) numbered`.execute(db);
  await sql`
    insert into case_year (agency_id, year, case_id, applicant_class, is_new, is_carried_in, outcome_row, is_carried_out,
      received_on, due_on, closed_on)
    select agency_id, extract(year from received_on)::integer, case_id, applicant_class, true, false, outcome_row,
      outcome_row is null, received_on, due_on, closed_on
    from application_case where agency_id = ${AGENCY} and received_on is not null`.execute(db);
  await sql`vacuum analyze`.execute(db);
}

function bareStatement({ where, order, join = '' }: Look) {
  return sql<{ caseId: string }>`
    select c.case_id, c.applicant_class, c.party_id, party.name_sealed, c.request_sealed, c.topic, c.unit_id, c.received_on,
      c.due_on, c.closed_on, c.status, c.outcome_row, c.in_time, c.lapses_on, c.channel, c.is_extended
    from application_case c ${sql.raw(join)} left join party on party.agency_id = c.agency_id and party.party_id = c.party_id
    where c.agency_id = ${AGENCY} and ${sql.raw(where)} order by ${sql.raw(order)} limit ${PAGE + 1}`;
}

async function measure(db: OpenConnection, total: number, times: number): Promise<Line[]> {
  const keyring = await builtKeyring();
  const { listCases } = await builtCases();
  const { sealRequest } = await builtSimilarity();
  const ctx = { db, keyring, now: () => new Date('2026-03-02T04:00:00Z'), today: () => TODAY };
  const lines: Line[] = [];
  for (const look of LOOKS) {
    const statement = bareStatement(look);
    const { rows } = await statement.execute(db);
    for (const { caseId } of rows) {
      const place = { agencyId: AGENCY, recordId: caseId };
      const sealed = sealRequest(
        keyring,
        'case.request',
        place,
        '临江市云山路改造项目房屋征收补偿方案及批复文件',
      );
      await sql`update application_case set request_sealed = ${sealed.requestSealed}
        where agency_id = ${AGENCY} and case_id = ${caseId}`.execute(db);
    }
    const query = caseQuerySchema.parse({ ...look.query, limit: PAGE });
    const page = () => listCases(ctx, operatorActor(), AGENCY, query);
    const shown = (await page()).items.map(({ caseId }) => caseId).join();
    if (
      shown !==
      rows
        .slice(0, PAGE)
        .map(({ caseId }) => caseId)
        .join()
    ) {
      throw new Error(`The page and the bare statement differ: ${look.name}`);
    }
    const spent = { bare: [] as number[], page: [] as number[] };
    const began = performance.now();
    for (let time = 0; time < times; time += 1) {
      if (time >= LEAST && performance.now() - began > LONGEST_MS) break;
      spent.bare.push(await timeOf(() => statement.execute(db)));
      spent.page.push(await timeOf(page));
    }
    const [bare, whole] = [percentile(spent.bare), percentile(spent.page)];
    const name = `native: ${total.toLocaleString('en')} cases, ${look.name},`;
    const one = (value: number) => ({ median: value, low: value, high: value });
    lines.push(
      { what: `${name} bare`, unit: 'ms', values: spreadOf(spent.bare) },
      { what: `${name} first page`, unit: 'ms', values: spreadOf(spent.page) },
      {
        what: `${name} median ÷ bare median`,
        unit: 'times',
        values: one(spreadOf(spent.page).median / spreadOf(spent.bare).median),
      },
      { what: `${name} p99 ÷ bare p99`, unit: 'times', values: one(whole / bare), limit: LIMIT },
    );
  }
  return lines;
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function percentile(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
}
