import type { ApiRouteName } from '@gongkai/core';
import { pdfOf } from '../src/storage/testing/sample-files.js';
import type { Persona, Planted, Target } from './permission-world.js';

interface Place {
  readonly target: Target;
  readonly at: Planted;
  readonly persona: Persona;
}
export interface Call {
  /** `code` is the target unless given. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: FormData | object;
  /** What nobody but the use case says, and only to whom it permits: that the thing called upon is not there. */
  readonly notThere?: string;
}

const TODAY = '2026-03-02';
let made = 0;

const notice = (number: string) => ({
  ...{ number, issuedOn: TODAY, year: 2026, work: [] },
  off: [{ from: '2026-12-07', to: '2026-12-07', holiday: '演示' }],
});

function upload(fileName: string, text: string): FormData {
  const form = new FormData();
  form.set('file', new File([text], fileName));
  return form;
}

const ofCase = ({ at }: Place) => ({ params: { caseId: at.caseId } });
/** There is none of this number: who may ask is told so. */
const ofRemedy = { params: { remedyId: 'FY-NONE' }, notThere: '没有编号为' };
const REMEDY = {
  ...{ kind: 'reconsideration', role: 'originalOrgan' },
  stages: [{ level: 'reconsideration', filedOn: TODAY }],
};
const ofDocument = () => ({ params: { documentId: 'no-such' }, notThere: '没有这份文稿' });
const DOCUMENT_DRAFT = {
  ...{ kind: 'notice', title: '一件通知', duty: 'otherDuties', formedOn: '2026-02-02', mode: 'proactive' },
  ...{ summary: '概述', body: '正文', responsibleUnit: 'FGK' },
};
const ofClient = { params: { clientId: 'no-such' }, notThere: '没有这个外部系统' };
const ofCaseLetter = ({ at }: Place) => ({ params: { letterId: at.letterId } });
/** Incomplete, as a draft may be. */
const LETTER_DRAFT = { letter: 'replyRefuse', addressees: [{ name: '申请人示' }], fields: {} };

function uploadPdf(): FormData {
  const form = new FormData();
  form.set('file', new File([new Uint8Array(pdfOf('slip'))], '凭证.pdf'));
  return form;
}
const CHANNELS_NOW = Object.fromEntries(
  ['counter', 'registeredMail', 'letter', 'web', 'email', 'fax', 'oral'].map((channel) => [
    channel,
    { isOffered: true, address: '云泽路1号', hours: '' },
  ]),
);
const NO_INTAKE_DRAFT = { params: { draftId: 'no-such-draft' }, notThere: '没有这份收件草稿' };
const ofReport = () => ({ params: { year: '2025' } });
/** Steps of the workflow are tried on a year of their own: the draft of the other stays one. */
const ofWorkflow = { year: '2024' };
const ofWorker = ({ at }: Place) => ({ params: { accountId: at.workerId } });
const EVENT = { type: 'served', on: '2025-02-03', way: 'direct' };
const PURPOSE = { purpose: 'handling' };
/** Not the last of the case: who may do it is told that it has changed meanwhile, and nothing is written. */
const STALE = 99;

/** Nothing planted: whoever may is told that there is none. */
const NO_TASK = { params: { taskId: 'no-such' }, notThere: '没有这件协办任务' };
const NO_ENVELOPE = { params: { envelopeId: 'no-such' }, notThere: '没有登记这个信封' };
const ofFee = ({ at }: Place) => ({
  params: { caseId: at.caseId, feeId: 'no-such' },
  notThere: '没有这笔信息处理费',
});
const ofConsultation = ({ at }: Place) => ({
  params: { caseId: at.caseId, consultationId: 'no-such' },
  notThere: '没有这次征求意见',
});

const LETTER_TEXT = { title: '协办函', parts: [{ role: 'closing', text: '请协助。' }], appendix: null };
const LETTER_SETTING = {
  ...{ effectiveFrom: TODAY, organName: '甲局', organKind: 'localDepartment', officeName: '甲局办公室' },
  ...{
    numberScheme: '甲公开〔{年}〕{号}号',
    numberSchemeByLetter: {},
    onlineReconsideration: null,
    payment: null,
  },
  reconsideration: [{ name: '甲市人民政府', address: '一路1号' }],
  courts: [{ name: '甲市人民法院', address: '二路2号' }],
  competentDepartment: '甲市人民政府办公室',
  contact: { address: '三路3号', postcode: '999000', phone: '0999-1', hours: '工作日' },
};
const NO_DRAFT = {
  ...{ params: { form: 'application' }, headers: { 'draft-code': 'AAAA-AAAA' } },
  notThere: '没有找到这份草稿',
};
const NOT_OPENED = { headers: { 'progress-token': 'no-such' }, notThere: 'progress-token 无效' };
const NO_LINK = { headers: { 'link-token': 'no-such' }, notThere: '链接不完整' };
const NO_DEMAND = { params: { requestId: 'no-such' }, notThere: '没有这一件' };
const ofLetter = { params: { letter: 'assistLetter' } };

