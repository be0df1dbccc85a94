import { describe, expect, test } from 'vitest';
import { parseLocalDate, type LocalDate } from '../calendar/local-date.js';
import { WORKING_DAY_NOTICES } from '../calendar/notices.js';
import { createCalendar } from '../calendar/working-day-calendar.js';
import { evaluateCase, type CaseEvaluation } from './evaluate-case.js';
import { caseHistorySchema, type AgencyKind, type CaseEvent } from './vocabulary.js';

const day = (text: string): LocalDate => parseLocalDate(text);

function evaluate(
  events: readonly object[],
  today: string,
  agency: AgencyKind = 'localDepartment',
): CaseEvaluation {
  const history = caseHistorySchema.parse({ applicant: { class: 'commercial' }, agency, events });
  return evaluateCase(history, { today: day(today) });
}

const submitted = { type: 'submitted', on: '2026-03-02', channel: 'counter' };
const refused = { type: 'decided', on: '2026-03-18', items: [{ finding: 'refused.stateSecret' }] };
const served = { type: 'served', on: '2026-03-19', way: 'post' };

describe('what the applicant and the office are told beside the row', () => {
  test('class, close, term of a 补正 notice, derivation', () => {
    const result = evaluate([submitted, refused, served], '2026-06-01');
    expect(result).toMatchObject({
      applicantClass: 'commercial',
      closedOn: '2026-03-19',
      correctionNoticeDueOn: '2026-03-11',
      provisional: false,
      missingYears: [],
      redecisions: [],
      findings: [],
    });
    expect(result.derivation[0]).toEqual({ kind: 'received', date: '2026-03-02', days: 20 });
    expect(result.derivation.at(-1)).toEqual({ kind: 'due', date: '2026-03-30' });
  });

  test('before receipt there is nothing to count from', () => {
    const result = evaluate([{ ...submitted, channel: 'web' }], '2026-03-02');
    expect(result).toMatchObject({
      derivation: [],
      correctionNoticeDueOn: null,
      closedOn: null,
      findings: [],
    });
  });

  test('a date in a year without a notice is provisional, and final once the notice is known', () => {
    const history = caseHistorySchema.parse({
      applicant: 'naturalPerson',
      agency: 'localDepartment',
      events: [{ ...submitted, on: '2026-12-21' }],
    });
    const today = day('2026-12-22');
    const before = evaluateCase(history, { today });
    expect(before).toMatchObject({ dueOn: '2027-01-19', provisional: true, missingYears: [2027] });
    const notice = {
      number: '测试号',
      isNumberVerified: false,
      issuedOn: '2026-12-22',
      year: 2027,
      off: [['2027-01-01', '2027-01-03', '元旦']] as const,
      work: [['2027-01-09', '2027-01-09', '元旦']] as const,
    };
    const calendar = createCalendar({ notices: [...WORKING_DAY_NOTICES, notice] });
    const after = evaluateCase(history, { today, calendar });
    expect(after).toMatchObject({ dueOn: '2027-01-18', provisional: false, missingYears: [] });
    expect(after.findings).toEqual([]);
  });

  test('events of later days are not yet known', () => {
    expect(evaluate([submitted, refused, served], '2026-03-18')).toMatchObject({
      status: 'decided',
      closedOn: null,
    });
    expect(evaluate([submitted, refused, served], '2026-03-17')).toMatchObject({
      status: 'processing',
      row: null,
    });
  });
});

describe('the order of days counts, not that of recording', () => {
  test('events recorded in any order evaluate alike', () => {
    const events = [
      submitted,
      { type: 'correctionNotice', on: '2026-03-05', termDays: 10 },
      { type: 'supplement', on: '2026-03-12' },
      refused,
      served,
    ];
    const expected = evaluate(events, '2026-06-01');
    expect(evaluate([...events].reverse(), '2026-06-01')).toEqual(expected);
    expect(
      evaluate(
        [3, 0, 4, 2, 1].map((i) => events[i] ?? submitted),
        '2026-06-01',
      ),
    ).toEqual(expected);
  });

  test('events of one day keep the order of recording', () => {
    const sameDay = [
      { ...submitted, on: '2026-03-02' },
      { ...refused, on: '2026-03-02' },
      { ...served, on: '2026-03-02' },
    ];
    expect(evaluate(sameDay, '2026-03-02')).toMatchObject({ status: 'closed', inTime: true, findings: [] });
  });

  test('mail handed to the office late counts from the organ’s signature, and never from a later day', () => {
    const mail = {
      type: 'submitted',
      on: '2026-03-02',
      channel: 'registeredMail',
      officeReceivedOn: '2026-03-05',
    };
    expect(evaluate([mail], '2026-03-06').receivedOn).toBe('2026-03-02');
    expect(evaluate([{ ...mail, officeReceivedOn: '2026-02-27' }], '2026-03-06').receivedOn).toBe(
      '2026-02-27',
    );
  });
});

