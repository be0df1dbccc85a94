import {
  type Agency,
  type LocalDate,
  type RemedyCase,
  type Unit,
  type WorkingDayCalendar,
} from '@gongkai/core';
import {
  faultOfRecord,
  listExistingRecordIds,
  loadRecords,
  type AdministrativeRecord,
} from '../administrative-record/service.js';
import { faultOfCase, listExistingCaseIds, loadCases, type CaseToLoad } from '../application/service.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { Keyring } from '../platform/secrets/keyring.js';
import { faultOfRemedy, listExistingRemedyIds, loadRemedies } from '../remedy/service.js';
import { readCase } from './case-row.js';
import type { LedgerRow } from './ledger-row.js';
import type { ColumnMatch } from './match-columns.js';
import { readAdministrativeRecord, readFact, readRemedy } from './other-rows.js';
import { copyFacts, listExistingFactIds, type FactToLoad } from './queries.js';
import { addFault, type Fields } from './read-fields.js';
import type { LedgerImportKind } from './table.js';

/** What an import knows while it reads and writes rows. */
export interface ImportContext {
  readonly agency: Agency;
  readonly units: readonly Unit[];
  readonly today: LocalDate;
  /** The working days of the agency. */
  readonly calendar: WorkingDayCalendar;
  readonly recordedBy: string;
  readonly recordedAt: string;
  readonly importId: string;
  readonly keyring: Keyring;
}

/** How one kind of ledger is read, checked against what is there, and entered. */
export interface LedgerKind<T> {
  /** The column of the id. */
  readonly idKey: string;
  readonly idOf: (entry: T) => string;
  /** Reads a row; what a cell alone shows to be wrong is left with the fields. Pure: a file is read twice. */
  readonly read: (fields: Fields, row: LedgerRow, columns: ColumnMatch, context: ImportContext) => T;
  readonly listExistingIds: (
    db: Connection,
    agencyCode: string,
    ids: readonly string[],
  ) => Promise<Set<string>>;
  /** What is wrong with an entry whose cells are right; null when nothing. */
  readonly faultOf?: (entry: T, context: ImportContext) => string | null;
  /** Faults that only the database can tell, beyond ids that are taken. */
  readonly checkReferences?: (
    db: Connection,
    agencyCode: string,
    entries: readonly { readonly entry: T; readonly fields: Fields }[],
  ) => Promise<void>;
  readonly load: (db: Transaction, entries: readonly T[], context: ImportContext) => Promise<void>;
}

const cases: LedgerKind<CaseToLoad> = {
  idKey: 'caseId',
  idOf: ({ caseId }) => caseId,
  read: (fields, _row, _columns, { units }) => readCase(fields, units),
  faultOf: (told, { agency, today, calendar }) =>
    faultOfCase(told, { today, agencyKind: agency.kind, calendar }),
  listExistingIds: listExistingCaseIds,
  load: async (db, entries, { agency, today, calendar, recordedBy, recordedAt, importId, keyring }) => {
    await loadCases(
      db,
      {
        agencyCode: agency.code,
        agencyKind: agency.kind,
        calendar,
        today,
        recordedBy,
        recordedAt,
        importId,
        keyring,
      },
      entries,
    );
  },
};

const facts: LedgerKind<FactToLoad> = {
  idKey: 'caseNumber',
  idOf: ({ caseNumber }) => caseNumber,
  read: readFact,
  listExistingIds: listExistingFactIds,
  load: (db, entries, { agency, importId, keyring }) =>
    copyFacts(db, { agencyCode: agency.code, importId, keyring }, entries),
};

const remedies: LedgerKind<RemedyCase> = {
  idKey: 'remedyId',
  idOf: ({ remedyId }) => remedyId,
  read: readRemedy,
  faultOf: (remedy, { today }) => faultOfRemedy(remedy, today),
  listExistingIds: listExistingRemedyIds,
  checkReferences: async (db, agencyCode, entries) => {
    const named = entries.flatMap(({ entry }) => (entry.caseId === undefined ? [] : [entry.caseId]));
    const known = await listExistingCaseIds(db, agencyCode, named);
    for (const { entry, fields } of entries) {
      if (entry.caseId === undefined || known.has(entry.caseId)) continue;
      addFault(fields, 'caseId', `没有编号为“${entry.caseId}”的申请：请先导入申请台账，或者改正编号。`);
    }
  },
  load: (db, entries, { agency, importId }) =>
    loadRemedies(db, { agencyCode: agency.code, importId }, entries),
};

const administrativeRecords: LedgerKind<AdministrativeRecord> = {
  idKey: 'recordId',
  idOf: ({ recordId }) => recordId,
  read: readAdministrativeRecord,
  faultOf: (record, { today }) => faultOfRecord(record, today),
  listExistingIds: listExistingRecordIds,
  load: (db, entries, { agency, importId }) =>
    loadRecords(db, { agencyCode: agency.code, importId }, entries),
};

/** Calls `use` with the kind, so that its entries keep their type. */
export function withKind<R>(kind: LedgerImportKind, use: <T>(ledger: LedgerKind<T>) => R): R {
  switch (kind) {
    case 'cases':
      return use(cases);
    case 'facts':
      return use(facts);
    case 'remedies':
      return use(remedies);
    case 'administrativeRecords':
      return use(administrativeRecords);
  }
}
