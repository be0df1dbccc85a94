import { z } from 'zod';
import { RETENTION_RULES, type RetentionKind } from './retention.data.js';

/** What is kept for a term that an agency may set within the bounds of the law. */
export type RetentionTermKind = RetentionKind | 'rightsRequest' | 'notification' | 'knownNetwork';

export interface RetentionTermRule {
  readonly label: string;
  readonly unit: 'years' | 'days';
  /** From when it counts, in words. */
  readonly from: string;
  readonly usual: number;
  readonly least: number;
  readonly most: number;
  readonly source: string;
}

const FROM_CLOSING = '当事人的最后一件申请办结、没有未结的复议诉讼之日';

/**
 * Terms of what names or concerns a person. Below the least a remedy or the archive would lack it, above the most nothing
 * needs it any more (个人信息保护法第十九条：保存期限应当为实现处理目的所必要的最短时间).
 */
export const RETENTION_TERMS = {
  contact: {
    ...{ label: RETENTION_RULES.contact.label, unit: 'years', from: FROM_CLOSING },
    ...{ usual: RETENTION_RULES.contact.years, least: 5, most: 10, source: RETENTION_RULES.contact.source },
  },
  identity: {
    ...{ label: RETENTION_RULES.identity.label, unit: 'years', from: FROM_CLOSING },
    ...{ usual: RETENTION_RULES.identity.years, least: 5, most: 10, source: RETENTION_RULES.identity.source },
  },
  nameAndRequest: {
    ...{ label: RETENTION_RULES.nameAndRequest.label, unit: 'years', from: FROM_CLOSING },
    ...{ usual: RETENTION_RULES.nameAndRequest.years, least: 10, most: 30 },
    source: '条例第四十五条；机关文书档案定期十年或者三十年（档案法实施条例第十九条）',
  },
  // One sealed text holds contacts and document too, so it is kept no longer than those at most.
  rightsRequest: {
    ...{ label: '更正要求和公开建议的内容', unit: 'years', from: '答复之日', usual: 10, least: 5, most: 10 },
    source:
      '个人信息保护法第十九条、第四十七条；最长起诉期限五年（行政诉讼法第四十六条第二款），机关文书档案定期十年（档案法实施条例第十九条）',
  },
  notification: {
    ...{ label: '站内通知', unit: 'days', from: '通知发出之日', usual: 730, least: 30, most: 3650 },
    source: '个人信息保护法第十九条；通知只是提醒，办理的依据是案件和审计记录',
  },
  knownNetwork: {
    ...{ label: '登录过的网络（摘要）', unit: 'days', from: '第一次从那里登录之日' },
    ...{ usual: 400, least: 30, most: 1095, source: '个人信息保护法第十九条；只用来提醒异地登录' },
  },
} as const satisfies Record<RetentionTermKind, RetentionTermRule>;

export const RETENTION_TERM_KINDS = Object.keys(RETENTION_TERMS) as [
  RetentionTermKind,
  ...RetentionTermKind[],
];
export const RETENTION_UNITS = { years: '年', days: '天' } as const satisfies Record<
  RetentionTermRule['unit'],
  string
>;

/** What is wrong with a term, in Chinese; null: it can be set. */
export function retentionTermFault(kind: RetentionTermKind, amount: number): string | null {
  const { label, unit, least, most, source } = RETENTION_TERMS[kind];
  if (Number.isInteger(amount) && amount >= least && amount <= most) return null;
  return `“${label}”的保存期限应为 ${least} 至 ${most} ${RETENTION_UNITS[unit]}的整数（${source}）。`;
}

/** A term in force at an agency. */
export const retentionTermSchema = z.object({
  kind: z.enum(RETENTION_TERM_KINDS),
  amount: z.number().int(),
  /** Why the agency has another than the usual one, such as its own table of periods; null: it has the usual one. */
  basis: z.string().nullable(),
  setOn: z.string().nullable(),
});
export type RetentionTerm = z.infer<typeof retentionTermSchema>;

/** `amount` null: the usual one again. */
export const setRetentionTermSchema = z.object({
  amount: z.number({ error: '请填写整数。' }).int({ error: '请填写整数。' }).nullable(),
  basis: z.string().trim().max(200, { error: '依据最多200字。' }),
});
export type SetRetentionTerm = z.infer<typeof setRetentionTermSchema>;
