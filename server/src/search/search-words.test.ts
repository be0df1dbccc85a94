import { describe, expect, test } from 'vitest';
import {
  excerptOf,
  LONGEST_PART,
  looserQueries,
  markPhrases,
  searchQuery,
  searchVector,
  textParts,
} from './search-words.js';
import { WORDS } from './words.js';

describe('what is kept of a text', () => {
  test('every two neighbouring characters at their place, across no mark', () => {
    expect(searchVector('失业保险，金')).toBe("'失业':1 '业保':2 '保险':3 '险':4 '金':6");
  });

  test('widths and cases are one; letters and digits are words', () => {
    expect(searchVector('ＡＢ公司2019')).toBe("'ab':1 '公司':3 '司':4 '2019':5");
  });

  test('a character outside of the basic plane counts as one', () => {
    expect(searchVector('𠮷日月')).toBe("'𠮷日':1 '日月':3 '月':4");
  });

  test('nothing of a text can be an operator', () => {
    expect(searchVector("it's & 'x' | !y \\")).toBe("'it':1 's':4 'x':9 'y':15");
  });

  test('a long text is cut so that every phrase is whole in one part', () => {
    const phrase = '失业保险金领取';
    const text = `${'甲'.repeat(LONGEST_PART - 3)}${phrase}${'乙'.repeat(LONGEST_PART)}`;
    expect(textParts(text).filter((part) => part.includes(phrase))).toHaveLength(1);
  });
});

describe('what is asked', () => {
  test('a character at the edge of a run is the end or the beginning of a pair', () => {
    expect(searchQuery('第3号')?.tsquery).toBe("'第' <1> '3' <1> '号':*");
  });

  test('a phrase keeps the places of its words', () => {
    expect(searchQuery('失业保险')?.tsquery).toBe("'失业' <1> '业保' <1> '保险'");
  });

  test('phrases parted by blanks must all be there; one character begins a pair', () => {
    expect(searchQuery('住房 水')?.tsquery).toBe("'住房' & '水':*");
  });

  test('a document number in any typing is one query', () => {
    const queries = ['云人社发〔2019〕12号', '云人社发[2019]12', '云人社发 (2019) 第012号'].map(
      (typed) => searchQuery(typed)?.tsquery,
    );
    expect(new Set(queries).size).toBe(1);
    expect(queries[0]).toBe("'云人' <1> '人社' <1> '社发' <3> '2019' <5> '12'");
  });

  test('a synonym serves for its word', () => {
    const synonyms = new Map([['低保', ['最低生活保障']]]);
    expect(searchQuery('低保 标准', synonyms)?.tsquery).toBe(
      "('低保' | '最低' <1> '低生' <1> '生活' <1> '活保' <1> '保障') & '标准'",
    );
  });

  test('a question that nothing answers is asked again without the words that ask, then for any of the rest', () => {
    expect(looserQueries('失业金怎么领取').map(({ tsquery }) => tsquery)).toEqual([
      "'失业' <1> '业金' & '领取'",
      "'失业' | '业金' | '领取'",
    ]);
  });

  test('then at the words that have synonyms and at years, which official texts part', () => {
    const synonyms = new Map([['低保', ['最低生活保障']]]);
    const asked = (typed: string) => looserQueries(typed, synonyms).map(({ tsquery }) => tsquery);
    expect(asked('2025年低保金额')[1]).toBe(
      "'2025' <4> '年':* & ('低保' | '最低' <1> '低生' <1> '生活' <1> '活保' <1> '保障') & '金额'",
    );
    expect(asked('低保')).toHaveLength(2);
    // Of the last a known word is one thing, which what serves for it says as well.
    expect(asked('2025年低保金额').at(-1)).toBe(
      "'2025' | ('低保' | '最低' <1> '低生' <1> '生活' <1> '活保' <1> '保障') | '金额'",
    );
  });

  test('traditional characters ask for simplified ones and for what serves for them', () => {
    expect(searchQuery('養老金', WORDS)?.phrases).toEqual(expect.arrayContaining(['养老金', '退休金']));
    expect(searchQuery('不動產登記', WORDS)?.phrases).toContain('不动产登记');
    expect(searchQuery('乾隆', WORDS)?.phrases).toEqual(['乾隆']);
  });

  test.each(['', '  ', '，。', "'&|!()"])('%j asks for nothing', (typed) => {
    expect(searchQuery(typed)).toBeNull();
  });
});

test('an excerpt stands around what was found, and marking it loses nothing', () => {
  const text = `${'前'.repeat(200)}申领失业保险金的条件${'后'.repeat(200)}`;
  const excerpt = excerptOf(text, ['失业保险金']);
  expect(excerpt).toContain('失业保险金');
  expect(excerpt.length).toBeLessThan(130);
  const pieces = markPhrases(excerpt, ['失业保险金']);
  expect(pieces.map((piece) => piece.text).join('')).toBe(excerpt);
  expect(pieces.filter(({ isFound }) => isFound).map((piece) => piece.text)).toEqual(['失业保险金']);
});
