import type {
  AdministrativeRecordKind,
  ApplicantClass,
  CaseEvent,
  Channel,
  ItemFinding,
  RemedyKind,
  RemedyOutcome,
  RemedyRole,
} from '@gongkai/core';

/** Other words for what the labels of core say, as offices write them. */
export const CLASS_SYNONYMS: Readonly<Record<string, ApplicantClass>> = {
  公民: 'naturalPerson',
  个人: 'naturalPerson',
  企业: 'commercial',
  公司: 'commercial',
  科研院所: 'research',
  社会组织: 'publicInterest',
  公益组织: 'publicInterest',
  律师事务所: 'legalService',
  其他组织: 'otherOrganization',
  法人或其他组织其他: 'otherOrganization',
};

export const CHANNEL_SYNONYMS: Readonly<Record<string, Channel>> = {
  当面: 'counter',
  现场: 'counter',
  现场提交: 'counter',
  窗口: 'counter',
  邮寄: 'registeredMail',
  挂号信: 'registeredMail',
  快递: 'registeredMail',
  EMS: 'registeredMail',
  特快专递: 'registeredMail',
  信函: 'letter',
  平信: 'letter',
  网络: 'web',
  网站: 'web',
  网页: 'web',
  在线: 'web',
  平台: 'web',
  邮件: 'email',
  电邮: 'email',
  邮箱: 'email',
};

export const FINDING_SYNONYMS: Readonly<Record<string, ItemFinding>> = {
  公开: 'granted',
  同意公开: 'granted',
  全部公开: 'granted',
  主动公开: 'alreadyPublic',
  已公开: 'alreadyPublic',
  告知获取方式: 'alreadyPublic',
  部分公开: 'partiallyGranted',
  区分处理: 'partiallyGranted',
  属于国家秘密: 'refused.stateSecret',
  其他法律行政法规禁止公开: 'refused.forbiddenByLaw',
  三安全一稳定: 'refused.threeSecuritiesOneStability',
  商业秘密: 'refused.thirdPartyRights',
  个人隐私: 'refused.thirdPartyRights',
  属于三类内部事务信息: 'refused.internalAffairs',
  属于四类过程性信息: 'refused.processInformation',
  属于行政执法案卷: 'refused.enforcementCaseFile',
  属于行政查询事项: 'refused.specialQuery',
  本机关不掌握相关政府信息: 'unable.notHeld',
  不存在: 'notExist',
  政府信息不存在: 'notExist',
  不属于本机关: 'notThisAgency',
  非本机关: 'notThisAgency',
  非本机关政府信息: 'notThisAgency',
  没有现成信息需要另行制作: 'unable.needsCreation',
  需加工分析: 'unable.needsCreation',
  补正后申请内容仍不明确: 'unable.stillUnclear',
  信访举报投诉类申请: 'unprocessed.petition',
  信访: 'unprocessed.petition',
  要求提供公开出版物: 'unprocessed.publication',
  无正当理由大量反复申请: 'unprocessed.abusive',
  要求行政机关确认或重新出具已获取信息: 'unprocessed.confirmOrReissue',
  逾期不补正视为放弃: 'other.lapsedCorrection',
  逾期未补正: 'other.lapsedCorrection',
  逾期未缴费: 'other.lapsedFee',
  其他: 'other.rest',
  不属于政府信息: 'notGovernmentInformation',
  移交档案馆: 'transferredToArchives',
};

type ServedWay = NonNullable<Extract<CaseEvent, { readonly type: 'served' }>['way']>;
export const SERVICE_WAY_SYNONYMS: Readonly<Record<string, ServedWay>> = {
  邮寄送达: 'post',
  快递: 'post',
  直接送达: 'direct',
  当面: 'direct',
  当面领取: 'direct',
  自取: 'direct',
  电子送达: 'electronic',
  网上: 'electronic',
  电子邮件: 'electronic',
};

export const REMEDY_KIND_SYNONYMS: Readonly<Record<string, RemedyKind>> = {
  复议: 'reconsideration',
  直接起诉: 'directSuit',
};

export const REMEDY_ROLE_SYNONYMS: Readonly<Record<string, RemedyRole>> = {
  被申请人: 'originalOrgan',
  被告: 'originalOrgan',
};

export const REMEDY_OUTCOME_SYNONYMS: Readonly<Record<string, RemedyOutcome>> = {
  驳回诉讼请求: 'claimDismissed',
  撤销重作: 'revoked',
  撤诉: 'withdrawn',
  终止审理: 'terminated',
};

export const RECORD_KIND_SYNONYMS: Readonly<Record<string, AdministrativeRecordKind>> = {
  规范性文件: 'normativeDocument',
  行政许可: 'licensing',
  许可: 'licensing',
  行政处罚: 'penalty',
  处罚: 'penalty',
  行政强制: 'coercion',
  强制: 'coercion',
  其他对外管理服务事项: 'otherService',
  收费: 'adminFee',
  采购: 'procurement',
  政府采购: 'procurement',
};
