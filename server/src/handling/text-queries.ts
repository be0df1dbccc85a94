import { sql } from 'kysely';
import { arrayLiteral } from '../platform/database/column-types.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { HandlingFileTable, HandlingTextTable } from './table.js';

/** Puts a text in the place of what stood under its id. */
export async function saveText(db: Transaction, row: HandlingTextTable): Promise<void> {
  await db
    .insertInto('handlingText')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['agencyId', 'textId']).doUpdateSet({ textSealed: row.textSealed, keyId: row.keyId }),
    )
    .execute();
}

export function listTexts(
  db: Connection,
  agencyId: string,
  textIds: readonly string[],
): Promise<HandlingTextTable[]> {
  return db
    .selectFrom('handlingText')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('textId', '=', sql<string>`any(${arrayLiteral(textIds)}::text[])`)
    .execute();
}

export async function insertHandlingFile(db: Transaction, row: HandlingFileTable): Promise<void> {
  await db.insertInto('handlingFile').values(row).execute();
}

/** A file of the handling that has not been removed. */
export interface HandlingFileRow extends HandlingFileTable {
  readonly fileName: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
}

/** The files of the records, in the order in which they came. */
export function listHandlingFiles(
  db: Connection,
  agencyId: string,
  recordIds: readonly string[],
): Promise<HandlingFileRow[]> {
  return filesOf(db, agencyId)
    .where('recordId', '=', sql<string>`any(${arrayLiteral(recordIds)}::text[])`)
    .orderBy('storedAt')
    .execute();
}

export function findHandlingFile(
  db: Connection,
  agencyId: string,
  fileId: string,
): Promise<HandlingFileRow | undefined> {
  return filesOf(db, agencyId).where('handlingFile.fileId', '=', fileId).executeTakeFirst();
}

function filesOf(db: Connection, agencyId: string) {
  return db
    .selectFrom('handlingFile')
    .innerJoin('storedFile', (join) =>
      join
        .onRef('storedFile.agencyId', '=', 'handlingFile.agencyId')
        .onRef('storedFile.fileId', '=', 'handlingFile.fileId'),
    )
    .select([
      'handlingFile.agencyId',
      'handlingFile.caseId',
      'handlingFile.recordId',
      'handlingFile.fileId',
      'storedFile.fileName',
      'storedFile.mediaType',
      'storedFile.size',
      'storedFile.sha256',
    ])
    .where('handlingFile.agencyId', '=', agencyId)
    .where('storedFile.removedAt', 'is', null);
}
