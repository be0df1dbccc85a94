import { z } from 'zod';
import { localDateSchema } from '../calendar/local-date.js';
import type { Permission } from '../identity/permission.js';
import type { Role } from '../identity/role.js';

/** How somebody learns of a kind of news; the inbox holds it in any case. */
export const NOTIFICATION_DELIVERIES = {
  mail: '收件箱，并立即发邮件',
  digest: '收件箱，并汇入每日一封邮件',
  inbox: '只在收件箱',
} as const;
export type NotificationDelivery = keyof typeof NOTIFICATION_DELIVERIES;
export const NOTIFICATION_DELIVERY_NAMES = Object.keys(NOTIFICATION_DELIVERIES) as [
  NotificationDelivery,
  ...NotificationDelivery[],
];

/** What news is about. */
export const NOTIFICATION_SUBJECTS = {
  case: '申请',
  remedy: '复议诉讼',
  task: '协办任务',
  cases: '申请台账',
  rightsRequest: '更正要求或者建议',
  document: '文稿',
  report: '年度报告',
  incident: '涉密标志事件',
  job: '后台任务',
  delegation: '代办',
  account: '账号',
  administrators: '三员',
  exchange: '网络间交换',
} as const;
export type NotificationSubjectType = keyof typeof NOTIFICATION_SUBJECTS;

/** All that a message may say beside its subject's number: counts and days. Names and texts have no place here. */
export const notificationDetailsSchema = z
  .strictObject({
    count: z.number().int().min(0),
    overdue: z.number().int().min(0),
    /** Working days left. */
    days: z.number().int().min(0),
    dueOn: localDateSchema,
    fromOn: localDateSchema,
    untilOn: localDateSchema,
    year: z.number().int(),
    version: z.number().int().min(1),
  })
  .partial();
export type NotificationDetails = z.infer<typeof notificationDetailsSchema>;

/** Who is told: those it is addressed to by name, or those who may do something there. */
export type NotificationAudience =
  | 'addressee'
  | {
      readonly permission: Permission;
      /** Of those, only these. */
      readonly roles?: readonly Role[];
      /** Only those whose role is of the very unit, not of the whole agency. */
      readonly isOfUnit?: true;
    };

/** A kind of news with its template. `version` goes up with every change of the words, and is named in the mail. */
interface NotificationKindRule {
  readonly label: string;
  readonly english: string;
  readonly version: number;
  /** `{name}` stands for a detail. */
  readonly body: string;
  readonly subject: NotificationSubjectType;
  readonly audience: NotificationAudience;
  /** Unless the person has chosen otherwise. */
  readonly delivery: NotificationDelivery;
}

