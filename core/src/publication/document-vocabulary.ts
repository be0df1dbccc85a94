import type { Table2Row } from '../annual-report/tables.js';
import type { DutyItemKey } from './duty-catalogue.data.js';
import type { PublicationKind } from './publication-terms.js';

/** 公开属性, decided when a document is drafted and signed with it (国办发〔2016〕80号). */
export const DISCLOSURE_MODES = {
  proactive: '主动公开',
  uponApplication: '依申请公开',
  withheld: '不予公开',
} as const;
export type DisclosureMode = keyof typeof DISCLOSURE_MODES;
export const DISCLOSURE_MODE_NAMES = Object.keys(DISCLOSURE_MODES) as [DisclosureMode, ...DisclosureMode[]];

/** Why information is not disclosed at all (条例第十四至十六条). */
export const WITHHOLDING_GROUNDS = {
  stateSecret: { label: '国家秘密', article: '条例第十四条' },
  forbiddenByLaw: { label: '法律、行政法规禁止公开', article: '条例第十四条' },
  threeSecuritiesOneStability: {
    label: '危及国家安全、公共安全、经济安全、社会稳定',
    article: '条例第十四条',
  },
  thirdPartyRights: { label: '商业秘密、个人隐私等第三方合法权益', article: '条例第十五条' },
  internalAffairs: { label: '内部事务信息', article: '条例第十六条第一款' },
  processInformation: { label: '过程性信息', article: '条例第十六条第二款' },
  enforcementCaseFile: { label: '行政执法案卷信息', article: '条例第十六条第二款' },
} as const;
export type WithholdingGround = keyof typeof WITHHOLDING_GROUNDS;
export const WITHHOLDING_GROUND_NAMES = Object.keys(WITHHOLDING_GROUNDS) as [
  WithholdingGround,
  ...WithholdingGround[],
];

/** 体裁: the fifteen kinds of official documents (党政机关公文处理工作条例第八条), and what else is published. */
export const GENRES = [
  '决议',
  '决定',
  '命令（令）',
  '公报',
  '公告',
  '通告',
  '意见',
  '通知',
  '通报',
  '报告',
  '请示',
  '批复',
  '议案',
  '函',
  '纪要',
  '规划',
  '目录清单',
  '统计数据',
  '解读材料',
  // An answer to an application that is made public for everybody (条例第四十四条).
  '依申请公开答复',
  '其他',
] as const;
export type Genre = (typeof GENRES)[number];

/** The genre of an answer that was made public; whoever is about to ask the same is shown it. 条例第四十四条 */
export const PUBLIC_REPLY_GENRE: Genre = '依申请公开答复';

/** 有效性 of a document. */
export const VALIDITIES = {
  valid: '有效',
  amended: '已修改',
  repealed: '废止',
  expired: '失效',
} as const;
export type Validity = keyof typeof VALIDITIES;
export const VALIDITY_NAMES = Object.keys(VALIDITIES) as [Validity, ...Validity[]];

interface DocumentKindRule {
  readonly label: string;
  /** The term within which it must be public. */
  readonly term: PublicationKind;
  /** Where in the catalogue it stands unless its draft says otherwise. */
  readonly duty: DutyItemKey;
  /** It binds the public repeatedly: it needs a legality review, and its validity is kept (国办发〔2018〕37号、115号). */
  readonly isNormative?: true;
  /** It is issued together with its interpretation (国办发〔2016〕80号). */
  readonly needsInterpretation?: true;
  /** The row of 表二 that counts it. */
  readonly table2?: Table2Row;
}

/** Kinds of documents, by what the law asks of each. */
export const DOCUMENT_KINDS = {
  rule: {
    label: '规章',
    term: 'general',
    duty: 'rulesAndDocuments',
    isNormative: true,
    needsInterpretation: true,
    table2: 'rules',
  },
  normativeDocument: {
    label: '行政规范性文件',
    term: 'general',
    duty: 'rulesAndDocuments',
    isNormative: true,
    needsInterpretation: true,
    table2: 'normativeDocuments',
  },
  policy: { label: '其他政策文件', term: 'general', duty: 'planning' },
  interpretation: { label: '政策解读', term: 'general', duty: 'planning' },
  organisation: { label: '机构职能', term: 'general', duty: 'organisation' },
  statistics: { label: '统计信息', term: 'general', duty: 'statistics' },
  licensingResult: {
    label: '行政许可结果',
    term: 'licensingOrPenaltyResult',
    duty: 'licensingAndServices',
    table2: 'licensing',
  },
  penaltyDecision: {
    label: '行政处罚决定',
    term: 'licensingOrPenaltyResult',
    duty: 'penaltyAndCoercion',
    table2: 'penalty',
  },
  /** Its publication says that the decision no longer stands, and why; the decision itself is withdrawn. */
  annulledPenalty: {
    label: '变更、撤销处罚决定的说明',
    term: 'annulledPenalty',
    duty: 'penaltyAndCoercion',
  },
  enforcementDecision: {
    label: '行政强制等其他执法决定',
    term: 'otherEnforcementDecision',
    duty: 'penaltyAndCoercion',
    table2: 'coercion',
  },
  budget: { label: '预算、决算', term: 'budget', duty: 'budgets' },
  procurement: { label: '政府采购', term: 'procurementResult', duty: 'procurement' },
  notice: { label: '通知公告', term: 'general', duty: 'otherDuties' },
  proposalReply: { label: '建议提案复文', term: 'general', duty: 'otherDuties' },
  other: { label: '其他政府信息', term: 'general', duty: 'otherDuties' },
} as const satisfies Readonly<Record<string, DocumentKindRule>>;
export type DocumentKind = keyof typeof DOCUMENT_KINDS;
export const DOCUMENT_KIND_NAMES = Object.keys(DOCUMENT_KINDS) as [DocumentKind, ...DocumentKind[]];

export function ruleOfKind(kind: DocumentKind): DocumentKindRule {
  return DOCUMENT_KINDS[kind];
}
