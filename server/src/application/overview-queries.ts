import { sql } from 'kysely';
import type { ClockCounts, LocalDate } from '@gongkai/core';
import { arrayLiteral } from '../platform/database/column-types.js';
import type { Connection } from '../platform/database/schema.js';

/** Open cases of agencies by how their clock stands; those without an open case have no row. */
export async function countClocks(
  db: Connection,
  agencyIds: readonly string[],
  { today, sunday }: { readonly today: LocalDate; readonly sunday: LocalDate },
): Promise<ClockCounts[]> {
  const { rows } = await sql<ClockCounts>`
    select agency_id as agency_code,
      count(*) filter (where status = 'unconfirmed') as unconfirmed,
      count(*) filter (where status in ('processing', 'redeciding', 'decided')) as processing,
      count(*) filter (where status = 'suspended') as suspended,
      count(*) filter (where status in ('awaitingApplicant', 'lapsed')) as awaiting_applicant,
      count(*) filter (where due_on < ${today}::date) as overdue,
      count(*) filter (where due_on = ${today}::date) as due_today,
      count(*) filter (where due_on between ${today}::date and ${sunday}::date) as due_this_week
    from application_case
    where agency_id = any(${arrayLiteral(agencyIds)}::text[]) and closed_on is null
    group by agency_id`.execute(db);
  return rows;
}
