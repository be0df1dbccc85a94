import type {
  CaseLinkKind,
  ConsultationAnswer,
  ConsultationKind,
  FeeBasis,
  FeeStatus,
  HandlingEntryKind,
  LocalDate,
  UnitTaskStatus,
} from '@gongkai/core';
import type { SealedColumn } from '../platform/secrets/table.js';

/** What a record of the handling says in words, under its id; it may name persons, and is erased with the request. */
export interface HandlingTextTable {
  agencyId: string;
  textId: string;
  caseId: string;
  textSealed: SealedColumn;
  keyId: string | null;
}

/** A file that belongs to a record of the handling. */
export interface HandlingFileTable {
  agencyId: string;
  caseId: string;
  recordId: string;
  fileId: string;
}

/** A sub-task of one of the organ's units. A hand-over closes it and opens another with the same last day. */
export interface UnitTaskTable {
  agencyId: string;
  taskId: string;
  caseId: string;
  unitId: string;
  assigneeId: string | null;
  status: UnitTaskStatus;
  assignedOn: LocalDate;
  assignedBy: string;
  /** Working days. */
  termDays: number;
  dueOn: LocalDate;
  closedOn: LocalDate | null;
  closedBy: string | null;
  formerTaskId: string | null;
}

/** A third party or organ that was asked; the case's events tell the same to the clock. */
export interface ConsultationTable {
  agencyId: string;
  consultationId: string;
  caseId: string;
  kind: ConsultationKind;
  sentOn: LocalDate;
  /** The event of sending. */
  sentSeq: number;
  receivedOn: LocalDate | null;
  lapseOn: LocalDate | null;
  answeredOn: LocalDate | null;
  answer: ConsultationAnswer | null;
  /** Day of the written notice that public interest prevails. */
  overrideOn: LocalDate | null;
  /** Digest of the token of the third party's own link. */
  linkHash: Uint8Array | null;
  madeBy: string;
}

/** A search, contact, conference … as it was entered; append-only. */
export interface HandlingEntryTable {
  agencyId: string;
  entryId: string;
  caseId: string;
  kind: HandlingEntryKind;
  entryOn: LocalDate;
  enteredAt: string;
  enteredBy: string;
}

/** The information processing fee of an application. Whole yuan; days of each step. */
export interface CaseFeeTable {
  agencyId: string;
  feeId: string;
  caseId: string;
  basis: FeeBasis;
  /** Items of the same applicant earlier in the calendar month, as counted when it was proposed. */
  itemsBefore: number;
  quantity: number;
  amountYuan: number;
  status: FeeStatus;
  proposedBy: string;
  proposedOn: LocalDate;
  approvedBy: string | null;
  approvedOn: LocalDate | null;
  paymentCode: string | null;
  noticeOn: LocalDate | null;
  noticeReceivedOn: LocalDate | null;
  /** The event of the notice. */
  noticeSeq: number | null;
  paidOn: LocalDate | null;
  receiptNumber: string | null;
  waivedBy: string | null;
  waivedOn: LocalDate | null;
  refundedBy: string | null;
  refundedOn: LocalDate | null;
  refundedYuan: number | null;
}

/** A registered letter with one or more applications in it. */
export interface EnvelopeTable {
  agencyId: string;
  envelopeId: string;
  mailNumber: string | null;
  signedOn: LocalDate;
  officeReceivedOn: LocalDate | null;
  returnMailNumber: string | null;
  returnMailedOn: LocalDate | null;
  registeredBy: string;
}

export interface EnvelopeCaseTable {
  agencyId: string;
  caseId: string;
  envelopeId: string;
  position: number;
}

/** `caseId` is answered with, was split from, or is the second copy of `leadingCaseId`. */
export interface CaseLinkTable {
  agencyId: string;
  linkId: string;
  caseId: string;
  leadingCaseId: string;
  kind: CaseLinkKind;
  linkedOn: LocalDate;
  linkedBy: string;
}
