import type {
  DisclosureMode,
  DocumentDraft,
  DocumentKind,
  DocumentStatus,
  DutyItemKey,
  Finding,
  HiddenDataRule,
  LocalDate,
  ReviewStep,
  Validity,
  WrongWord,
} from '@gongkai/core';
import type { ColumnType } from 'kysely';

type Json<T> = ColumnType<T, string, string>;

/**
 * A document and how far its newest version has come. The columns from `title` on are those of the newest version until
 * one is published, and of the published one from then on: the public never sees what is under review.
 */
export interface DocumentTable {
  agencyId: string;
  documentId: string;
  kind: DocumentKind;
  mode: DisclosureMode;
  status: DocumentStatus;
  step: ReviewStep | null;
  steps: Json<readonly ReviewStep[]>;
  version: number;
  /** Accounts of those who wrote the newest version. */
  authors: Json<readonly string[]>;
  title: string;
  summary: string;
  documentNumber: string | null;
  topic: string | null;
  genre: string | null;
  duty: DutyItemKey;
  unitId: string | null;
  formedOn: LocalDate;
  /** The last day for publication of the newest version. */
  dueOn: LocalDate;
  indexNumber: string | null;
  validity: Validity | null;
  expiresOn: LocalDate | null;
  publishedVersion: number | null;
  publishedAt: string | null;
  withdrawnAt: string | null;
  withdrawalReason: string | null;
  /** When what is not published is looked at again (条例第十八条). */
  reassessOn: LocalDate | null;
  /** Its record in table 二. */
  recordId: string | null;
}

/** What was drafted as a version; the published ones are kept as they were. */
export interface DocumentVersionTable {
  agencyId: string;
  documentId: string;
  version: number;
  draft: Json<DocumentDraft>;
  changeReason: string | null;
  publishedAt: string | null;
  /** When its links were taken into those that are tried. */
  linksReadAt: ColumnType<string | null, string | undefined, string>;
}

/** Who did what with it, and with which opinion. Append-only. */
export interface DocumentActTable {
  agencyId: string;
  documentId: string;
  seq: number;
  version: number;
  act: DocumentAct;
  step: ReviewStep | null;
  actorId: string;
  actedAt: string;
  opinion: string | null;
}

export const DOCUMENT_ACTS = {
  draft: '拟稿',
  edit: '修改',
  submit: '送审',
  revoke: '撤回送审',
  approve: '同意',
  return: '退回',
  publish: '发布',
  change: '另起一版',
  withdraw: '撤回',
  validity: '变更有效性',
  waive: '接受检查结果',
  attach: '添加附件',
  detach: '移除附件',
  scrub: '清除隐藏信息',
  reassess: '定期评估',
} as const;
export type DocumentAct = keyof typeof DOCUMENT_ACTS;

/** A file of a document, from one version through another, with what the check found in it. */
export interface DocumentFileTable {
  agencyId: string;
  documentId: string;
  fileId: string;
  fromVersion: number;
  /** The last version that has it; null: the newest has. */
  toVersion: number | null;
  /** Null: not to be told, or taken in before pages were counted. */
  pages: number | null;
  /** Where its links lead; null: taken in before that was kept, and not read since. */
  links: ColumnType<readonly string[] | null, string | null, string>;
  findings: Json<readonly Finding[]>;
  /** Of the rules that it was read under; null: before that was kept. */
  checkVersion: string | null;
  /** The file as it was uploaded, kept inside; null: this is the one that was uploaded. */
  scrubbedFrom: string | null;
  /** Kinds of what the scrub took out, one for each. */
  removed: ColumnType<readonly HiddenDataRule[] | null, string | null, string | null>;
}

/** What the published version says of other documents. */
export interface DocumentRelationTable {
  agencyId: string;
  documentId: string;
  kind: 'interprets' | 'amends' | 'repeals' | 'related';
  toDocumentId: string;
}

/** A finding that somebody accepted, for one version. */
export interface DocumentWaiverTable {
  agencyId: string;
  documentId: string;
  version: number;
  rule: string;
  place: string;
  message: string;
  reason: string;
  waivedBy: string;
  waivedAt: string;
}

/** When a published version was held against which rules and words. */
export interface PublishedCheckTable {
  agencyId: string;
  documentId: string;
  version: number;
  /** Digest of the rules' version and of the agency's words. */
  basis: string;
  checkedAt: string;
}

/** What a later check found in a published version. */
export interface PublishedFindingTable {
  agencyId: string;
  documentId: string;
  version: number;
  place: string;
  rule: string;
  message: string;
  severity: Finding['severity'];
  foundAt: string;
  settledBy: string | null;
  settledAt: string | null;
  settledReason: string | null;
}

/** The last index number of a year. */
export interface DocumentSeriesTable {
  agencyId: string;
  year: number;
  lastNumber: number;
}

/** What the check looks for in an agency; the newest version counts. */
export interface PublicationSettingTable {
  agencyId: string;
  version: number;
  words: Json<readonly WrongWord[]>;
  usesShipped: boolean;
  interpretationDays: number;
  savedBy: string;
  savedAt: string;
}

/** The steps that an agency configured for a kind. */
export interface ReviewPathTable {
  agencyId: string;
  kind: DocumentKind;
  steps: Json<readonly ReviewStep[]>;
  /** Steps that are not taken without an opinion; a return never is. */
  opinionSteps: Json<readonly ReviewStep[]>;
}
