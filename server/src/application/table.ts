import type {
  ApplicantClass,
  CaseEvent,
  CaseStatus,
  Channel,
  ItemFinding,
  LocalDate,
  OutcomeRow,
  RegisterColumn,
  RegisterFilters,
} from '@gongkai/core';
import type { ColumnType, Generated } from 'kysely';
import type { EmptiedColumn, SealedColumn } from '../platform/secrets/table.js';

/**
 * One application. Everything from `applicantClass` on is a projection of its events, written in their transaction;
 * `rebuild` makes the same from the events alone.
 */
export interface ApplicationCaseTable {
  agencyId: string;
  caseId: string;
  partyId: string | null;
  /** Counts as personal data, and is erased as such. */
  request: EmptiedColumn;
  requestSealed: SealedColumn;
  requestIndex: SealedColumn;
  /** The key of the request; null: there is none. */
  keyId: string | null;
  topic: string | null;
  unitId: string | null;
  importId: string | null;
  lastSeq: number;
  applicantClass: ApplicantClass;
  receivedOn: LocalDate | null;
  dueOn: LocalDate | null;
  lapsesOn: LocalDate | null;
  closedOn: LocalDate | null;
  status: CaseStatus;
  outcomeRow: OutcomeRow | null;
  /** What the first decision found about each item. */
  itemFindings: ColumnType<readonly ItemFinding[], string | undefined, string>;
  inTime: boolean | null;
  /** The next day on which time alone changes the projections (year's end, a lapse, a due date); null: never. */
  reprojectOn: LocalDate | null;
  channel: Channel | null;
  isExtended: Generated<boolean>;
}

/** The last number given to a case registered in a year. */
export interface CaseSeriesTable {
  agencyId: string;
  year: number;
  lastNumber: number;
}

/** Append-only. A correction or voiding is a new record that `corrects` an earlier seq, which stays on record. */
export interface CaseEventTable {
  agencyId: string;
  caseId: string;
  seq: number;
  occurredOn: LocalDate;
  recordedAt: Generated<string>;
  recordedBy: string;
  type: CaseEvent['type'];
  payload: ColumnType<CaseEvent, string, never>;
  payloadVersion: number;
  /** The record that this one replaces. */
  corrects: number | null;
  /** This record says that the one it `corrects` never happened; it repeats that one's payload. */
  isVoid: Generated<boolean>;
  reason: string | null;
}

/** A case's one place in each report year; a report is one GROUP BY over it. */
export interface CaseYearTable {
  agencyId: string;
  year: number;
  caseId: string;
  applicantClass: ApplicantClass;
  isNew: boolean;
  isCarriedIn: boolean;
  outcomeRow: OutcomeRow | null;
  isCarriedOut: boolean;
  /** As in the case, so that a year's register is read in their order. */
  receivedOn: LocalDate | null;
  dueOn: LocalDate | null;
  closedOn: LocalDate | null;
}

/** How somebody looks at the register: filters and columns under a name; the empty name is the way of last time. */
export interface RegisterViewTable {
  agencyId: string;
  accountId: string;
  name: string;
  /** Without words that were searched for: they may be a name. */
  filters: ColumnType<RegisterFilters, string, string>;
  columns: ColumnType<RegisterColumn[], string, string>;
  savedAt: string;
}
