import { expect, test } from 'vitest';
import { diffLines, textLines } from './text-lines.js';

test('what was removed stands before what was added in its place', () => {
  expect(diffLines(['甲', '乙', '丙'], ['甲', '丁', '丙', '戊'])).toEqual([
    { kind: 'same', text: '甲' },
    { kind: 'removed', text: '乙' },
    { kind: 'added', text: '丁' },
    { kind: 'same', text: '丙' },
    { kind: 'added', text: '戊' },
  ]);
});

test('equal texts differ in nothing, an empty one in everything', () => {
  expect(diffLines(['甲'], ['甲']).map(({ kind }) => kind)).toEqual(['same']);
  expect(diffLines([], ['甲', '乙']).map(({ kind }) => kind)).toEqual(['added', 'added']);
  expect(diffLines(['甲', '乙'], []).map(({ kind }) => kind)).toEqual(['removed', 'removed']);
});

test('each line says which part it is of, and for which case', () => {
  const lines = textLines({
    title: '不予公开告知书',
    parts: [
      { role: 'reasons', when: 'refused.stateSecret', text: '理由：{理由}。' },
      { role: 'contact', text: '一\n二' },
    ],
    appendix: null,
  });
  expect(lines).toEqual([
    '标题：不予公开告知书',
    '理由（国家秘密）：理由：{理由}。',
    '联系方式：一',
    '联系方式：二',
  ]);
});
