import { DomainError } from '../error.js';
import { feePerItem, feePerPage, type ProcessingFee } from '../fee/processing-fee.js';

/** By items or by pages, chosen per application, never both (国办函〔2020〕109号). */
export const FEE_BASES = { perItem: '按件', perPage: '按量' } as const;
export type FeeBasis = keyof typeof FEE_BASES;
export const FEE_BASIS_NAMES = Object.keys(FEE_BASES) as [FeeBasis, ...FeeBasis[]];

/** Where a fee stands. `waived`: charged no more; `refunded`: paid back in whole or in part. */
export const FEE_STATUSES = {
  proposed: '待审批',
  returned: '审批退回',
  approved: '已审批待通知',
  noticed: '已通知待缴费',
  paid: '已缴费',
  waived: '已减免',
  refunded: '已退费',
} as const;
export type FeeStatus = keyof typeof FEE_STATUSES;
export const FEE_STATUS_NAMES = Object.keys(FEE_STATUSES) as [FeeStatus, ...FeeStatus[]];

export type FeeStep = 'approve' | 'return' | 'notify' | 'pay' | 'waive' | 'refund';

const STEPS = {
  approve: { from: ['proposed'], to: 'approved' },
  return: { from: ['proposed'], to: 'returned' },
  notify: { from: ['approved'], to: 'noticed' },
  pay: { from: ['noticed'], to: 'paid' },
  waive: { from: ['proposed', 'approved', 'noticed'], to: 'waived' },
  refund: { from: ['paid'], to: 'refunded' },
} as const satisfies Record<FeeStep, { readonly from: readonly FeeStatus[]; readonly to: FeeStatus }>;

const STEP_NAMES: Readonly<Record<FeeStep, string>> = {
  approve: '审批',
  return: '退回',
  notify: '通知',
  pay: '登记缴费',
  waive: '减免',
  refund: '退费',
};

/** @throws DomainError NOT_IN_THIS_STATUS */
export function nextFeeStatus(status: FeeStatus, step: FeeStep): FeeStatus {
  const { from, to } = STEPS[step];
  if ((from as readonly FeeStatus[]).includes(status)) return to;
  throw new DomainError(
    'NOT_IN_THIS_STATUS',
    `这笔信息处理费现在是“${FEE_STATUSES[status]}”，不能${STEP_NAMES[step]}。请刷新后核对。`,
  );
}

/**
 * The fee of one application. Per item it is what the application adds to the applicant's month: the brackets run over
 * all received in the calendar month, those before it paid theirs (国办函〔2020〕109号). Yuan.
 * @param before items of the same applicant received earlier in the same calendar month
 * @param quantity items of this application (more than one where it is split by 一事一申请), or pages
 */
export function feeOfCase(
  basis: FeeBasis,
  { before, quantity }: { readonly before: number; readonly quantity: number },
): ProcessingFee {
  if (basis === 'perPage') return feePerPage(quantity);
  const earlier = feePerItem(before);
  const all = feePerItem(before + quantity);
  const counted = new Map(earlier.brackets.map((line) => [line.from, line.count]));
  const brackets = all.brackets
    .map((line) => {
      const count = line.count - (counted.get(line.from) ?? 0);
      return { ...line, count, amountYuan: count * line.yuanEach };
    })
    .filter(({ count }) => count > 0);
  return { amountYuan: all.amountYuan - earlier.amountYuan, brackets };
}
