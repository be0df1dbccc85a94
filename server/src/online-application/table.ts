import type { DisclosureGuide, FormKind, LocalDate } from '@gongkai/core';
import type { ColumnType } from 'kysely';

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

/** The agency's guide as edited (条例第十二条); agencies without a row show one made of what is known of them. */
export interface DisclosureGuideTable {
  agencyId: string;
  content: ColumnType<DisclosureGuide, string, string>;
  revision: number;
  updatedOn: LocalDate;
  updatedBy: string;
}
