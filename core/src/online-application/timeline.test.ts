import { describe, expect, test } from 'vitest';
import { caseEventSchema, CASE_STATUSES, type CaseEvent } from '../application/vocabulary.js';
import { evaluateCase } from '../application/evaluate-case.js';
import { parseLocalDate } from '../calendar/local-date.js';
import {
  actsOpenTo,
  applicantTimeline,
  dueReason,
  remedySentences,
  statusSentence,
  STATUS_WORDS,
} from './timeline.js';

const events = (...given: readonly object[]): CaseEvent[] => given.map((it) => caseEventSchema.parse(it));
const WEB = { type: 'submitted', on: '2026-03-01', channel: 'web' };
const CONFIRMED = { type: 'receiptConfirmed', on: '2026-03-02' };

function evaluate(given: CaseEvent[], day: string) {
  const history = { applicant: 'naturalPerson', agency: 'localDepartment', events: given } as const;
  return evaluateCase(history, { today: parseLocalDate(day) });
}

describe('what the applicant is told', () => {
  test('is in the order of the days and says neither who was asked, nor their answer, nor an unserved decision', () => {
    const all = events(
      WEB,
      CONFIRMED,
      { type: 'thirdPartyConsulted', on: '2026-03-09' },
      { type: 'thirdPartyAnswered', on: '2026-03-20', agrees: false },
      { type: 'decided', on: '2026-03-25', items: [{ finding: 'refused.thirdPartyRights' }] },
    );
    const lines = applicantTimeline(all);
    expect(lines.map(({ on }) => on)).toEqual(['2026-03-01', '2026-03-02', '2026-03-09', '2026-03-20']);
    expect(lines.map(({ text }) => text).join('')).not.toMatch(/不同意|同意|拒绝|不予公开/);
  });

  test('every status has its sentence', () => {
    expect(Object.keys(STATUS_WORDS).sort()).toEqual(Object.keys(CASE_STATUSES).sort());
  });

  // 条例第三十条、信息处理费管理办法第五条: either is waited for, and the applicant must know which.
  test('a case that waits for the applicant says for what', () => {
    const corrected = [{ type: 'submitted' }, { type: 'correctionNotice' }] as const;
    const charged = [...corrected, { type: 'supplement' }, { type: 'feeNotice' }] as const;
    expect(statusSentence('awaitingApplicant', corrected)).toContain('等您补正');
    expect(statusSentence('awaitingApplicant', corrected)).not.toContain('缴费');
    expect(statusSentence('awaitingApplicant', charged)).toContain('等您缴费');
    expect(statusSentence('lapsed', charged)).toMatch(/没有在期限内缴费，依法视为放弃/);
    expect(statusSentence('processing', charged)).toBe(STATUS_WORDS.processing);
  });

  // 条例第三十三条: 20 working days and at most 20 more, from 2026-03-02 on.
  test('an extended term says how much of it is the extension', () => {
    const extended = events(WEB, CONFIRMED, { type: 'extension', on: '2026-03-20', days: 20 });
    const { derivation } = evaluate(extended, '2026-03-23');
    expect(dueReason(derivation)).toBe(
      '2026-03-02（周一）收到申请，从次日起第40个工作日（含延长的20个工作日）。',
    );
  });

  // law.md §1.5: received 2026-03-02, third party asked 03-09, answered 03-20 (9 working days) -> 2026-04-13.
  test('the due date comes with one line of why, the consultation named', () => {
    const asked = events(
      WEB,
      CONFIRMED,
      { type: 'thirdPartyConsulted', on: '2026-03-09', receivedOn: '2026-03-09' },
      { type: 'thirdPartyAnswered', on: '2026-03-20' },
    );
    const { dueOn, derivation } = evaluate(asked, '2026-03-23');
    expect(dueOn).toBe('2026-04-13');
    expect(dueReason(derivation)).toBe(
      '2026-03-02（周一）收到申请，从次日起第20个工作日，征求意见的9个工作日不计。',
    );
  });

  // law.md §1.5: 补正 notice by 03-11; supplement received 03-25 -> 2026-04-23.
  test('a supplement begins the term anew', () => {
    const supplemented = events(
      WEB,
      CONFIRMED,
      { type: 'correctionNotice', on: '2026-03-11', termDays: 15 },
      { type: 'supplement', on: '2026-03-25' },
    );
    const { dueOn, derivation } = evaluate(supplemented, '2026-03-26');
    expect(dueOn).toBe('2026-04-23');
    expect(dueReason(derivation)).toBe('2026-03-25（周三）收到补正材料，从次日起第20个工作日。');
  });
});

