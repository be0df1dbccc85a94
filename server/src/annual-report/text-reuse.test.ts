import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SHORTEST_RUN, reuseBySection } from './text-reuse.js';

function section(text: string, number = 1) {
  return { number, heading: '一、总体情况', text };
}

function reuse(left: string, right: string) {
  return reuseBySection([section(left)], [section(right)])[0];
}

const SENTENCE = '进一步健全政府信息公开工作机制，明确专人负责';

test('a sentence taken over counts with all its characters, wherever it stood', () => {
  const right = `${SENTENCE}。今年新建目录三个。`;
  const found = reuse(`去年：${SENTENCE}；另有其他。`, right);
  expect(found?.passages).toEqual([SENTENCE]);
  expect(found?.share).toBeCloseTo(Array.from(SENTENCE).length / Array.from(right).length);
});

test('twelve characters are a phrase, thirteen a run', () => {
  const text = '甲乙丙丁戊己庚辛壬癸子丑寅';
  expect(Array.from(text)).toHaveLength(SHORTEST_RUN);
  expect(reuse(text, text)).toMatchObject({ share: 1, passages: [text] });
  expect(reuse(text.slice(0, 12), text)).toMatchObject({ share: 0, passages: [] });
  expect(reuse('', '')).toMatchObject({ share: 0, passages: [] });
});

test('white space does not hide it, other figures do', () => {
  const text = '全市共受理政府信息公开申请12件，同比下降';
  expect(reuse(text, text.split('').join(' \n'))?.share).toBe(1);
  expect(reuse('收到申请12件。', '收到申请13件。')?.share).toBe(0);
});

test('the lead is left out on both sides', () => {
  const lead = section('本报告根据《中华人民共和国政府信息公开条例》要求编制。', 0);
  expect(reuseBySection([lead], [lead, section(lead.text)])).toMatchObject([{ number: 1, share: 0 }]);
});

/** The definition, character by character: slow and plain. */
function shareByDefinition(left: string, right: string): number {
  const characters = [...right];
  const isShared = characters.map((_, at) =>
    Array.from({ length: SHORTEST_RUN }, (_unused, back) => at - back).some(
      (from) =>
        from >= 0 &&
        from + SHORTEST_RUN <= characters.length &&
        left.includes(characters.slice(from, from + SHORTEST_RUN).join('')),
    ),
  );
  return characters.length === 0 ? 0 : isShared.filter(Boolean).length / characters.length;
}

test('the share is what the definition says', () => {
  const text = fc.string({ unit: fc.constantFrom('公', '开'), maxLength: 80 });
  fc.assert(
    fc.property(text, text, (left, right) => {
      expect(reuse(left, right)?.share).toBeCloseTo(shareByDefinition(left, right));
    }),
  );
});

test('two texts of a hundred thousand characters are compared in one pass, and the passages shown stay short', () => {
  const long = Array.from({ length: 100_000 }, (_, at) =>
    String.fromCodePoint(0x4e00 + ((at * 7919) % 20_000)),
  ).join('');
  const found = reuse(long, long);
  expect(found?.share).toBe(1);
  expect(found?.passages.map((passage) => passage.length)).toEqual([300]);
});
