import { z } from 'zod';

const id = z.string().min(1).max(200);
const count = z.number().int().min(0);
const year = z.number().int();
const flag = z.boolean();
const nothing = z.strictObject({});
/** Names of filters or fields, never their values: a value may be a name. */
const names = z.array(z.string().max(60)).max(40);
const format = z.enum(['csv', 'xlsx', 'jsonl', 'json', 'docx', 'pdf', 'html']);
const digest = z.string().max(200);
/** What a letter answers: the one or the other. */
const answered = { caseId: id.optional(), rightsRequestId: id.optional() };
const fee = z.strictObject({ feeId: id, amountYuan: count });
/** Whom it asks by kind, never by name. */
const consultation = z.strictObject({ consultationId: id, consulted: id });

interface AuditKindRule {
  /** What the page of the auditors calls it. */
  readonly label: string;
  /** Looks at personal data: its record must name a purpose. */
  readonly isLook?: true;
  /** What is written down beside actor, time and subject: ids, counts, names of fields. Never personal data. */
  readonly details: z.ZodType;
}

/**
 * Every kind of event. A new use case adds its kind here; what a record may hold is fixed by `details`, so that a
 * name or a text cannot slip in.
 */
export const AUDIT_KINDS = {
  'case.registered': {
    label: '登记申请',
    details: z.strictObject({ partyId: id.nullable(), events: count }),
  },
  'case.eventRecorded': { label: '记录办理环节', details: z.strictObject({ seq: count, type: id }) },
  'case.eventCorrected': {
    label: '更正办理环节',
    details: z.strictObject({ seq: count, corrects: count, type: id }),
  },
  'case.eventVoided': {
    label: '作废办理环节',
    details: z.strictObject({ seq: count, corrects: count, type: id }),
  },
  'case.viewed': {
    label: '查看申请',
    isLook: true,
    details: z.strictObject({ partyId: id.nullable(), shown: names }),
  },
  'case.listed': {
    label: '查看申请台账',
    isLook: true,
    details: z.strictObject({ filters: names, count, shown: names }),
  },
  'case.exported': {
    label: '导出申请台账',
    isLook: true,
    details: z.strictObject({ filters: names, count: count.nullable(), format }),
  },
  'case.traceViewed': { label: '查看办理留痕', isLook: true, details: nothing },
  'case.similarSought': {
    label: '核对相近申请',
    isLook: true,
    details: z.strictObject({ cases: z.array(id).max(100), shown: names }),
  },
  'case.topicAssigned': {
    label: '确定申请主题',
    details: z.strictObject({ topicId: id.nullable() }),
  },
  'topic.treeSaved': { label: '修改主题分类', details: z.strictObject({ revision: count, count }) },
  'hotSpot.decided': {
    label: '决定主动公开候选',
    details: z.strictObject({ decision: id, cases: count }),
  },
  'case.rebuilt': { label: '重算申请', details: z.strictObject({ cases: count }) },

  'handling.viewed': { label: '查看办理记录', isLook: true, details: nothing },
  'handling.entered': { label: '登记办理记录', details: z.strictObject({ entryId: id, entryKind: id }) },
  'task.listed': { label: '查看协办任务', isLook: true, details: z.strictObject({ count }) },
  'task.assigned': { label: '交处室协办', details: z.strictObject({ taskId: id, unitCode: id }) },
  'task.answered': { label: '答复协办任务', details: z.strictObject({ taskId: id }) },
  'task.handedOver': {
    label: '移交协办任务',
    details: z.strictObject({ taskId: id, formerTaskId: id, unitCode: id }),
  },
  'task.reminded': { label: '催办', details: z.strictObject({ taskId: id, count }) },
  'task.withdrawn': { label: '撤销协办任务', details: z.strictObject({ taskId: id }) },
  'consultation.sent': { label: '发出征求意见', details: consultation },
  'consultation.received': { label: '登记对方收到征求意见', details: consultation },
  'consultation.answered': { label: '登记征求意见的答复', details: consultation },
  'consultation.overridden': { label: '认定公共利益', details: consultation },
  'consultation.linkMade': { label: '生成第三方答复凭证', details: consultation },

  'letterTemplate.saved': { label: '修改文书文本', details: z.strictObject({ letter: id, version: count }) },
  'letterTemplate.discarded': {
    label: '放弃文书文本草稿',
    details: z.strictObject({ letter: id, version: count }),
  },
  'letterTemplate.published': {
    label: '启用文书文本',
    details: z.strictObject({ letter: id, version: count }),
  },
  'letterTemplate.previewed': {
    label: '试排文书文本',
    details: z.strictObject({ letter: id, caseId: id.nullable() }),
  },
  'letterSetting.saved': { label: '修改文书固定信息', details: z.strictObject({ effectiveFrom: id }) },
  'envelope.registered': { label: '登记一个信封的申请', details: z.strictObject({ count }) },
  'envelope.returned': { label: '登记一并寄回', details: z.strictObject({ count }) },
  'deskSetting.changed': {
    label: '修改申请渠道或者提醒设置',
    details: z.strictObject({ setting: id, revision: count }),
  },
  'intake.draftOpened': { label: '打开本人的收件草稿', isLook: true, details: nothing },
  'intake.draftDiscarded': {
    label: '丢弃收件草稿或者其中的扫描件',
    details: z.strictObject({ files: count }),
  },
  'intake.printed': {
    label: '打印登记回执或者口头申请记录',
    isLook: true,
    details: z.strictObject({ partyId: id.nullable(), shown: names }),
  },
  'attachment.removed': {
    label: '移除申请的附件',
    details: z.strictObject({ attachmentId: id, fileId: id }),
  },
  'case.linked': {
    label: '并案、拆分或者认定重复',
    details: z.strictObject({ leadingCaseId: id, link: id }),
  },
  'fee.proposed': { label: '提出收取信息处理费', details: fee },
  'fee.decided': { label: '审批信息处理费', details: fee },
  'fee.notified': { label: '发出收费通知', details: fee },
  'fee.paid': { label: '登记缴费', details: fee },
  'fee.waived': { label: '减免信息处理费', details: fee },
  'fee.refunded': { label: '退还信息处理费', details: fee },

  'party.unmasked': { label: '显示个人信息', isLook: true, details: z.strictObject({ fields: names }) },
  'party.exported': { label: '导出个人信息', isLook: true, details: z.strictObject({ format }) },
  'party.corrected': { label: '更正个人信息', details: z.strictObject({ fields: names }) },
  'party.erased': {
    label: '清除个人信息',
    details: z.strictObject({ fields: names, rule: id.nullable(), count }),
  },
  'retention.termSet': {
    label: '设定保存期限',
    details: z.strictObject({ rule: id, count: count.nullable() }),
  },
  'retention.erased': { label: '清除到期的通知和登录网络', details: z.strictObject({ rule: id, count }) },
  'party.reencrypted': { label: '更换个人信息密钥', details: z.strictObject({ keyId: id, count }) },
  'party.frequencyViewed': { label: '查看申请频次', isLook: true, details: z.strictObject({ count }) },

  'ledger.imported': {
    label: '导入台账',
    details: z.strictObject({ ledger: id, fileHash: digest, rows: count, faults: count }),
  },
  'ledger.importViewed': {
    label: '查看导入情况',
    isLook: true,
    details: z.strictObject({ ledger: id, faults: count }),
  },
  'figure.attested': {
    label: '登记汇总数',
    details: z.strictObject({ years: z.array(year).max(100), cells: names, count }),
  },
  'record.registered': { label: '登记行政记录', details: z.strictObject({ recordKind: id }) },
  'record.corrected': { label: '更正行政记录', details: z.strictObject({ recordKind: id, fields: names }) },
  'record.struck': { label: '划销行政记录', details: z.strictObject({ recordKind: id }) },
  'record.restored': { label: '恢复行政记录', details: z.strictObject({ recordKind: id }) },
  'case.bundleRequested': { label: '合成案卷', details: z.strictObject({ type: id }) },
  'case.retentionSet': { label: '设定案卷保管期限', details: z.strictObject({ rule: id }) },
  'integration.clientChanged': { label: '外部系统接入变更', details: z.strictObject({ change: id }) },
  'integration.deliveryReplayed': { label: '重送办理进展', details: z.strictObject({ caseId: id }) },
  'exchange.peerAdded': { label: '登记交换的另一方', details: nothing },
  'exchange.keyChanged': {
    label: '更换交换密钥',
    details: z.strictObject({ isOwn: z.boolean(), isInUse: z.boolean() }),
  },
  'exchange.exported': {
    label: '导出交换包',
    details: z.strictObject({ count, first: count, last: count }),
  },
  'exchange.imported': {
    label: '收取交换包',
    details: z.strictObject({ packageNumber: count, count, refused: count }),
  },
  'exchange.packageRefused': {
    label: '拒收被改动的交换包',
    details: z.strictObject({ packageNumber: count }),
  },
  'exchange.gapFound': { label: '发现缺少交换包', details: z.strictObject({ packageNumber: count }) },
  'remedy.registered': { label: '登记复议诉讼', details: z.strictObject({ caseId: id.nullable() }) },
  'remedy.changed': { label: '修改复议诉讼', details: z.strictObject({ version: count, fields: names }) },
  'remedy.orderRecorded': { label: '登记应履行事项', details: z.strictObject({ orderId: id, type: id }) },
  'remedy.orderFulfilled': { label: '登记已履行', details: z.strictObject({ orderId: id }) },
  'remedy.lessonRecorded': { label: '记下教训', details: z.strictObject({ rule: id }) },
  'remedyPolicy.decided': {
    label: '决定表四的统计口径',
    details: z.strictObject({ year, policyNo: count }),
  },
  'remedy.exported': { label: '导出复议诉讼台账', details: z.strictObject({ filters: names, format }) },

  'letter.listed': {
    label: '查看文书登记簿',
    isLook: true,
    details: z.strictObject({ filters: names, count }),
  },
  'letter.viewed': { label: '查看文书', isLook: true, details: z.strictObject({ ...answered }) },
  'letter.exported': {
    label: '导出文书登记簿',
    isLook: true,
    details: z.strictObject({ filters: names, format }),
  },
  'letter.printed': {
    label: '打印送达文件',
    isLook: true,
    details: z.strictObject({ ...answered, type: id }),
  },
  'letter.drafted': { label: '拟写文书', details: z.strictObject({ ...answered, version: count, type: id }) },
  'letter.fileKept': {
    label: '随文附件上传',
    details: z.strictObject({ version: count, sha256: digest }),
  },
  'letter.fileTaken': { label: '随文附件撤下', details: z.strictObject({ version: count }) },
  'letter.discarded': { label: '撤下文书拟稿', details: z.strictObject({ version: count }) },
  'letter.submitted': { label: '文书提交审批', details: z.strictObject({ version: count }) },
  'letter.returned': { label: '文书退回修改', details: z.strictObject({ version: count }) },
  'letter.approved': {
    label: '批准文书',
    details: z.strictObject({ ...answered, version: count, documentNumber: id.nullable(), digest }),
  },
  'letter.voided': {
    label: '作废文书',
    details: z.strictObject({ version: count, documentNumber: id.nullable() }),
  },
  'letter.sealRequested': { label: '申请用印', details: z.strictObject({ version: count }) },
  'letter.sealDecided': { label: '审批用印', details: z.strictObject({ version: count, isAllowed: flag }) },
  'letter.sealed': {
    label: '登记盖章件',
    details: z.strictObject({ version: count, copies: count, sha256: digest }),
  },
  'letter.served': {
    label: '登记文书送达',
    details: z.strictObject({ version: count, method: id, on: id, sha256: digest, isComplete: flag }),
  },
  'letter.tracked': { label: '登记投递情况', details: z.strictObject({ version: count, on: id }) },
  'letter.serviceReturned': {
    label: '登记退回或者拒收',
    details: z.strictObject({ version: count, on: id, reason: id }),
  },

  'report.sectionEdited': {
    label: '修改报告正文',
    details: z.strictObject({ year, number: count, revision: count }),
  },
  'report.findingWaived': { label: '说明核对结果', details: z.strictObject({ year, rule: id }) },
  'report.waiverWithdrawn': { label: '撤回核对说明', details: z.strictObject({ year, findingKey: id }) },
  'report.checked': {
    label: '报告提交核对',
    details: z.strictObject({ year, version: count, isChecked: flag }),
  },
  'report.published': { label: '公布报告', details: z.strictObject({ year, version: count }) },
  'report.exported': {
    label: '导出报告',
    details: z.strictObject({ year, version: count, formats: names }),
  },
  'report.revised': { label: '另起一版报告', details: z.strictObject({ year, version: count }) },
  'report.imported': {
    label: '导入报告',
    details: z.strictObject({ year: year.nullable(), fileHash: digest }),
  },

  'online.receiptConfirmed': {
    label: '确认收到网上申请',
    details: z.strictObject({ isAgreedByContact: flag }),
  },
  'guide.changed': { label: '修改公开指南', details: z.strictObject({ fields: names, revision: count }) },
  'rightsRequest.submitted': {
    label: '提交更正要求或者建议',
    details: z.strictObject({ requestKind: id, channel: id.optional() }),
  },
  'rightsRequest.contacted': {
    label: '记录与提出人的联系',
    details: z.strictObject({ seq: count, isAgreedByContact: flag }),
  },
  'rightsRequest.viewed': { label: '查看更正要求或者建议', isLook: true, details: nothing },
  'rightsRequest.answered': {
    label: '答复更正要求或者建议',
    details: z.strictObject({ seq: count, result: id }),
  },
  'rightsRequest.reopened': {
    label: '更正要求的答复没有送达',
    details: z.strictObject({ seq: count }),
  },
  'rightsRequest.erased': {
    label: '清除更正要求或者建议的内容',
    details: z.strictObject({ rule: id, count }),
  },

  'document.drafted': { label: '起草文稿', details: z.strictObject({ version: count, kind: id }) },
  'document.saved': { label: '修改文稿', details: z.strictObject({ version: count }) },
  'document.submitted': { label: '文稿送审', details: z.strictObject({ version: count }) },
  'document.revoked': { label: '撤回送审的文稿', details: z.strictObject({ version: count }) },
  'document.approved': { label: '审核同意文稿', details: z.strictObject({ version: count, step: id }) },
  'document.returned': { label: '退回文稿', details: z.strictObject({ version: count, step: id }) },
  'document.findingSettled': {
    label: '核对复查结果',
    details: z.strictObject({ version: count, rule: id }),
  },
  'document.linkRechecked': { label: '请后台再查一次链接', details: z.strictObject({ linkId: id }) },
  'document.findingWaived': {
    label: '接受公开前检查的结果',
    details: z.strictObject({ version: count, rule: id }),
  },
  'document.published': { label: '发布信息', details: z.strictObject({ version: count }) },
  'document.withdrawn': { label: '撤回已公开的信息', details: z.strictObject({ version: count }) },
  'document.validityChanged': {
    label: '变更文件有效性',
    details: z.strictObject({ from: id.nullable(), to: id }),
  },
  'document.reassessed': { label: '评估不公开的信息', details: z.strictObject({ version: count }) },
  'document.fileScrubbed': {
    label: '清除附件的隐藏信息',
    details: z.strictObject({ version: count, count }),
  },
  'document.settingSaved': {
    label: '设定公开前检查的词和解读期限',
    details: z.strictObject({ version: count, count }),
  },
  'document.pathConfigured': {
    label: '设定审核流程',
    details: z.strictObject({ kind: id, steps: names, opinionSteps: names.optional() }),
  },

  'cleanup.opened': { label: '开始清理', details: z.strictObject({ roundId: id, count }) },
  'cleanup.resultsSet': { label: '拟定清理结果', details: z.strictObject({ roundId: id, count }) },
  'cleanup.signed': { label: '审定或者退回清理结果', details: z.strictObject({ roundId: id, action: id }) },
  'cleanup.published': { label: '公布清理结果', details: z.strictObject({ roundId: id, count }) },

  'deposit.recorded': {
    label: '登记送交',
    details: z.strictObject({ depositId: id, count, copies: count }),
  },
  'deposit.receiptRecorded': { label: '登记送交的回执', details: z.strictObject({ depositId: id }) },
  'proposal.recorded': { label: '登记建议提案', details: z.strictObject({ proposalId: id }) },
  'proposal.answered': {
    label: '登记建议提案的答复',
    details: z.strictObject({ proposalId: id, result: id }),
  },
  'catalogue.imported': { label: '导入标准目录', details: z.strictObject({ version: count, count }) },
  'catalogue.linked': { label: '关联标准目录的事项', details: z.strictObject({ count }) },

  'agency.emblemSet': { label: '更换机关标志', details: z.strictObject({ fileHash: digest }) },
  'agency.emblemRemoved': { label: '撤下机关标志', details: nothing },
  'agency.created': { label: '新建机关', details: z.strictObject({ fields: names }) },
  'agency.changed': { label: '修改机关', details: z.strictObject({ fields: names }) },
  'agency.succeeded': {
    label: '机关改革承接',
    details: z.strictObject({ from: z.array(id).max(100), change: id, on: id }),
  },
  'agency.staffSaved': {
    label: '修改处室与人员',
    details: z.strictObject({ units: count, officers: count }),
  },

  'account.created': { label: '新建账号', details: z.strictObject({ roles: names }) },
  'account.changed': { label: '修改账号', details: z.strictObject({ fields: names }) },
  'account.disabled': { label: '停用账号', details: nothing },
  'account.locked': { label: '锁定账号', details: z.strictObject({ failures: count }) },
  'account.unlocked': { label: '解除锁定', details: nothing },
  'account.passwordChanged': { label: '修改口令', details: z.strictObject({ isReset: flag }) },
  'account.factorAdded': { label: '绑定第二因素', details: z.strictObject({ factor: id }) },
  'account.factorRemoved': { label: '解除第二因素', details: z.strictObject({ factor: id }) },
  'account.bootstrapped': { label: '初始化管理员', details: z.strictObject({ roles: names }) },
  'role.granted': {
    label: '授予角色',
    details: z.strictObject({
      accountId: id,
      role: id,
      unitCode: id.nullable(),
      from: id.nullable(),
      until: id.nullable(),
    }),
  },
  'role.revoked': {
    label: '收回角色',
    details: z.strictObject({ accountId: id, role: id, unitCode: id.nullable() }),
  },
  'role.delegated': {
    label: '委托代办',
    details: z.strictObject({ from: id, to: id, since: id, until: id }),
  },
  'role.delegationEnded': { label: '结束委托', details: z.strictObject({ from: id, to: id }) },
  'access.refused': { label: '越权访问', details: z.strictObject({ route: id, permission: id.nullable() }) },

  'session.started': { label: '登录', details: z.strictObject({ method: id }) },
  'session.refused': { label: '登录失败', details: z.strictObject({ reason: id }) },
  'session.ended': { label: '退出登录', details: z.strictObject({ reason: id, sessions: count }) },

  'applicantAccount.registered': { label: '注册申请人账号', details: z.strictObject({ method: id }) },
  'applicantAccount.changed': { label: '修改申请人账号', details: z.strictObject({ fields: names }) },
  'applicantAccount.unmasked': {
    label: '显示申请人账号的联系方式',
    isLook: true,
    details: z.strictObject({ fields: names }),
  },
  'applicantAccount.exported': {
    label: '导出申请人账号的信息',
    isLook: true,
    details: z.strictObject({ format, count }),
  },
  'applicantAccount.erased': {
    label: '注销申请人账号',
    details: z.strictObject({ rule: id.nullable(), cases: count }),
  },
  'applicantAccount.caseBound': { label: '把申请加入申请人账号', details: z.strictObject({ caseId: id }) },
  'applicantAccount.caseReleased': { label: '把申请移出申请人账号', details: z.strictObject({ caseId: id }) },
  'applicantAccount.casesListed': {
    label: '查看自己的申请',
    isLook: true,
    details: z.strictObject({ count }),
  },

  'file.uploaded': {
    label: '上传文件',
    details: z.strictObject({ sha256: digest, bytes: count, mediaType: id }),
  },
  'file.downloaded': { label: '下载文件', isLook: true, details: z.strictObject({ sha256: digest }) },
  'file.refused': { label: '拒收文件', details: z.strictObject({ reason: id }) },
  'incident.opened': { label: '保密事件立案', details: z.strictObject({ marking: id, source: id }) },
  'incident.closed': { label: '保密事件办结', details: z.strictObject({ result: id }) },

  'notification.read': { label: '通知标为已读', details: z.strictObject({ count }) },
  'notification.settingsChanged': { label: '修改通知设置', details: z.strictObject({ fields: names }) },

  'calendar.noticeAdded': {
    label: '登记放假调休通知',
    details: z.strictObject({ year, count, regionCode: id.nullable() }),
  },
  'calendar.reprojected': {
    label: '因放假调休重算期限',
    details: z.strictObject({
      cases: count.optional(),
      documents: count.optional(),
      remedies: count.optional(),
    }),
  },

  'job.retried': { label: '重试后台任务', details: z.strictObject({ name: id }) },
  'job.discarded': { label: '放弃后台任务', details: z.strictObject({ name: id }) },
  'database.moved': { label: '迁移数据库', details: z.strictObject({ tables: count, rows: count }) },
  'database.backedUp': {
    label: '备份',
    details: z.strictObject({ rows: count, files: count, isEncrypted: flag }),
  },
  'database.restored': { label: '恢复', details: z.strictObject({ rows: count, files: count }) },
  'database.erased': { label: '按规则清除数据', details: z.strictObject({ rule: id, rows: count }) },

  'audit.searched': { label: '检索审计', isLook: true, details: z.strictObject({ filters: names, count }) },
  'audit.exported': {
    label: '导出审计',
    isLook: true,
    details: z.strictObject({ filters: names, count: count.nullable(), format }),
  },
  'audit.verificationAsked': { label: '发起核验审计链', details: nothing },
  'audit.stateViewed': { label: '查看审计链状态', details: nothing },
  'audit.verified': {
    label: '核验审计链',
    details: z.strictObject({ records: count, isIntact: flag, firstBroken: count.nullable() }),
  },
  'audit.anchored': { label: '导出审计锚', details: z.strictObject({ chains: count, sha256: digest }) },
  'audit.erased': {
    label: '审计到期清除',
    details: z.strictObject({
      erasureId: id,
      count,
      first: count,
      last: count,
      digest,
      keptMonths: z.record(z.string(), count),
    }),
  },
} as const satisfies Record<string, AuditKindRule>;

export type AuditKind = keyof typeof AUDIT_KINDS;
