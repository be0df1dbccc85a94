/**
 * Who may do what over the web, typed by hand from the law and the list of offices. Nothing here is imported
 * from the rules that decide it; `permission-matrix.test.ts` holds every route of the running app against it.
 * 条例: 政府信息公开条例（国务院令第711号）. 等保: GB/T 22239-2019 第三级.
 */
export const EXPECTED_ROLES = [
  'disclosureOfficer',
  'liaisonOfficer',
  'unitHead',
  'secrecyReviewer',
  'legalityReviewer',
  'officeHead',
  'agencyHead',
  'editor',
  'dutyOfficer',
  'supervisor',
  'systemAdministrator',
  'securityAdministrator',
  'auditor',
] as const;
export type ExpectedRole = (typeof EXPECTED_ROLES)[number];

export interface ExpectedRule {
  /** Names of the route table, or method and path of what is not in it. */
  readonly routes: readonly string[];
  /** `anybody`: without signing in. `signedIn`: without any role, about oneself. `leadsToSignIn`: shows nothing. */
  readonly who: 'anybody' | 'signedIn' | 'leadsToSignIn' | readonly ExpectedRole[];
  /**
   * `platform`: only for those whose role is not of one agency and what is below it. `anywhere`: it is about no agency.
   * Left out: within the reach of the role, which the test asks about one's own and another agency.
   */
  readonly reach?: 'platform' | 'anywhere';
  /** It is about a case of the unit `FGK`, so not for the liaison officer of another. */
  readonly ofUnit?: true;
  /** Whoever has not signed in is told that there is no such thing. */
  readonly hides?: true;
  readonly why: string;
}

const CASE_VIEWERS = [
  'disclosureOfficer',
  'dutyOfficer',
  'liaisonOfficer',
  'secrecyReviewer',
  'legalityReviewer',
  'officeHead',
  'agencyHead',
] as const;
const REPORT_VIEWERS = [
  'disclosureOfficer',
  'secrecyReviewer',
  'officeHead',
  'agencyHead',
  'editor',
  'supervisor',
] as const;

