import { describe, expect, it } from 'vitest';
import { beginsPart, figuresIn, normalizeProse, parseNumeral, sentencesOf } from './narrative-text.js';

describe('normalizeProse', () => {
  it.each([
    ['受理申请 3119 件，答\n复 3050 件', '受理申请3119件，答复3050件'],
    ['共１２３件，占５１．８５％', '共123件，占51.85%'],
    ['累计阅读9,948次', '累计阅读9948次'],
    ['收到1，234件', '收到1234件'],
    ['分别为12,5件', '分别为12，5件'],
    ['建设“四最”一流- 2 -\n营商环境', '建设“四最”一流营商环境'],
    ['申请(含上年结转)3件;办结:2件', '申请（含上年结转）3件；办结：2件'],
    ['2019-2021年', '2019-2021年'],
  ])('%j', (text, expected) => {
    expect(normalizeProse(text)).toBe(expected);
  });
});

describe('parseNumeral', () => {
  it.each([
    ['12', 12],
    ['51.85', 51.85],
    ['两', 2],
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['三百零五', 305],
    ['一千二百三十四', 1234],
    ['二〇', 20],
    ['一二三', 123],
    ['零', 0],
  ])('%s is %d', (text, value) => {
    expect(parseNumeral(text)).toBe(value);
  });

  it('is NaN for other words', () => {
    expect(parseNumeral('若干')).toBeNaN();
  });
});

describe('figuresIn', () => {
  it('gives what stands before and behind each count', () => {
    const [first, second] = figuresIn('全年，行政复议案件2件、行政诉讼案件七起（其他）。');
    expect(first).toEqual({
      value: 2,
      start: 9,
      end: 11,
      clause: '行政复议案件',
      phrase: '行政复议案件',
      after: '',
    });
    expect(second).toEqual({
      value: 7,
      start: 18,
      end: 20,
      clause: '行政复议案件2件、行政诉讼案件',
      phrase: '行政诉讼案件',
      after: '',
    });
    expect(figuresIn('收到70件申请，')[0]?.after).toBe('申请');
    expect(figuresIn('收到5件办结3件')[1]?.phrase).toBe('办结');
  });

  it.each(['件', '起', '宗', '份', '例'])('counts in %s', (unit) => {
    expect(figuresIn(`申请3${unit}。`).map(({ value }) => value)).toEqual([3]);
  });

  it.each([
    '收到约20件',
    '近20件',
    '超过20件',
    '比上年增加20件',
    '减少了20件',
    '每一件申请',
    '第三件',
    '20余件',
    '1.5件',
    '制发件数3件数',
    '与群众一起',
    '9起诉讼',
    '2例如下',
    '3条',
    '5次',
  ])('“%s” has no count', (text) => {
    expect(figuresIn(text)).toEqual([]);
  });

  it('knows 一起 as one case behind a noun', () => {
    expect(figuresIn('行政诉讼一起').map(({ value }) => value)).toEqual([1]);
  });
});

describe('sentences', () => {
  it('end at full stops and begin at numbered parts', () => {
    expect(sentencesOf('甲。乙！（一）丙（二）丁')).toEqual(['甲。', '乙！', '（一）丙', '（二）丁']);
    expect([beginsPart('（十一）丙'), beginsPart('丙（一）')]).toEqual([true, false]);
  });
});
