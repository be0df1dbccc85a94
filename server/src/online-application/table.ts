import type { DisclosureGuide, FormKind, LocalDate, RightsOutcome } from '@gongkai/core';
import type { ColumnType } from 'kysely';
import type { SealedColumn } from '../platform/secrets/table.js';

/** What somebody typed: answers of a draft, case or request under its id, words of an act or event under theirs. */
export interface OnlineTextTable {
  agencyId: string;
  textId: string;
  textSealed: SealedColumn;
  keyId: string | null;
}

/** A form that is being filled in. Kept empty for a while after it was sent, so that it cannot be sent twice. */
export interface OnlineDraftTable {
  agencyId: string;
  draftId: string;
  formKind: FormKind;
  /** Of the code that the browser keeps and the person may write down. */
  tokenHash: Uint8Array;
  createdAt: string;
  expiresAt: string;
  submittedAt: string | null;
  /** The case or request that it became. */
  submittedId: string | null;
}

/** A file that came with a draft, then belongs to what the draft became. */
export interface OnlineFileTable {
  agencyId: string;
  fileId: string;
  ownerId: string;
  purpose: string;
  addedAt: string;
}

/** A case that its applicant submitted here, and how far both sides have confirmed it (条例第三十一条). */
export interface OnlineApplicationTable {
  agencyId: string;
  caseId: string;
  partyId: string;
  /** Keyed digest of the query code. */
  codeHash: Uint8Array;
  submittedAt: string;
  applicantConfirmedOn: LocalDate | null;
  officeConfirmedOn: LocalDate | null;
  officeConfirmedBy: string | null;
  /** Whether the question was answered; never how. */
  isRated: boolean;
}

/** What the applicant did on the progress page, beside the event of the case. */
export interface OnlineActTable {
  agencyId: string;
  actId: string;
  caseId: string;
  /** `feePaid`: the applicant says so at an inbox; whether it is so the office finds out. */
  kind: 'supplement' | 'withdrawn' | 'feePaid';
  actedAt: string;
}

/** How many gave a grade in a month. */
export interface SatisfactionCountTable {
  agencyId: string;
  month: string;
  grade: number;
  count: number;
}

/** A demand to correct a record about oneself (条例第四十一条) or a suggestion to publish (第四十四条): no application. */
export interface RightsRequestTable {
  agencyId: string;
  requestId: string;
  kind: 'correction' | 'suggestion';
  codeHash: Uint8Array;
  submittedOn: LocalDate;
  status: 'open' | 'answered';
  outcome: RightsOutcome | null;
  lastSeq: number;
}

/** Append-only. */
export interface RightsRequestEventTable {
  agencyId: string;
  requestId: string;
  seq: number;
  type: 'submitted' | 'noted' | 'answered';
  occurredOn: LocalDate;
  recordedAt: string;
  recordedBy: string;
}

export interface RightsRequestSeriesTable {
  agencyId: string;
  kind: 'correction' | 'suggestion';
  year: number;
  lastNumber: number;
}

/** The agency's guide as edited (条例第十二条); agencies without a row show one made of what is known of them. */
export interface DisclosureGuideTable {
  agencyId: string;
  content: ColumnType<DisclosureGuide, string, string>;
  revision: number;
  updatedOn: LocalDate;
  updatedBy: string;
}
