import type { Letter, LetterFileRole, LetterStatus, LetterWay, LocalDate, ReturnCause } from '@gongkai/core';
import type { SealedColumn } from '../platform/secrets/table.js';

/** A letter of a case or a demand for correction. From the approval on its text, day and number stand; the database refuses to change them. */
export interface LetterTable {
  agencyId: string;
  letterId: string;
  /** Null: it answers a demand for correction. */
  caseId: string | null;
  rightsRequestId: string | null;
  kind: Letter;
  status: LetterStatus;
  /** Goes up with every step, so that of two officers one wins and no step is taken twice. */
  version: number;
  createdAt: string;
  /** What was typed, as JSON of `LetterDraft`. */
  draftSealed: SealedColumn;
  /** The frozen text, as canonical JSON of `LetterContent`. */
  contentSealed: SealedColumn;
  /** Steps with their remarks, as JSON. */
  historySealed: SealedColumn;
  keyId: string | null;
  /** SHA-256 of the canonical JSON. */
  contentHash: string | null;
  draftedBy: string;
  submittedBy: string | null;
  approvedBy: string | null;
  approvedAt: string | null;
  letterOn: LocalDate | null;
  /** The scheme of the number, which names its series; null: without number. */
  series: string | null;
  seriesYear: number | null;
  number: number | null;
  documentNumber: string | null;
  sealRequestedBy: string | null;
  sealApprovedBy: string | null;
  copies: number | null;
  /** Service point of the last addressee. */
  servedOn: LocalDate | null;
  voidReasonSealed: SealedColumn;
  correctsLetterId: string | null;
  /** The case's record that the approval wrote. */
  decidedSeq: number | null;
  /** The case's record that the service wrote. */
  servedSeq: number | null;
}

/** The last number of a series in a year. */
export interface LetterSeriesTable {
  agencyId: string;
  series: string;
  year: number;
  lastNumber: number;
}

/** Another case that a letter answers, and the records that it wrote there. */
export interface LetterCaseTable {
  agencyId: string;
  letterId: string;
  caseId: string;
  decidedSeq: number;
  servedSeq: number | null;
}

/** One attempt to serve one addressee. */
export interface LetterServiceTable {
  agencyId: string;
  serviceId: string;
  letterId: string;
  addressee: number;
  way: LetterWay;
  servedOn: LocalDate;
  trackingNumber: string | null;
  evidenceFileId: string;
  receivedOn: LocalDate | null;
  returnedOn: LocalDate | null;
  returnCause: ReturnCause | null;
  /** What the carrier reported, as JSON. */
  trackingSealed: SealedColumn;
  keyId: string | null;
  recordedBy: string;
  recordedAt: string;
}

/** A stored file of a letter. */
export interface LetterFileTable {
  agencyId: string;
  fileId: string;
  letterId: string;
  role: LetterFileRole;
  fileName: string;
  /** Bytes. */
  size: number;
  sha256: string;
  addedAt: string;
}
