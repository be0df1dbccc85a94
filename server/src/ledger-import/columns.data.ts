import type { LedgerImportKind } from './table.js';

/** A column that a ledger may have: the heading of the template and others that offices use. */
export interface LedgerColumn {
  readonly key: string;
  readonly heading: string;
  readonly synonyms: readonly string[];
  readonly isRequired?: true;
  /** What goes in, for the template. */
  readonly hint: string;
  readonly example: string;
}

function column(
  key: string,
  heading: string,
  synonyms: readonly string[],
  hint: string,
  example: string,
): LedgerColumn {
  return { key, heading, synonyms, hint, example };
}

function required(
  key: string,
  heading: string,
  synonyms: readonly string[],
  hint: string,
  example: string,
): LedgerColumn {
  return { key, heading, synonyms, isRequired: true, hint, example };
}

const CLASSES = '自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他';
const DAY = '日期';
const WORKING_DAYS = '工作日数';

/** Columns of the register of applications, one row a case. */
const CASE_COLUMNS: readonly LedgerColumn[] = [
  required(
    'caseId',
    '案件编号',
    ['编号', '申请编号', '登记编号', '登记号', '受理编号', '案号'],
    '不重复的编号',
    '2024-001',
  ),
  column(
    'applicantName',
    '申请人',
    ['申请人姓名', '申请人名称', '申请人姓名或名称', '姓名或名称'],
    '姓名或者名称',
    '欧阳示范',
  ),
  required('applicantClass', '申请人类别', ['申请人类型', '申请主体', '申请人性质'], CLASSES, '自然人'),
  required(
    'request',
    '申请内容',
    ['申请公开内容', '所需政府信息', '所需信息内容', '申请事项', '申请公开的信息', '内容描述'],
    '所需信息的名称或者特征',
    '云山路改造项目的批复文件',
  ),
  column('topic', '主题', ['主题分类', '类别'], '主题词', '城建'),
  column('unit', '承办处室', ['承办部门', '承办单位', '承办科室', '处室'], '已登记处室的代码或者名称', ''),
  required(
    'channel',
    '提交方式',
    ['申请方式', '申请渠道', '收到方式', '接收方式', '渠道'],
    '当面提交、邮寄（签收）、平常信函、网上、电子邮件、传真、口头',
    '网上',
  ),
  column(
    'submittedOn',
    '提交日期',
    ['申请日期', '申请时间', '提交时间'],
    `${DAY}；当面提交、口头之日，网上、信函、邮件、传真的发出之日`,
    '2024-03-01',
  ),
  column(
    'confirmedOn',
    '确认日期',
    ['双方确认日期', '与申请人确认日期'],
    `${DAY}；网上、信函、邮件、传真以双方确认之日为收到之日`,
    '2024-03-01',
  ),
  column(
    'receivedOn',
    '收到日期',
    ['收到时间', '签收日期', '收件日期', '受理日期', '登记日期'],
    `${DAY}；邮寄的签收之日`,
    '',
  ),
  column(
    'correctionNoticeOn',
    '补正通知日期',
    ['补正告知日期', '告知补正日期', '补正日期', '补正告知书日期'],
    DAY,
    '',
  ),
  column(
    'correctionNoticeReceivedOn',
    '补正通知送达日期',
    ['补正告知书送达日期', '补正告知送达日期'],
    DAY,
    '',
  ),
  column('correctionDays', '补正期限', ['补正期限工作日', '补正天数'], WORKING_DAYS, ''),
  column('supplementOn', '补正收到日期', ['收到补正日期', '补正材料收到日期', '补正完成日期'], DAY, ''),
  column('thirdPartyConsultedOn', '征求第三方日期', ['征求第三方意见日期', '第三方征求意见日期'], DAY, ''),
  column('thirdPartyReceivedOn', '第三方收到日期', ['第三方收到征求意见日期'], DAY, ''),
  column('thirdPartyAnsweredOn', '第三方答复日期', ['第三方反馈日期', '第三方意见日期'], DAY, ''),
  column('thirdPartyAgrees', '第三方意见', ['第三方是否同意'], '同意、不同意', ''),
  column('coProducerConsultedOn', '征求共同制作机关日期', ['征求共同制作机关意见日期'], DAY, ''),
  column('coProducerReceivedOn', '共同制作机关收到日期', [], DAY, ''),
  column('coProducerAnsweredOn', '共同制作机关答复日期', ['共同制作机关反馈日期'], DAY, ''),
  column('coProducerAgrees', '共同制作机关意见', ['共同制作机关是否同意'], '同意、不同意', ''),
  column('agencyConsultedOn', '征求其他机关日期', ['协查日期', '征求其他机关意见日期', '协办日期'], DAY, ''),
  column('agencyAnsweredOn', '其他机关答复日期', ['协查答复日期', '协办答复日期'], DAY, ''),
  column('extensionOn', '延期日期', ['延期告知日期', '延期答复日期', '延长答复告知日期'], DAY, ''),
  column('extensionDays', '延期天数', ['延长天数', '延期工作日', '延长工作日'], WORKING_DAYS, ''),
  column('reasonsDemandedOn', '要求说明理由日期', ['说明理由告知日期'], DAY, ''),
  column('delayNoticeOn', '延迟答复告知日期', ['告知延迟答复日期'], '日期；条例第三十五条', ''),
  column('delayUntil', '延迟答复至', ['延迟答复期限'], '日期；条例第三十五条', ''),
  column('feeNoticeOn', '收费通知日期', ['收费告知日期', '缴费通知日期'], DAY, ''),
  column('feeNoticeReceivedOn', '收费通知送达日期', ['缴费通知送达日期'], DAY, ''),
  column('feePaidOn', '缴费日期', ['缴纳日期', '足额缴费日期'], DAY, ''),
  column('withdrawnOn', '撤回日期', ['撤回申请日期'], DAY, ''),
  column(
    'decidedOn',
    '决定日期',
    ['答复日期', '答复书日期', '办结日期', '作出决定日期', '答复时间'],
    DAY,
    '2024-03-20',
  ),
  column(
    'findings',
    '办理结果',
    ['答复结果', '处理结果', '答复类型', '结果'],
    '几项结论之间用分号隔开',
    '予以公开',
  ),
  column('mainFinding', '主要结论', ['主要结果'], '几项均未公开且不同类的，指明一项', ''),
  column('servedOn', '送达日期', ['送达时间', '答复送达日期', '寄出日期', '邮寄日期'], DAY, '2024-03-22'),
  column('servedWay', '送达方式', ['答复方式', '提供方式'], '邮寄、直接、电子', '邮寄'),
  column(
    'overturnedOn',
    '纠正日期',
    ['撤销日期', '被撤销日期', '责令重作日期'],
    '日期；复议决定或者判决撤销、责令重新答复之日',
    '',
  ),
  column('overturnedBy', '纠正机关', ['撤销机关'], '复议、法院', ''),
  column('redoDays', '重新答复期限', ['重作期限'], WORKING_DAYS, ''),
  column('redecidedOn', '重新决定日期', ['重新答复日期'], DAY, ''),
  column('redecidedFindings', '重新办理结果', ['重新答复结果'], '同办理结果', ''),
  column('reservedOn', '重新送达日期', ['重新答复送达日期'], DAY, ''),
  column('reservedWay', '重新送达方式', ['重新答复方式'], '邮寄、直接、电子', ''),
];

