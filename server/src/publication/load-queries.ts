import { copyRows } from '../platform/database/copy-rows.js';
import type { Transaction } from '../platform/database/schema.js';
import type { DocumentActRow, DocumentRow, DocumentVersionRow } from './queries.js';
import type { DocumentTable } from './table.js';

const DOCUMENT_COLUMNS = [
  'agencyId',
  'documentId',
  'kind',
  'mode',
  'status',
  'step',
  'steps',
  'version',
  'authors',
  'title',
  'summary',
  'documentNumber',
  'topic',
  'genre',
  'duty',
  'unitId',
  'formedOn',
  'dueOn',
  'indexNumber',
  'validity',
  'expiresOn',
  'publishedVersion',
  'publishedAt',
  'withdrawnAt',
  'withdrawalReason',
  'reassessOn',
  'recordId',
] as const satisfies readonly (keyof DocumentTable)[];

/** Many documents of their first version, each with who entered it, and the numbers that they take. */
export async function copyDocuments(
  db: Transaction,
  loaded: {
    readonly agencyId: string;
    readonly rows: readonly DocumentRow[];
    readonly versions: readonly Pick<DocumentVersionRow, 'documentId' | 'draft' | 'publishedAt'>[];
    readonly acts: readonly Pick<DocumentActRow, 'documentId' | 'actorId' | 'actedAt'>[];
    readonly numbers: ReadonlyMap<number, number>;
  },
): Promise<void> {
  const { agencyId, rows, versions, acts, numbers } = loaded;
  await copyRows(
    db,
    'document',
    DOCUMENT_COLUMNS,
    rows.map((row) => DOCUMENT_COLUMNS.map((column) => row[column])),
  );
  await copyRows(
    db,
    'documentVersion',
    ['agencyId', 'documentId', 'version', 'draft', 'changeReason', 'publishedAt'],
    versions.map(({ documentId, draft, publishedAt }) => [agencyId, documentId, 1, draft, null, publishedAt]),
  );
  await copyRows(
    db,
    'documentAct',
    ['agencyId', 'documentId', 'seq', 'version', 'act', 'step', 'actorId', 'actedAt', 'opinion'],
    acts.map(({ documentId, actorId, actedAt }) => [
      ...[agencyId, documentId, 1, 1, 'draft', null, actorId, actedAt, null],
    ]),
  );
  await copyRows(
    db,
    'documentSeries',
    ['agencyId', 'year', 'lastNumber'],
    [...numbers].map(([year, lastNumber]) => [agencyId, year, lastNumber]),
  );
}
