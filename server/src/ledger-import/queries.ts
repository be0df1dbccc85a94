import { sql, type Selectable } from 'kysely';
import { wholeParty, type ApplicantClass, type LocalDate, type OutcomeRow } from '@gongkai/core';
import { arrayLiteral } from '../platform/database/column-types.js';
import { copyRows } from '../platform/database/copy-rows.js';
import { SEALED_PARTY_COLUMNS, sealParty, sealRequest, sealValue } from '../party/service.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { Keyring } from '../platform/secrets/keyring.js';
import { copyRequestCodes } from '../request-index/service.js';
import type { LedgerImportKind, LedgerImportTable, RowFault } from './table.js';

export type LedgerImportRow = Selectable<LedgerImportTable>;

/** A fact about a case of an old system, as its row tells it. */
export interface FactToLoad {
  readonly caseNumber: string;
  readonly applicantClass: ApplicantClass;
  readonly applicantName: string | null;
  readonly request: string | null;
  readonly receivedOn: LocalDate | null;
  readonly closedOn: LocalDate | null;
  readonly outcomeRow: OutcomeRow | null;
  readonly rest: Readonly<Record<string, string>>;
}

export function findImport(
  db: Connection,
  agencyId: string,
  importId: string,
): Promise<LedgerImportRow | undefined> {
  return db
    .selectFrom('ledgerImport')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('importId', '=', importId)
    .executeTakeFirst();
}

/** The import that has entered a file already. */
export async function findDoneImportId(
  db: Connection,
  file: { readonly agencyId: string; readonly kind: LedgerImportKind; readonly fileHash: string },
): Promise<string | null> {
  const row = await db
    .selectFrom('ledgerImport')
    .select('importId')
    .where('agencyId', '=', file.agencyId)
    .where('kind', '=', file.kind)
    .where('fileHash', '=', file.fileHash)
    .where('status', '=', 'done')
    .executeTakeFirst();
  return row?.importId ?? null;
}

/** Two imports of one file write one after the other; held to the end of the transaction. */
export async function lockFile(
  db: Transaction,
  file: { readonly agencyId: string; readonly kind: LedgerImportKind; readonly fileHash: string },
): Promise<void> {
  const key = `ledger-import ${file.agencyId} ${file.kind} ${file.fileHash}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(db);
}

export async function insertImport(
  db: Connection,
  row: Pick<
    LedgerImportRow,
    'agencyId' | 'importId' | 'kind' | 'fileName' | 'fileHash' | 'startedBy' | 'startedAt'
  >,
): Promise<void> {
  await db
    .insertInto('ledgerImport')
    .values({ ...row, status: 'running', rowsTotal: 0, rowsDone: 0, faults: '[]' })
    .execute();
}

/** How far a running import is; one that has ended stays as it is. */
export async function updateProgress(
  db: Connection,
  { agencyId, importId }: { readonly agencyId: string; readonly importId: string },
  progress: { readonly rowsTotal: number; readonly rowsDone: number },
): Promise<void> {
  await db
    .updateTable('ledgerImport')
    .set(progress)
    .where('agencyId', '=', agencyId)
    .where('importId', '=', importId)
    .where('status', '=', 'running')
    .execute();
}

export async function finishImport(
  db: Connection,
  { agencyId, importId }: { readonly agencyId: string; readonly importId: string },
  end: {
    readonly status: 'done' | 'refused';
    readonly rowsTotal: number;
    readonly rowsDone: number;
    readonly faults: readonly RowFault[];
    readonly finishedAt: string;
  },
): Promise<void> {
  await db
    .updateTable('ledgerImport')
    .set({ ...end, faults: JSON.stringify(end.faults) })
    .where('agencyId', '=', agencyId)
    .where('importId', '=', importId)
    .execute();
}

/** @returns how many imports a stopped process had left behind */
export async function refuseRunning(
  db: Connection,
  finishedAt: string,
  faults: readonly RowFault[],
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('ledgerImport')
    .set({ status: 'refused', rowsDone: 0, faults: JSON.stringify(faults), finishedAt })
    .where('status', '=', 'running')
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Those of the numbers of which there is a fact already. */
export async function listExistingFactIds(
  db: Connection,
  agencyId: string,
  caseNumbers: readonly string[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('importedFact')
    .select('factId')
    .where('agencyId', '=', agencyId)
    .where('factId', '=', sql<string>`any(${arrayLiteral(caseNumbers)}::text[])`)
    .execute();
  return new Set(rows.map(({ factId }) => factId));
}

/** A fact is known by the number of its case; who applied is kept apart, as for any case. */
export async function copyFacts(
  db: Transaction,
  source: { readonly agencyCode: string; readonly importId: string; readonly keyring: Keyring },
  facts: readonly FactToLoad[],
): Promise<void> {
  const { agencyCode, importId, keyring } = source;
  const partyIdOf = ({ caseNumber }: FactToLoad): string => `${importId}/${caseNumber}`;
  await copyRows(
    db,
    'party',
    ['agencyId', 'partyId', 'applicantClass', ...SEALED_PARTY_COLUMNS],
    facts
      .filter(({ applicantName }) => applicantName !== null)
      .map((fact) => {
        const place = { agencyId: agencyCode, recordId: partyIdOf(fact) };
        const sealed = sealParty(keyring, place, wholeParty({ name: fact.applicantName }));
        const columns = SEALED_PARTY_COLUMNS.map((column) => sealed[column]);
        return [agencyCode, place.recordId, fact.applicantClass, ...columns];
      }),
  );
  await copyRows(
    db,
    'importedFact',
    [
      'agencyId',
      'factId',
      'importId',
      'caseNumber',
      'applicantClass',
      'partyId',
      'requestSealed',
      'requestIndex',
      'receivedOn',
      'closedOn',
      'outcomeRow',
      'restSealed',
      'keyId',
    ],
    facts.map((fact) => {
      const place = { agencyId: agencyCode, recordId: fact.caseNumber };
      const { requestSealed, requestIndex } = sealRequest(keyring, 'fact.request', place, fact.request);
      const rest = Object.keys(fact.rest).length === 0 ? null : JSON.stringify(fact.rest);
      return [
        agencyCode,
        fact.caseNumber,
        importId,
        fact.caseNumber,
        fact.applicantClass,
        fact.applicantName === null ? null : partyIdOf(fact),
        requestSealed,
        requestIndex,
        fact.receivedOn,
        fact.closedOn,
        fact.outcomeRow,
        sealValue(keyring, 'fact.rest', place, rest),
        fact.request === null && rest === null ? null : keyring.activeKeyId,
      ];
    }),
  );
  await copyRequestCodes(
    db,
    keyring,
    facts.map(({ caseNumber, request }) => ({
      ...{ agencyId: agencyCode, recordId: caseNumber },
      source: 'fact',
      request,
    })),
  );
}
