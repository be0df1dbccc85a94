import type { Permission } from '../identity/permission.js';
import type { Role } from '../identity/role.js';
import type { Letter } from '../application/vocabulary.js';

/** Where a letter stands between its draft and its service. */
export const LETTER_STATUSES = {
  draft: '拟稿',
  submitted: '待审批',
  returned: '已退回',
  approved: '待申请用印',
  sealRequested: '待批准用印',
  sealApproved: '待盖章',
  sealed: '待送达',
  serving: '送达中',
  served: '已送达',
  voided: '已作废',
  discarded: '未发出',
} as const;
export type LetterStatus = keyof typeof LETTER_STATUSES;
export const LETTER_STATUS_NAMES = Object.keys(LETTER_STATUSES) as [LetterStatus, ...LetterStatus[]];

/** Whose hand may not be the one that takes the step: he would approve his own work. */
export type EarlierHand = 'drafter' | 'submitter' | 'sealRequester';

interface LetterStepRule {
  readonly label: string;
  readonly from: readonly LetterStatus[];
  readonly to: LetterStatus;
  readonly permission: Permission;
  readonly notBy?: readonly EarlierHand[];
}

/**
 * What can be done with a letter. The text stands from the approval on; before it nothing has a number, after it nothing
 * changes but where the paper is (条例第四十五条: 审核、办理、答复; 党政机关公文处理工作条例: 签发、用印).
 */
export const LETTER_STEPS = {
  save: { label: '修改拟稿', from: ['draft', 'returned'], to: 'draft', permission: 'letter.draft' },
  submit: { label: '提交审批', from: ['draft', 'returned'], to: 'submitted', permission: 'letter.draft' },
  return: { label: '退回修改', from: ['submitted'], to: 'returned', permission: 'letter.approve' },
  approve: {
    label: '批准并编号',
    from: ['submitted'],
    to: 'approved',
    permission: 'letter.approve',
    notBy: ['drafter', 'submitter'],
  },
  requestSeal: { label: '申请用印', from: ['approved'], to: 'sealRequested', permission: 'letter.serve' },
  refuseSeal: { label: '不同意用印', from: ['sealRequested'], to: 'approved', permission: 'letter.seal' },
  approveSeal: {
    label: '批准用印',
    from: ['sealRequested'],
    to: 'sealApproved',
    permission: 'letter.seal',
    notBy: ['sealRequester'],
  },
  keepSealed: { label: '登记盖章件', from: ['sealApproved'], to: 'sealed', permission: 'letter.serve' },
  serve: {
    label: '登记送达',
    from: ['sealed', 'serving', 'served'],
    to: 'serving',
    permission: 'letter.serve',
  },
  track: { label: '登记投递情况', from: ['serving', 'served'], to: 'serving', permission: 'letter.serve' },
  discard: {
    label: '撤下拟稿',
    from: ['draft', 'returned'],
    to: 'discarded',
    permission: 'letter.draft',
  },
  void: {
    label: '作废',
    from: ['approved', 'sealRequested', 'sealApproved', 'sealed'],
    to: 'voided',
    permission: 'letter.approve',
  },
} as const satisfies Record<string, LetterStepRule>;
export type LetterStep = keyof typeof LETTER_STEPS;
export const LETTER_STEP_NAMES = Object.keys(LETTER_STEPS) as [LetterStep, ...LetterStep[]];

export function letterStepRule(step: LetterStep): LetterStepRule {
  return LETTER_STEPS[step];
}

/** Whether the text of a letter stands for good. */
export function isFrozen(status: LetterStatus): boolean {
  return !['draft', 'submitted', 'returned', 'discarded'].includes(status);
}

/**
 * The office that the law names as the one to consent to a letter; null: whoever has the permission.
 * An extension needs the head of the disclosure office (条例第三十三条第二款).
 */
export function approverRoleOf(kind: Letter): Role | null {
  return kind === 'extensionNotice' ? 'officeHead' : null;
}
