import { describe, expect, test } from 'vitest';
import { parseLocalDate, type LocalDate } from '../calendar/local-date.js';
import { createCalendar } from '../calendar/working-day-calendar.js';
import { describeStep } from './describe-step.js';
import { replyClock, type ClockEvent, type ReplyClock } from './reply-clock.js';
import { workingDayTerm } from './term.js';
import { termsFor } from './terms.js';

const calendar = createCalendar();
const day = (text: string): LocalDate => parseLocalDate(text);

function clock(
  receivedOn: string,
  events: readonly ClockEvent[] = [],
  today = '2026-11-21',
  days?: number,
): ReplyClock {
  return replyClock({
    receivedOn: day(receivedOn),
    events,
    calendar,
    today: day(today),
    ...(days !== undefined && { days }),
  });
}

describe('terms of the Regulations in force on receipt', () => {
  test('20 + 20 and a 补正 notice within 7 since 2019-05-15, 15 + 15 before', () => {
    expect(termsFor(day('2019-05-15'))).toEqual({
      replyDays: 20,
      extensionDays: 20,
      correctionNoticeDays: 7,
    });
    expect(termsFor(day('2019-05-14'))).toEqual({
      replyDays: 15,
      extensionDays: 15,
      correctionNoticeDays: null,
    });
    expect(clock('2019-05-14').correctionNoticeDueOn).toBeNull();
    expect(clock('2026-03-02').correctionNoticeDueOn).toBe('2026-03-11');
  });

  test('an extension is cut to the longest that the law allows', () => {
    const long: ClockEvent = { type: 'extension', on: day('2019-05-20'), days: 20 };
    const old = clock('2019-05-14', [long]);
    expect(old.findings).toEqual([{ rule: 'extensionTooLong', on: '2019-05-20' }]);
    expect(old.steps).toContainEqual({ kind: 'extended', date: '2019-05-20', days: 15 });
    expect(clock('2019-05-15', [long]).findings).toEqual([]);
    expect(clock('2019-05-15', [{ ...long, days: 21 }]).dueOn).toBe(clock('2019-05-15', [long]).dueOn);
  });
});

