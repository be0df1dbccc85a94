import type { CaseQuery, LocalDate, RegisterColumn, RegisterExportFormat } from '@gongkai/core';
import type { ColumnType, Generated } from 'kysely';
import type { EmptiedColumn, SealedColumn } from '../platform/secrets/table.js';

export type LedgerImportKind = 'cases' | 'facts' | 'remedies' | 'administrativeRecords';
export type LedgerImportStatus = 'running' | 'done' | 'refused';

/** One fault of an imported row, with its line in the file. */
export interface RowFault {
  readonly line: number;
  readonly column: string | null;
  readonly message: string;
}

/** One import of a file: all of it or nothing. The same file is recognised by its hash. */
export interface LedgerImportTable {
  agencyId: string;
  importId: string;
  kind: LedgerImportKind;
  fileName: string;
  fileHash: string;
  status: LedgerImportStatus;
  rowsTotal: number;
  rowsDone: number;
  faults: ColumnType<readonly RowFault[], string, string>;
  startedBy: string;
  startedAt: Generated<string>;
  finishedAt: string | null;
}

/**
 * A fact about a case of an old system, kept with its source: it serves carry-over and repeat checks.
 * No events are made of it.
 */
export interface ImportedFactTable {
  agencyId: string;
  factId: string;
  importId: string;
  /** Number of the case in the old system. */
  caseNumber: string;
  applicantClass: string;
  partyId: string | null;
  request: EmptiedColumn;
  requestSealed: SealedColumn;
  requestIndex: SealedColumn;
  receivedOn: LocalDate | null;
  closedOn: LocalDate | null;
  outcomeRow: string | null;
  /** Emptied as the request is. */
  rest: ColumnType<Readonly<Record<string, string>>, undefined, never>;
  /** What the row said that has no column here, as JSON. */
  restSealed: SealedColumn;
  /** The key of request and rest. */
  keyId: string | null;
}

/** The register as a file, written by a job for the one who asked. */
export interface RegisterExportTable {
  agencyId: string;
  exportId: string;
  accountId: string;
  format: RegisterExportFormat;
  /** Settled when it was asked for, as the register's own filter. */
  filter: ColumnType<object, string, never>;
  sort: CaseQuery['sort'];
  columns: ColumnType<readonly RegisterColumn[], string, never>;
  status: 'waiting' | 'done';
  jobId: string;
  fileId: string | null;
  cases: number | null;
  requestedAt: string;
  finishedAt: string | null;
}
