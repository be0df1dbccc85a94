import { expect, test } from 'vitest';
import { coreFormsLeftOut, interpretationState } from './interpretation.js';
import { findWrongWords, parseWordList, SHIPPED_WRONG_WORDS } from './wrong-words.js';

test('1+2+X: two core forms, then others; what is planned and not there is named', () => {
  expect(interpretationState(['text', 'official', 'video'], ['text', 'graphic'])).toEqual({
    ...{ core: 1, other: 1, missing: ['official', 'video'] },
  });
  expect(interpretationState([], [])).toEqual({ core: 0, other: 0, missing: ['text', 'official'] });
  expect(interpretationState([], ['text', 'official', null])).toEqual({ core: 2, other: 1, missing: [] });
  // Two texts are still one core form.
  expect(interpretationState(['text'], ['text', 'text'])).toEqual({ core: 1, other: 0, missing: [] });
  expect(coreFormsLeftOut(['text', 'video'])).toEqual(['official']);
  expect(coreFormsLeftOut([])).toEqual([]);
});

test('a list of words is read line by line; what cannot be is told with its line', () => {
  const { words, faults } = parseWordList(
    '# 本局\n工伤保险=>工伤保险费\n敏感项目！\n\n截止目前\t截至目前\n甲\n工伤保险→重复\n',
  );
  expect(words).toEqual([
    { word: '工伤保险', right: '工伤保险费', severity: 'error' },
    { word: '敏感项目', right: null, severity: 'error' },
    { word: '截止目前', right: '截至目前', severity: 'error' },
  ]);
  expect(faults).toEqual(['第6行“甲”：至少两个字，最多40个字。', '第7行“工伤保险”：前面已经有了。']);
  expect(parseWordList('首都?').words).toEqual([{ word: '首都', right: null, severity: 'warning' }]);
});

test('a wrong word says what is meant, a sensitive one asks to be looked at', () => {
  const words = [...SHIPPED_WRONG_WORDS, ...parseWordList('敏感项目').words];
  const found = findWrongWords('截止目前，敏感项目二，截止目前。', words);
  expect(found.map(({ rule, message }) => [rule, message])).toEqual([
    ['words.wrong', '“截止目前”应为“截至目前”。'],
    ['words.sensitive', '出现敏感词“敏感项目”，请核对。'],
  ]);
});