describe('derivation', () => {
  test('tells each day after receipt, with the holiday and its notice, up to the due date', () => {
    const { steps, dueOn } = clock('2026-02-06', [], '2026-02-10', 7);
    expect(dueOn).toBe('2026-02-24');
    expect(steps.map(describeStep)).toEqual([
      '2026-02-06（周五） 起算，期限 7 日，当日不计入',
      '2026-02-07（周六） 不计：周末',
      '2026-02-08（周日） 不计：周末',
      '2026-02-09（周一） 第 1 日：工作日',
      '2026-02-10（周二） 第 2 日：工作日',
      '2026-02-11（周三） 第 3 日：工作日',
      '2026-02-12（周四） 第 4 日：工作日',
      '2026-02-13（周五） 第 5 日：工作日',
      '2026-02-14（周六） 第 6 日：春节调休上班，依据国办发明电〔2025〕7号',
      ...[
        '15（周日）',
        '16（周一）',
        '17（周二）',
        '18（周三）',
        '19（周四）',
        '20（周五）',
        '21（周六）',
        '22（周日）',
        '23（周一）',
      ].map((it) => `2026-02-${it} 不计：春节放假，依据国办发明电〔2025〕7号`),
      '2026-02-24（周二） 第 7 日：工作日',
      '2026-02-24（周二） 期限届满日',
    ]);
  });

  test('days of a consultation are told as not counted, and lengthen the term by as many', () => {
    const consultation: ClockEvent = {
      type: 'consultation',
      with: 'thirdParty',
      on: day('2026-03-09'),
      receivedOn: day('2026-03-10'),
      answeredOn: day('2026-03-20'),
    };
    const { steps, dueOn, findings, status } = clock('2026-03-02', [consultation], '2026-03-19');
    expect(dueOn).toBe('2026-04-13');
    expect(status).toBe('suspended');
    expect(findings).toEqual([]);
    expect(steps.filter(({ kind }) => kind === 'suspended').map(({ date }) => date)).toEqual([
      '2026-03-10',
      '2026-03-11',
      '2026-03-12',
      '2026-03-13',
      '2026-03-16',
      '2026-03-17',
      '2026-03-18',
      '2026-03-19',
      '2026-03-20',
    ]);
    expect(steps.filter(({ kind }) => kind === 'counted')).toHaveLength(20);
    expect(describeStep(steps[1] ?? steps[0]!)).toBe(
      '2026-03-09（周一） 征求第三方意见，次日起至 2026-03-20（周五） 不计入（收到答复）',
    );
    expect(clock('2026-03-02', [consultation], '2026-03-20').status).toBe('running');
    expect(clock('2026-03-02', [consultation], '2026-03-08').status).toBe('running');
  });

  test('an open request to another organ stands still until today', () => {
    const request: ClockEvent = { type: 'consultation', with: 'agency', on: day('2026-03-09') };
    const open = clock('2026-03-02', [request], '2026-03-13');
    expect(open.status).toBe('suspended');
    expect(open.steps[1]).toMatchObject({
      kind: 'consulted',
      with: 'agency',
      through: '2026-03-13',
      ended: 'open',
    });
    // 5 days counted up to 03-09, 4 stand still, 15 more from 03-16
    expect(open.dueOn).toBe('2026-04-03');
    expect(describeStep(open.steps[1] ?? open.steps[0]!)).toContain(
      '其他机关意见，次日起至 2026-03-13（周五） 不计入（尚未答复，暂计至今日）',
    );
  });

  test('stops, restarts and the applicant’s own term are told', () => {
    const notice: ClockEvent = { type: 'correctionNotice', on: day('2026-03-11'), termDays: 10 };
    const open = clock('2026-03-02', [notice], '2026-03-25');
    expect(open).toMatchObject({
      status: 'awaitingApplicant',
      dueOn: null,
      lapsesOn: '2026-03-25',
      findings: [],
    });
    expect(open.steps.map(describeStep)).toEqual([
      '2026-03-02（周一） 起算，期限 20 日，当日不计入',
      '2026-03-11（周三） 发出补正告知书，等待申请人，期限停止',
      '2026-03-25（周三） 申请人期限的最后一日，逾期视为放弃',
    ]);
    expect(clock('2026-03-02', [notice], '2026-03-26').status).toBe('lapsed');
    const resumed = clock('2026-03-02', [notice, { type: 'supplement', on: day('2026-03-25') }]);
    expect(resumed).toMatchObject({ dueOn: '2026-04-23', lapsesOn: null });
    expect(describeStep(resumed.steps[2] ?? resumed.steps[0]!)).toBe(
      '2026-03-25（周三） 收到补正材料，期限自次日重新计算',
    );
  });

  test('a fee notice and its payment', () => {
    const notice: ClockEvent = { type: 'feeNotice', on: day('2026-03-09'), receivedOn: day('2026-03-10') };
    const open = clock('2026-03-02', [notice], '2026-03-12');
    expect(open).toMatchObject({ status: 'awaitingApplicant', dueOn: null, lapsesOn: '2026-04-08' });
    expect(describeStep(open.steps[1] ?? open.steps[0]!)).toContain('发出收费通知书');
    const paid = clock('2026-03-02', [notice, { type: 'feePaid', on: day('2026-03-18') }]);
    expect(paid.dueOn).toBe('2026-04-16');
    expect(describeStep(paid.steps[2] ?? paid.steps[0]!)).toContain('足额缴费');
    const late = clock('2026-03-02', [notice, { type: 'feePaid', on: day('2026-04-09') }], '2026-04-10');
    expect(late).toMatchObject({ status: 'lapsed', dueOn: null });
    expect(late.findings).toEqual([{ rule: 'feePaidLate', on: '2026-04-09', dueOn: '2026-04-08' }]);
  });

  test('a supplement does not answer a fee notice that is open', () => {
    const both = clock('2026-03-02', [
      { type: 'feeNotice', on: day('2026-03-09') },
      { type: 'supplement', on: day('2026-03-12') },
    ]);
    expect(both).toMatchObject({ dueOn: null, lapsesOn: '2026-04-07' });
  });

  test('a delay under Art 35 sets its own date until the clock starts anew', () => {
    const delay: ClockEvent = { type: 'delayNotice35', on: day('2026-03-10'), until: day('2026-06-30') };
    const delayed = clock('2026-03-02', [delay]);
    expect(delayed).toMatchObject({ dueOn: '2026-06-30', isProvisional: false });
    expect(delayed.steps.map(describeStep)).toEqual([
      '2026-03-02（周一） 起算，期限 20 日，当日不计入',
      '2026-03-10（周二） 依第三十五条告知延迟答复，答复期限为 2026-06-30（周二）',
      '2026-06-30（周二） 期限届满日',
    ]);
    const restarted = clock('2026-03-02', [
      delay,
      { type: 'correctionNotice', on: day('2026-03-11'), termDays: 10 },
      { type: 'supplement', on: day('2026-03-25') },
    ]);
    expect(restarted.dueOn).toBe('2026-04-23');
  });

  test('a regional or replaced day names both sources', () => {
    const { steps } = clock('2020-01-16');
    expect(steps.map(describeStep)).toContain(
      '2020-02-01（周六） 不计：春节放假，依据国办发明电〔2020〕1号（取代国办发明电〔2019〕16号）',
    );
  });
});