describe('findings name the day and the missed day', () => {
  test.each<[string, readonly object[], string, object]>([
    [
      'late reply',
      [submitted, refused, { ...served, on: '2026-03-31' }],
      '2026-06-01',
      {
        rule: 'repliedLate',
        severity: 'error',
        on: '2026-03-31',
        dueOn: '2026-03-30',
        source: '条例第三十三条',
      },
    ],
    ['overdue', [submitted], '2026-03-31', { rule: 'overdue', severity: 'error', dueOn: '2026-03-30' }],
    [
      'silent third party',
      [submitted, { type: 'thirdPartyConsulted', on: '2026-03-05', receivedOn: '2026-03-06' }],
      '2026-03-30',
      { rule: 'thirdPartySilent', severity: 'info', on: '2026-03-05', dueOn: '2026-03-27' },
    ],
    [
      'lapse without a closing letter',
      [submitted, { type: 'correctionNotice', on: '2026-03-04', termDays: 5 }],
      '2026-04-01',
      { rule: 'closingLetterMissing', severity: 'warning', on: '2026-03-12' },
    ],
    [
      'unconfirmed',
      [{ ...submitted, channel: 'fax' }],
      '2026-03-03',
      { rule: 'notConfirmedSameDay', severity: 'warning', on: '2026-03-02' },
    ],
    [
      'service without decision',
      [submitted, served],
      '2026-03-20',
      { rule: 'stepOutOfOrder', on: '2026-03-19' },
    ],
    [
      'submitted twice',
      [submitted, { ...submitted, on: '2026-03-04' }],
      '2026-03-05',
      { rule: 'stepOutOfOrder', on: '2026-03-04' },
    ],
    [
      'overturned before any reply',
      [submitted, { type: 'overturned', on: '2026-03-10', by: 'court' }],
      '2026-03-11',
      { rule: 'stepOutOfOrder', on: '2026-03-10' },
    ],
  ])('%s', (_, events, today, finding) => {
    const [found, ...rest] = evaluate(events, today).findings;
    expect(found).toMatchObject(finding);
    expect(found?.message).toMatch(/\d{4}-\d{2}-\d{2}（周.）/);
    expect(rest).toEqual([]);
    for (const key of ['on', 'dueOn'] as const) if (!(key in finding)) expect(found).not.toHaveProperty(key);
  });
});

describe('a new answer', () => {
  const overturned = { type: 'overturned', on: '2026-06-01', by: 'court', redoDays: 15 };
  const closed = [submitted, refused, served];
  const again = { type: 'decided', on: '2026-06-15', items: [{ finding: 'disclosed' }] };

  test('open, then served in time', () => {
    const open = evaluate([...closed, overturned], '2026-06-23');
    expect(open.redecisions).toEqual([
      { by: 'court', orderedOn: '2026-06-01', dueOn: '2026-06-23', servedOn: null, inTime: null, row: null },
    ]);
    expect(open.derivation.at(-1)).toEqual({ kind: 'due', date: '2026-06-23' });
    const done = evaluate([...closed, overturned, again, { ...served, on: '2026-06-23' }], '2026-07-01');
    expect(done).toMatchObject({ status: 'closed', inTime: true, row: 'refused.stateSecret', findings: [] });
    expect(done.redecisions).toMatchObject([{ servedOn: '2026-06-23', inTime: true, row: 'granted' }]);
    expect(done.remedies).toMatchObject([{ items: [0], route: 'choice' }]);
    expect(done.letters).toEqual(['replyRefuse', 'replyDisclose']);
  });

  test('late by a day, served or not', () => {
    const late = evaluate([...closed, overturned, again, { ...served, on: '2026-06-24' }], '2026-07-01');
    expect(late.redecisions[0]?.inTime).toBe(false);
    expect(late.findings).toMatchObject([{ rule: 'redecisionLate', on: '2026-06-24', dueOn: '2026-06-23' }]);
    const missing = evaluate([...closed, overturned], '2026-06-24');
    expect(missing.redecisions[0]?.inTime).toBe(false);
    expect(missing.findings).toMatchObject([{ rule: 'redecisionLate', dueOn: '2026-06-23' }]);
    expect(missing.findings[0]).not.toHaveProperty('on');
    expect(missing.remedies).toMatchObject([{ items: [], route: 'choice' }]);
  });

  test('steps that don’t fit it', () => {
    const rules = (events: readonly object[]): string[] =>
      evaluate(events, '2026-08-01').findings.map(({ rule }) => rule);
    expect(rules([...closed, overturned, { ...served, on: '2026-06-10' }])).toEqual([
      'stepOutOfOrder',
      'redecisionLate',
    ]);
    expect(rules([...closed, overturned, { ...overturned, on: '2026-06-10' }])).toEqual([
      'stepOutOfOrder',
      'redecisionLate',
    ]);
    expect(rules([submitted, { type: 'withdrawn', on: '2026-03-05' }, overturned])).toEqual([
      'stepOutOfOrder',
    ]);
    const redone = [...closed, overturned, again, { ...served, on: '2026-06-23' }];
    expect(rules([...redone, { ...served, on: '2026-06-24' }])).toEqual(['stepAfterClose']);
    expect(evaluate([...redone, { ...overturned, on: '2026-07-01' }], '2026-07-02').redecisions).toHaveLength(
      2,
    );
  });

  test('other steps while it is pending are part of it', () => {
    const consulted = { type: 'thirdPartyConsulted', on: '2026-06-03', receivedOn: '2026-06-04' };
    expect(evaluate([...closed, overturned, consulted], '2026-06-10').findings).toEqual([]);
  });
});

