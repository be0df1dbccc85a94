import type { LocalDate } from '@gongkai/core';
import { sql, type RawBuilder } from 'kysely';

/** The day by which a term is over: for every agency, and for those that have a term of their own. */
export interface Cutoffs {
  readonly usual: LocalDate;
  readonly own: ReadonlyMap<string, LocalDate>;
}

/** The day for the agency in a column, such as `p.agency_id`. */
export function cutoffOf(agencyColumn: string, { usual, own }: Cutoffs): RawBuilder<LocalDate> {
  if (own.size === 0) return sql`${usual}::date`;
  const cases = [...own].map(([agencyId, day]) => sql`when ${agencyId} then ${day}::date`);
  return sql`(case ${sql.ref(agencyColumn)} ${sql.join(cases, sql` `)} else ${usual}::date end)`;
}