describe('past the last notice', () => {
  test('the date is provisional and names the missing year', () => {
    const { dueOn, isProvisional, missingYears, steps } = clock('2026-12-21');
    // 8 working days of December, 1 January off, 12 more from 4 January
    expect(dueOn).toBe('2027-01-19');
    expect({ isProvisional, missingYears }).toEqual({ isProvisional: true, missingYears: [2027] });
    expect(steps.map(describeStep)).toContain(
      '2027-01-01（周五） 不计：元旦法定节日，该年放假安排尚未发布，暂定',
    );
    expect(steps.map(describeStep)).toContain(
      '2027-01-04（周一） 第 9 日：工作日，该年放假安排尚未发布，暂定',
    );
  });

  test('so is the applicant’s own term', () => {
    const open = clock('2026-12-21', [{ type: 'correctionNotice', on: day('2026-12-25'), termDays: 10 }]);
    expect(open).toMatchObject({ lapsesOn: '2027-01-11', isProvisional: true, missingYears: [2027] });
    const early = clock('2026-12-01', [{ type: 'correctionNotice', on: day('2026-12-02'), termDays: 10 }]);
    expect(early).toMatchObject({ lapsesOn: '2026-12-16', isProvisional: false, missingYears: [] });
  });
});

test('a plain term is told like a reply’s', () => {
  const term = workingDayTerm(calendar, day('2026-03-20'), 3);
  expect(term).toMatchObject({ dueOn: '2026-03-25', isProvisional: false, missingYears: [] });
  expect(term.steps[0]).toEqual({ kind: 'received', date: '2026-03-20', days: 3 });
  expect(term.steps.at(-1)).toEqual({ kind: 'due', date: '2026-03-25' });
});

describe('what comes late or twice', () => {
  test.each<[string, readonly ClockEvent[], readonly object[]]>([
    ['notice on the 7th day', [{ type: 'correctionNotice', on: day('2026-03-11'), termDays: 5 }], []],
    [
      'notice on the 8th day, without a term',
      [{ type: 'correctionNotice', on: day('2026-03-12') }],
      [
        { rule: 'correctionNoticeLate', on: '2026-03-12', dueOn: '2026-03-11' },
        { rule: 'correctionTermMissing', on: '2026-03-12' },
      ],
    ],
    ['fee notice on the last day', [{ type: 'feeNotice', on: day('2026-03-30') }], []],
    [
      'fee notice a day late',
      [{ type: 'feeNotice', on: day('2026-03-31') }],
      [{ rule: 'feeNoticeLate', on: '2026-03-31', dueOn: '2026-03-30' }],
    ],
    ['extension on the last day', [{ type: 'extension', on: day('2026-03-30'), days: 5 }], []],
    [
      'extension a day late',
      [{ type: 'extension', on: day('2026-03-31'), days: 5 }],
      [{ rule: 'extensionLate', on: '2026-03-31', dueOn: '2026-03-30' }],
    ],
    [
      'consultation a day late, its receipt unknown',
      [{ type: 'consultation', with: 'coProducer', on: day('2026-03-31') }],
      [
        { rule: 'receiptOfConsultationUnknown', on: '2026-03-31' },
        { rule: 'consultationLate', on: '2026-03-31', dueOn: '2026-03-30' },
      ],
    ],
    [
      'a late request to an organ needs no receipt',
      [{ type: 'consultation', with: 'agency', on: day('2026-03-31') }],
      [{ rule: 'consultationLate', on: '2026-03-31', dueOn: '2026-03-30' }],
    ],
    [
      'delay while awaiting the applicant',
      [
        { type: 'feeNotice', on: day('2026-03-10') },
        { type: 'delayNotice35', on: day('2026-03-11'), until: day('2026-05-11') },
      ],
      [{ rule: 'stepOutOfOrder', on: '2026-03-11' }],
    ],
    [
      'a second fee notice after payment',
      [
        { type: 'feeNotice', on: day('2026-03-10') },
        { type: 'feePaid', on: day('2026-03-12') },
        { type: 'feeNotice', on: day('2026-03-16') },
      ],
      [{ rule: 'feeNoticeRepeated', on: '2026-03-16' }],
    ],
    [
      'a late supplement, reason accepted',
      [
        { type: 'correctionNotice', on: day('2026-03-04'), termDays: 5 },
        { type: 'supplement', on: day('2026-03-12'), reasonAccepted: true },
      ],
      [{ rule: 'supplementLate', on: '2026-03-12', dueOn: '2026-03-11' }],
    ],
  ])('%s', (_, events, findings) => {
    expect(clock('2026-03-02', events).findings).toEqual(findings);
  });
});