/** What an old system still tells about its cases. */
const FACT_COLUMNS: readonly LedgerColumn[] = [
  required(
    'caseNumber',
    '原案件编号',
    ['案件编号', '编号', '申请编号', '登记号', '案号', '原编号'],
    '旧系统中的编号',
    'OLD-2018-001',
  ),
  column(
    'applicantName',
    '申请人',
    ['申请人姓名', '申请人名称', '申请人姓名或名称'],
    '姓名或者名称',
    '欧阳示范',
  ),
  required('applicantClass', '申请人类别', ['申请人类型', '申请主体', '申请人性质'], CLASSES, '自然人'),
  column(
    'request',
    '申请内容',
    ['申请公开内容', '所需政府信息', '申请事项'],
    '所需信息的名称或者特征',
    '云山路改造项目的批复文件',
  ),
  column('receivedOn', '收到日期', ['收到时间', '受理日期', '登记日期', '申请日期'], DAY, '2018-11-05'),
  column('closedOn', '办结日期', ['送达日期', '答复日期', '办结时间'], DAY, '2018-11-20'),
  column('outcome', '办理结果', ['答复结果', '处理结果', '结果'], '一项', '予以公开'),
];

const REMEDY_COLUMNS: readonly LedgerColumn[] = [
  required('remedyId', '案件编号', ['编号', '案号', '复议诉讼编号'], '不重复的编号', '复议2024-01'),
  column(
    'caseId',
    '申请编号',
    ['所涉申请编号', '申请案件编号', '依申请公开编号'],
    '所涉政府信息公开申请的编号',
    '2024-001',
  ),
  required('kind', '类型', ['案件类型', '救济类型'], '行政复议、未经复议直接起诉、复议后起诉', '行政复议'),
  column('role', '本机关身份', ['身份', '机关身份'], '原行为机关（不填即此）、复议机关', '原行为机关'),
  required(
    'filedOn',
    '提起日期',
    ['申请日期', '立案日期', '受理日期', '收到日期', '起诉日期'],
    DAY,
    '2024-05-06',
  ),
  column('concludedOn', '审结日期', ['结案日期', '办结日期', '决定日期', '判决日期'], DAY, '2024-06-30'),
  column(
    'outcome',
    '结果',
    ['审理结果', '复议结果', '诉讼结果', '裁判结果'],
    '维持、驳回请求、撤销、变更、确认违法、责令履行、撤回、终止、驳回起诉等',
    '维持',
  ),
  column('secondFiledOn', '二审提起日期', ['上诉日期', '二审立案日期'], DAY, ''),
  column('secondConcludedOn', '二审审结日期', ['二审结案日期', '二审判决日期'], DAY, ''),
  column('secondOutcome', '二审结果', [], '同结果', ''),
];

