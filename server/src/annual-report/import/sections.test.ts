import { expect, it } from 'vitest';
import { normaliseForMatching } from './normalise-characters.js';
import { divideIntoSections } from './sections.js';

function divide(printed: string, isFree = false, table?: string): [number, string, string][] {
  const start = table === undefined ? 0 : printed.indexOf(table);
  const ranges = table === undefined ? [] : [{ start, end: start + table.length }];
  return divideIntoSections(normaliseForMatching(printed), printed, ranges, isFree).map(
    ({ number, heading, text }) => [number, heading, text],
  );
}

it('divides a report by its headings and leaves the tables out', () => {
  const table = '第二十条第（一）项\n规章 0 0 0';
  const text = `年度报告\n一、总体情况\n甲。\n二、主动公开政府信息情况\n${table}\n三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n一是人手不足。\n六、其他需要报告的事项\n无。`;
  expect(divide(text, false, table)).toEqual([
    [0, '', '年度报告'],
    [1, '一、总体情况', '甲。'],
    [2, '二、主动公开政府信息情况', ''],
    [3, '三、收到和处理政府信息公开申请情况', ''],
    [4, '四、政府信息公开行政复议、行政诉讼情况', ''],
    [5, '五、存在的主要问题及改进情况', '一是人手不足。'],
    [6, '六、其他需要报告的事项', '无。'],
  ]);
});

it('finds headings in a page flattened to one line', () => {
  const text =
    '联系电话：0512-1234567。一、总体情况2021年，我局公开信息。二、主动公开政府信息情况全年30条。五、存在的主要问题及改进措施问题有二。六、其他需要报告的事项无收费。';
  expect(divide(text)).toEqual([
    [0, '', '联系电话：0512-1234567。'],
    [1, '一、总体情况', '2021年，我局公开信息。'],
    [2, '二、主动公开政府信息情况', '全年30条。'],
    [5, '五、存在的主要问题及改进措施', '问题有二。'],
    [6, '六、其他需要报告的事项', '无收费。'],
  ]);
});

it('passes by a table of contents', () => {
  const contents =
    '一、总体情况\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n';
  const sections = divide(`${contents}${contents.replaceAll('情况\n', '情况\n正文。\n')}`);
  expect(sections.filter(([number]) => number > 0).map(([, , text]) => text)).toEqual([
    '正文。',
    '正文。',
    '正文。',
    '正文。',
  ]);
});

it('finds headings that Word numbers by itself', () => {
  expect(
    divide('总体情况\n甲。\n主动公开政府信息情况\n乙。').map(([number, , text]) => [number, text]),
  ).toEqual([
    [1, '甲。'],
    [2, '乙。'],
  ]);
});

it('leaves the numbers of pages out of the prose', () => {
  const printed = '一、总体情况\n收到12件，\n— 3 —\n办结11件。';
  const text = normaliseForMatching(printed).replace(/.*3.*/, (line) => ' '.repeat(line.length));
  expect(divideIntoSections(text, printed, [], false)).toEqual([
    { number: 1, heading: '一、总体情况', text: '收到12件，\n办结11件。' },
  ]);
});

it('takes a report before 2019 by its own headings', () => {
  expect(
    divide('一、概述\n甲。\n二、加强组织领导\n乙。\n三、今后打算\n丙。', true).map(([number, heading]) => [
      number,
      heading,
    ]),
  ).toEqual([
    [1, '一、概述'],
    [2, '二、加强组织领导'],
    [3, '三、今后打算'],
  ]);
});
