import type {
  FormVersion,
  Table2Column,
  Table2Row,
  Table3Column,
  Table3Row,
  Table4Block,
  Table4Column,
} from './tables.js';

/** A printed label: the official Chinese wording and an English rendering of it. */
export interface Label {
  readonly zh: string;
  readonly en: string;
}

/** Titles of the sections that hold the tables (国办公开办函〔2019〕60号, 〔2021〕30号). */
export const SECTION_HEADINGS: readonly Label[] = [
  { zh: '一、总体情况', en: '1. Overview' },
  { zh: '二、主动公开政府信息情况', en: '2. Proactive disclosure' },
  { zh: '三、收到和处理政府信息公开申请情况', en: '3. Applications received and processed' },
  { zh: '四、政府信息公开行政复议、行政诉讼情况', en: '4. Administrative reconsideration and litigation' },
  { zh: '五、存在的主要问题及改进情况', en: '5. Main problems and improvement' },
  { zh: '六、其他需要报告的事项', en: '6. Other matters to report' },
];

export const TABLE3_ROW_LABELS = {
  newReceived: { zh: '一、本年新收政府信息公开申请数量', en: '1. Applications received this year' },
  carriedIn: { zh: '二、上年结转政府信息公开申请数量', en: '2. Applications carried over from last year' },
  granted: { zh: '（一）予以公开', en: '(1) Granted' },
  partiallyGranted: {
    zh: '（二）部分公开（区分处理的，只计这一情形，不计其他情形）',
    en: '(2) Partially granted (segregated cases are counted here only)',
  },
  'refused.stateSecret': { zh: '1.属于国家秘密', en: '1. State secret' },
  'refused.forbiddenByLaw': {
    zh: '2.其他法律行政法规禁止公开',
    en: '2. Forbidden by other laws or administrative regulations',
  },
  'refused.threeSecuritiesOneStability': {
    zh: '3.危及“三安全一稳定”',
    en: '3. Endangers the “three securities and one stability”',
  },
  'refused.thirdPartyRights': { zh: '4.保护第三方合法权益', en: '4. Protects rights of a third party' },
  'refused.internalAffairs': {
    zh: '5.属于三类内部事务信息',
    en: '5. Internal affairs information (three kinds)',
  },
  'refused.processInformation': { zh: '6.属于四类过程性信息', en: '6. Process information (four kinds)' },
  'refused.enforcementCaseFile': { zh: '7.属于行政执法案卷', en: '7. Enforcement case file' },
  'refused.specialQuery': { zh: '8.属于行政查询事项', en: '8. Matter under special query rules' },
  'unable.notHeld': { zh: '1.本机关不掌握相关政府信息', en: '1. Not held by this organ' },
  'unable.needsCreation': { zh: '2.没有现成信息需要另行制作', en: '2. Would have to be created' },
  'unable.stillUnclear': { zh: '3.补正后申请内容仍不明确', en: '3. Still unclear after correction' },
  'unprocessed.petition': { zh: '1.信访举报投诉类申请', en: '1. Petition, report or complaint' },
  'unprocessed.repeat': { zh: '2.重复申请', en: '2. Repeated application' },
  'unprocessed.publication': { zh: '3.要求提供公开出版物', en: '3. Asks for a public publication' },
  'unprocessed.abusive': {
    zh: '4.无正当理由大量反复申请',
    en: '4. Numerous repeated applications without good cause',
  },
  'unprocessed.confirmOrReissue': {
    zh: '5.要求行政机关确认或重新出具已获取信息',
    en: '5. Asks to confirm or reissue information already obtained',
  },
  other: { zh: '（六）其他处理', en: '(6) Other disposition' },
  'other.lapsedCorrection': {
    zh: '1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请',
    en: '1. Not corrected in time without good cause, no longer processed',
  },
  'other.lapsedFee': {
    zh: '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请',
    en: '2. Fee not paid in time, no longer processed',
  },
  'other.rest': { zh: '3.其他', en: '3. Other' },
  resultTotal: { zh: '（七）总计', en: '(7) Total' },
  carriedOut: { zh: '四、结转下年度继续办理', en: '4. Carried forward to next year' },
} as const satisfies Record<Table3Row, Label>;

/** The outer group cell of 表三 that spans every result row. */
export const RESULT_GROUP_LABEL: Label = { zh: '三、本年度办理结果', en: '3. Results of this year' };

export const TABLE3_GROUPS = {
  refused: { zh: '（三）不予公开', en: '(3) Refused' },
  unable: { zh: '（四）无法提供', en: '(4) Unable to provide' },
  unprocessed: { zh: '（五）不予处理', en: '(5) Not processed' },
  other: { zh: '（六）其他处理', en: '(6) Other disposition' },
} as const satisfies Record<string, Label>;
export type Table3Group = keyof typeof TABLE3_GROUPS;

/** Header of 表三; the corner prints the official identity. */
export const TABLE3_CORNER_LABEL: Label = {
  zh: '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）',
  en: '(Cross-footing of each column: item 1 plus item 2 equals item 3 plus item 4)',
};
export const APPLICANTS_LABEL: Label = { zh: '申请人情况', en: 'Applicants' };
export const ORGANIZATIONS_LABEL: Label = {
  zh: '法人或其他组织',
  en: 'Legal persons or other organisations',
};

