import { sql } from 'kysely';
import type { LocalDate, PresentedFinding } from '@gongkai/core';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { Figures } from './figures.js';

interface VersionKey {
  readonly agencyId: string;
  readonly year: number;
  readonly version: number;
}

/** Copies where each case of the year stands, with the last event that was known of it. */
export async function freezePlaces(db: Transaction, { agencyId, year, version }: VersionKey): Promise<void> {
  await sql`
    insert into report_case (agency_id, year, version, case_id, applicant_class, is_new, is_carried_in,
      outcome_row, is_carried_out, last_seq)
    select p.agency_id, p.year, ${version}::integer, p.case_id, p.applicant_class, p.is_new, p.is_carried_in,
      p.outcome_row, p.is_carried_out, c.last_seq
    from case_year p join application_case c on c.agency_id = p.agency_id and c.case_id = p.case_id
    where p.agency_id = ${agencyId} and p.year = ${year}`.execute(db);
}

/**
 * Lets the counts of frozen cells be read from their index alone. A server's autovacuum would come to it; the embedded
 * database has none.
 */
export async function vacuumFrozenPlaces(db: Connection): Promise<void> {
  await sql`vacuum (analyze) report_case`.execute(db);
}

/** Everything that is printed, frozen; only a version that is not yet published can be. */
export async function publishVersion(
  db: Transaction,
  { agencyId, year, version }: VersionKey,
  frozen: {
    readonly figures: Figures;
    readonly findings: readonly PresentedFinding[];
    readonly texts: readonly { readonly number: number; readonly text: string }[];
    readonly publishedOn: LocalDate;
    readonly publishedAt: string;
    readonly publishedBy: string;
  },
): Promise<void> {
  const { figures, findings, texts, publishedOn, publishedAt, publishedBy } = frozen;
  await db
    .updateTable('annualReport')
    .set({
      status: 'published',
      tables: JSON.stringify(figures.tables),
      sources: JSON.stringify(figures.sources),
      remedyPolicies: JSON.stringify(figures.remedyPolicies),
      findings: JSON.stringify(findings),
      asOf: publishedOn,
      publishedOn,
      publishedAt,
      publishedBy,
    })
    .where('agencyId', '=', agencyId)
    .where('year', '=', year)
    .where('version', '=', version)
    .where('status', '<>', 'published')
    .execute();
  for (const { number, text } of texts) {
    await db
      .updateTable('reportSection')
      .set({ publishedText: text })
      .where('agencyId', '=', agencyId)
      .where('year', '=', year)
      .where('version', '=', version)
      .where('number', '=', number)
      .execute();
  }
}
