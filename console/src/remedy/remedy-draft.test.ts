import { expect, test } from 'vitest';
import { emptyDraft, nextLevel, readDraft, withKind } from './remedy-draft.js';

const typed = {
  ...{ authority: ' 云泽市人民法院（演示） ', number: '', filedOn: '2026-01-30', costsYuan: '50.10' },
  appearances: '2026-03-02 顾示文 法规科科长\n\n2026-03-02 关示范 局长 负责人',
};

test('a draft is read as the server takes it: texts trimmed, empty ones left out, yuan as fen', () => {
  const draft = withKind(emptyDraft('YSJ-2026-0001'), 'directSuit');
  const [first] = draft.stages;
  if (first === undefined) throw new Error('a draft has a stage');
  const read = readDraft({ ...draft, stages: [{ ...first, ...typed }] });
  expect(read.data).toMatchObject({
    ...{ caseId: 'YSJ-2026-0001', kind: 'directSuit' },
    stages: [
      {
        ...{ level: 'first', authority: '云泽市人民法院（演示）', number: null, costsFen: 5010 },
        appearances: [
          { on: '2026-03-02', name: '顾示文', post: '法规科科长', isHead: false },
          { on: '2026-03-02', name: '关示范', post: '局长', isHead: true },
        ],
      },
    ],
  });
});

test('what is missing is named by its place, and a suit goes through its instances in order', () => {
  expect(readDraft(emptyDraft('')).error?.issues[0]?.path).toEqual(['stages', 0, 'filedOn']);
  const suit = withKind(emptyDraft(''), 'suitAfterReconsideration');
  expect(nextLevel(suit)).toBe('second');
  expect(nextLevel(emptyDraft(''))).toBeNull();
});