export const NOTIFICATION_KINDS = {
  'case.assigned': {
    label: '申请交由处室办理',
    english: 'Case assigned to your unit',
    version: 1,
    body: '一件申请已交由您的处室办理。',
    subject: 'case',
    audience: { permission: 'case.record', isOfUnit: true },
    delivery: 'mail',
  },
  'case.due': {
    label: '申请临近答复期限',
    english: 'Case due soon',
    version: 1,
    body: '一件申请的答复期限为 {dueOn}，{days}。',
    subject: 'case',
    audience: { permission: 'case.record' },
    delivery: 'digest',
  },
  'case.overdue': {
    label: '申请超过答复期限',
    english: 'Case overdue',
    version: 1,
    body: '一件申请的答复期限为 {dueOn}，已经超过，请立即办理。',
    subject: 'case',
    audience: { permission: 'case.record' },
    delivery: 'mail',
  },
  'letter.submitted': {
    label: '文书等待审批',
    english: 'Letter awaits approval',
    version: 1,
    body: '一件申请的文书已经提交，等待您审批。',
    subject: 'case',
    audience: { permission: 'letter.approve' },
    delivery: 'mail',
  },
  'letter.returned': {
    label: '文书退回修改',
    english: 'Letter returned with reasons',
    version: 1,
    body: '您提交的一件文书被退回修改，审批意见见案件页面。',
    subject: 'case',
    audience: 'addressee',
    delivery: 'mail',
  },
  'letter.approved': {
    label: '文书已经批准',
    english: 'Letter approved',
    version: 1,
    body: '您提交的一件文书已经批准并编号，请办理用印和送达。',
    subject: 'case',
    audience: 'addressee',
    delivery: 'mail',
  },
  'task.assigned': {
    label: '协办任务交处室办理',
    english: 'Sub-task assigned to your unit',
    version: 1,
    body: '一件协办任务已交由您的处室办理。',
    subject: 'task',
    audience: { permission: 'task.handle', isOfUnit: true },
    delivery: 'mail',
  },
  'task.reminded': {
    label: '协办任务催办',
    english: 'Reminder of a sub-task',
    version: 1,
    body: '公开机构催办一件协办任务，期限为 {dueOn}。',
    subject: 'task',
    audience: { permission: 'task.handle', isOfUnit: true },
    delivery: 'mail',
  },
  'task.due': {
    label: '协办任务临近期限',
    english: 'Sub-task due soon',
    version: 1,
    body: '一件协办任务的期限为 {dueOn}，{days}。',
    subject: 'task',
    audience: { permission: 'task.handle', isOfUnit: true },
    delivery: 'digest',
  },
  'task.overdue': {
    label: '协办任务超过期限',
    english: 'Sub-task overdue',
    version: 1,
    body: '一件协办任务的期限为 {dueOn}，已经超过，请立即办理。',
    subject: 'task',
    audience: { permission: 'task.handle', isOfUnit: true },
    delivery: 'mail',
  },
  'task.assignedOverdue': {
    label: '您交办的协办任务超过期限',
    english: 'A sub-task that you assigned is overdue',
    version: 1,
    body: '您交办的一件协办任务的期限为 {dueOn}，处室还没有答复，请催办；协办不停止计算答复期限。',
    subject: 'case',
    audience: 'addressee',
    delivery: 'mail',
  },
  'task.answered': {
    label: '处室答复了协办任务',
    english: 'Sub-task answered',
    version: 1,
    body: '处室答复了您交办的一件协办任务。',
    subject: 'case',
    audience: 'addressee',
    delivery: 'inbox',
  },
  'fee.proposed': {
    label: '信息处理费等待审批',
    english: 'Processing fee awaits approval',
    version: 1,
    body: '一件申请的信息处理费等待您审批。',
    subject: 'case',
    audience: { permission: 'fee.approve' },
    delivery: 'mail',
  },
  'consultation.due': {
    label: '征求意见临近届满',
    english: 'Consultation about to lapse',
    version: 1,
    body: '一件申请征求意见的期限为 {dueOn}，{days}，对方还没有答复。',
    subject: 'case',
    audience: { permission: 'case.record' },
    delivery: 'digest',
  },
  'consultation.silent': {
    label: '第三方逾期未答复',
    english: 'Third party silent and the agency decides',
    version: 1,
    body: '第三方的答复期限 {dueOn} 已经届满，没有答复，由本机关决定是否公开（条例第三十二条）；答复期限自次日继续计算。',
    subject: 'case',
    audience: { permission: 'case.record' },
    delivery: 'mail',
  },
  'consultation.consented': {
    label: '共同制作机关逾期未答复',
    english: 'Co-producing organ silent and deemed to consent',
    version: 1,
    body: '共同制作机关的答复期限 {dueOn} 已经届满，没有答复，视为同意公开（条例第三十四条）；答复期限自次日继续计算。',
    subject: 'case',
    audience: { permission: 'case.record' },
    delivery: 'mail',
  },
  'case.weeklyCount': {
    label: '每周期限情况',
    english: 'Weekly count of cases',
    version: 1,
    body: '所监督的机关共有 {count} 件申请将在五个工作日内到期，{overdue} 件已经超过期限。',
    subject: 'cases',
    audience: { permission: 'report.view', roles: ['supervisor'] },
    delivery: 'digest',
  },
  'remedy.answerDue': {
    label: '复议诉讼答复临近期限',
    english: 'Answer to reconsideration or suit due soon',
    version: 1,
    body: '一件复议或者诉讼应当在 {dueOn} 前提交答复和证据，{days}。',
    subject: 'remedy',
    audience: { permission: 'remedy.record' },
    delivery: 'mail',
  },
  'remedy.answerOverdue': {
    label: '复议诉讼答复逾期',
    english: 'Answer to reconsideration or suit overdue',
    version: 1,
    body: '一件复议或者诉讼提交答复和证据的期限为 {dueOn}，已经超过；逾期视为没有证据，请立即办理。',
    subject: 'remedy',
    audience: { permission: 'remedy.record' },
    delivery: 'mail',
  },
  'remedy.orderDue': {
    label: '履行复议决定或者裁判临近期限',
    english: 'Compliance with a decision or judgment due soon',
    version: 1,
    body: '复议决定或者裁判要求的事项应当在 {dueOn} 前履行，{days}。',
    subject: 'remedy',
    audience: { permission: 'remedy.record' },
    delivery: 'mail',
  },
  'remedy.orderOverdue': {
    label: '履行复议决定或者裁判逾期',
    english: 'Compliance with a decision or judgment overdue',
    version: 1,
    body: '复议决定或者裁判要求的事项应当在 {dueOn} 前履行，已经超过，请立即办理。',
    subject: 'remedy',
    audience: { permission: 'remedy.record' },
    delivery: 'mail',
  },
  'case.submittedOnline': {
    label: '收到网上申请',
    english: 'Application received online',
    version: 1,
    body: '一件网上申请已经提交，请当日与申请人联系，双方确认收到。',
    subject: 'case',
    audience: { permission: 'case.register' },
    delivery: 'mail',
  },
  'case.escalated': {
    label: '申请逾期上报公开机构负责人',
    english: 'Overdue case reported to the head',
    version: 1,
    body: '一件申请的答复期限为 {dueOn}，已经超过 {overdue} 个工作日，请督促办理。',
    subject: 'case',
    audience: { permission: 'case.approve', roles: ['officeHead'] },
    delivery: 'mail',
  },
  'case.overdueCount': {
    label: '逾期申请件数上报监督机关',
    english: 'Count of overdue cases for the supervisor',
    version: 1,
    body: '一个所监督的机关有 {overdue} 件申请超过答复期限。',
    subject: 'cases',
    audience: { permission: 'report.view', roles: ['supervisor'] },
    delivery: 'mail',
  },
  'case.confirmLate': {
    label: '申请没有当日确认收到',
    english: 'Application not confirmed on its day',
    version: 1,
    body: '一件申请没有在收到的当日与申请人确认（条例第三十一条），请督促立即联系。',
    subject: 'case',
    audience: { permission: 'case.approve', roles: ['officeHead'] },
    delivery: 'mail',
  },
  'case.toConfirm': {
    label: '申请等待双方确认收到',
    english: 'Application waits to be confirmed',
    version: 1,
    body: '一件传真、电子邮件、平常信函或者网上的申请还没有与申请人确认收到，请当日联系并记录（条例第三十一条）。',
    subject: 'case',
    audience: { permission: 'case.register' },
    delivery: 'mail',
  },
  'case.applicantActed': {
    label: '申请人在网上办理',
    english: 'Applicant acted online',
    version: 1,
    body: '申请人在进度页面确认收到、提交了补正材料或者撤回了申请，请查看。',
    subject: 'case',
    audience: { permission: 'case.record' },
    delivery: 'mail',
  },
  'rightsRequest.submitted': {
    label: '收到更正要求或者公开建议',
    english: 'Correction or suggestion received',
    version: 1,
    body: '收到一件更正记录的要求或者主动公开的建议，请办理。',
    subject: 'rightsRequest',
    audience: { permission: 'rightsRequest.answer' },
    delivery: 'mail',
  },
  'report.checked': {
    label: '年度报告等待公布',
    english: 'Annual report awaits approval',
    version: 1,
    body: '{year}年度报告第{version}版已经核对，等待您审定公布。',
    subject: 'report',
    audience: { permission: 'report.publish' },
    delivery: 'mail',
  },
  'report.returned': {
    label: '年度报告核对后有修改',
    english: 'Annual report changed after its check',
    version: 1,
    body: '{year}年度报告第{version}版核对后又有修改，须重新提交核对。',
    subject: 'report',
    audience: { permission: 'report.check' },
    delivery: 'mail',
  },
  'report.exported': {
    label: '年度报告导出完成',
    english: 'Export of annual report done',
    version: 1,
    body: '{year}年度报告第{version}版的文件已经生成，可以下载。',
    subject: 'report',
    audience: 'addressee',
    delivery: 'inbox',
  },
  'report.exportFailed': {
    label: '年度报告导出失败',
    english: 'Export of annual report failed',
    version: 1,
    body: '{year}年度报告第{version}版的文件没有生成，原因见报告页面。',
    subject: 'report',
    audience: 'addressee',
    delivery: 'mail',
  },
  'document.due': {
    label: '文稿临近公开期限',
    english: 'Document due for publication soon',
    version: 1,
    body: '一份文稿应当在 {dueOn} 前公开，{days}。',
    subject: 'document',
    audience: { permission: 'document.draft' },
    delivery: 'digest',
  },
  'document.overdue': {
    label: '文稿超过公开期限',
    english: 'Document overdue for publication',
    version: 1,
    body: '一份文稿的公开期限为 {dueOn}，已经超过，请立即办理（条例第二十六条）。',
    subject: 'document',
    audience: { permission: 'document.draft' },
    delivery: 'mail',
  },
  'document.reassess': {
    label: '不公开的信息应当评估',
    english: 'Withheld document due for re-assessment',
    version: 1,
    body: '一份没有公开的文稿应当在 {dueOn} 前定期评估（条例第十八条）。',
    subject: 'document',
    audience: { permission: 'document.reviewInterpretation' },
    delivery: 'digest',
  },
  'document.expiring': {
    label: '文件有效期将满',
    english: 'Document about to expire',
    version: 1,
    body: '一份文件的有效期至 {dueOn}，请评估是继续施行、修改还是废止；届满自动标为失效。',
    subject: 'document',
    audience: { permission: 'document.publish' },
    delivery: 'digest',
  },
  'document.interpretationOverdue': {
    label: '政策解读没有按期发布',
    english: 'Interpretation of a policy overdue',
    version: 1,
    body: '一份政策文件公开后，到 {dueOn} 还没有发布解读，请尽快发布解读并与文件关联。',
    subject: 'document',
    audience: { permission: 'document.publish' },
    delivery: 'digest',
  },
  'incident.opened': {
    label: '涉密标志事件',
    english: 'Secrecy incident opened',
    version: 1,
    body: '一个上传的文件因带有涉密标志被拒收，请尽快处置。',
    subject: 'incident',
    audience: { permission: 'secrecyIncident.handle' },
    delivery: 'mail',
  },
  'job.failed': {
    label: '后台任务失败',
    english: 'Background jobs failed',
    version: 1,
    body: '有 {count} 项后台任务多次重试仍然失败，请查明原因后重试。',
    subject: 'job',
    audience: { permission: 'job.retry' },
    delivery: 'mail',
  },
  'delegation.begun': {
    label: '代办登记',
    english: 'Delegation begun',
    version: 1,
    body: '与您有关的一项代办已经登记，自 {fromOn} 至 {untilOn}。',
    subject: 'delegation',
    audience: 'addressee',
    delivery: 'mail',
  },
  'delegation.today': {
    label: '代办生效',
    english: 'Delegation in force',
    version: 1,
    body: '与您有关的一项代办今天起生效，至 {untilOn} 止。',
    subject: 'delegation',
    audience: 'addressee',
    delivery: 'mail',
  },
  'delegation.ended': {
    label: '代办结束',
    english: 'Delegation ended',
    version: 1,
    body: '与您有关的一项代办已经结束。',
    subject: 'delegation',
    audience: 'addressee',
    delivery: 'mail',
  },
  'account.invited': {
    label: '设置口令的链接',
    english: 'Link to set a password made',
    version: 1,
    body: '系统为您的账号生成了一个设置口令的链接。不是您要求的，请立即与本机关的系统管理员联系。',
    subject: 'account',
    audience: 'addressee',
    delivery: 'mail',
  },
  'exchange.troubled': {
    label: '网络间交换中断或者缺包',
    english: 'Exchange between networks interrupted',
    version: 1,
    body: '与另一个网络的交换有交换包缺少、被改动，或者多日没有收到对方的包。请打开“网络间交换”按提示处理。',
    subject: 'exchange',
    audience: { permission: 'exchange.view' },
    delivery: 'mail',
  },
  'administrators.ending': {
    label: '三员将无人担任',
    english: 'A duty of the administrators will be vacant',
    version: 1,
    body: '平台的系统管理员、安全管理员、审计员中有一种，{untilOn} 以后没有人担任，那时谁也不能再授予。请在“三员”页面让一人长期担任。',
    subject: 'administrators',
    audience: {
      permission: 'people.view',
      roles: ['systemAdministrator', 'securityAdministrator', 'auditor'],
    },
    delivery: 'mail',
  },
  'account.locked': {
    label: '账号暂时锁定',
    english: 'Account locked for a while',
    version: 1,
    body: '您的账号因口令连续输错被暂时锁定。不是您本人输入的，请修改口令并告知本机关的系统管理员。',
    subject: 'account',
    audience: 'addressee',
    delivery: 'mail',
  },
  'account.newAddress': {
    label: '从新的地址登录',
    english: 'Sign-in from a new address',
    version: 1,
    body: '您的账号从一个以前没有用过的网络地址登录。不是您本人的，请在“我的账号”结束所有登录并修改口令。',
    subject: 'account',
    audience: 'addressee',
    delivery: 'mail',
  },
} as const satisfies Record<string, NotificationKindRule>;
export type NotificationKind = keyof typeof NOTIFICATION_KINDS;
export const NOTIFICATION_KIND_NAMES = Object.keys(NOTIFICATION_KINDS) as [
  NotificationKind,
  ...NotificationKind[],
];

export function notificationRule(kind: NotificationKind): NotificationKindRule {
  return NOTIFICATION_KINDS[kind];
}