describe('third parties', () => {
  const consulted = { type: 'thirdPartyConsulted', on: '2026-03-04', receivedOn: '2026-03-05' };
  const answer = (agrees: boolean | undefined, on = '2026-03-12'): object => ({
    type: 'thirdPartyAnswered',
    on,
    agrees,
  });
  const decide = (...findings: string[]): object => ({
    ...refused,
    items: findings.map((finding) => ({ finding })),
  });
  const rules = (...events: object[]): string[] =>
    evaluate([submitted, consulted, ...events], '2026-03-19').findings.map(({ rule }) => rule);

  test('consent, objection and neither', () => {
    expect(rules(answer(true), decide('refused.thirdPartyRights'))).toEqual(['refusedDespiteConsent']);
    expect(rules(answer(false), decide('refused.thirdPartyRights'))).toEqual([]);
    expect(rules(answer(undefined), decide('refused.thirdPartyRights'))).toEqual([]);
    expect(rules(answer(false), decide('disclosed'))).toEqual(['disclosedDespiteObjection']);
    expect(rules(answer(true), decide('disclosed'))).toEqual([]);
  });

  test('withholding what it objected to honours the objection', () => {
    expect(rules(answer(false), decide('disclosed', 'refused.thirdPartyRights'))).toEqual([]);
    const { letters } = evaluate(
      [submitted, consulted, answer(false), decide('disclosed', 'refused.thirdPartyRights')],
      '2026-03-19',
    );
    expect(letters).toEqual(['thirdPartyConsult', 'consultNoticeToApplicant', 'replyPartial']);
  });

  test('its last word before the decision counts; a word after it doesn’t', () => {
    const twice = [
      consulted,
      answer(true),
      { ...consulted, on: '2026-03-13', receivedOn: '2026-03-13' },
      answer(false, '2026-03-16'),
    ];
    const result = evaluate([submitted, ...twice, decide('disclosed')], '2026-03-19');
    expect(result.findings.map(({ rule }) => rule)).toEqual(['disclosedDespiteObjection']);
    expect(rules(decide('disclosed'), answer(false, '2026-03-19'))).toEqual([]);
  });

  test('an answer on the last day is in time, one after it is silence', () => {
    expect(rules(answer(true, '2026-03-19'))).toEqual([]);
    const late = evaluate([submitted, consulted, answer(true, '2026-03-27')], '2026-03-27');
    expect(late.findings.map(({ rule }) => rule)).toEqual(['thirdPartySilent']);
    const onTime = evaluate([submitted, consulted, answer(true, '2026-03-26')], '2026-03-30');
    expect(onTime.findings).toEqual([]);
  });
});

