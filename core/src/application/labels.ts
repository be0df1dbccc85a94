import type { AgencyKind, CaseEventType, Channel, ItemFinding } from './vocabulary.js';

/** How an application arrived (条例第二十九条). */
export const CHANNEL_LABELS = {
  counter: '当面提交',
  registeredMail: '邮寄（签收）',
  letter: '平常信函',
  web: '网上',
  email: '电子邮件',
  fax: '传真',
  oral: '口头',
} as const satisfies Record<Channel, string>;

/** How a reply reached the applicant. */
export const SERVICE_WAY_LABELS = { post: '邮寄', direct: '直接', electronic: '电子' } as const;
export type ServiceWay = keyof typeof SERVICE_WAY_LABELS;

/** What the organ found about one item, as an office writes it. */
export const ITEM_FINDING_LABELS = {
  granted: '予以公开',
  disclosed: '提供信息',
  alreadyPublic: '已主动公开',
  partiallyGranted: '部分公开',
  'refused.stateSecret': '国家秘密',
  'refused.forbiddenByLaw': '法律行政法规禁止公开',
  'refused.threeSecuritiesOneStability': '危及三安全一稳定',
  'refused.thirdPartyRights': '保护第三方合法权益',
  'refused.internalAffairs': '内部事务信息',
  'refused.processInformation': '过程性信息',
  'refused.enforcementCaseFile': '行政执法案卷',
  'refused.specialQuery': '行政查询事项',
  'unable.notHeld': '本机关不掌握',
  notExist: '信息不存在',
  notThisAgency: '非本机关负责',
  'unable.needsCreation': '需另行制作',
  'unable.stillUnclear': '补正后仍不明确',
  'unprocessed.petition': '信访举报投诉',
  'unprocessed.repeat': '重复申请',
  'unprocessed.publication': '公开出版物',
  'unprocessed.abusive': '大量反复申请',
  'unprocessed.confirmOrReissue': '要求确认或重新出具',
  'other.lapsedCorrection': '逾期不补正',
  'other.lapsedFee': '逾期不缴费',
  'other.rest': '其他处理',
  notGovernmentInformation: '非政府信息',
  transferredToArchives: '已移交档案馆',
  inquiry: '咨询',
} as const satisfies Record<ItemFinding, string>;

/** What can happen to an application, as the register shows it. */
export const CASE_EVENT_LABELS = {
  submitted: '提交申请',
  receiptConfirmed: '双方确认收到',
  correctionNotice: '告知补正',
  supplement: '收到补正材料',
  thirdPartyConsulted: '征求第三方意见',
  thirdPartyAnswered: '第三方答复',
  coProducerConsulted: '征求共同制作机关意见',
  coProducerAnswered: '共同制作机关答复',
  agencyConsulted: '征求其他机关意见',
  agencyAnswered: '其他机关答复',
  extension: '告知延期',
  reasonsDemanded: '要求说明理由',
  delayNotice35: '告知延迟答复',
  feeNotice: '收费通知',
  feePaid: '缴纳费用',
  withdrawn: '撤回申请',
  decided: '作出决定',
  served: '送达',
  duplicateExcluded: '认定为同日重复提交',
  overturned: '被撤销或者责令重新答复',
} as const satisfies Record<CaseEventType, string>;

/** Kinds of organs (行政复议法第二十四至二十八条). */
export const AGENCY_KIND_LABELS = {
  localDepartment: '地方政府部门',
  localGovernment: '地方人民政府',
  stateCouncilDepartment: '国务院部门',
  verticalSystem: '垂直管理机关',
} as const satisfies Record<AgencyKind, string>;