const ADMINISTRATIVE_RECORD_COLUMNS: readonly LedgerColumn[] = [
  required('recordId', '编号', ['记录编号', '决定书编号', '项目编号'], '不重复的编号', 'GF2024-01'),
  required(
    'kind',
    '类型',
    ['类别', '种类', '记录类型'],
    '规章、行政规范性文件、行政许可决定、行政处罚决定、行政强制决定、其他对外管理服务决定、行政事业性收费、政府集中采购',
    '行政规范性文件',
  ),
  required(
    'title',
    '名称',
    ['标题', '文件名称', '事项名称', '项目名称', '收费项目'],
    '文件、决定、收费、采购的名称',
    '关于云山路管理的规定',
  ),
  column('number', '文号', ['发文字号', '文件编号', '决定书文号'], '', '云政规〔2024〕1号'),
  required(
    'madeOn',
    '日期',
    ['制定日期', '成文日期', '决定日期', '收取日期', '成交日期', '印发日期'],
    '制定、决定、收取、成交之日',
    '2024-05-06',
  ),
  column('disclosedOn', '公开日期', ['发布日期', '公布日期'], DAY, '2024-05-08'),
  column('endedOn', '失效日期', ['废止日期', '终止日期'], '日期；不再有效的第一日', ''),
  column(
    'amountYuan',
    '金额',
    ['金额元', '收费金额', '采购金额', '成交金额'],
    '元；收费、采购必填，其余不填',
    '',
  ),
];

/** The dictionary of headings, by kind of ledger. */
export const LEDGER_COLUMNS: Readonly<Record<LedgerImportKind, readonly LedgerColumn[]>> = {
  cases: CASE_COLUMNS,
  facts: FACT_COLUMNS,
  remedies: REMEDY_COLUMNS,
  administrativeRecords: ADMINISTRATIVE_RECORD_COLUMNS,
};

/** Headings that carry nothing the ledger keeps, and may stand there all the same. */
export const IGNORED_HEADINGS: readonly string[] = [
  '序号',
  '备注',
  '说明',
  '经办人',
  '联系电话',
  '联系方式',
  '是否超期',
];
