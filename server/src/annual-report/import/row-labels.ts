import type { Table2Row, Table3Row } from '@gongkai/core';
import { keepIdeographs } from './normalise-characters.js';

/** How a row of the form is printed: its label with known variants, its ordinal within its group. */
export interface RowLabel<Row extends string> {
  readonly row: Row;
  /** The official label, for messages. */
  readonly official: string;
  /** Ideographs only; the first is the official label. */
  readonly variants: readonly string[];
  /** 1–8, where the form numbers the row. */
  readonly ordinal: number | null;
}

function label<Row extends string>(
  row: Row,
  ordinal: number | null,
  official: string,
  ...others: string[]
): RowLabel<Row> {
  return { row, ordinal, official, variants: [official, ...others].map(keepIdeographs) };
}

/** Labels of 表三 (60号 and 30号), in printed order. */
export const TABLE3_LABELS: Readonly<Record<Table3Row, RowLabel<Table3Row>>> = {
  newReceived: label('newReceived', null, '一、本年新收政府信息公开申请数量', '本年新收'),
  carriedIn: label('carriedIn', null, '二、上年结转政府信息公开申请数量', '上年结转'),
  granted: label('granted', null, '（一）予以公开'),
  partiallyGranted: label(
    'partiallyGranted',
    null,
    '（二）部分公开（区分处理的，只计这一情形，不计其他情形）',
    '部分公开',
  ),
  'refused.stateSecret': label('refused.stateSecret', 1, '1.属于国家秘密'),
  'refused.forbiddenByLaw': label('refused.forbiddenByLaw', 2, '2.其他法律行政法规禁止公开'),
  'refused.threeSecuritiesOneStability': label(
    'refused.threeSecuritiesOneStability',
    3,
    '3.危及“三安全一稳定”',
  ),
  'refused.thirdPartyRights': label('refused.thirdPartyRights', 4, '4.保护第三方合法权益'),
  'refused.internalAffairs': label('refused.internalAffairs', 5, '5.属于三类内部事务信息'),
  'refused.processInformation': label('refused.processInformation', 6, '6.属于四类过程性信息'),
  'refused.enforcementCaseFile': label('refused.enforcementCaseFile', 7, '7.属于行政执法案卷'),
  'refused.specialQuery': label('refused.specialQuery', 8, '8.属于行政查询事项'),
  'unable.notHeld': label('unable.notHeld', 1, '1.本机关不掌握相关政府信息'),
  'unable.needsCreation': label('unable.needsCreation', 2, '2.没有现成信息需要另行制作'),
  'unable.stillUnclear': label('unable.stillUnclear', 3, '3.补正后申请内容仍不明确'),
  'unprocessed.petition': label('unprocessed.petition', 1, '1.信访举报投诉类申请'),
  'unprocessed.repeat': label('unprocessed.repeat', 2, '2.重复申请'),
  'unprocessed.publication': label('unprocessed.publication', 3, '3.要求提供公开出版物'),
  'unprocessed.abusive': label('unprocessed.abusive', 4, '4.无正当理由大量反复申请'),
  'unprocessed.confirmOrReissue': label(
    'unprocessed.confirmOrReissue',
    5,
    '5.要求行政机关确认或重新出具已获取信息',
  ),
  other: label('other', null, '（六）其他处理'),
  'other.lapsedCorrection': label(
    'other.lapsedCorrection',
    1,
    '1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请',
    '申请人无正当理由逾期不补正',
  ),
  'other.lapsedFee': label(
    'other.lapsedFee',
    2,
    '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请',
    '申请人逾期未按收费通知要求缴纳费用',
  ),
  'other.rest': label('other.rest', 3, '3.其他'),
  resultTotal: label('resultTotal', null, '（七）总计'),
  carriedOut: label('carriedOut', null, '四、结转下年度继续办理', '结转下年度'),
};

/** Headings of the groups of 表三: they may stand before, among or after the labels of their rows. */
export const TABLE3_GROUP_LABELS: readonly string[] = [
  '三、本年度办理结果',
  '（三）不予公开',
  '（四）无法提供',
  '（五）不予处理',
  '（六）其他处理',
].map(keepIdeographs);

/** Labels of 表二 (60号 and 30号), in printed order. */
export const TABLE2_LABELS: Readonly<Record<Table2Row, RowLabel<Table2Row>>> = {
  rules: label('rules', null, '规章', '行政规章', '政府规章'),
  normativeDocuments: label('normativeDocuments', null, '规范性文件', '行政规范性文件'),
  licensing: label('licensing', null, '行政许可'),
  otherServices: label('otherServices', null, '其他对外管理服务事项', '其他对外管理服务'),
  penalty: label('penalty', null, '行政处罚'),
  coercion: label('coercion', null, '行政强制'),
  adminFees: label('adminFees', null, '行政事业性收费'),
  procurement: label('procurement', null, '政府集中采购'),
};
