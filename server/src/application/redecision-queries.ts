import { sql } from 'kysely';
import type { LocalDate, RedecisionQuery, RedecisionSource } from '@gongkai/core';
import type { Connection } from '../platform/database/schema.js';
import { handledBy } from './list-queries.js';

export interface RedecisionKey {
  readonly day: LocalDate;
  readonly caseId: string;
  readonly seq: number;
}

export interface RedecisionRow extends RedecisionKey {
  readonly unitId: string | null;
  readonly by: RedecisionSource;
  readonly redoDays: number | null;
  readonly servedOn: LocalDate | null;
}

export interface RedecisionFilter {
  readonly agencyId: string;
  /** Only what these units handle; undefined: all. */
  readonly units: readonly string[] | undefined;
  readonly today: LocalDate;
  readonly state: RedecisionQuery['state'];
  readonly by: RedecisionSource | undefined;
  readonly year: number | undefined;
}

/** A record that counts: it is no voiding, and no later one corrects or voids it. */
const counts = (event: string) => sql`not ${sql.ref(`${event}.is_void`)} and not exists (
  select from case_event l where l.agency_id = ${sql.ref(`${event}.agency_id`)}
    and l.case_id = ${sql.ref(`${event}.case_id`)} and l.corrects = ${sql.ref(`${event}.seq`)})`;

/** Orders of new answers, each with the day on which the answer to it was served; by the index of such events. */
export async function listRedecisionRows(
  db: Connection,
  filter: RedecisionFilter,
  page: {
    readonly sort: RedecisionQuery['sort'];
    readonly after: RedecisionKey | null;
    readonly limit: number;
  },
): Promise<RedecisionRow[]> {
  const isDescending = page.sort.startsWith('-');
  const direction = isDescending ? sql`desc` : sql`asc`;
  const { agencyId, units, today, state, by, year } = filter;
  const conditions = [sql`e.agency_id = ${agencyId}`, sql`e.type = 'overturned'`, counts('e')];
  if (units !== undefined) conditions.push(handledBy(units));
  if (by !== undefined) conditions.push(sql`e.payload ->> 'by' = ${by}`);
  if (year !== undefined)
    conditions.push(sql`e.occurred_on between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date`);
  if (state === 'served') conditions.push(sql`answer.served_on is not null`);
  // What is owed is owed to the last order: to an earlier one that was not answered the later one answers.
  if (state === 'open' || state === 'overdue')
    conditions.push(sql`answer.served_on is null`, sql`c.status = 'redeciding'`);
  if (state === 'overdue') conditions.push(sql`c.due_on < ${today}::date`);
  if (page.after !== null) {
    const { day, caseId, seq } = page.after;
    const [own, last] = [
      sql`(e.occurred_on, e.case_id, e.seq)`,
      sql`(${day}::date, ${caseId}, ${seq}::integer)`,
    ];
    conditions.push(isDescending ? sql`${own} < ${last}` : sql`${own} > ${last}`);
  }
  const { rows } = await sql<RedecisionRow>`
    select e.case_id, e.seq, e.occurred_on as day, c.unit_id, e.payload ->> 'by' as by,
      (e.payload ->> 'redoDays')::integer as redo_days, answer.served_on
    from case_event e
    join application_case c on c.agency_id = e.agency_id and c.case_id = e.case_id
    left join lateral (
      select min(s.occurred_on) as served_on from case_event s
      where s.agency_id = e.agency_id and s.case_id = e.case_id and s.type = 'served' and s.occurred_on >= e.occurred_on
        and s.seq > coalesce((
          select min(d.seq) from case_event d
          where d.agency_id = e.agency_id and d.case_id = e.case_id and d.type = 'decided' and d.seq > e.seq
            and ${counts('d')}), 2147483647)
        and ${counts('s')}) as answer on true
    where ${sql.join(conditions, sql` and `)}
    order by e.occurred_on ${direction}, e.case_id ${direction}, e.seq ${direction} limit ${page.limit}`.execute(
    db,
  );
  return [...rows];
}
