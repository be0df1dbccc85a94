import type { Selectable } from 'kysely';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { RegisterExportTable } from './table.js';

export type RegisterExportRow = Selectable<RegisterExportTable>;

export async function insertExport(db: Transaction, row: RegisterExportRow): Promise<void> {
  const json = { filter: JSON.stringify(row.filter), columns: JSON.stringify(row.columns) };
  await db
    .insertInto('registerExport')
    .values({ ...row, ...json })
    .execute();
}

export function findExport(
  db: Connection,
  agencyId: string,
  exportId: string,
): Promise<RegisterExportRow | undefined> {
  return db
    .selectFrom('registerExport')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('exportId', '=', exportId)
    .executeTakeFirst();
}

/** Somebody's own exports, the newest first. */
export function listExportsOf(
  db: Connection,
  agencyId: string,
  accountId: string,
): Promise<RegisterExportRow[]> {
  return db
    .selectFrom('registerExport')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('accountId', '=', accountId)
    .orderBy('requestedAt', 'desc')
    .orderBy('exportId')
    .limit(20)
    .execute();
}

export async function finishExport(
  db: Transaction,
  { agencyId, exportId }: Pick<RegisterExportRow, 'agencyId' | 'exportId'>,
  made: { readonly fileId: string; readonly cases: number; readonly finishedAt: string },
): Promise<void> {
  await db
    .updateTable('registerExport')
    .set({ ...made, status: 'done' })
    .where('agencyId', '=', agencyId)
    .where('exportId', '=', exportId)
    .execute();
}

/** Takes away what was asked for before the instant. @returns their files */
export function deleteExportsBefore(
  db: Transaction,
  before: string,
): Promise<{ readonly agencyId: string; readonly fileId: string | null }[]> {
  return db
    .deleteFrom('registerExport')
    .where('requestedAt', '<', before)
    .returning(['agencyId', 'fileId'])
    .execute();
}
