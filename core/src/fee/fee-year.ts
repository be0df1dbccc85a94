import { yearOf, type LocalDate } from '../calendar/local-date.js';

/** What a year's register of processing fees says for section 六 (国办函〔2020〕109号; 条例第五十条). Yuan and counts. */
export const FEE_FIGURES = {
  notices: { label: '发出收费通知的件数', isYuan: false },
  billedYuan: { label: '收费通知的应收金额（元）', isYuan: true },
  chargedCases: { label: '收取信息处理费的申请件数', isYuan: false },
  collectedYuan: { label: '收取信息处理费的总金额（元），已减去当年退费', isYuan: true },
  refundedYuan: { label: '退还的信息处理费（元）', isYuan: true },
  waivedYuan: { label: '减免的信息处理费（元）', isYuan: true },
} as const satisfies Record<string, { readonly label: string; readonly isYuan: boolean }>;
export type FeeFigure = keyof typeof FEE_FIGURES;
export const FEE_FIGURE_NAMES = Object.keys(FEE_FIGURES) as [FeeFigure, ...FeeFigure[]];

/** `collectedYuan` is after what was paid back in the year, so it may fall below zero. */
export type FeeTotals = Readonly<Record<FeeFigure, number>>;

/** A fee as the register holds it, with the days that count. */
export interface RegisteredFee {
  readonly caseId: string;
  readonly amountYuan: number;
  readonly noticeOn: LocalDate | null;
  readonly paidOn: LocalDate | null;
  readonly waivedOn: LocalDate | null;
  readonly refundedOn: LocalDate | null;
  readonly refundedYuan: number | null;
}

/** The figures of a year and the cases behind each. */
export interface CountedFees {
  readonly totals: FeeTotals;
  readonly cases: Readonly<Record<FeeFigure, readonly string[]>>;
}

/**
 * Fees count in the year in which they were noticed, paid, paid back or waived. A notice that was taken back by a waiver
 * is none; what is paid back lowers the year of the refund, not the year of the payment, which may be published.
 */
export function countFees(fees: readonly RegisteredFee[], year: number): CountedFees {
  const within = (day: LocalDate | null): boolean => day !== null && yearOf(day) === year;
  const noticed = fees.filter(({ noticeOn, waivedOn }) => waivedOn === null && within(noticeOn));
  const paid = fees.filter(({ paidOn }) => within(paidOn));
  const refunded = fees.filter(({ refundedOn }) => within(refundedOn));
  const waived = fees.filter(({ waivedOn }) => within(waivedOn));
  const yuan = (some: readonly RegisteredFee[]): number =>
    some.reduce((sum, { amountYuan }) => sum + amountYuan, 0);
  const refundedYuan = refunded.reduce((sum, fee) => sum + (fee.refundedYuan ?? 0), 0);
  return {
    totals: {
      notices: noticed.length,
      billedYuan: yuan(noticed),
      chargedCases: casesOf(paid).length,
      collectedYuan: yuan(paid) - refundedYuan,
      refundedYuan,
      waivedYuan: yuan(waived),
    },
    cases: {
      notices: casesOf(noticed),
      billedYuan: casesOf(noticed),
      chargedCases: casesOf(paid),
      collectedYuan: casesOf([...paid, ...refunded]),
      refundedYuan: casesOf(refunded),
      waivedYuan: casesOf(waived),
    },
  };
}

function casesOf(fees: readonly RegisteredFee[]): string[] {
  return [...new Set(fees.map(({ caseId }) => caseId))].sort();
}

/** Whether the year has anything to report of fees. */
export function hasFees({ notices, chargedCases, refundedYuan, waivedYuan }: FeeTotals): boolean {
  return notices + chargedCases + refundedYuan + waivedYuan > 0;
}
