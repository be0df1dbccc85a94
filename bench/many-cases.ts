import { sql, type Kysely } from 'kysely';

/** How many cases of how many agencies and years; one agency has far more in one year than all others. */
export interface ManyCases {
  readonly agencies: number;
  readonly years: readonly number[];
  readonly total: number;
  readonly inLargest: number;
}

export const LARGEST = { agencyId: 'BENCH-001', year: 2023 } as const;
export const ORDINARY = { agencyId: 'BENCH-003', year: 2023 } as const;

/** Fills the tables inside the database: through the services it would take hours, and none of them is measured. */
export async function makeManyCases<Schema>(
  db: Kysely<Schema>,
  { agencies, years, total, inLargest }: ManyCases,
): Promise<void> {
  const each = Math.floor((total - inLargest) / (agencies * years.length - 1));
  await sql`
    insert into agency (agency_id, name, kind)
    select 'BENCH-' || lpad(n::text, 3, '0'), '测试机关' || n, 'localDepartment'
    from generate_series(1, ${agencies}::integer) n`.execute(db);
  for (const year of years) {
    await sql`
      insert into application_case
        (agency_id, case_id, last_seq, applicant_class, received_on, closed_on, status)
      select agency_id, ${year}::text || '-' || lpad(n::text, 6, '0'), 1, ${classOf()},
        make_date(${year}::integer, 1, 1) + (n % 330)::integer,
        make_date(${year}::integer, 1, 1) + (n % 330)::integer + 20, 'closed'
      from ${numbered(year, each, inLargest)}`.execute(db);
    await sql`
      insert into case_year
        (agency_id, year, case_id, applicant_class, is_new, is_carried_in, outcome_row, is_carried_out)
      select agency_id, ${year}::integer, ${year}::text || '-' || lpad(n::text, 6, '0'), ${classOf()},
        n % 10 <> 0, n % 10 = 0, ${outcomeOf()}, n % 20 = 1
      from ${numbered(year, each, inLargest)}`.execute(db);
  }
  // What a server's own upkeep does in the hours that such a ledger takes to come about.
  await sql`vacuum analyze`.execute(db);
}

function numbered(year: number, each: number, inLargest: number) {
  return sql`agency, generate_series(1, case when agency_id = ${LARGEST.agencyId} and ${year}::integer = ${LARGEST.year}::integer
    then ${inLargest}::integer else ${each}::integer end) n where agency_id like 'BENCH-%'`;
}

function classOf() {
  return sql`(array['naturalPerson', 'naturalPerson', 'naturalPerson', 'commercial', 'research', 'publicInterest',
    'legalService', 'otherOrganization'])[1 + n % 8]`;
}

function outcomeOf() {
  return sql`case when n % 20 <> 1 then (array['granted', 'granted', 'partiallyGranted', 'refused.stateSecret',
    'refused.thirdPartyRights', 'unable.notHeld', 'unable.needsCreation', 'unprocessed.petition',
    'unprocessed.repeat', 'other.rest'])[1 + (n / 7) % 10] end`;
}
