import { sql, type Insertable, type Selectable } from 'kysely';
import { USUAL_VOLUME_PAGES, type ArchiveSetting, type LocalDate } from '@gongkai/core';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { CaseArchiveTable, CaseBundleTable, CaseBundleVolumeTable } from './table.js';

export type BundleRow = Selectable<CaseBundleTable>;

export async function insertBundle(db: Transaction, row: BundleRow): Promise<void> {
  await db
    .insertInto('caseBundle')
    .values({ ...row, apart: JSON.stringify(row.apart) })
    .execute();
}

export function findBundle(
  db: Connection,
  agencyId: string,
  bundleId: string,
): Promise<BundleRow | undefined> {
  return db
    .selectFrom('caseBundle')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('bundleId', '=', bundleId)
    .executeTakeFirst();
}

/** The newest first. */
export function listBundles(db: Connection, agencyId: string, caseId: string): Promise<BundleRow[]> {
  return db
    .selectFrom('caseBundle')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('caseId', '=', caseId)
    .orderBy('requestedAt', 'desc')
    .orderBy('bundleId')
    .limit(50)
    .execute();
}

export async function finishBundle(
  db: Transaction,
  { agencyId, bundleId }: Pick<BundleRow, 'agencyId' | 'bundleId'>,
  made: Pick<BundleRow, 'status' | 'fileId' | 'pages' | 'apart' | 'finishedAt'>,
): Promise<void> {
  await db
    .updateTable('caseBundle')
    .set({ ...made, apart: JSON.stringify(made.apart) })
    .where('agencyId', '=', agencyId)
    .where('bundleId', '=', bundleId)
    .execute();
}

export async function insertVolume(db: Transaction, row: CaseBundleVolumeTable): Promise<void> {
  await db.insertInto('caseBundleVolume').values(row).execute();
}

/** Volumes of a bundle after the first, in their order. */
export function listVolumes(
  db: Connection,
  agencyId: string,
  bundleId: string,
): Promise<CaseBundleVolumeTable[]> {
  return db
    .selectFrom('caseBundleVolume')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('bundleId', '=', bundleId)
    .orderBy('volume')
    .execute();
}

export function findArchive(db: Connection, agencyId: string, caseId: string) {
  return db
    .selectFrom('caseArchive')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('caseId', '=', caseId)
    .executeTakeFirst();
}

/** A case archived before is archived anew, with what came since. */
export async function saveArchive(db: Transaction, row: Insertable<CaseArchiveTable>): Promise<void> {
  const { agencyId: _, caseId: _case, ...values } = row;
  await db
    .insertInto('caseArchive')
    .values(row)
    .onConflict((conflict) => conflict.columns(['agencyId', 'caseId']).doUpdateSet(values))
    .execute();
}

/** Closed cases without a place in the archive, the first closed first. */
export async function listCasesToArchive(
  db: Connection,
  agencyId: string,
  page: {
    readonly after: { readonly day: LocalDate; readonly caseId: string } | null;
    readonly limit: number;
  },
): Promise<{ readonly caseId: string; readonly closedOn: LocalDate }[]> {
  const after =
    page.after === null
      ? sql``
      : sql`and (c.closed_on, c.case_id) > (${page.after.day}::date, ${page.after.caseId})`;
  const { rows } = await sql<{ caseId: string; closedOn: LocalDate }>`
    select c.case_id, c.closed_on from application_case as c
    where c.agency_id = ${agencyId} and c.closed_on is not null and c.status <> 'redeciding' ${after}
      and not exists (
        select from case_archive as a where a.agency_id = c.agency_id and a.case_id = c.case_id)
    order by c.closed_on, c.case_id limit ${page.limit}`.execute(db);
  return rows;
}

/** What the agency's schedule says; where it has not said, the longest, in volumes of 200 pages. */
export async function findRetention(db: Connection, agencyId: string): Promise<ArchiveSetting> {
  const row = await db
    .selectFrom('archiveRetention')
    .select(['retention', 'volumePages'])
    .where('agencyId', '=', agencyId)
    .executeTakeFirst();
  return row ?? { retention: 'permanent', volumePages: USUAL_VOLUME_PAGES };
}

export async function saveRetention(
  db: Transaction,
  agencyId: string,
  setting: ArchiveSetting,
): Promise<void> {
  await db
    .insertInto('archiveRetention')
    .values({ agencyId, ...setting })
    .onConflict((conflict) => conflict.column('agencyId').doUpdateSet(setting))
    .execute();
}
