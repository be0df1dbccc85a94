import { expect, test } from 'vitest';
import { paperFindings } from './paper-head.js';

const paper = (number: string, date: string) =>
  `云泽市人民政府办公室文件\n\n${number}\n\n云泽市人民政府办公室关于印发实施方案的通知\n\n各区县人民政府：\n根据《条例》（国令第711号）和浙政发〔2019〕12号文件，制定本方案。\n\n云泽市人民政府办公室\n${date}\n`;

test.each([
  ['云政办发〔2026〕7号', '2026年3月2日', []],
  ['  云政办发〔2026〕7号　　签发人：王某', '　　2026年3月2日', []],
  ['云政办发〔2025〕7号', '2026年3月2日', ['metadata.numberYear']],
  ['云政办发[2026]7号', '2026年3月2日', ['metadata.numberForm']],
  ['云政办函（2026）7号', '2026年3月2日', ['metadata.numberForm']],
  ['云政办发〔2026〕第7号', '2026年3月2日', ['metadata.numberForm']],
  ['云政办发〔2026〕07号', '2025年12月31日', ['metadata.numberForm', 'metadata.numberYear']],
  ['（2024）浙01行初12号', '2026年3月2日', []],
  ['依申请公开', '2026年3月2日', []],
])('%s, %s', (number, date, rules) => {
  const text = paper(number, date);
  const findings = paperFindings(text);
  expect(findings.map(({ rule }) => rule)).toEqual(rules);
  for (const { severity, start, end, excerpt } of findings)
    expect([severity, text.slice(start, end)]).toEqual(['warning', excerpt]);
});

test('a number that the text quotes is not its own', () => {
  expect(paperFindings('根据云政办发[2019]12号文件\n2026年3月2日')).toEqual([]);
  expect(paperFindings(`${'各单位应当认真执行。'.repeat(200)}\n云政发[2019]1号\n`)).toEqual([]);
});

test('the day when it was printed is not the day when it was formed', () => {
  const text = `${paper('云政办发〔2026〕7号', '2026年3月2日')}云泽市人民政府办公室\t2027年1月4日印发\n`;
  expect(paperFindings(text)).toEqual([]);
});