export const EXPECTED_API: readonly ExpectedRule[] = [
  {
    routes: ['listCaseBundles', 'makeCaseBundle'],
    who: ['disclosureOfficer', 'legalityReviewer', 'officeHead', 'agencyHead'],
    why: '案卷是申请的全部材料，供答复复议、应诉：公开机构、法制机构和出庭的负责人（行政复议法第四十八条）。',
  },
  {
    routes: ['archiveCase', 'listCasesToArchive', 'setArchiveRetention'],
    who: ['disclosureOfficer', 'officeHead'],
    why: '归档的是办理申请的公开机构（条例第四十五条）。',
  },
  {
    routes: [
      ...['checkOnlineForm', 'submitOnlineForm', 'lookUpProgress', 'beginOnlineForm', 'uploadToOnlineForm'],
      ...['removeFromOnlineForm', 'openProgress', 'getOwnProgress', 'confirmOwnReceipt', 'rateOwnCase'],
      ...['uploadOwnSupplement', 'supplementOwnCase', 'withdrawOwnCase'],
      ...['getAskedOpinion', 'uploadOpinionFile', 'giveOpinion'],
    ],
    who: 'anybody',
    why: '申请、更正、建议和查询本来就人人可用（条例第二十九、四十一、四十四条）；查询要编号和查询码。',
  },
  {
    routes: ['getDisclosureGuide'],
    who: 'anybody',
    why: '公开指南本来就要公布（条例第十二条）。',
  },
  {
    routes: [
      ...['saveDisclosureGuide', 'listRightsRequests', 'getRightsRequest', 'answerRightsRequest'],
      'recordRightsContact',
    ],
    who: ['disclosureOfficer', 'officeHead'],
    why: '指南由公开工作机构编制（条例第四条）；更正要求和公开建议由它答复（第四十一条、第四十四条）。',
  },
  {
    routes: ['startCorrectionLetter', 'previewCorrectionLetter', 'draftCorrectionLetter'],
    who: ['disclosureOfficer', 'officeHead'],
    why: '更正要求由公开机构核实并答复（条例第四条、第四十一条）；承办处室看不到它，也就不拟它的文书。',
  },
  {
    routes: ['getOnlineApplication'],
    who: CASE_VIEWERS,
    ofUnit: true,
    why: '随网上申请来的内容和附件，看得到案件的人办理时要看。',
  },
  {
    routes: ['confirmOnlineReceipt'],
    who: ['disclosureOfficer', 'liaisonOfficer', 'officeHead'],
    ofUnit: true,
    why: '与申请人确认收到是办理环节（条例第三十一条），记录环节的人确认。',
  },
  {
    routes: ['submitIntake', 'getIntakeStatus'],
    who: 'leadsToSignIn',
    why: '只有持密钥的外部系统能用，人用会话也不行；密钥另由 integration/api.test.ts 看（S8）。',
  },
  {
    routes: [
      ...[
        'listIntegrationClients',
        'createIntegrationClient',
        'rotateIntegrationKey',
        'endIntegrationClient',
      ],
      ...['setIntegrationWebhook', 'removeIntegrationWebhook'],
      ...['listIntegrationDeliveries', 'replayIntegrationDelivery'],
    ],
    who: ['systemAdministrator'],
    why: '接入外部系统是系统配置，由系统管理员管（等保 8.1.5 系统管理）。',
  },
  {
    routes: ['getExchange'],
    who: ['disclosureOfficer', 'officeHead', 'systemAdministrator'],
    why: '交换包缺了、断了要由公开机构知道（条例第三十一条的日期系于它）；搬运和修复归系统管理员。里面没有个人信息。',
  },
  {
    routes: ['listRemedies', 'getRemedy'],
    who: ['disclosureOfficer', 'legalityReviewer', 'officeHead', 'agencyHead'],
    why: '答复复议、应诉的是公开机构和法制机构，负责人要出庭应诉（行政诉讼法第三条），其他处室用不着。',
  },
  {
    routes: [
      ...['createRemedy', 'updateRemedy', 'addRemedyPaper', 'addRemedyOrder'],
      ...['fulfilRemedyOrder', 'addRemedyLesson'],
    ],
    who: ['disclosureOfficer', 'legalityReviewer', 'officeHead'],
    why: '登记复议诉讼的是办理的人：公开机构和法制机构；机关负责人只看。',
  },
  {
    routes: ['listRemedyLessons'],
    who: CASE_VIEWERS,
    why: '教训是给起草答复的人看的，看得到申请的都看得到。',
  },
  {
    routes: [
      ...['listLetterTemplates', 'getLetterTemplate', 'listLetterSettings', 'previewLetterTemplate'],
      'listLetterSeries',
    ],
    who: ['disclosureOfficer', 'legalityReviewer', 'officeHead', 'agencyHead'],
    why: '文书的文本由写文书、审文书的人看；机关和公开机构负责人对答复负责（条例第四条）。',
  },
  {
    routes: ['saveLetterTemplate', 'discardLetterTemplate'],
    who: ['disclosureOfficer', 'officeHead'],
    why: '文书的文本由政府信息公开工作机构拟写（条例第四条）。',
  },
  {
    routes: ['publishLetterTemplate', 'saveLetterSetting'],
    who: ['officeHead'],
    why: '启用文本、登记复议机关和法院由公开机构负责人定，拟写的人不能自己启用。',
  },
  {
    routes: ['listReports', 'listAgencies', 'getStatus'],
    who: 'anybody',
    reach: 'anywhere',
    why: '机关名录和已公布的年度报告本来就要公开（条例第二十条、第五十条），不看是谁。',
  },
  {
    routes: ['getMyAccess'],
    who: 'signedIn',
    reach: 'anywhere',
    why: '只有本人的身份和角色，人人可查自己的。',
  },
  {
    routes: [
      ...[
        'listNotifications',
        'countUnreadNotifications',
        'markNotificationRead',
        'markAllNotificationsRead',
      ],
      ...['getNotificationSettings', 'setNotificationPreference'],
      ...['setNotificationAddress', 'removeNotificationAddress'],
    ],
    who: 'signedIn',
    reach: 'anywhere',
    why: '本人的收件箱和邮箱；别人的另由 permission-probes.test.ts 看。',
  },
  {
    routes: ['getAgency'],
    who: EXPECTED_ROLES,
    why: '机构、处室和履职人员是办事要用的名录（条例第四条、第二十条第二项），本机关的人都要用。',
  },
  {
    routes: ['listRetentionTerms'],
    who: EXPECTED_ROLES,
    why: '保存期限本来就要告知个人（个人信息保护法第十七条第一款第二项），本机关的人都要知道。',
  },
  {
    routes: ['setRetentionTerm'],
    who: ['systemAdministrator'],
    why: '保存期限是系统的配置，由系统管理员按本机关的保管期限表设定（等保 8.1.5 系统管理）。',
  },
  {
    routes: ['createAgency', 'updateAgency', 'renameAgency', 'succeedAgency', 'saveUnit'],
    who: ['systemAdministrator'],
    why: '系统的配置由系统管理员管，办理业务的人不管（等保 8.1.5 系统管理）。',
  },
  {
    routes: ['listAdministrators'],
    who: ['officeHead', 'agencyHead', 'systemAdministrator', 'securityAdministrator', 'auditor'],
    reach: 'anywhere',
    why: '机关的负责人和下级的三员，遇事要找平台的三员；其他人用不着。',
  },
  {
    routes: ['listPeople', 'previewAccess'],
    who: ['officeHead', 'agencyHead', 'systemAdministrator', 'securityAdministrator', 'auditor'],
    why: '开账号的、授权的、审计的，和对本机关用人负责的负责人，要看账号和授权（等保 8.1.4.2）。',
  },
  {
    routes: ['createAccount', 'setAccountStatus', 'inviteAccount', 'bindIdentity'],
    who: ['systemAdministrator'],
    why: '开账号与授权分开：开账号的是系统管理员（等保 8.1.5 三权分立）。',
  },
  {
    routes: ['grantRole', 'revokeRole'],
    who: ['securityAdministrator'],
    why: '授权的只有安全管理员，不开账号也不办业务（等保 8.1.5 安全管理）。',
  },
  {
    routes: ['endSessionsOfAccount'],
    who: ['securityAdministrator'],
    why: '中断他人的登录是安全处置（等保 8.1.5 安全管理）。',
  },
  {
    routes: [
      'listCases',
      'countCases',
      'listRedecisions',
      'listRegisterViews',
      'saveRegisterView',
      'removeRegisterView',
    ],
    who: CASE_VIEWERS,
    why: '联络员也看本处室的台账；列出哪些案件另由 permission-probes.test.ts 看。',
  },
  {
    routes: ['getCase', 'listSimilarCases', 'listCaseTrace'],
    who: CASE_VIEWERS,
    ofUnit: true,
    why: '收件、受理、承办、审查、审批的人看案件（条例第四条、第十七条、第三十三条）；监督看汇总，三员不办业务。',
  },
  {
    routes: ['getTopics'],
    who: CASE_VIEWERS,
    why: '看申请的人要知道申请按什么分类；分类里没有个人信息。',
  },
  {
    routes: ['suggestTopics'],
    who: CASE_VIEWERS,
    ofUnit: true,
    why: '建议出自这件申请的内容和相近的申请，能看这件申请的人才看得到。',
  },
  {
    routes: ['assignTopic'],
    who: ['disclosureOfficer', 'officeHead', 'liaisonOfficer'],
    ofUnit: true,
    why: '主题由承办的人确定，与记录办理环节相同（条例第四条）。',
  },
  {
    routes: ['saveTopics', 'listHotSpots', 'decideHotSpot', 'draftFromHotSpot'],
    who: ['disclosureOfficer', 'officeHead'],
    why: '分类和是否转为主动公开由公开工作机构决定（条例第四条、第四十四条）。',
  },
  {
    routes: ['getReadingStatistics'],
    who: REPORT_VIEWERS,
    why: '访问量写进年度报告，与报告的底数同样的人看；没有任何读者的信息（条例第五十条）。',
  },
  {
    routes: ['getStatistics'],
    who: REPORT_VIEWERS,
    why: '统计是年度报告的底数，与未公布的报告同样的人看；主管部门监督用的也是汇总数（条例第四十六条、第五十条）。',
  },
  {
    routes: ['createCase', 'findSimilarRequests'],
    who: ['disclosureOfficer', 'officeHead', 'dutyOfficer'],
    why: '公开机构登记（条例第四条、第二十九条）；值班的人收到的当日就算收到（条例第三十一条），也要登记。',
  },
  {
    routes: [
      ...['listDocuments', 'getDocument', 'reviewDocument', 'listHiddenData', 'listAskingCases'],
      ...['listDeposits', 'listProposals', 'getCatalogue'],
      ...['listRegulations', 'listCleanups', 'getCleanup', 'getPublicationSetting'],
      ...['listReviewPaths', 'listPublishedLinks', 'listPublishedFindings'],
    ],
    who: [
      'unitHead',
      'disclosureOfficer',
      'officeHead',
      'agencyHead',
      'editor',
      'secrecyReviewer',
      'legalityReviewer',
      'liaisonOfficer',
    ],
    why: '文稿给起草、审核、签发、发布它的人看；哪一步由谁审另由 publication.test.ts 看（条例第十七条）。',
  },
  {
    routes: ['createDocument'],
    who: ['disclosureOfficer', 'officeHead', 'editor', 'liaisonOfficer'],
    ofUnit: true,
    why: '谁制作谁起草：公开工作机构、编辑和处室联络员（国办发〔2016〕80号）；处室的人只起草本处室的。',
  },
  {
    routes: [
      ...['saveDocument', 'changeDocument', 'submitDocument', 'recheckPublishedLink'],
      ...['attachDocumentFile', 'detachDocumentFile', 'scrubDocumentFile'],
    ],
    who: ['disclosureOfficer', 'officeHead', 'editor', 'liaisonOfficer'],
    why: '修改和送审与起草相同。',
  },
  {
    routes: [
      ...['createDeposit', 'recordDepositReceipt', 'createProposal', 'answerProposal'],
      ...['importCatalogue', 'linkCatalogueItem'],
    ],
    who: ['disclosureOfficer', 'officeHead', 'editor'],
    why: '送交、建议提案、标准目录由公开工作机构和编辑登记（条例第四条、第二十五条）。',
  },
  {
    routes: ['openCleanup', 'setCleanupResults'],
    who: ['disclosureOfficer', 'officeHead', 'legalityReviewer'],
    why: '清理由公开工作机构会同合法性审核机构拟定结果（国办发〔2018〕37号、115号）。',
  },
  {
    routes: ['signCleanup'],
    who: ['officeHead', 'agencyHead'],
    why: '清理结果由负责人审定，拟定的人不审定（条例第十七条）。',
  },
  {
    routes: ['publishCleanup'],
    who: ['editor'],
    why: '公布与审定分开（条例第十七条）。',
  },
  {
    routes: ['publishDocument', 'withdrawDocument', 'setDocumentValidity'],
    who: ['editor'],
    why: '发布与审核、签发分开：签发的人不自己发布（条例第十七条）。',
  },
  {
    routes: ['waiveDocumentFinding', 'settlePublishedFinding'],
    who: ['officeHead', 'agencyHead'],
    why: '接受检查结果的，要能对公开负责。',
  },
  {
    routes: ['reassessDocument'],
    who: ['disclosureOfficer', 'officeHead'],
    why: '定期评估由公开工作机构组织（条例第十八条）。',
  },
  {
    routes: ['configureReviewPath', 'savePublicationSetting', 'setAgencyEmblem', 'removeAgencyEmblem'],
    who: ['officeHead'],
    why: '审查程序由公开工作机构建立（条例第十七条）。',
  },
  {
    routes: ['listLetters'],
    who: CASE_VIEWERS,
    why: '文书登记簿给看案件的人看；联络员只看到本处室案件的文书。',
  },
  {
    routes: ['getLetter'],
    who: CASE_VIEWERS,
    ofUnit: true,
    why: '一件文书与它所属的案件一样，看得到案件的人才看得到（条例第四条、第十七条）。',
  },
  {
    routes: [
      ...['startLetter', 'previewLetter', 'draftLetter', 'saveLetterDraft', 'submitLetter', 'discardLetter'],
      ...['attachToLetter', 'detachFromLetter'],
    ],
    who: ['disclosureOfficer', 'officeHead', 'liaisonOfficer'],
    ofUnit: true,
    why: '拟稿由公开机构和承办处室办（条例第四条、第四十五条审核、办理、答复）；审批人不必会拟稿。',
  },
  {
    routes: ['approveLetter', 'returnLetter', 'voidLetter'],
    who: ['officeHead', 'agencyHead'],
    ofUnit: true,
    why: '签发由公开机构或者机关的负责人办（延期只能由前者，条例第三十三条第二款），拟稿人不能签发自己的稿。',
  },
  {
    routes: ['decideSeal'],
    who: ['officeHead', 'agencyHead'],
    ofUnit: true,
    why: '用印由负责人批准，申请用印的人不能批准自己的申请（等保：重要操作须两人）。',
  },
  {
    routes: [...['requestSeal', 'keepSealedLetter', 'serveLetter', 'trackLetter', 'returnService']],
    who: ['disclosureOfficer', 'officeHead'],
    ofUnit: true,
    why: '申请用印、寄送和登记凭证是公开机构经办的事（国办公开办函〔2016〕235号）；承办处室不对外发文。',
  },
  {
    routes: ['correctCaseEvent', 'voidCaseEvent'],
    who: ['disclosureOfficer', 'officeHead'],
    ofUnit: true,
    why: '更正、作废由公开机构办，原记录保留（条例第四条）；承办处室不改登记。',
  },
  {
    routes: ['appendCaseEvent'],
    who: ['disclosureOfficer', 'officeHead', 'liaisonOfficer'],
    ofUnit: true,
    why: '公开机构的人（负责人在内，延期由他决定，条例第三十三条）和承办处室的联络员记录办理。',
  },
  {
    routes: ['getHandling'],
    who: CASE_VIEWERS,
    ofUnit: true,
    why: '办理记录随案件，看案件的人看（条例第四十五条）。',
  },
  {
    routes: ['uploadEnvelopeFile', 'recordReturnMail'],
    who: ['disclosureOfficer', 'officeHead', 'dutyOfficer'],
    why: '收件登记的人登记信封（条例第三十一条）。',
  },
  {
    routes: [
      ...['listIntakeDrafts', 'getIntakeDraft', 'saveIntakeDraft', 'discardIntakeDraft'],
      ...['uploadIntakePaper', 'removeIntakePaper', 'registerIntake', 'registerRightsIntake'],
    ],
    who: ['disclosureOfficer', 'officeHead', 'dutyOfficer'],
    why: '收件登记的人登记收到的申请、更正要求和公开建议（条例第二十九、四十一、四十四条），草稿只有本人看得到。',
  },
  {
    routes: ['getChannelSetting'],
    who: 'anybody',
    why: '怎样申请，是公开指南的内容（条例第十二条）。',
  },
  {
    routes: ['saveChannelSetting', 'saveReminderSetting'],
    who: ['disclosureOfficer', 'officeHead'],
    why: '渠道和提醒由公开工作机构定（条例第四条）。',
  },
  {
    routes: ['getReminderSetting'],
    who: CASE_VIEWERS,
    why: '什么时候提醒，办理的人都可以看。',
  },
  {
    routes: ['getIntakeRecord', 'listAttachments'],
    who: CASE_VIEWERS,
    ofUnit: true,
    why: '怎样收到、附了什么，随案件，看案件的人看（条例第四十五条）。',
  },
  {
    routes: ['addAttachment'],
    who: ['disclosureOfficer', 'officeHead', 'liaisonOfficer'],
    ofUnit: true,
    why: '记录办理的人添加附件。',
  },
  {
    routes: ['removeAttachment'],
    who: ['disclosureOfficer', 'officeHead'],
    ofUnit: true,
    why: '移除误传的附件由公开机构说明理由，承办处室不移除。',
  },
  {
    routes: ['getCaseLinks'],
    who: CASE_VIEWERS,
    ofUnit: true,
    why: '哪些申请在一起，是案件的办理情况。',
  },
  {
    routes: ['mergeCases', 'splitCase'],
    who: ['disclosureOfficer', 'officeHead'],
    ofUnit: true,
    why: '并案和拆分由公开机构办，各自计数（条例第四条）。',
  },
  {
    routes: ['excludeDuplicate'],
    who: ['officeHead', 'agencyHead'],
    ofUnit: true,
    why: '不再计入新收要由负责人署名说明理由。',
  },
  {
    routes: ['listFees'],
    who: CASE_VIEWERS,
    ofUnit: true,
    why: '收费是案件的办理情况，看案件的人看（条例第四十二条）。',
  },
  {
    routes: ['quoteFee', 'proposeFee', 'notifyFee', 'payFee'],
    who: ['disclosureOfficer', 'officeHead'],
    ofUnit: true,
    why: '按件要数同一申请人当月的件数，收费由公开机构办，承办处室不看申请人（国办函〔2020〕109号）。',
  },
  {
    routes: ['decideFee', 'waiveFee', 'refundFee'],
    who: ['officeHead', 'agencyHead'],
    ofUnit: true,
    why: '收费、减免、退费由负责人审批，提出的人不审批自己的。',
  },
  {
    routes: ['startRegisterExport', 'listRegisterExports'],
    who: ['disclosureOfficer', 'officeHead'],
    why: '成批带走申请内容的只有管台账的公开机构（个人信息保护法第六条、第五十一条）；其他人逐件看。',
  },
  {
    routes: ['getFeeTotals', 'listRemedyPolicies'],
    who: REPORT_VIEWERS,
    why: '收费的合计写入年度报告第六部分，表四的口径随报告，看报告的人看。',
  },
  {
    routes: ['listUnconfirmedCases'],
    who: CASE_VIEWERS,
    why: '没有确认收到的申请要当日处置（条例第三十一条）；联络员只列本处室的。',
  },
  {
    routes: ['getClockOverview'],
    who: REPORT_VIEWERS,
    reach: 'anywhere',
    why: '监督的人看各机关期限的件数，不看案件（条例第四十六条）。',
  },
  {
    routes: ['countUnconfirmedCases'],
    who: REPORT_VIEWERS,
    why: '监督的人看件数，不看案件（条例第四十六条）。',
  },
  {
    routes: ['assignUnitTask'],
    who: ['disclosureOfficer', 'officeHead'],
    ofUnit: true,
    why: '公开机构组织协办（条例第四条）。',
  },
  {
    routes: ['remindUnitTask', 'withdrawUnitTask'],
    who: ['disclosureOfficer', 'officeHead'],
    why: '交办的人催办和撤销（条例第四条）。',
  },
  {
    routes: ['listUnitTasks', 'answerUnitTask', 'handOverUnitTask', 'uploadTaskFile'],
    who: ['disclosureOfficer', 'liaisonOfficer', 'officeHead'],
    why: '处室的联络员办本处室的协办任务，公开机构都办得；别的处室的另由 handling 的测试看。',
  },
  {
    routes: [
      ...['sendConsultation', 'recordConsultationReceipt', 'recordConsultationAnswer', 'makeThirdPartyLink'],
      ...['uploadConsultationFile', 'addHandlingEntry', 'uploadEntryFile'],
    ],
    who: ['disclosureOfficer', 'officeHead', 'liaisonOfficer'],
    ofUnit: true,
    why: '征求意见、检索、联系、会商都是办理的记录，由公开机构和承办处室登记（条例第三十二至三十六条）。',
  },
  {
    routes: ['overrideThirdParty'],
    who: ['officeHead', 'agencyHead'],
    ofUnit: true,
    why: '以公共利益不采纳第三方意见，由负责人决定（条例第三十二条）。',
  },
  {
    routes: ['unmaskApplicant', 'exportApplicant', 'countApplications'],
    who: ['disclosureOfficer', 'officeHead'],
    ofUnit: true,
    why: '看全名、答复本人查阅（个人信息保护法第四十五条）和判断申请是否过频（条例第三十五条），都是公开机构的事。',
  },
  {
    routes: ['correctApplicant'],
    who: ['disclosureOfficer', 'officeHead'],
    ofUnit: true,
    why: '本人要求更正的（个人信息保护法第四十六条），由公开机构改。',
  },
  {
    routes: ['eraseApplicant'],
    who: ['officeHead'],
    ofUnit: true,
    why: '提前删除不能恢复（个人信息保护法第四十七条），由公开机构负责人决定。',
  },
  {
    routes: ['eraseRightsRequest'],
    who: ['officeHead'],
    why: '更正要求和公开建议的内容同样（个人信息保护法第四十七条），由公开机构负责人决定。',
  },
  {
    routes: [
      'getReport',
      'getCellSource',
      'getYearSeries',
      'getDifference',
      'listExports',
      'getExport',
      'listImportedReports',
      'getImportedReport',
      'getAreaReport',
      'compareReports',
    ],
    who: REPORT_VIEWERS,
    why: '编写、签发年度报告的人（条例第四条、第四十九条），公布前逐件保密审查的人（保密法第三十五条），和监督其报送的主管部门（条例第四十六条）。',
  },
  {
    routes: ['editSection', 'reviseReport'],
    who: ['disclosureOfficer', 'officeHead', 'editor'],
    why: '年度报告由公开机构编写（条例第四条），文字可由编辑写。',
  },
  {
    routes: ['checkReport'],
    who: ['disclosureOfficer', 'officeHead'],
    why: '公开机构编写（条例第四条），也由它提交核对；编辑只写文字。',
  },
  {
    routes: ['waiveFinding', 'withdrawWaiver'],
    who: ['officeHead', 'agencyHead'],
    why: '不改而接受一项核对结果要有负责人署名担责。',
  },
  {
    routes: ['publishReport', 'decideRemedyPolicy'],
    who: ['officeHead', 'agencyHead'],
    why: '签发的是负责人，工作人员和编辑不自己签发。',
  },
  {
    routes: ['startExport'],
    who: ['disclosureOfficer', 'officeHead', 'agencyHead', 'supervisor'],
    why: '公开机构和签发的人要看成文的样子，主管部门要存报送的（条例第四十九条）；编辑用不着带出草稿。',
  },
  {
    routes: ['importReport', 'importLedger', 'getLedgerImport', 'setAttestedFigure'],
    who: ['disclosureOfficer', 'officeHead'],
    why: '台账和汇总数由公开机构录入并负责（条例第四条）。',
  },
  {
    routes: ['listAdministrativeRecords'],
    who: ['disclosureOfficer', 'legalityReviewer', 'officeHead', 'agencyHead', 'editor'],
    why: '表二的底数给编报告、审文件和签发报告的人看（条例第五十条）。',
  },
  {
    routes: [
      'createAdministrativeRecord',
      'correctAdministrativeRecord',
      'strikeAdministrativeRecord',
      'restoreAdministrativeRecord',
    ],
    who: ['disclosureOfficer', 'officeHead', 'editor'],
    why: '表二的登记记录由公开工作机构和编辑登记、更正、划销（条例第四条、第五十条）。',
  },
  {
    routes: ['getAuditState'],
    who: ['auditor'],
    reach: 'anywhere',
    why: '只列出自己所管机关的链。',
  },
  {
    routes: ['searchAudit', 'verifyAudit', 'getAuditVerification'],
    who: ['auditor'],
    why: '审计记录只给审计员（等保 8.1.5 审计管理），被审计的人都不看。',
  },
  {
    routes: ['listSecrecyIncidents'],
    who: ['secrecyReviewer', 'officeHead', 'agencyHead'],
    why: '保密审查的人，和对本机关保密工作负责的负责人（保密工作责任制）。',
  },
  {
    routes: ['closeSecrecyIncident'],
    who: ['secrecyReviewer'],
    why: '涉密标志的事件由本机关保密审查的人认定（保密法第三十五条）。',
  },
  {
    routes: ['listFailedJobs', 'retryJob', 'discardJob'],
    who: ['systemAdministrator'],
    reach: 'platform',
    why: '后台任务是整个平台的运行，不分机关（等保 8.1.5 系统管理）。',
  },
  {
    routes: ['listCalendarNotices'],
    who: 'signedIn',
    reach: 'anywhere',
    why: '放假调休安排是公开的，人人按它数日子（全国年节及纪念日放假办法）。',
  },
  {
    routes: ['previewCalendarNotice', 'addCalendarNotice'],
    who: ['systemAdministrator'],
    reach: 'platform',
    why: '工作日历是整个平台的配置，登记一次处处适用（等保 8.1.5 系统管理）。',
  },
  {
    routes: ['delegateRoles'],
    who: [
      'disclosureOfficer',
      'liaisonOfficer',
      'unitHead',
      'secrecyReviewer',
      'legalityReviewer',
      'officeHead',
      'agencyHead',
      'editor',
      'dutyOfficer',
      'supervisor',
      'securityAdministrator',
    ],
    why: '离岗的人委托自己的角色，本人办不了的由安全管理员代办；三员的职责不能委托（等保 8.1.5）。',
  },
  {
    routes: ['endDelegation'],
    who: ['securityAdministrator'],
    why: '除委托双方外，只有安全管理员能结束别人之间的委托。',
  },
];

