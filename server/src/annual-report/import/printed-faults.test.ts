import type { Table3Row } from '@gongkai/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { readReport, type ReportReading } from './read-report.js';

/** Hand-made: each line of the tables carries a fault that published reports have. */
const REPORT = `白塔镇人民政府2022年政府信息公开工作年度报告
一、总体情况
2022年主动公开信息 45，办理申请 3 件。
二、主动公开政府信息情况
第二十条 第（一）项
信息内容 本年制发件数 本年废止件数 现行有效件数（自2014年至今）
规章 / / /
行政规范性文件（指有正式文号的文件，如-8）12 3 1,105
第二十条第（五）项
信息内容 本年处理决定数量
行政许可 ２２９３件- 1 -
第二十条第（六）项
- 2 -
信息内容 本年处理决定数量
行政处罚 -4
行政强制 1.5
第二十条第（八）项
信息内容 本年收费金额（单位：万元）
行政事业性收费 3940元
三、收到和处理政府信息公开申请情况
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）申请人情况
自然人 商 业 企
业 科研机构 社会公益组织 法律服务机构 其他 总计
一、本年新收政府信息公开申请数量3 000003二、上年结转政府信息公开申请数量0000000
三、
本年度办理结果 （一）予以公开 1 - - - - - 1
（二）部分公开（区分处理的，只计这一情
1 0 0 0 0 0 1
形，不计其他情形）
（三）不
1．属于国家秘密00000002.其他法律行政法规禁止公开 0 00 0 0 0 0
予公开 3、危及三安全一稳定 0 0 0 0 0 0 0- 3 -
4.保护第三方 0 0 0 0 0 0 0
5.屬於三類內部事務信息 0 0 0 0 0 0
6.属于四类过程性信息 0 0 0 0 0 0 0 7属于行政执法案卷 0 0 0 0 0 0 0
8.属于行政查询事项 0 0 0 0 0 0 0
（四）无法提供
本机关不掌握相关政府信息
0
0
0
0
0
0
0
2.没有现成信息需要另行制作 | 0 | 0 | 0 | | 0 | 0 | 0 |
3.补正后申请内容仍不明确 220000022
（五）不予处理 1.信访举报投诉类申请 1 0 0 0 0 0 1 2.重复申请 0 0 0 0 0 0 0
3.要求提供公开出版物 0 0 0 0 0 0 0
4.无正当理由大量点击查看反复申请 0 0 0 0 0 0 0
（六）其他处理 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 0000000
2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 0000000其他0 0 0 0 0 00
（七）总计 3 0 0 0 0 0 3
四、结转下年度继续办理 0 0 0 0 0 0 0
四、政府信息公开行政复议、行政诉讼情况
行政复议 行政诉讼 结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉
0 1 0 3 4 | 0 0 0 0 0 | 1 0 0 1 2
五、存在的主要问题及改进情况
人手不足。
`;

const ZEROS = [0, 0, 0, 0, 0, 0, 0];
const NULLS = ZEROS.map(() => null);

describe('a report in which every line has its own fault', () => {
  let reading: ReportReading;
  beforeAll(async () => {
    reading = await readReport(new TextEncoder().encode(REPORT));
  });

  it.each<[Table3Row, (number | null)[], string]>([
    ['newReceived', [3, 0, 0, 0, 0, 0, 3], 'digits glued behind a space'],
    ['carriedIn', ZEROS, 'digits glued to both labels'],
    ['granted', [1, null, null, null, null, null, 1], 'dashes for nothing'],
    ['partiallyGranted', [1, 0, 0, 0, 0, 0, 1], 'figures in the middle of a wrapped label'],
    ['refused.stateSecret', ZEROS, 'the next ordinal glued to the last digit'],
    ['refused.forbiddenByLaw', ZEROS, 'one space missing'],
    ['refused.threeSecuritiesOneStability', ZEROS, 'the number of the page glued to the row'],
    ['refused.thirdPartyRights', ZEROS, 'half of the label missing'],
    ['refused.internalAffairs', NULLS, 'traditional characters, a cell lost'],
    ['refused.processInformation', ZEROS, 'the next ordinal without its dot'],
    ['refused.enforcementCaseFile', ZEROS, 'an ordinal without a dot'],
    ['unable.notHeld', ZEROS, 'one cell a line, no ordinal'],
    ['unable.needsCreation', [0, 0, 0, null, 0, 0, 0], 'between pipes, one cell empty'],
    ['unable.stillUnclear', NULLS, 'two cuts that add up'],
    ['unprocessed.petition', [1, 0, 0, 0, 0, 0, 1], 'two rows on one line'],
    ['unprocessed.abusive', ZEROS, 'foreign words in the label'],
    ['other.lapsedFee', ZEROS, 'the next label glued on'],
    ['other.rest', ZEROS, 'the ordinal lost'],
    ['resultTotal', [3, 0, 0, 0, 0, 0, 3], 'nothing'],
  ])('%s: %j (%s)', (row, values) => {
    expect(Object.values(reading.tables.table3?.[row] ?? {})).toEqual(values);
  });

  it('does not invent the row that is not there', () => {
    expect(Object.keys(reading.tables.table3 ?? {})).not.toContain('unprocessed.confirmOrReissue');
    expect(reading.problems).toContainEqual(
      expect.objectContaining({ kind: 'missingRow', row: 'table3.unprocessed.confirmOrReissue' }),
    );
  });

  it('reads 表二 with its dashes, remarks, units and impossible figures', () => {
    expect(reading.tables.table2).toEqual({
      rules: { made: null, repealed: null, inForce: null },
      normativeDocuments: { made: 12, repealed: 3, inForce: 1105 },
      licensing: { decisions: 2293 },
      penalty: { decisions: -4 },
      coercion: { decisions: 1.5 },
      adminFees: { amountWanYuan: 0.394 },
    });
    expect(reading.raw.table2?.licensing?.decisions?.text).toBe('２２９３件');
    expect(
      reading.problems
        .filter(({ kind }) => ['negative', 'fractional', 'unit'].includes(kind))
        .map(({ kind, cell }) => [kind, cell]),
    ).toEqual([
      ['negative', 'table2.penalty.decisions'],
      ['fractional', 'table2.coercion.decisions'],
      ['unit', 'table2.adminFees.amountWanYuan'],
    ]);
  });

  it('reads 表四 between pipes', () => {
    expect(reading.tables.table4).toEqual({
      reconsideration: { upheld: 0, corrected: 1, other: 0, pending: 3, total: 4 },
      directSuit: { upheld: 0, corrected: 0, other: 0, pending: 0, total: 0 },
      suitAfterReconsideration: { upheld: 1, corrected: 0, other: 0, pending: 1, total: 2 },
    });
  });

  it('names the spoilt labels and the rows that are open, and says why in Chinese', () => {
    const named = (kind: string): (string | undefined)[] =>
      reading.problems.filter((problem) => problem.kind === kind).map(({ row }) => row);
    expect(named('label')).toEqual(['table3.refused.thirdPartyRights', 'table3.unprocessed.abusive']);
    expect(named('unreadable')).toEqual(['table3.refused.internalAffairs', 'table3.unable.stillUnclear']);
    expect(reading.problems.every(({ message }) => /[\u4e00-\u9fff]{4}/.test(message))).toBe(true);
    expect(reading.candidates['table3.unable.stillUnclear']).toEqual(
      expect.arrayContaining([
        [22, 0, 0, 0, 0, 0, 22],
        [2, 20, 0, 0, 0, 0, 22],
      ]),
    );
  });
});
