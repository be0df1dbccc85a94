import { expect, test } from 'vitest';
import { readReport } from './read-report.js';

/** Table 二 of the 2021 form with what stands in two of its cells. */
function page(licensing: string, made: string): Uint8Array {
  const row = (...cells: string[]): string => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  const html = `<html><body><h1>青岚县水务局2023年政府信息公开工作年度报告</h1>
    <p>一、总体情况</p><p>本年度工作平稳。</p><p>二、主动公开政府信息情况</p>
    <table>${row('第二十条第（一）项')}
    ${row('信息内容', '本年制发件数', '本年废止件数', '现行有效件数')}
    ${row('规章', '0', '0', '0')}${row('行政规范性文件', made, '1', '12')}
    ${row('第二十条第（五）项')}${row('信息内容', '本年处理决定数量')}${row('行政许可', licensing)}
    ${row('第二十条第（六）项')}${row('信息内容', '本年处理决定数量')}${row('行政处罚', '7')}${row('行政强制', '0')}
    ${row('第二十条第（八）项')}${row('信息内容', '本年收费金额（单位：万元）')}${row('行政事业性收费', '3.5')}
    </table></body></html>`;
  return new TextEncoder().encode(html);
}

test.each(['约1835余', '1835（含延期12件）', '若干', '未统计'])(
  'a cell that holds no one certain figure (%s) is unreadable, and its row is not lost',
  async (text) => {
    const { tables, problems, raw } = await readReport(page(text, text));
    expect(tables.table2?.licensing).toEqual({ decisions: null });
    expect(tables.table2?.normativeDocuments).toEqual({ made: null, repealed: 1, inForce: 12 });
    expect(raw.table2?.licensing?.decisions?.text).toBe(text);
    const unreadable = problems.filter(({ kind }) => kind === 'unreadable').map(({ cell }) => cell);
    expect(unreadable).toEqual(['table2.normativeDocuments.made', 'table2.licensing.decisions']);
    expect(problems.filter(({ kind }) => kind === 'missingRow')).toEqual([]);
  },
);

test('a count with its unit is a figure', async () => {
  const { tables, problems } = await readReport(page('1,835件', '４项'));
  expect(tables.table2?.licensing).toEqual({ decisions: 1835 });
  expect(tables.table2?.normativeDocuments?.made).toBe(4);
  expect(problems.filter(({ kind }) => kind !== 'missingTable')).toEqual([]);
});
