import type { LocalDate } from '@gongkai/core';
import type { Connection } from '../platform/database/schema.js';
import type { DocumentRow } from './queries.js';

/** A document with a day on which something of it is due. */
export interface DueDocumentRow {
  readonly documentId: string;
  readonly unitId: string | null;
  readonly dueOn: LocalDate;
}
type DayColumn = 'dueOn' | 'reassessOn' | 'expiresOn';

/** What is to be published, looked at again, or out of force by a day: in the order of ids, after one. */
export async function listDueDocuments(
  db: Connection,
  agencyId: string,
  column: DayColumn,
  { through, after, limit }: { readonly through: LocalDate; readonly after: string; readonly limit: number },
): Promise<DueDocumentRow[]> {
  let rows = db
    .selectFrom('document')
    .select(['documentId', 'unitId', column])
    .where('agencyId', '=', agencyId)
    .where(column, '<=', through)
    .where('documentId', '>', after);
  if (column === 'dueOn')
    rows = rows.where('status', 'in', ['draft', 'inReview', 'signed']).where('mode', '=', 'proactive');
  else if (column === 'reassessOn') rows = rows.where('status', '=', 'filed');
  else rows = rows.where('validity', 'in', ['valid', 'amended']).where('withdrawnAt', 'is', null);
  const found = await rows.orderBy('documentId').limit(limit).execute();
  return found.flatMap((row) => {
    const dueOn = (row as Partial<Pick<DocumentRow, DayColumn>>)[column];
    return dueOn == null ? [] : [{ documentId: row.documentId, unitId: row.unitId, dueOn }];
  });
}
