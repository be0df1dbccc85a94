import { sql } from 'kysely';
import type { FormVersion, PresentedFinding, ReportStatus, ReportTables } from '@gongkai/core';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { FrozenSources, SectionState, SignedWaiver } from './report-version.js';

/** What was frozen with a published version. */
export interface FrozenFigures {
  readonly tables: ReportTables;
  readonly sources: FrozenSources;
  readonly findings: readonly PresentedFinding[];
}

export async function findFrozenFigures(
  db: Connection,
  agencyId: string,
  year: number,
  version: number,
): Promise<FrozenFigures | null> {
  const row = await db
    .selectFrom('annualReport')
    .select(['tables', 'sources', 'findings'])
    .where('agencyId', '=', agencyId)
    .where('year', '=', year)
    .where('version', '=', version)
    .executeTakeFirst();
  const { tables, sources, findings } = row ?? {};
  return tables == null ? null : { tables, sources: sources ?? {}, findings: findings ?? [] };
}

/** Every change of a report begins here: whoever holds the agency's row for this year writes alone. */
export async function lockReport(db: Transaction, agencyId: string, year: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`annual-report:${agencyId}:${year}`}, 0))`.execute(
    db,
  );
}

export async function insertDraft(
  db: Transaction,
  draft: {
    readonly agencyId: string;
    readonly year: number;
    readonly version: number;
    readonly form: FormVersion;
  },
  sections: readonly Pick<
    SectionState,
    'number' | 'heading' | 'template' | 'revision' | 'editedBy' | 'editedAt'
  >[],
): Promise<void> {
  const { agencyId, year, version, form } = draft;
  await db
    .insertInto('annualReport')
    .values({ agencyId, year, version, form, status: 'draft', seenFindings: '[]' })
    .execute();
  await db
    .insertInto('reportSection')
    .values(
      sections.map(({ number, heading, template, revision, editedBy, editedAt }) => ({
        ...{ agencyId, year, version, number, heading, template, revision, editedBy, editedAt },
      })),
    )
    .execute();
}

/** The next version as a draft, beginning with the texts of the one before. */
export async function insertNextDraft(
  db: Transaction,
  before: {
    readonly agencyId: string;
    readonly year: number;
    readonly version: number;
    readonly form: FormVersion;
  },
): Promise<void> {
  const { agencyId, year, version, form } = before;
  await db
    .insertInto('annualReport')
    .values({ agencyId, year, version: version + 1, form, status: 'draft', seenFindings: '[]' })
    .execute();
  await sql`
    insert into report_section (agency_id, year, version, number, heading, template, revision)
    select agency_id, year, version + 1, number, heading, template, 0 from report_section
    where agency_id = ${agencyId} and year = ${year} and version = ${version}`.execute(db);
}

interface VersionKey {
  readonly agencyId: string;
  readonly year: number;
  readonly version: number;
}

export async function updateStatus(
  db: Transaction,
  { agencyId, year, version }: VersionKey,
  change: {
    readonly status: Exclude<ReportStatus, 'published'>;
    readonly seenFindings: readonly string[];
    readonly checkedDigest: string | null;
  },
): Promise<void> {
  const { seenFindings, ...rest } = change;
  await db
    .updateTable('annualReport')
    .set({ ...rest, seenFindings: JSON.stringify(seenFindings) })
    .where('agencyId', '=', agencyId)
    .where('year', '=', year)
    .where('version', '=', version)
    .execute();
}

/** Puts an account among those who wrote a version or handed it in. */
export async function addWriter(
  db: Transaction,
  { agencyId, year, version }: VersionKey,
  accountId: string,
): Promise<void> {
  await sql`
    update annual_report set writer_ids = writer_ids || to_jsonb(${accountId}::text)
    where agency_id = ${agencyId} and year = ${year} and version = ${version}
      and not writer_ids ? ${accountId}`.execute(db);
}

/** Keeps the present state among the revisions and writes the new one. */
export async function replaceSection(
  db: Transaction,
  { agencyId, year, version }: VersionKey,
  number: number,
  change: {
    readonly template: string;
    readonly revision: number;
    readonly editedBy: string;
    readonly editedAt: string;
  },
): Promise<void> {
  await sql`
    insert into report_section_revision (agency_id, year, version, number, revision, template, edited_by, edited_at)
    select agency_id, year, version, number, revision, template, edited_by, edited_at from report_section
    where agency_id = ${agencyId} and year = ${year} and version = ${version} and number = ${number}`.execute(
    db,
  );
  await db
    .updateTable('reportSection')
    .set(change)
    .where('agencyId', '=', agencyId)
    .where('year', '=', year)
    .where('version', '=', version)
    .where('number', '=', number)
    .execute();
}

export async function listSectionRevisions(
  db: Connection,
  { agencyId, year, version }: VersionKey,
  number: number,
): Promise<
  {
    readonly revision: number;
    readonly template: string;
    readonly editedBy: string | null;
    readonly editedAt: string | null;
  }[]
> {
  return db
    .selectFrom('reportSectionRevision')
    .select(['revision', 'template', 'editedBy', 'editedAt'])
    .where('agencyId', '=', agencyId)
    .where('year', '=', year)
    .where('version', '=', version)
    .where('number', '=', number)
    .orderBy('revision')
    .execute();
}

export async function putWaiver(db: Transaction, key: VersionKey, waiver: SignedWaiver): Promise<void> {
  const { agencyId, year, version } = key;
  const { findingKey, ...signed } = waiver;
  await db
    .insertInto('reportWaiver')
    .values({ agencyId, year, version, findingKey, ...signed })
    .onConflict((conflict) =>
      conflict.columns(['agencyId', 'year', 'version', 'findingKey']).doUpdateSet(signed),
    )
    .execute();
}

export async function deleteWaiver(db: Transaction, key: VersionKey, findingKey: string): Promise<boolean> {
  const { agencyId, year, version } = key;
  const { numDeletedRows } = await db
    .deleteFrom('reportWaiver')
    .where('agencyId', '=', agencyId)
    .where('year', '=', year)
    .where('version', '=', version)
    .where('findingKey', '=', findingKey)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