/**
 * How each route is called upon what stands in an agency: whole and valid, so that the use case itself decides. What
 * would do harm when allowed asks for what cannot be, after permission was asked.
 */
export const CALLS: Readonly<Record<ApiRouteName, (place: Place) => Call>> = {
  getStatus: () => ({}),
  listAgencies: () => ({}),
  listReports: () => ({}),
  listAdministrators: () => ({}),
  getMyAccess: () => ({}),
  getAuditState: () => ({}),
  listNotifications: () => ({}),
  countUnreadNotifications: () => ({}),
  markNotificationRead: () => ({ params: { notificationId: 'no-such' }, notThere: '没有这件通知' }),
  markAllNotificationsRead: () => ({}),
  getNotificationSettings: () => ({}),
  setNotificationPreference: () => ({ body: { kind: 'case.assigned', delivery: 'inbox' } }),
  setNotificationAddress: () => ({ body: { address: 'a@example.gov.cn' } }),
  removeNotificationAddress: () => ({}),
  getClockOverview: () => ({}),
  listRegisterViews: () => ({}),
  saveRegisterView: () => ({ body: { name: '我的', filters: {}, columns: ['caseId'] } }),
  removeRegisterView: () => ({ body: { name: '没有的' } }),
  listLetterTemplates: () => ({}),
  getLetterTemplate: () => ofLetter,
  saveLetterTemplate: () => ({ ...ofLetter, body: { revision: STALE, text: LETTER_TEXT } }),
  discardLetterTemplate: () => ({ ...ofLetter, notThere: '这种文书没有草稿' }),
  publishLetterTemplate: () => ({
    ...ofLetter,
    body: { revision: STALE, effectiveFrom: TODAY },
    notThere: '这种文书没有草稿',
  }),
  previewLetterTemplate: () => ({
    ...ofLetter,
    body: { text: LETTER_TEXT, caseId: null, on: TODAY },
    notThere: '请先登记“文书固定信息”',
  }),
  listLetterSettings: () => ({}),
  listLetterSeries: () => ({}),
  saveLetterSetting: () => ({ body: LETTER_SETTING }),
  listCalendarNotices: () => ({}),
  previewCalendarNotice: () => ({ body: notice('预推〔2026〕1号') }),
  addCalendarNotice: () => {
    made += 1;
    return { body: { notice: notice(`放假〔2026〕${made}号`), moved: 0 } };
  },
  listFailedJobs: () => ({}),
  retryJob: () => ({ params: { jobId: 'failed-job' } }),
  discardJob: () => ({ params: { jobId: 'failed-job' } }),

  getAgency: () => ({}),
  createAgency: ({ target }) => {
    made += 1;
    const kind = { kind: 'localDepartment', hasRuleMakingPower: false, scope: 'organ' };
    return { body: { ...kind, code: `NEW-${made}`, name: '新设局（演示）', parentCode: target } };
  },
  updateAgency: ({ target }) => ({
    body: {
      ...{ kind: 'localDepartment', hasRuleMakingPower: false, scope: 'organ' },
      parentCode: target === 'OWN' ? 'CITY' : null,
    },
  }),
  renameAgency: () => ({ body: { name: '更名局（演示）', fromOn: '2030-01-01' } }),
  succeedAgency: ({ target }) => ({
    body: { kind: 'merged', successorCodes: [target], fromOn: TODAY, basis: '机构改革方案' },
  }),
  listRetentionTerms: () => ({}),
  setRetentionTerm: () => ({ params: { kind: 'contact' }, body: { amount: 6, basis: '保管期限表' } }),
  saveUnit: () => ({ params: { unitCode: 'XTK' }, body: { name: '协调科' } }),

  listPeople: () => ({}),
  previewAccess: () => ({ query: '?permission=case.view' }),
  createAccount: ({ target }) => {
    made += 1;
    return {
      body: { loginName: `made-${made}`, displayName: '新来某', kind: 'staff', agencyCode: target },
    };
  },
  setAccountStatus: (place) => ({ ...ofWorker(place), body: { status: 'active' } }),
  inviteAccount: ofWorker,
  bindIdentity: (place) => ({
    ...ofWorker(place),
    body: { subject: `subject-${place.target}` },
    notThere: '没有配置统一身份认证',
  }),
  endSessionsOfAccount: ofWorker,
  grantRole: (place) => ({
    ...ofWorker(place),
    body: { role: 'dutyOfficer', agencyCode: place.target, fromOn: TODAY },
  }),
  revokeRole: ({ at }) => ({ params: { accountId: at.workerId, grantId: at.grantId } }),
  delegateRoles: ({ at, persona }) => {
    const isForAnother = persona.roles.some((role) => role.endsWith('Administrator') || role === 'auditor');
    return {
      body: {
        fromAccountId: isForAnother ? at.workerId : persona.accountId,
        toAccountId: at.colleagueId,
        roles: isForAnother || persona.roles.length === 0 ? ['editor'] : persona.roles,
        ...{ reason: '出差', fromOn: TODAY, untilOn: TODAY },
      },
    };
  },
  endDelegation: ({ at }) => ({ params: { delegationId: at.delegationId } }),

  listCases: () => ({}),
  listRedecisions: () => ({}),
  countCases: () => ({}),
  checkOnlineForm: () => ({ params: { form: 'application' }, body: { answers: {} } }),
  submitOnlineForm: () => ({ params: { form: 'application' }, body: { answers: {} } }),
  beginOnlineForm: () => ({ params: { form: 'application' } }),
  uploadToOnlineForm: () => ({
    ...NO_DRAFT,
    query: '?purpose=attachment',
    body: upload('附件.txt', '可以公开的内容'),
  }),
  removeFromOnlineForm: () => ({ ...NO_DRAFT, params: { form: 'application', fileId: 'no-such' } }),
  openProgress: () => ({
    body: { number: 'YSJ-2026-0001', queryCode: 'AAAA-AAAA-AAAA' },
    notThere: '编号或者查询码不对',
  }),
  getOwnProgress: () => NOT_OPENED,
  confirmOwnReceipt: () => NOT_OPENED,
  uploadOwnSupplement: () => ({ ...NOT_OPENED, body: upload('补正.txt', '补正的内容') }),
  supplementOwnCase: () => ({ ...NOT_OPENED, body: { text: '补正的内容' } }),
  withdrawOwnCase: () => ({ ...NOT_OPENED, body: { reason: '' } }),
  rateOwnCase: () => ({ ...NOT_OPENED, body: { grade: 4 } }),
  getAskedOpinion: () => NO_LINK,
  uploadOpinionFile: () => ({ ...NO_LINK, body: upload('意见.txt', '意见') }),
  giveOpinion: () => ({ ...NO_LINK, body: { answer: 'agrees', opinion: '' } }),
  lookUpProgress: () => ({
    body: { number: 'YSJ-2026-0001', queryCode: 'AAAA-AAAA-AAAA' },
    notThere: '编号或者查询码不对',
  }),
  getDisclosureGuide: () => ({}),
  saveDisclosureGuide: () => ({
    body: {
      ...{ officeName: '办公室', classification: '按条例分类', waysToObtain: '网上查阅或者申请' },
      revision: STALE,
    },
  }),
  getOnlineApplication: ofCase,
  confirmOnlineReceipt: (place) => ({
    ...ofCase(place),
    body: { isAgreedByContact: true },
    notThere: '不是从网上提交的',
  }),
  listRightsRequests: () => ({}),
  getRightsRequest: () => ({ params: { requestId: 'no-such' }, notThere: '没有这一件' }),
  recordRightsContact: () => ({
    params: { requestId: 'no-such' },
    body: {
      ...{ kind: 'contact', on: TODAY, time: '10:20', way: 'telephone', purpose: 'confirm' },
      ...{ hasReached: false, summary: '无人接听', lastSeq: 1 },
    },
    notThere: '没有这一件',
  }),
  answerRightsRequest: () => ({
    params: { requestId: 'no-such' },
    body: { outcome: 'corrected', text: '已经更正。', lastSeq: 1 },
    notThere: '没有这一件',
  }),
  getCase: ofCase,
  listCaseTrace: ofCase,
  listSimilarCases: ofCase,
  getTopics: () => ({}),
  suggestTopics: ofCase,
  assignTopic: (place) => ({ ...ofCase(place), body: { topicId: null } }),
  saveTopics: () => ({
    body: {
      revision: STALE,
      topics: [{ topicId: 'other', parentId: null, name: '其他', aliases: [], keywords: [] }],
    },
  }),
  getReadingStatistics: () => ({ query: '?year=2025' }),
  getStatistics: () => ({ query: '?year=2025&quarter=1' }),
  listHotSpots: () => ({ query: '?year=2025' }),
  draftFromHotSpot: ({ at }) => ({
    params: { candidateId: at.caseId },
    body: { kind: 'notice', title: '安置方案', duty: DOCUMENT_DRAFT.duty, formedOn: TODAY },
  }),
  listAskingCases: ofDocument,
  decideHotSpot: ({ at }) => ({
    params: { candidateId: at.caseId },
    body: { decision: 'notSuitable', reason: '涉及个人', caseIds: [at.caseId] },
  }),
  findSimilarRequests: () => ({ body: { request: '云山路改造项目的批复文件' } }),
  createCase: () => ({
    body: {
      ...{ applicantClass: 'naturalPerson', request: '云山路改造项目的批复文件' },
      events: [{ type: 'submitted', on: TODAY, channel: 'counter' }],
    },
  }),
  appendCaseEvent: (place) => ({ ...ofCase(place), body: { event: EVENT, lastSeq: STALE } }),
  listLetters: () => ({}),
  getLetter: ofCaseLetter,
  startLetter: ({ at }) => ({ params: { caseId: at.caseId, kind: 'replyRefuse' } }),
  startCorrectionLetter: () => NO_DEMAND,
  previewCorrectionLetter: () => ({ ...NO_DEMAND, body: { draft: LETTER_DRAFT } }),
  draftCorrectionLetter: () => ({ ...NO_DEMAND, body: { draft: LETTER_DRAFT } }),
  previewLetter: (place) => ({ ...ofCase(place), body: { draft: LETTER_DRAFT } }),
  draftLetter: (place) => ({ ...ofCase(place), body: { draft: LETTER_DRAFT } }),
  saveLetterDraft: (place) => ({ ...ofCaseLetter(place), body: { draft: LETTER_DRAFT, version: STALE } }),
  attachToLetter: (place) => ({
    ...ofCaseLetter(place),
    query: `?version=${STALE}`,
    body: upload('附件.txt', '可以公开的内容'),
  }),
  detachFromLetter: ({ at }) => ({
    params: { letterId: at.letterId, fileId: 'no-such' },
    query: `?version=${STALE}`,
  }),
  submitLetter: (place) => ({ ...ofCaseLetter(place), body: { version: STALE } }),
  discardLetter: (place) => ({ ...ofCaseLetter(place), body: { version: STALE } }),
  approveLetter: (place) => ({ ...ofCaseLetter(place), body: { version: STALE } }),
  returnLetter: (place) => ({ ...ofCaseLetter(place), body: { version: STALE, reason: '请补充理由' } }),
  voidLetter: (place) => ({ ...ofCaseLetter(place), body: { version: STALE, reason: '引用有误' } }),
  requestSeal: (place) => ({ ...ofCaseLetter(place), body: { version: STALE } }),
  decideSeal: (place) => ({ ...ofCaseLetter(place), body: { version: STALE, approves: true } }),
  keepSealedLetter: (place) => ({
    ...ofCaseLetter(place),
    query: `?version=${STALE}&copies=1`,
    body: uploadPdf(),
  }),
  serveLetter: (place) => ({
    ...ofCaseLetter(place),
    query: `?version=${STALE}&addressee=0&way=direct&on=${TODAY}`,
    body: uploadPdf(),
  }),
  trackLetter: ({ at }) => ({
    params: { letterId: at.letterId, serviceId: 'no-such' },
    body: { version: STALE, on: TODAY, note: '已签收' },
  }),
  returnService: ({ at }) => ({
    params: { letterId: at.letterId, serviceId: 'no-such' },
    body: { version: STALE, on: TODAY, cause: 'refused' },
  }),
  correctCaseEvent: ({ at }) => ({
    params: { caseId: at.caseId, seq: '1' },
    body: { event: EVENT, reason: '登记有误', lastSeq: STALE },
  }),
  voidCaseEvent: ({ at }) => ({
    params: { caseId: at.caseId, seq: '1' },
    body: { reason: '登记有误', lastSeq: STALE },
  }),

  getHandling: ofCase,
  listUnitTasks: () => ({}),
  assignUnitTask: (place) => ({
    ...ofCase(place),
    body: { unitCode: 'FGK', asked: '请核对批复是否由本处室制作', days: 5 },
  }),
  answerUnitTask: () => ({ ...NO_TASK, body: { opinion: '由本处室制作' } }),
  handOverUnitTask: () => ({ ...NO_TASK, body: { unitCode: 'GHK', reason: '职责在该处室' } }),
  remindUnitTask: () => NO_TASK,
  withdrawUnitTask: () => ({ ...NO_TASK, body: { reason: '不再需要' } }),
  uploadTaskFile: () => ({ ...NO_TASK, body: upload('说明.txt', '说明') }),
  sendConsultation: (place) => ({
    ...ofCase(place),
    body: { kind: 'agency', addressee: '云泽市某局', asked: '请协助核实', sentOn: '2026-03-03' },
  }),
  recordConsultationReceipt: (place) => ({ ...ofConsultation(place), body: { on: TODAY } }),
  recordConsultationAnswer: (place) => ({
    ...ofConsultation(place),
    body: { on: TODAY, answer: 'agrees' },
  }),
  overrideThirdParty: (place) => ({
    ...ofConsultation(place),
    body: { reasons: '不公开会对公共利益造成重大影响', noticeOn: TODAY },
  }),
  makeThirdPartyLink: ofConsultation,
  uploadConsultationFile: (place) => ({ ...ofConsultation(place), body: upload('回函.txt', '回函') }),
  addHandlingEntry: (place) => ({
    ...ofCase(place),
    body: {
      ...{ kind: 'search', on: TODAY, searcher: '闻人示文', systems: ['档案系统'], words: ['批复'] },
      ...{ range: '', hasFound: false, found: '没有检索到' },
    },
  }),
  uploadEntryFile: ({ at }) => ({
    params: { caseId: at.caseId, entryId: 'no-such' },
    body: upload('截图.txt', '截图'),
    notThere: '没有这条记录',
  }),
  getChannelSetting: () => ({}),
  saveChannelSetting: () => ({ body: { setting: CHANNELS_NOW, revision: 99 } }),
  getReminderSetting: () => ({}),
  saveReminderSetting: () => ({ body: { setting: { beforeDays: [5], escalateAfterDays: 1 }, revision: 99 } }),
  listIntakeDrafts: () => ({}),
  getIntakeDraft: () => NO_INTAKE_DRAFT,
  saveIntakeDraft: () => ({ params: { draftId: `draft-${(made += 1)}-of-a-call` }, body: { typed: '{}' } }),
  discardIntakeDraft: () => NO_INTAKE_DRAFT,
  uploadIntakePaper: () => ({
    params: { draftId: `paper-${(made += 1)}-of-a-call`, kind: 'application' },
    body: upload('申请书.txt', '申请书'),
  }),
  removeIntakePaper: () => ({ ...NO_INTAKE_DRAFT, params: { draftId: 'no-such-draft', fileId: 'no-such' } }),
  registerIntake: () => ({
    params: { draftId: `intake-${(made += 1)}-of-a-call` },
    body: {
      ...{ channel: 'counter', on: TODAY, applicantClass: 'naturalPerson' },
      ...{ applicants: [{ name: '申请人示' }], requests: ['云山路改造项目的批复文件'] },
    },
  }),
  registerRightsIntake: () => ({
    params: { draftId: `rights-${(made += 1)}-of-a-call` },
    body: { kind: 'suggestion', channel: 'counter', on: TODAY, answers: { subject: '养老服务设施清单' } },
  }),
  getIntakeRecord: ofCase,
  listAttachments: ofCase,
  addAttachment: ({ at }) => ({
    params: { caseId: at.caseId, kind: 'other' },
    body: upload('附件.txt', '附件'),
  }),
  removeAttachment: ({ at }) => ({
    params: { caseId: at.caseId, attachmentId: 'no-such' },
    body: { reason: '误传了别的材料' },
    notThere: '没有这份附件',
  }),
  uploadEnvelopeFile: () => ({ ...NO_ENVELOPE, body: upload('扫描.txt', '扫描') }),
  recordReturnMail: () => ({ ...NO_ENVELOPE, body: { mailNumber: '1234567890123', on: TODAY } }),
  getCaseLinks: ofCase,
  mergeCases: (place) => ({
    ...ofCase(place),
    body: { otherCaseIds: ['no-such'], reason: '同一申请人的同类申请' },
    notThere: '没有编号为“no-such”',
  }),
  // On a day to come: whoever may is told so, and nothing is written.
  splitCase: (place) => ({
    ...ofCase(place),
    body: { parts: ['批复'], rest: '其余文件', agreedOn: '2026-03-03', agreedHow: '电话' },
  }),
  excludeDuplicate: (place) => ({
    ...ofCase(place),
    body: { ofCaseId: 'no-such', reason: '同日重复提交' },
    notThere: '没有编号为“no-such”',
  }),
  quoteFee: (place) => ({ ...ofCase(place), body: { basis: 'perPage', quantity: 31 } }),
  listFees: ofCase,
  // Free: whoever may is told so, and nothing is written.
  proposeFee: (place) => ({
    ...ofCase(place),
    body: { basis: 'perPage', quantity: 1, reason: '页数超过规定' },
  }),
  decideFee: (place) => ({ ...ofFee(place), body: { isApproved: true, reason: '' } }),
  notifyFee: (place) => ({ ...ofFee(place), body: { on: TODAY } }),
  payFee: (place) => ({
    ...ofFee(place),
    body: { on: TODAY, amountYuan: 10, receiptNumber: '000001' },
  }),
  waiveFee: (place) => ({ ...ofFee(place), body: { reason: '申请人确有困难' } }),
  refundFee: (place) => ({ ...ofFee(place), body: { on: TODAY, amountYuan: 10, reason: '多收' } }),
  getFeeTotals: () => ({ params: { year: '2025' } }),
  listUnconfirmedCases: () => ({}),
  countUnconfirmedCases: () => ({}),

  unmaskApplicant: (place) => ({ ...ofCase(place), body: PURPOSE }),
  exportApplicant: (place) => ({ ...ofCase(place), body: PURPOSE }),
  countApplications: (place) => ({ ...ofCase(place), body: PURPOSE }),
  correctApplicant: (place) => ({ ...ofCase(place), body: { name: '申请人示' } }),
  eraseApplicant: (place) => ({
    ...ofCase(place),
    body: { kinds: ['contact'], reason: 'unlawfulProcessing' },
  }),
  eraseRightsRequest: () => ({
    params: { requestId: 'no-such' },
    body: { reason: 'unlawfulProcessing' },
    notThere: '没有这一件',
  }),

  importLedger: () => ({ query: '?kind=cases', body: upload('台账.csv', '案件编号,申请人类别\n1,某某\n') }),
  getLedgerImport: ({ at }) => ({ params: { importId: at.importId } }),
  setAttestedFigure: () => ({
    params: ofWorkflow,
    body: {
      ...{ row: 'licensing', column: 'decisions', value: 3, sourceSystem: '审批系统', query: '全年' },
      ...{ extractedOn: TODAY, fileHash: 'sha256:00', responsibleUnit: '法规科', signer: '顾示文' },
    },
  }),

  listCaseBundles: ofCase,
  makeCaseBundle: ofCase,
  archiveCase: ofCase,
  listCasesToArchive: () => ({}),
  setArchiveRetention: () => ({ body: { retention: 'permanent' } }),

  submitIntake: () => ({
    headers: { 'idempotency-key': 'tried-by-all' },
    body: {
      ...{ reference: 'X-1', submittedOn: TODAY, applicantClass: 'naturalPerson' },
      ...{ applicantName: '申请人示', request: '批复文件' },
    },
  }),
  getIntakeStatus: () => ({ params: { reference: 'X-1' } }),
  getExchange: () => ({}),
  listIntegrationClients: () => ({}),
  createIntegrationClient: () => ({ body: { name: '省政务服务平台' } }),
  rotateIntegrationKey: () => ofClient,
  endIntegrationClient: () => ofClient,
  setIntegrationWebhook: () => ({ ...ofClient, body: { url: 'https://portal.example.gov.cn/hook' } }),
  removeIntegrationWebhook: () => ofClient,
  listIntegrationDeliveries: () => ({}),
  replayIntegrationDelivery: () => ({ params: { deliveryId: 'no-such' }, notThere: '没有这条通知' }),

  listRemedies: () => ({}),
  getRemedy: () => ofRemedy,
  createRemedy: () => ({ body: REMEDY }),
  updateRemedy: () => ({ ...ofRemedy, body: { ...REMEDY, version: STALE } }),
  addRemedyPaper: () => ({ ...ofRemedy, query: '?kind=other', body: upload('判决书.pdf', '%PDF-1.7') }),
  addRemedyOrder: () => ({ ...ofRemedy, body: { kind: 'perform', what: '履行', orderedOn: TODAY } }),
  fulfilRemedyOrder: () => ({
    params: { ...ofRemedy.params, orderId: 'no-such' },
    body: { doneOn: TODAY, proof: '新答复' },
    notThere: '没有编号为',
  }),
  addRemedyLesson: () => ({ ...ofRemedy, body: { ground: 'notExist', text: '检索要有记录。' } }),
  listRemedyLessons: () => ({}),
  startRegisterExport: () => ({ body: { format: 'csv', columns: ['caseId'], filters: {} } }),
  listRegisterExports: () => ({}),
  listRemedyPolicies: () => ({}),
  decideRemedyPolicy: () => ({
    body: { fromYear: 2099, countPendingAgain: true, resultOf: 'firstInstance', reason: '年度会议纪要' },
  }),

  listDocuments: () => ({}),
  createDocument: () => ({ body: DOCUMENT_DRAFT }),
  getDocument: ofDocument,
  saveDocument: () => ({ ...ofDocument(), body: { draft: DOCUMENT_DRAFT, seen: DOCUMENT_DRAFT } }),
  changeDocument: () => ({ ...ofDocument(), body: { reason: '更正' } }),
  submitDocument: () => ({ ...ofDocument(), body: { action: 'submit', seenStep: null } }),
  reviewDocument: () => ({
    ...ofDocument(),
    body: { action: 'approve', opinion: null, seenStep: 'secrecy' },
  }),
  waiveDocumentFinding: () => ({
    ...ofDocument(),
    body: { rule: 'words.wrong', place: 'body', message: '无', reason: '不存在' },
  }),
  publishDocument: () => ({ ...ofDocument(), body: { version: 1 } }),
  withdrawDocument: () => ({ ...ofDocument(), body: { reason: '有误' } }),
  setDocumentValidity: () => ({ ...ofDocument(), body: { validity: 'valid', reason: '清理' } }),
  reassessDocument: () => ({ ...ofDocument(), body: { opinion: '继续' } }),
  attachDocumentFile: () => ({ ...ofDocument(), body: upload('a.txt', '附件') }),
  listDeposits: () => ({ query: '?year=2026' }),
  createDeposit: () => ({
    body: { place: 'archive', receiver: '档案馆', deliveredOn: TODAY, documentIds: ['no-such'] },
  }),
  recordDepositReceipt: () => ({
    params: { depositId: 'no-such' },
    body: { receiptNumber: '1', receiptOn: TODAY },
    notThere: '没有这次送交',
  }),
  listProposals: () => ({ query: '?year=2026' }),
  createProposal: () => ({
    body: {
      ...{ year: 2026, number: String((made += 1)), session: '一次会议', proposer: 'deputy', title: '建议' },
      ...{ handling: 'host', receivedOn: TODAY, dueOn: '2026-06-02' },
    },
  }),
  answerProposal: () => ({
    params: { proposalId: 'no-such' },
    body: { answeredOn: TODAY, result: 'A', isPublic: true },
    notThere: '没有这件建议提案',
  }),
  listRegulations: () => ({ query: '?year=2026' }),
  listCleanups: () => ({}),
  getCleanup: () => ({ params: { roundId: 'no-such' }, notThere: '没有这次清理' }),
  openCleanup: () => ({ body: { title: '清理', scope: '范围', kinds: ['rule'], asOf: TODAY } }),
  setCleanupResults: () => ({
    params: { roundId: 'no-such' },
    body: { results: [{ recordId: 'x', result: 'keep' }] },
    notThere: '没有这次清理',
  }),
  signCleanup: () => ({ params: { roundId: 'no-such' }, body: { action: 'sign' }, notThere: '没有这次清理' }),
  publishCleanup: () => ({ params: { roundId: 'no-such' }, notThere: '没有这次清理' }),
  getCatalogue: () => ({}),
  setAgencyEmblem: () => ({ body: upload('标志.png', '不是图片') }),
  removeAgencyEmblem: () => ({ notThere: '没有自己的标志' }),
  importCatalogue: () => ({ body: upload('目录.xlsx', '不是表格') }),
  linkCatalogueItem: () => ({ body: { itemKey: 'no-such', links: [] }, notThere: '现行目录没有这个事项' }),
  listHiddenData: () => ({ params: { documentId: 'no-such', fileId: 'no-such' }, notThere: '没有这份文稿' }),
  scrubDocumentFile: () => ({
    params: { documentId: 'no-such', fileId: 'no-such' },
    notThere: '没有这份文稿',
  }),
  detachDocumentFile: () => ({
    params: { documentId: 'no-such', fileId: 'no-such' },
    notThere: '没有这份文稿',
  }),
  getPublicationSetting: () => ({}),
  savePublicationSetting: () => ({
    body: { words: [], usesShipped: true, interpretationDays: 3, seenVersion: 0 },
  }),
  listReviewPaths: () => ({}),
  listPublishedLinks: () => ({}),
  listPublishedFindings: () => ({}),
  settlePublishedFinding: () => ({
    params: { documentId: 'no-such' },
    body: { place: 'body', rule: 'words.wrong', message: '“做为”应为“作为”。', reason: '已核对' },
    notThere: '没有这份文稿',
  }),
  recheckPublishedLink: () => ({ params: { linkId: '0'.repeat(64) }, notThere: '没有这个链接' }),
  listAdministrativeRecords: () => ({ query: '?kind=procurement&year=2026' }),
  createAdministrativeRecord: () => ({
    body: {
      ...{ recordId: `HT-${(made += 1)}`, kind: 'procurement', title: '办公设备采购', number: null },
      ...{ madeOn: TODAY, disclosedOn: null, endedOn: null, amountYuan: '251000' },
    },
  }),
  correctAdministrativeRecord: () => ({
    params: { recordId: 'no-such' },
    body: {
      ...{ title: '办公设备采购', number: null, madeOn: TODAY, disclosedOn: null, endedOn: null },
      amountYuan: '251000',
    },
    notThere: '没有这条记录',
  }),
  strikeAdministrativeRecord: () => ({
    params: { recordId: 'no-such' },
    body: { reason: '重复登记' },
    notThere: '没有这条记录',
  }),
  restoreAdministrativeRecord: () => ({ params: { recordId: 'no-such' }, notThere: '没有这条记录' }),
  configureReviewPath: () => ({
    params: { kind: 'notice' },
    body: { steps: ['unitHead', 'secrecy', 'signOff'] },
  }),

  getReport: ofReport,
  getCellSource: () => ({ params: { year: '2025', cell: 'table3.newReceived.total' } }),
  getYearSeries: () => ({}),
  getDifference: () => ({ ...ofReport(), notThere: '还没有公布' }),
  getAreaReport: () => ({ ...ofReport(), notThere: '不是汇总地区数据的机关' }),
  editSection: () => ({
    params: { ...ofWorkflow, number: '1' },
    body: { template: '本年工作情况', revision: STALE },
  }),
  waiveFinding: () => ({
    params: ofWorkflow,
    body: { key: 'no-such-finding', signer: '顾示文', reason: '年度之间口径有变化' },
    notThere: '现在没有这项核对',
  }),
  withdrawWaiver: () => ({ params: { ...ofWorkflow, key: 'no-such-finding' }, notThere: '没有这项说明' }),
  checkReport: () => ({ params: ofWorkflow }),
  publishReport: () => ({ params: { year: '2023' } }),
  reviseReport: () => ({ params: ofWorkflow }),
  startExport: () => ({ params: { year: '2025' }, body: { formats: ['json'] } }),
  listExports: ofReport,
  getExport: () => ({ params: { year: '2025', format: 'json' } }),
  importReport: () => ({ body: upload('r.txt', '不是年度报告') }),
  listImportedReports: () => ({}),
  getImportedReport: ({ at }) => ({ params: { id: at.importedReportId } }),
  compareReports: ({ target }) => ({ query: `?left=report:${target}:2025&right=report:${target}:2025` }),

  searchAudit: ({ target }) => ({ query: `?agency=${target}` }),
  verifyAudit: ({ target }) => ({ body: { agency: target } }),
  getAuditVerification: ({ target, at }) => ({
    params: { verificationId: at.verificationId },
    query: `?agency=${target}`,
  }),
  listSecrecyIncidents: () => ({}),
  closeSecrecyIncident: ({ at }) => ({
    params: { incidentId: at.incidentId },
    body: { result: 'misread' },
  }),
};