describe('what the applicant can do', () => {
  const acts = (given: CaseEvent[], day: string) => actsOpenTo(evaluate(given, day), given);
  const notice = { type: 'correctionNotice', on: '2026-03-05', termDays: 5 };

  test.each([
    ['before the receipt is confirmed', [WEB], '2026-03-02', ['confirm', 'withdraw']],
    ['while the organ works', [WEB, CONFIRMED], '2026-03-03', ['withdraw']],
    ['after a notice to correct', [WEB, CONFIRMED, notice], '2026-03-06', ['supplement', 'withdraw']],
    ['late, for a reason that may be accepted', [WEB, CONFIRMED, notice], '2026-03-30', ['supplement']],
    [
      'after the reply: nothing but to say how it was',
      [
        WEB,
        CONFIRMED,
        { type: 'decided', on: '2026-03-05', items: [{ finding: 'disclosed' }] },
        { type: 'served', on: '2026-03-06' },
      ],
      '2026-03-09',
      ['rate'],
    ],
    [
      'while the reply is on its way: no withdrawal any more',
      [WEB, CONFIRMED, { type: 'decided', on: '2026-03-05', items: [{ finding: 'disclosed' }] }],
      '2026-03-05',
      [],
    ],
  ] as const)('%s', (_, given, day, due) => {
    expect(acts(events(...given), day)).toEqual(due);
  });
});

describe('what can be done against an answer', () => {
  const answered = (...items: readonly object[]): string[] => {
    const happened = events(
      WEB,
      CONFIRMED,
      { type: 'decided', on: '2026-03-25', items },
      { type: 'served', on: '2026-03-26', way: 'post' },
    );
    return remedySentences(evaluate(happened, '2026-03-27').remedies, happened);
  };

  // 行政复议法第二十三条第一款第四项, 法释〔2025〕8号第一条: what was given needs no remedy, what was withheld goes to
  // reconsideration first; the letter says 本告知书中不予公开的部分.
  test('of one thing that was given in part, what was withheld is named', () => {
    const lines = answered({ finding: 'partiallyGranted' });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^对答复中不予公开的部分不服的，应当先自知道该答复之日起60日内申请行政复议/);
  });

  test('of several items the one given in part is named with what was withheld of it', () => {
    const lines = answered(
      { finding: 'partiallyGranted' },
      { finding: 'refused.stateSecret' },
      { finding: 'notExist' },
    );
    expect(lines[0]).toMatch(/^对第2项以及第1项中不予公开的部分不服的，应当先自知道/);
    expect(lines[1]).toMatch(/^对第3项不服的，可以自知道/);
  });

  // An answer to one thing has no items to be named: the applicant asked for one thing.
  test('an answer of one item is not spoken of by its number', () => {
    const [only, ...more] = answered({ finding: 'refused.internalAffairs' });
    expect(more).toEqual([]);
    expect(only).toMatch(/^应当先自知道该答复之日起60日内申请行政复议/);
    expect(answered({ finding: 'notExist' }).join('')).not.toMatch(/第\d/);
  });

  test('of several items each route names its own, a route of one item too', () => {
    const lines = answered(
      { finding: 'disclosed' },
      { finding: 'refused.stateSecret' },
      { finding: 'notExist' },
    );
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^对第2项不服的，应当先自知道该答复之日起60日内申请行政复议/);
    expect(lines[1]).toMatch(/^对第1、3项不服的，可以自知道该答复之日起60日内申请行政复议/);
  });

  test('beside an item against which nothing lies the other keeps its number', () => {
    expect(answered({ finding: 'inquiry' }, { finding: 'notExist' }).join('')).toMatch(/^对第2项不服的/);
  });
});
