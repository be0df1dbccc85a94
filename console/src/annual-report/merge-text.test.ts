import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeTexts } from './merge-text.js';

const lines = fc
  .array(fc.constantFrom('甲', '乙', '丙', '丁'), { maxLength: 8 })
  .map((all) => all.join('\n'));

test('changes of different paragraphs are both kept', () => {
  expect(mergeTexts('一\n二\n三', '一改\n二\n三', '一\n二\n三改')).toEqual({
    text: '一改\n二\n三改',
    overlaps: 0,
  });
  expect(mergeTexts('一\n二', '零\n一\n二', '一\n二\n三')).toEqual({ text: '零\n一\n二\n三', overlaps: 0 });
});

test('where both changed the same paragraph both wordings stand, one after the other', () => {
  expect(mergeTexts('一\n二\n三', '一\n我的\n三', '一\n他的\n三')).toEqual({
    text: '一\n他的\n我的\n三',
    overlaps: 1,
  });
  expect(mergeTexts('', '我的', '他的')).toEqual({ text: '他的\n我的', overlaps: 1 });
});

test('the same change on both sides is made once', () => {
  expect(mergeTexts('一\n二', '一\n新', '一\n新')).toEqual({ text: '一\n新', overlaps: 0 });
});

test('with one side unchanged the other is taken as it is', () => {
  fc.assert(
    fc.property(lines, lines, (base, changed) => {
      expect(mergeTexts(base, changed, base)).toEqual({ text: changed, overlaps: 0 });
      expect(mergeTexts(base, base, changed)).toEqual({ text: changed, overlaps: 0 });
    }),
  );
});

test('no paragraph that one side added is lost', () => {
  fc.assert(
    fc.property(lines, lines, lines, (base, mine, theirs) => {
      const merged = mergeTexts(base, mine, theirs).text.split('\n');
      for (const line of [...mine.split('\n'), ...theirs.split('\n')]) {
        if (!base.split('\n').includes(line)) expect(merged).toContain(line);
      }
    }),
  );
});
