import type { LocalDate } from '../calendar/local-date.js';
import type { Table4Block, Table4Column } from '../annual-report/tables.js';

/** The procedures that 表四 knows as its three blocks. */
export const REMEDY_KINDS = {
  reconsideration: '行政复议',
  directSuit: '未经复议直接起诉',
  suitAfterReconsideration: '复议后起诉',
} as const satisfies Record<Table4Block, string>;
export type RemedyKind = keyof typeof REMEDY_KINDS;

export const REMEDY_ROLES = { originalOrgan: '原行为机关', reconsiderationAuthority: '复议机关' } as const;
export type RemedyRole = keyof typeof REMEDY_ROLES;

/** Results in legal terms and the column of 表四 in which each is counted (国办公开办函〔2021〕30号表三、表四). */
export const REMEDY_OUTCOMES = {
  upheld: { label: '维持', column: 'upheld' },
  claimDismissed: { label: '驳回请求', column: 'upheld' },
  revoked: { label: '撤销', column: 'corrected' },
  changed: { label: '变更', column: 'corrected' },
  declaredUnlawful: { label: '确认违法', column: 'corrected' },
  declaredInvalid: { label: '确认无效', column: 'corrected' },
  orderedToPerform: { label: '责令履行', column: 'corrected' },
  withdrawn: { label: '撤回', column: 'other' },
  terminated: { label: '终止', column: 'other' },
  mediated: { label: '调解', column: 'other' },
  suitDismissed: { label: '驳回起诉', column: 'other' },
  applicationDismissed: { label: '驳回复议申请', column: 'other' },
  notAccepted: { label: '不予受理', column: 'other' },
  transferred: { label: '移送', column: 'other' },
} as const satisfies Record<
  string,
  { readonly label: string; readonly column: Exclude<Table4Column, 'pending' | 'total'> }
>;
export type RemedyOutcome = keyof typeof REMEDY_OUTCOMES;

export const INSTANCE_LEVELS = { first: '第一审', second: '第二审', retrial: '再审' } as const;
export type InstanceLevel = keyof typeof INSTANCE_LEVELS;

/** Where a remedy stands: reconsideration has no instances, a suit has up to three. */
export const REMEDY_LEVELS = { reconsideration: '行政复议', ...INSTANCE_LEVELS } as const;
export type RemedyLevel = keyof typeof REMEDY_LEVELS;

/** Which procedure a reconsideration follows (行政复议法第四十八、五十四条). */
export const REMEDY_PROCEDURES = { ordinary: '普通程序', simplified: '简易程序' } as const;
export type RemedyProcedure = keyof typeof REMEDY_PROCEDURES;

/** Who brought it. */
export const REMEDY_SIDES = { applicant: '申请人', thirdParty: '第三方', other: '其他利害关系人' } as const;
export type RemedySide = keyof typeof REMEDY_SIDES;

/** One instance of a suit. */
export interface RemedyInstance {
  readonly level: InstanceLevel;
  readonly filedOn: LocalDate;
  readonly concludedOn?: LocalDate;
  readonly outcome?: RemedyOutcome;
}

/** A reconsideration or a suit about an application; its instances are counted once. */
export interface RemedyCase {
  readonly remedyId: string;
  /** The application that it is about. */
  readonly caseId?: string;
  readonly kind: RemedyKind;
  /** As the reconsideration authority the organ does not count it (国办公开办函〔2016〕201号). */
  readonly role: RemedyRole;
  readonly filedOn: LocalDate;
  readonly concludedOn?: LocalDate;
  readonly outcome?: RemedyOutcome;
  /** 第一审, 第二审, 再审 of a suit; if given, they decide `concludedOn` and `outcome` as the policy says. */
  readonly instances?: readonly RemedyInstance[];
}
