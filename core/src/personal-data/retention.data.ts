import type { PartyField } from './party-values.js';

/** What is erased together, at one age. */
export type RetentionKind = 'contact' | 'identity' | 'nameAndRequest';

export interface RetentionRule {
  readonly label: string;
  readonly fields: readonly PartyField[];
  /** With it the text of the request, and what a row of an old system said beside. */
  readonly isWithRequest: boolean;
  /** Whole years from the day on which the last of the person's cases was closed, none being open. */
  readonly years: number;
  readonly source: string;
}

/**
 * How long personal data is kept: no longer than its purpose needs (个人信息保护法第十九条), the purpose being the
 * reply, its remedies and the archive. An agency whose own table of retention periods, approved by its archives
 * authority, says otherwise changes these numbers (档案法实施条例第十九条); figures and events stay for good.
 */
export const RETENTION_RULES = {
  contact: {
    label: '联系方式',
    fields: ['telephone', 'address', 'email'],
    isWithRequest: false,
    years: 5,
    source: '个人信息保护法第十九条；最长起诉期限五年（行政诉讼法第四十六条第二款）',
  },
  identity: {
    label: '证件',
    fields: ['identityKind', 'identityNumber', 'organisationCode'],
    isWithRequest: false,
    years: 5,
    source: '个人信息保护法第十九条；最长起诉期限五年（行政诉讼法第四十六条第二款）',
  },
  nameAndRequest: {
    label: '姓名和申请内容',
    fields: ['name'],
    isWithRequest: true,
    years: 10,
    source: '条例第四十五条；机关文书档案定期十年（档案法实施条例第十九条）',
  },
} as const satisfies Record<RetentionKind, RetentionRule>;
export type RetentionRules = Readonly<Record<RetentionKind, RetentionRule>>;
export const RETENTION_KINDS = Object.keys(RETENTION_RULES) as [RetentionKind, ...RetentionKind[]];

/** Why personal data is erased before its term. 个人信息保护法第四十七条第一款 */
export const ERASURE_REASONS = {
  purposeReached: '处理目的已实现、无法实现或者不再必要',
  serviceEnded: '停止提供服务，或者保存期限已届满',
  unlawfulProcessing: '违反法律、行政法规或者约定处理',
  otherByLaw: '法律、行政法规规定的其他情形',
} as const;
export type ErasureReason = keyof typeof ERASURE_REASONS;