describe('lapses', () => {
  const notice = { type: 'correctionNotice', on: '2026-03-04', termDays: 5 };
  const lapse = (finding: string, on: string): object => ({ type: 'decided', on, items: [{ finding }] });
  const rules = (events: readonly object[], today = '2026-05-06'): string[] =>
    evaluate(events, today).findings.map(({ rule }) => rule);

  test('decided on the last day of the term is too early, and in time for nobody', () => {
    const events = [
      submitted,
      notice,
      lapse('other.lapsedCorrection', '2026-03-11'),
      { ...served, on: '2026-03-11' },
    ];
    expect(rules(events)).toEqual(['lapseTooEarly']);
    expect(evaluate(events, '2026-05-06').inTime).toBeNull();
  });

  test('a notice without a term can’t lapse', () => {
    const open = { type: 'correctionNotice', on: '2026-03-04' };
    expect(rules([submitted, open, lapse('other.lapsedCorrection', '2026-04-20')])).toEqual([
      'correctionTermMissing',
      'lapseTooEarly',
    ]);
  });

  test('the finding must be of the notice that lapsed', () => {
    expect(rules([submitted, notice, lapse('other.lapsedFee', '2026-03-12')])).toEqual([
      'lapseWithoutNotice',
    ]);
    const fee = { type: 'feeNotice', on: '2026-03-04' };
    expect(evaluate([submitted, fee], '2026-04-02')).toMatchObject({
      status: 'lapsed',
      row: 'other.lapsedFee',
      closedOn: '2026-04-02',
    });
    expect(evaluate([submitted, notice], '2026-03-12')).toMatchObject({
      row: 'other.lapsedCorrection',
      closedOn: '2026-03-12',
    });
  });

  test('a supplemented notice has not lapsed', () => {
    const events = [
      submitted,
      notice,
      { type: 'supplement', on: '2026-03-06' },
      lapse('other.lapsedCorrection', '2026-03-20'),
    ];
    expect(rules(events, '2026-03-20')).toEqual(['lapseWithoutNotice']);
  });

  test('unclear after 补正 needs a supplement after the notice', () => {
    const unclear = lapse('unable.stillUnclear', '2026-03-20');
    const supplement = { type: 'supplement', on: '2026-03-06' };
    expect(rules([submitted, notice, supplement, unclear], '2026-03-20')).toEqual([]);
    expect(rules([submitted, notice, unclear], '2026-03-20')).toEqual(['unclearWithoutCorrection']);
    const before = { type: 'supplement', on: '2026-03-03' };
    expect(rules([submitted, before, notice, unclear], '2026-03-20')).toEqual([
      'stepOutOfOrder',
      'unclearWithoutCorrection',
    ]);
  });
});

describe('Art 35', () => {
  const delay = { type: 'delayNotice35', on: '2026-03-10', until: '2026-05-29' };
  test.each<[string, readonly object[], readonly string[]]>([
    ['reasons demanded first', [{ type: 'reasonsDemanded', on: '2026-03-05' }, delay], []],
    ['never demanded', [delay], ['reasonsNotDemanded']],
    [
      'demanded only afterwards',
      [delay, { type: 'reasonsDemanded', on: '2026-03-12' }],
      ['reasonsNotDemanded'],
    ],
  ])('%s', (_, events, rules) => {
    expect(evaluate([submitted, ...events], '2026-03-20').findings.map(({ rule }) => rule)).toEqual(rules);
  });
});

describe('who reviews', () => {
  test.each<[AgencyKind, string, string]>([
    ['localDepartment', '2026-03-19', 'peopleGovernmentOfSameLevel'],
    ['localDepartment', '2023-12-29', 'peopleGovernmentOrUpperDepartment'],
    ['localGovernment', '2026-03-19', 'nextUpperGovernment'],
    ['stateCouncilDepartment', '2026-03-19', 'itself'],
    ['verticalSystem', '2026-03-19', 'upperDepartment'],
  ])('%s, served on %s: %s', (agency, servedOn, authority) => {
    const events = [
      { ...submitted, on: `${servedOn.slice(0, 8)}04` },
      { ...refused, on: servedOn },
      { ...served, on: servedOn },
    ];
    const [remedy] = evaluate(events, servedOn, agency).remedies;
    expect(remedy?.authority).toBe(authority);
    expect(remedy?.route).toBe(servedOn >= '2024-01-01' ? 'reconsiderationFirst' : 'choice');
  });
});

test('an event with keys of its own is taken all the same', () => {
  const events: CaseEvent[] = caseHistorySchema.parse({
    applicant: 'research',
    agency: 'localGovernment',
    events: [{ ...submitted, note: '收发室签收' }],
  }).events;
  expect(events[0]).not.toHaveProperty('note');
});
