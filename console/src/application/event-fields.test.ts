import { caseEventSchema, type CaseEvent } from '@gongkai/core';
import { expect, test } from 'vitest';
import { changeType, draftOf, emptyDraft, eventDetails, eventOf } from './event-fields.js';

const EVENTS: readonly unknown[] = [
  { type: 'submitted', on: '2026-03-02', channel: 'registeredMail', officeReceivedOn: '2026-03-03' },
  { type: 'correctionNotice', on: '2026-03-02', termDays: 10 },
  { type: 'supplement', on: '2026-03-02', reasonAccepted: false },
  { type: 'thirdPartyAnswered', on: '2026-03-02', agrees: true },
  { type: 'extension', on: '2026-03-02', days: 20 },
  { type: 'delayNotice35', on: '2026-03-02', until: '2026-06-01' },
  {
    type: 'decided',
    on: '2026-03-02',
    items: [{ finding: 'disclosed' }, { finding: 'notExist' }],
    mainItem: 1,
  },
  { type: 'served', on: '2026-03-02', way: 'post' },
  { type: 'overturned', on: '2026-03-02', by: 'court', redoDays: 15 },
];

test('an event goes through the form unchanged', () => {
  for (const event of EVENTS) {
    const parsed: CaseEvent = caseEventSchema.parse(event);
    expect(eventOf(draftOf(parsed))).toEqual(event);
  }
});

test('an optional answer left empty is left out, a missing one is found by the rules of core', () => {
  const draft = emptyDraft('submitted', '2026-03-02');
  expect(eventOf(draft)).toEqual({ type: 'submitted', on: '2026-03-02' });
  expect(caseEventSchema.safeParse(eventOf(draft)).error?.issues.map(({ path }) => path)).toEqual([
    ['channel'],
  ]);
});

test('another kind of step keeps the day', () => {
  expect(changeType(emptyDraft('submitted', '2026-03-02'), 'served').values).toEqual({ on: '2026-03-02' });
});

test('what was recorded is told in words', () => {
  expect(eventDetails(caseEventSchema.parse(EVENTS[6]))).toEqual([
    '第1项：提供信息',
    '第2项：信息不存在',
    '主要结论：第2项',
  ]);
  expect(eventDetails(caseEventSchema.parse(EVENTS[2]))).toEqual(['逾期而有正当理由，予以采纳：否']);
});
