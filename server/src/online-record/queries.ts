import type { Selectable } from 'kysely';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { OnlineFileTable } from './table.js';

/** Puts a text in the place of what stood under its id. */
export async function saveText(
  db: Transaction,
  row: {
    readonly agencyId: string;
    readonly textId: string;
    readonly textSealed: Uint8Array;
    readonly keyId: string;
  },
): Promise<void> {
  const { textSealed, keyId } = row;
  await db
    .insertInto('onlineText')
    .values(row)
    .onConflict((conflict) => conflict.columns(['agencyId', 'textId']).doUpdateSet({ textSealed, keyId }))
    .execute();
}

export async function findText(db: Connection, agencyId: string, textId: string): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom('onlineText')
    .select('textSealed')
    .where('agencyId', '=', agencyId)
    .where('textId', '=', textId)
    .executeTakeFirst();
  return row?.textSealed ?? null;
}

export async function deleteText(db: Transaction, agencyId: string, textId: string): Promise<void> {
  await db.deleteFrom('onlineText').where('agencyId', '=', agencyId).where('textId', '=', textId).execute();
}

export async function insertOnlineFile(db: Transaction, row: Selectable<OnlineFileTable>): Promise<void> {
  await db.insertInto('onlineFile').values(row).execute();
}

/** A file that belongs to something, as it is kept. */
export interface OnlineFileRow extends Selectable<OnlineFileTable> {
  readonly fileName: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
}

/** The files of a draft, a case, an act or a request that have not been removed, in the order in which they came. */
export function listOnlineFiles(
  db: Connection,
  agencyId: string,
  ownerIds: readonly string[],
): Promise<OnlineFileRow[]> {
  if (ownerIds.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('onlineFile')
    .innerJoin('storedFile', (join) =>
      join
        .onRef('storedFile.agencyId', '=', 'onlineFile.agencyId')
        .onRef('storedFile.fileId', '=', 'onlineFile.fileId'),
    )
    .select([
      ...(['onlineFile.agencyId', 'onlineFile.fileId', 'onlineFile.ownerId'] as const),
      ...(['onlineFile.purpose', 'onlineFile.addedAt', 'storedFile.fileName'] as const),
      ...(['storedFile.mediaType', 'storedFile.size', 'storedFile.sha256'] as const),
    ])
    .where('onlineFile.agencyId', '=', agencyId)
    .where('onlineFile.ownerId', 'in', ownerIds)
    .where('storedFile.removedAt', 'is', null)
    .orderBy('onlineFile.addedAt')
    .orderBy('onlineFile.fileId')
    .execute();
}

export function findOnlineFile(
  db: Connection,
  agencyId: string,
  fileId: string,
): Promise<Selectable<OnlineFileTable> | undefined> {
  return db
    .selectFrom('onlineFile')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('fileId', '=', fileId)
    .executeTakeFirst();
}

export async function deleteOnlineFile(db: Transaction, agencyId: string, fileId: string): Promise<void> {
  await db.deleteFrom('onlineFile').where('agencyId', '=', agencyId).where('fileId', '=', fileId).execute();
}

/** Hands the files of a draft to what it became. */
export async function moveOnlineFiles(
  db: Transaction,
  agencyId: string,
  fromId: string,
  toId: string,
): Promise<void> {
  await db
    .updateTable('onlineFile')
    .set({ ownerId: toId })
    .where('agencyId', '=', agencyId)
    .where('ownerId', '=', fromId)
    .execute();
}
