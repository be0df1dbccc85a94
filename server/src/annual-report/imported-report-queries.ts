import { sql } from 'kysely';
import type { Connection } from '../platform/database/schema.js';
import type { StoredReading } from './report-version.js';

export interface ImportedReportRow {
  readonly importedReportId: string;
  readonly fileName: string;
  readonly fileHash: string;
  readonly importedAt: string;
  readonly reading: StoredReading;
}

const COLUMNS = ['importedReportId', 'fileName', 'fileHash', 'importedAt', 'reading'] as const;

export async function findImportedReport(
  db: Connection,
  agencyId: string,
  by: { readonly id: string } | { readonly fileHash: string },
): Promise<ImportedReportRow | undefined> {
  return db
    .selectFrom('importedReport')
    .select(COLUMNS)
    .where('agencyId', '=', agencyId)
    .where((where) =>
      'id' in by ? where('importedReportId', '=', by.id) : where('fileHash', '=', by.fileHash),
    )
    .executeTakeFirst();
}

/** The report that an organ published for a year, as it was last imported. */
export async function findImportedReportOf(
  db: Connection,
  agencyId: string,
  year: number,
  organName: string | null,
): Promise<ImportedReportRow | undefined> {
  return db
    .selectFrom('importedReport')
    .select(COLUMNS)
    .where('agencyId', '=', agencyId)
    .where('year', '=', year)
    .where(sql<string>`reading ->> 'agency'`, '=', organName)
    .orderBy('importedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export interface ImportedReportSummary {
  readonly id: string;
  readonly fileName: string;
  readonly importedAt: string;
  readonly year: number | null;
  readonly agency: string | null;
  readonly form: string;
}

export async function listImportedReportRows(
  db: Connection,
  agencyId: string,
): Promise<ImportedReportSummary[]> {
  return db
    .selectFrom('importedReport')
    .select([
      'importedReportId as id',
      'fileName',
      'importedAt',
      'year',
      sql<string | null>`reading ->> 'agency'`.as('agency'),
      sql<string>`reading ->> 'form'`.as('form'),
    ])
    .where('agencyId', '=', agencyId)
    .orderBy('importedAt', 'desc')
    .orderBy('importedReportId')
    .execute();
}

/** Nothing happens when the same file is there already. */
export async function insertImportedReport(
  db: Connection,
  row: {
    readonly agencyId: string;
    readonly importedReportId: string;
    readonly fileName: string;
    readonly fileHash: string;
    readonly importedBy: string;
    readonly importedAt: string;
    readonly reading: StoredReading;
  },
): Promise<void> {
  const { reading, ...rest } = row;
  await db
    .insertInto('importedReport')
    // A file may hold the character that jsonb can't.
    .values({ ...rest, year: reading.year, reading: JSON.stringify(reading).replaceAll('\\u0000', '') })
    .onConflict((conflict) => conflict.columns(['agencyId', 'fileHash']).doNothing())
    .execute();
}
