import type { AttachmentKind, Channel } from '@gongkai/core';
import type { ColumnType } from 'kysely';
import type { SealedColumn } from '../platform/secrets/table.js';

/** What the desk wrote in words: what was typed in a draft, how a case came, why a paper was removed. */
export interface IntakeTextTable {
  agencyId: string;
  textId: string;
  /** Null while it is a draft. */
  caseId: string | null;
  textSealed: SealedColumn;
  keyId: string | null;
}

/** A form that somebody began to fill in; with cases: it was sent. */
export interface IntakeDraftTable {
  agencyId: string;
  draftId: string;
  accountId: string;
  savedAt: string;
  caseIds: ColumnType<readonly string[] | null, string | null, string>;
  /** A demand or suggestion that it became, with no cases. */
  rightsRequestId: string | null;
}

export interface IntakeDraftFileTable {
  agencyId: string;
  draftId: string;
  fileId: string;
  kind: AttachmentKind;
}

/** How a case was taken in. */
export interface IntakeRecordTable {
  agencyId: string;
  caseId: string;
  channel: Channel;
  takenBy: string;
  takenAt: string;
  /** What 第二十九条 asks for and it lacked. */
  gaps: ColumnType<readonly string[], string, string>;
  duplicateOf: string | null;
}

/** A paper kept with a case; removed ones stay. */
export interface CaseAttachmentTable {
  agencyId: string;
  attachmentId: string;
  caseId: string;
  fileId: string;
  kind: AttachmentKind;
  isFromIntake: boolean;
  addedBy: string;
  addedAt: string;
  removedBy: string | null;
  removedAt: string | null;
}