export interface ExpectedPage extends ExpectedRule {
  /** An address of it about an agency; left out: the route itself. */
  readonly address?: (agencyCode: string) => string;
}

/** Method and path of everything that is not in the route table; a form is tried by itself. */
export const EXPECTED_PAGES: readonly ExpectedPage[] = [
  {
    routes: ['GET /ledger-files/agencies/:code/exports/:exportId'],
    who: [],
    address: (code) => `/ledger-files/agencies/${code}/exports/none`,
    why: '没有的导出，谁问都没有；自己导出的自己下载，另由 ledger-import/register-exports.test.ts 看。',
  },
  {
    routes: ['GET /case-bundle-files/agencies/:code/cases/:caseId/:bundleId'],
    who: [],
    address: (code) => `/case-bundle-files/agencies/${code}/cases/none/none`,
    why: '没有的案卷，谁问都没有；有的案卷谁能下载，另由 case-bundle/service.test.ts 看。',
  },
  {
    routes: ['GET /apply', 'GET /progress', 'GET /progress/case', 'GET /progress/withdraw'],
    who: 'anybody',
    reach: 'anywhere',
    why: '任何人都能申请（条例第二十七条）；没有编号和查询码，进度页面只会请人输入。',
  },
  {
    routes: ['GET /progress/files/:fileId'],
    who: 'anybody',
    reach: 'anywhere',
    why: '没有编号和查询码，只会请人输入；有的只给发给本人的文书，由 progress.test.ts 看。',
  },
  ...(['apply', 'correction', 'suggestion'] as const).flatMap((form): ExpectedPage[] => [
    {
      routes: [`GET /agencies/:code/${form}`],
      who: 'anybody',
      address: (code) => `/agencies/${code}/${form}`,
      why: '任何人都能提出（条例第二十七条、第四十一条、第四十四条）。',
    },
    {
      routes: [`GET /agencies/:code/${form}/resume`],
      who: 'anybody',
      address: (code) => `/agencies/${code}/${form}/resume`,
      why: '凭续填码接着填，没有码什么也看不到。',
    },
    ...(['form/:step', 'check', 'receipt'] as const).map((page): ExpectedPage => ({
      routes: [`GET /agencies/:code/${form}/${page}`],
      who: [],
      hides: true,
      address: (code) => `/agencies/${code}/${form}/${page.replace(':step', 'who')}`,
      why: '草稿只有填写它的浏览器看得到；别人看，就是没有。',
    })),
    {
      routes: [
        `POST /agencies/:code/${form}`,
        `POST /agencies/:code/${form}/resume`,
        `POST /agencies/:code/${form}/form/:step`,
        `POST /agencies/:code/${form}/check`,
      ],
      who: 'anybody',
      why: '填写和提交不需要账号；表单自带防伪。',
    },
  ]),
  {
    routes: ['GET /agencies/:code/guide'],
    who: 'anybody',
    address: (code) => `/agencies/${code}/guide`,
    why: '公开指南（条例第十二条）。',
  },
  {
    routes: ['GET /agencies/:code/opinion'],
    who: [],
    hides: true,
    address: (code) => `/agencies/${code}/opinion`,
    why: '只有被征求意见的人有链接；没有链接的，就是没有。',
  },
  {
    routes: [
      'POST /agencies/:code/opinion',
      'POST /progress',
      'POST /progress/confirm',
      'POST /progress/supplement',
      'POST /progress/rate',
      'POST /progress/withdraw',
      'POST /progress/leave',
    ],
    who: 'anybody',
    why: '凭编号和查询码、或者自己的链接办理，不需要账号；表单自带防伪。',
  },
  {
    routes: ['GET /online-files/agencies/:code/:fileId'],
    who: [],
    address: (code) => `/online-files/agencies/${code}/none`,
    why: '没有的文件，谁问都没有；有的谁能下载，另由 office.test.ts 看。',
  },
  {
    routes: ['GET /remedy-files/agencies/:code/:file{remedies\\.(?:csv|xlsx)}'],
    who: ['disclosureOfficer', 'officeHead'],
    address: (code) => `/remedy-files/agencies/${code}/remedies.csv`,
    why: '导出台账的是公开机构，与申请台账一样。',
  },
  {
    routes: ['GET /remedy-files/agencies/:code/remedies/:remedyId/papers/:fileId'],
    who: [],
    address: (code) => `/remedy-files/agencies/${code}/remedies/FY-NONE/papers/none`,
    why: '没有的材料，谁问都没有；有的材料谁能下载，另由 remedy/service.test.ts 看。',
  },
  {
    routes: [
      'GET /deposit-files/agencies/:code/deposits.xlsx',
      'GET /proposal-files/agencies/:code/proposals.xlsx',
      'GET /regulation-files/agencies/:code/regulations.xlsx',
      'GET /link-files/agencies/:code/links.xlsx',
      'GET /link-files/agencies/:code/findings.xlsx',
    ],
    who: [
      ...['disclosureOfficer', 'officeHead', 'agencyHead', 'editor', 'secrecyReviewer', 'legalityReviewer'],
      ...['liaisonOfficer', 'unitHead'],
    ] as const,
    address: (code) => `/deposit-files/agencies/${code}/deposits.xlsx?year=2026`,
    why: '登记簿与公文登记簿同样的人看。',
  },
  {
    routes: ['GET /agencies/:code/cleanup-rounds'],
    who: 'anybody',
    address: (code) => `/agencies/${code}/cleanup-rounds`,
    reach: 'anywhere',
    why: '清理结果应当公布（国办发〔2018〕37号）。',
  },
  {
    routes: [
      'GET /agencies/:code/cleanup-rounds/:roundId',
      'GET /agencies/:code/cleanup-rounds/:roundId/results.xlsx',
    ],
    who: [],
    address: (code) => `/agencies/${code}/cleanup-rounds/none`,
    hides: true,
    why: '没有公布的清理，谁问都没有；公布了的人人可看，另由 regulation/service.test.ts 看。',
  },
  {
    routes: [
      'GET /agencies/:code/regulations',
      'GET /agencies/:code/regulations.atom',
      'GET /agencies/:code/regulations.json',
      'GET /agencies/:code/regulations.xlsx',
    ],
    who: 'anybody',
    address: (code) => `/agencies/${code}/regulations`,
    reach: 'anywhere',
    why: '规章和规范性文件及其立改废应当公开（条例第二十条第（一）项）。',
  },
  {
    routes: ['GET /agencies/:code/standard-catalogue'],
    who: 'anybody',
    address: (code) => `/agencies/${code}/standard-catalogue`,
    reach: 'anywhere',
    why: '标准目录应当公开（国办发〔2019〕54号）。',
  },
  {
    routes: ['GET /agencies/:code/standard-catalogue.xlsx'],
    who: 'anybody',
    address: (code) => `/agencies/${code}/standard-catalogue.xlsx`,
    reach: 'anywhere',
    why: '与标准目录页面同样的内容（国办发〔2019〕54号）。',
  },
  {
    routes: ['GET /document-files/agencies/:code/documents/:documentId/files/:fileId'],
    who: [],
    address: (code) => `/document-files/agencies/${code}/documents/none/files/none`,
    why: '没有的附件，谁问都没有；文稿的附件谁能下载，另由 document-files.test.ts 看。',
  },
  {
    routes: [
      'GET /agencies/:code/items',
      'GET /agencies/:code/items.atom',
      'GET /agencies/:code/items.json',
      'GET /agencies/:code/items.xlsx',
    ],
    who: 'anybody',
    address: (code) => `/agencies/${code}/items`,
    reach: 'anywhere',
    why: '主动公开的目录，人人可看（条例第二十四条）。',
  },
  {
    routes: [
      'GET /agencies/:code/items/:documentId',
      'GET /agencies/:code/items/:documentId/:file{text-\\d+\\.(?:docx|pdf)}',
      'GET /agencies/:code/items/:documentId/files/:fileId',
    ],
    who: [],
    address: (code) => `/agencies/${code}/items/none`,
    hides: true,
    why: '没有公开的，谁问都没有；公开了的人人可看，另由 publication/portal.test.ts 看。',
  },
  {
    routes: ['GET /agencies/:code/:file{emblem-[0-9a-f]{16}\\.png}'],
    who: [],
    address: (code) => `/agencies/${code}/emblem-0000000000000000.png`,
    hides: true,
    why: '没有的标志，谁问都没有；现行的标志人人可看，另由 publication/agency-emblem.test.ts 看。',
  },
  {
    routes: ['GET /agencies/:code/rules'],
    who: 'anybody',
    address: (code) => `/agencies/${code}/rules`,
    reach: 'anywhere',
    why: '政府信息公开制度是统一栏目之一（国办公开办函〔2019〕61号）。',
  },
  {
    routes: [
      'GET /agencies/:code/open-data',
      'GET /agencies/:code/open-data/items.json',
      'GET /agencies/:code/open-data/items.csv',
      'GET /agencies/:code/open-data/reports.json',
      'GET /agencies/:code/open-data/reports.csv',
    ],
    who: 'anybody',
    address: (code) => `/agencies/${code}/open-data`,
    reach: 'anywhere',
    why: '与公开目录、已公布的年度报告同样的内容，另一种格式（条例第二十四条）。',
  },
  {
    routes: [
      'GET /open-data',
      'GET /open-data/schema.json',
      'GET /site-map',
      'GET /accessibility',
      'GET /search/suggestions',
    ],
    who: 'anybody',
    reach: 'anywhere',
    why: '网站自身的说明，和对已经公开的标题的提示。',
  },
  {
    routes: ['GET /search', 'GET /sitemap.xml', 'GET /robots.txt'],
    who: 'anybody',
    reach: 'anywhere',
    why: '只找得到已经公开的（条例第二十四条）。',
  },
  {
    routes: ['GET /', 'GET /reports', 'GET /privacy', 'GET /status', 'GET /health', 'GET /ready'],
    who: 'anybody',
    reach: 'anywhere',
    why: '公开的页面，和供监测的探针，不含任何记录。',
  },
  {
    routes: ['GET /api/v1/openapi.json'],
    who: 'anybody',
    reach: 'anywhere',
    why: '接口说明是公开的，不含数据（S8）。',
  },
  {
    routes: ['ALL /api/v1/*'],
    who: [],
    reach: 'anywhere',
    hides: true,
    address: () => '/api/v1/nowhere',
    why: '没有的接口，谁问都没有。',
  },
  {
    routes: ['GET /agencies/:code'],
    who: 'anybody',
    address: (code) => `/agencies/${code}`,
    why: '机关名录要公开（条例第二十条第二项）。',
  },
  {
    routes: ['GET /agencies/:code/reports/:year'],
    who: [],
    hides: true,
    address: (code) => `/agencies/${code}/reports/2025`,
    why: '没有公布的年度报告，公开页面上谁都看不到，有权的人在工作台看；已公布的另由 portal.test.ts 看。',
  },
  {
    routes: ['GET /agencies/:code/reports/:year/files/:version/:name'],
    who: REPORT_VIEWERS,
    hides: true,
    address: (code) => `/agencies/${code}/reports/2025/files/1/report.json`,
    why: '草稿的文件与草稿本身一样；外人猜到地址，也只当没有（design.md 4）。',
  },
  {
    routes: ['GET /ledger-files/templates/:file{[A-Za-z]+\\.(?:csv|xlsx)}'],
    who: 'anybody',
    reach: 'anywhere',
    address: () => '/ledger-files/templates/cases.csv',
    why: '空白的模板。',
  },
  {
    routes: ['GET /ledger-files/agencies/:code/:file{cases\\.(?:csv|xlsx)}'],
    who: ['disclosureOfficer', 'officeHead'],
    address: (code) => `/ledger-files/agencies/${code}/cases.csv`,
    why: '成批带走申请内容的只有管台账的公开机构（个人信息保护法第六条、第五十一条）；其他人逐件看。',
  },
  {
    routes: ['GET /ledger-files/agencies/:code/cases.pdf'],
    who: ['disclosureOfficer', 'officeHead'],
    address: (code) => `/ledger-files/agencies/${code}/cases.pdf`,
    why: '打印的台账与导出的台账一样。',
  },
  {
    routes: ['GET /letter-files/agencies/:code/:file{letters\\.(?:csv|xlsx)}'],
    who: ['disclosureOfficer', 'officeHead'],
    address: (code) => `/letter-files/agencies/${code}/letters.csv`,
    why: '成批带走登记簿的只有管台账的公开机构，与申请台账一样。',
  },
  {
    routes: ['GET /letter-files/agencies/:code/letters/:letterId/files/:fileId'],
    who: [],
    address: (code) => `/letter-files/agencies/${code}/letters/no-such/files/none`,
    why: '没有的文书谁也打不开；有的由 letter/files.test.ts 看。',
  },
  {
    routes: ['GET /letter-files/agencies/:code/cases/:caseId/:file{excess-evidence\\.(?:docx|pdf)}'],
    who: [],
    address: (code) => `/letter-files/agencies/${code}/cases/no-such/excess-evidence.pdf`,
    why: '没有的申请没有这份材料；有的由 letter/excess-pack.test.ts 看：看得到申请人全名的才能看其申请频次（条例第三十五条）。',
  },
  {
    routes: [
      'GET /letter-files/agencies/:code/letters/:letterId/:paper{receipt|label}/:file{\\d+\\.(?:docx|pdf)}',
    ],
    who: [],
    address: (code) => `/letter-files/agencies/${code}/letters/no-such/receipt/0.pdf`,
    why: '没有的文书没有送达回证；有的由 letter/files.test.ts 看。',
  },
  {
    routes: ['GET /reading-files/agencies/:code/:file{readings\\.(?:csv|xlsx)}'],
    who: REPORT_VIEWERS,
    address: (code) => `/reading-files/agencies/${code}/readings.csv?year=2025`,
    why: '与访问统计页面同样的数字；看得到页面的人可以下载（条例第五十条）。',
  },
  {
    routes: ['GET /statistics-files/agencies/:code/:file{statistics\\.(?:docx|pdf|xlsx|csv)}'],
    who: REPORT_VIEWERS,
    address: (code) => `/statistics-files/agencies/${code}/statistics.csv?year=2025&quarter=1`,
    why: '与统计页面同样的数字，没有个人信息；看得到页面的人可以下载（条例第五十条）。',
  },
  {
    routes: ['GET /personal-data-files/agencies/:code/cases/:caseId/:file{copy\\.(?:docx|pdf)}'],
    who: ['disclosureOfficer', 'officeHead'],
    ofUnit: true,
    address: (code) =>
      `/personal-data-files/agencies/${code}/cases/${code}-000001/copy.docx?purpose=ownRequest`,
    why: '给本人的个人信息副本（个人信息保护法第四十五条），由公开机构答复。',
  },
  {
    routes: ['GET /case-files/agencies/:code/labels.pdf'],
    who: ['disclosureOfficer', 'officeHead'],
    address: (code) => `/case-files/agencies/${code}/labels.pdf?cases=${code}-000001`,
    why: '标签上有申请人的全名和地址：只给可以看完整个人信息的人，每件都留下记录。',
  },
  {
    routes: ['GET /case-files/agencies/:code/:fileId'],
    who: [],
    address: (code) => `/case-files/agencies/${code}/no-such`,
    why: '没有的附件谁问都没有；有的由 intake 的测试看。',
  },
  {
    routes: ['GET /case-files/agencies/:code/rights-requests/:requestId/:file{receipt\\.(?:docx|pdf)}'],
    who: [],
    address: (code) => `/case-files/agencies/${code}/rights-requests/no-such/receipt.docx`,
    why: '没有的一件，谁问都没有；有的由 intake 的测试看：只给看得到更正要求和公开建议的人。',
  },
  {
    routes: ['GET /case-files/agencies/:code/cases/:caseId/:file{(?:receipt|oral-record)\\.(?:docx|pdf)}'],
    who: CASE_VIEWERS,
    ofUnit: true,
    address: (code) => `/case-files/agencies/${code}/cases/${code}-000001/receipt.docx`,
    why: '登记回执印的是案件页面上的内容；全名只给登记的人和可以看完整个人信息的人。',
  },
  {
    routes: ['GET /handling-files/agencies/:code/:fileId'],
    who: [],
    address: (code) => `/handling-files/agencies/${code}/no-such`,
    why: '没有的文件谁问都没有；有的由 handling 的测试看。',
  },
  {
    routes: ['GET /handling-files/agencies/:code/conferences/:entryId/:file{minutes\\.(?:docx|pdf)}'],
    who: [],
    address: (code) => `/handling-files/agencies/${code}/conferences/no-such/minutes.docx`,
    why: '没有的会商谁问都没有；有的由 handling 的测试看。',
  },
  {
    routes: ['GET /audit-files/:file{audit\\.(?:jsonl|csv|xlsx)}'],
    who: ['auditor'],
    address: (code) => `/audit-files/audit.csv?agency=${code}`,
    why: '审计记录只给审计员（等保 8.1.5）。',
  },
  {
    routes: ['GET /console', 'GET /console/*', 'GET /assets/site-HASH.css', 'GET /assets/suggest-HASH.js'],
    who: 'anybody',
    reach: 'anywhere',
    address: () => '/console',
    why: '程序和样式本身没有数据，数据都从接口来。',
  },
  {
    routes: [
      ...['GET /sign-in', 'POST /sign-in', 'GET /sign-in/demonstration', 'POST /sign-in/demonstration'],
      ...['GET /invitation', 'POST /invitation'],
    ],
    who: 'anybody',
    reach: 'anywhere',
    why: '登录之前的页面。',
  },
  {
    routes: [
      ...[
        'GET /sign-in/code',
        'POST /sign-in/code',
        'GET /sign-in/new-password',
        'POST /sign-in/new-password',
      ],
      ...['GET /account', 'GET /account/password', 'POST /account/password'],
      ...['GET /account/sessions', 'POST /account/sessions'],
      ...['GET /account/second-factor', 'POST /account/second-factor'],
      ...['GET /account/second-factor/change', 'POST /account/second-factor/change'],
    ],
    who: 'signedIn',
    reach: 'anywhere',
    why: '本人的账号，和登录中途的页面。',
  },
  {
    routes: ['GET /unsubscribe', 'POST /unsubscribe', 'GET /mail-address', 'POST /mail-address'],
    who: [],
    reach: 'anywhere',
    hides: true,
    why: '凭邮件里的链接，不凭登录；没有链接的谁都打不开。',
  },
  {
    routes: ['GET /my/sign-in', 'GET /my/register', 'GET /my/confirm', 'GET /my/forgot', 'GET /my/reset'],
    who: 'anybody',
    reach: 'anywhere',
    why: '申请人登录、注册和凭邮件链接确认的页面；申请本身不要账号（条例第二十七条）。',
  },
  {
    routes: [
      ...['GET /my', 'GET /my/account', 'GET /my/account/copy.json'],
      ...['GET /my/account/second-factor', 'GET /my/sign-in/code'],
    ],
    who: 'leadsToSignIn',
    reach: 'anywhere',
    why: '只有申请人自己的账号看得到；工作人员的登录在这里不算登录，由 applicant-account/account.test.ts 看。',
  },
  {
    routes: [
      ...['POST /my/sign-in', 'POST /my/register', 'POST /my/confirm', 'POST /my/forgot', 'POST /my/reset'],
      ...['POST /my/cases', 'POST /my/cases/open', 'POST /my/cases/release'],
      ...['POST /my/account/show', 'POST /my/account/password', 'POST /my/account/email'],
      ...['POST /my/account/mail', 'POST /my/account/erase'],
      ...['POST /my/sign-in/code', 'POST /my/account/second-factor', 'POST /my/account/second-factor/change'],
      ...['POST /my/account/sessions', 'POST /my/sign-out'],
    ],
    who: 'anybody',
    why: '申请人自己的账号；表单自带防伪，没有登录的只会到登录页。',
  },
  {
    routes: ['GET /sign-out', 'POST /sign-out'],
    who: 'leadsToSignIn',
    reach: 'anywhere',
    why: '打开只会转到登录页，退出要提交表单：别处的链接不能让人退出。',
  },
];