export const TABLE3_COLUMN_LABELS = {
  naturalPerson: { zh: '自然人', en: 'Natural persons' },
  commercial: { zh: '商业企业', en: 'Commercial enterprises' },
  research: { zh: '科研机构', en: 'Research institutions' },
  publicInterest: { zh: '社会公益组织', en: 'Public-interest organisations' },
  legalService: { zh: '法律服务机构', en: 'Legal service agencies' },
  otherOrganization: { zh: '其他', en: 'Other' },
  total: { zh: '总计', en: 'Total' },
} as const satisfies Record<Table3Column, Label>;

export const LITIGATION_LABEL: Label = { zh: '行政诉讼', en: 'Administrative litigation' };
export const TABLE4_BLOCK_LABELS = {
  reconsideration: { zh: '行政复议', en: 'Administrative reconsideration' },
  directSuit: { zh: '未经复议直接起诉', en: 'Direct suit without reconsideration' },
  suitAfterReconsideration: { zh: '复议后起诉', en: 'Suit after reconsideration' },
} as const satisfies Record<Table4Block, Label>;

export const TABLE4_COLUMN_LABELS = {
  upheld: { zh: '结果维持', en: 'Upheld' },
  corrected: { zh: '结果纠正', en: 'Corrected' },
  other: { zh: '其他结果', en: 'Other result' },
  pending: { zh: '尚未审结', en: 'Pending' },
  total: { zh: '总计', en: 'Total' },
} as const satisfies Record<Table4Column, Label>;

const SHARED_TABLE2_ROW_LABELS = {
  rules: { zh: '规章', en: 'Rules' },
  licensing: { zh: '行政许可', en: 'Administrative licences' },
  otherServices: { zh: '其他对外管理服务事项', en: 'Other outward services' },
  penalty: { zh: '行政处罚', en: 'Administrative penalties' },
  coercion: { zh: '行政强制', en: 'Administrative coercion' },
  adminFees: { zh: '行政事业性收费', en: 'Administrative fees' },
  procurement: { zh: '政府集中采购', en: 'Centralised procurement' },
} as const satisfies Partial<Record<Table2Row, Label>>;

/** Row labels of 表二; 规范性文件 is printed 行政规范性文件 since the 2021 form. */
export const TABLE2_ROW_LABELS = {
  '2019': {
    ...SHARED_TABLE2_ROW_LABELS,
    normativeDocuments: { zh: '规范性文件', en: 'Normative documents' },
  },
  '2021': {
    ...SHARED_TABLE2_ROW_LABELS,
    normativeDocuments: { zh: '行政规范性文件', en: 'Administrative normative documents' },
  },
} as const satisfies Record<FormVersion, Record<Table2Row, Label>>;

export const TABLE2_FIRST_COLUMN_LABEL: Label = { zh: '信息内容', en: 'Kind of information' };

/** Column labels of 表二 per form; a column that a form does not print keeps the wording of the other one. */
const SHARED_TABLE2_COLUMN_LABELS = {
  made: { zh: '本年新制作数量', en: 'Made this year' },
  disclosed: { zh: '本年新公开数量', en: 'Disclosed this year' },
  totalDisclosed: { zh: '对外公开总数量', en: 'Disclosed in total' },
  repealed: { zh: '本年废止件数', en: 'Repealed this year' },
  inForce: { zh: '现行有效件数', en: 'In force' },
  previousItems: { zh: '上一年项目数量', en: 'Items last year' },
  change: { zh: '本年增/减', en: 'Change this year' },
  decisions: { zh: '处理决定数量', en: 'Decisions' },
  amountWanYuan: { zh: '本年收费金额（单位：万元）', en: 'Fees collected this year (10,000 yuan)' },
  items: { zh: '采购项目数量', en: 'Procurement items' },
  amountYuan: { zh: '采购总金额', en: 'Procurement amount' },
} as const satisfies Record<Table2Column, Label>;
export const TABLE2_COLUMN_LABELS = {
  '2019': SHARED_TABLE2_COLUMN_LABELS,
  '2021': {
    ...SHARED_TABLE2_COLUMN_LABELS,
    made: { zh: '本年制发件数', en: 'Issued this year' },
    decisions: { zh: '本年处理决定数量', en: 'Decisions this year' },
  },
} as const satisfies Record<FormVersion, Record<Table2Column, Label>>;

/** Blocks of 表二: the item of 条例第二十条 and its rows. */
export const TABLE2_BLOCKS = {
  '2019': [
    { title: { zh: '第二十条第（一）项', en: 'Article 20(1)' }, rows: ['rules', 'normativeDocuments'] },
    { title: { zh: '第二十条第（五）项', en: 'Article 20(5)' }, rows: ['licensing', 'otherServices'] },
    { title: { zh: '第二十条第（六）项', en: 'Article 20(6)' }, rows: ['penalty', 'coercion'] },
    { title: { zh: '第二十条第（八）项', en: 'Article 20(8)' }, rows: ['adminFees'] },
    { title: { zh: '第二十条第（九）项', en: 'Article 20(9)' }, rows: ['procurement'] },
  ],
  '2021': [
    { title: { zh: '第二十条第（一）项', en: 'Article 20(1)' }, rows: ['rules', 'normativeDocuments'] },
    { title: { zh: '第二十条第（五）项', en: 'Article 20(5)' }, rows: ['licensing'] },
    { title: { zh: '第二十条第（六）项', en: 'Article 20(6)' }, rows: ['penalty', 'coercion'] },
    { title: { zh: '第二十条第（八）项', en: 'Article 20(8)' }, rows: ['adminFees'] },
  ],
} as const satisfies Record<
  FormVersion,
  readonly { readonly title: Label; readonly rows: readonly Table2Row[] }[]
>;
