import { may, type Actor } from './actor.js';
import type { Permission } from './permission.js';

/** What somebody may see something of, as far as it matters for that. */
export interface VisibleRecord {
  readonly kind: RecordKind;
  /** Of an applicant's account, which belongs to no agency, `EVERY_AGENCY`. */
  readonly agencyCode: string;
  /** The unit that handles it; null: none. */
  readonly unitCode?: string | null;
  /** Accounts of those whom it concerns. */
  readonly applicantIds?: readonly string[];
  readonly thirdPartyIds?: readonly string[];
}

/** Kinds of records by what the public may know of them. */
export const RECORD_KINDS = {
  case: '申请案件',
  unitTask: '协办任务',
  remedy: '复议诉讼',
  draftReport: '未公布的年度报告',
  publishedReport: '已公布的年度报告',
  importedReport: '导入的报告',
  administrativeRecord: '表二所依据的记录',
  ledgerImport: '台账导入',
  rightsRequest: '更正要求和公开建议',
  draftDocument: '未公开的文稿',
  publishedDocument: '已公开的信息',
  applicantAccount: '申请人账号',
} as const;
export type RecordKind = keyof typeof RECORD_KINDS;

/** How somebody stands to a record. */
export const VIEWER_RELATIONS = {
  staff: '有权的工作人员',
  supervisor: '主管部门监督人员',
  otherStaff: '其他机关或者处室的工作人员',
  applicant: '申请人',
  thirdParty: '第三方',
  public: '公众',
} as const;
export type ViewerRelation = keyof typeof VIEWER_RELATIONS;

/** What of a record is shown. Everything that shows, finds, exports, feeds or downloads asks for it. */
export interface Visibility {
  /** Whether one may learn that it exists; where not, the answer is the same as for what does not exist. */
  readonly isKnown: boolean;
  /** Its matter: of a case the request and how far it has come, of a report figures and text. */
  readonly showsContent: boolean;
  /** Who applied: `masked` until a look is recorded, `full` to the person itself. */
  readonly applicant: 'hidden' | 'masked' | 'full';
  /** How it was handled inside: records, who made them, findings, drafts. */
  readonly showsHandling: boolean;
  /** Files: `addressed` are those sent to the viewer, `released` those sent or given to the public. */
  readonly files: 'none' | 'addressed' | 'released' | 'all';
}

const NOTHING: Visibility = {
  isKnown: false,
  showsContent: false,
  applicant: 'hidden',
  showsHandling: false,
  files: 'none',
};
const EVERYTHING: Visibility = {
  isKnown: true,
  showsContent: true,
  applicant: 'masked',
  showsHandling: true,
  files: 'all',
};
const RELEASED: Visibility = { ...NOTHING, isKnown: true, showsContent: true, files: 'released' };
const FIGURES: Visibility = { ...RELEASED, showsHandling: true, files: 'all' };
const INTERNAL = {
  staff: EVERYTHING,
  supervisor: NOTHING,
  otherStaff: NOTHING,
  applicant: NOTHING,
  thirdParty: NOTHING,
  public: NOTHING,
} as const satisfies Record<ViewerRelation, Visibility>;
const PUBLISHED = {
  staff: EVERYTHING,
  supervisor: FIGURES,
  otherStaff: RELEASED,
  applicant: RELEASED,
  thirdParty: RELEASED,
  public: RELEASED,
} as const satisfies Record<ViewerRelation, Visibility>;

/**
 * The one place that says what of a record is visible to whom. An applicant sees his own case and what was sent to
 * him; a third party what it was asked and never who applied (个人信息保护法第二十五条); supervisors see reports
 * before they are public, not cases (条例第四十六条); the public what was published.
 */
export const VISIBILITY = {
  case: {
    ...INTERNAL,
    applicant: { ...RELEASED, applicant: 'full', files: 'addressed' },
    thirdParty: { ...NOTHING, isKnown: true, files: 'addressed' },
  },
  unitTask: INTERNAL,
  remedy: INTERNAL,
  draftReport: { ...INTERNAL, supervisor: FIGURES },
  publishedReport: PUBLISHED,
  importedReport: { ...INTERNAL, supervisor: FIGURES },
  administrativeRecord: INTERNAL,
  ledgerImport: INTERNAL,
  rightsRequest: { ...INTERNAL, applicant: { ...RELEASED, applicant: 'full', files: 'addressed' } },
  draftDocument: INTERNAL,
  publishedDocument: PUBLISHED,
  // Nobody of the staff: an office knows its cases, not who keeps them together under which address.
  applicantAccount: {
    ...INTERNAL,
    staff: NOTHING,
    applicant: { ...NOTHING, isKnown: true, showsContent: true, applicant: 'full' },
  },
} as const satisfies Record<RecordKind, Record<ViewerRelation, Visibility>>;

/** What makes somebody `staff` of a record; null: nothing does. */
const VIEW_PERMISSION = {
  case: 'case.view',
  unitTask: 'task.handle',
  remedy: 'remedy.view',
  draftReport: 'report.view',
  publishedReport: 'report.view',
  importedReport: 'report.view',
  administrativeRecord: 'administrativeRecord.view',
  ledgerImport: 'ledger.import',
  rightsRequest: 'rightsRequest.view',
  draftDocument: 'document.view',
  publishedDocument: 'document.view',
  applicantAccount: null,
} as const satisfies Record<RecordKind, Permission | null>;

/** What of a record is visible to somebody; `viewer` null: anybody on the public pages. */
export function visibilityOf(record: VisibleRecord, viewer: Actor | null): Visibility {
  return VISIBILITY[record.kind][relationOf(record, viewer)];
}

/** How far a file went: kept inside, sent to the very person who asks for it, or sent or given to the public. */
export type FileReach = 'inside' | 'addressed' | 'released';

/** Whether somebody who sees so much of a record may fetch one of its files. */
export function seesFile({ files }: Pick<Visibility, 'files'>, reach: FileReach): boolean {
  if (files === 'all') return true;
  if (files === 'released') return reach !== 'inside';
  return files === 'addressed' && reach === 'addressed';
}

export function relationOf(record: VisibleRecord, viewer: Actor | null): ViewerRelation {
  const { agencyCode, unitCode = null, applicantIds = [], thirdPartyIds = [] } = record;
  if (viewer === null) return 'public';
  if (viewer.kind === 'applicant') {
    if (applicantIds.includes(viewer.id)) return 'applicant';
    return thirdPartyIds.includes(viewer.id) ? 'thirdParty' : 'public';
  }
  const permission = VIEW_PERMISSION[record.kind];
  if (permission === null) return 'otherStaff';
  const at = { agencyCode, unitCode };
  const withoutSupervision = {
    ...viewer,
    grants: viewer.grants.filter(({ role }) => role !== 'supervisor'),
  };
  if (may(withoutSupervision, permission, at)) return 'staff';
  return may(viewer, permission, at) ? 'supervisor' : 'otherStaff';
}
