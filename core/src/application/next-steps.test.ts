import { describe, expect, test } from 'vitest';
import { parseLocalDate } from '../calendar/local-date.js';
import { nextSteps, type NextStep } from './next-steps.js';
import { caseHistorySchema, type CaseEventType } from './vocabulary.js';

type Told = readonly (readonly [type: string, on: string, more?: object])[];

function stepsOf(today: string, told: Told): ReadonlyMap<CaseEventType, NextStep> {
  const history = caseHistorySchema.parse({
    applicant: 'naturalPerson',
    agency: 'localDepartment',
    events: told.map(([type, on, more]) => ({ type, on, ...more })),
  });
  return new Map(nextSteps(history, { today: parseLocalDate(today) }).map((step) => [step.type, step]));
}

function lawfulOf(today: string, told: Told): string[] {
  return [...stepsOf(today, told).values()].filter(({ isLawful }) => isLawful).map(({ type }) => type);
}

const COUNTER: Told = [['submitted', '2026-03-02', { channel: 'counter' }]];
const IN_HAND = [
  'correctionNotice',
  'thirdPartyConsulted',
  'coProducerConsulted',
  'agencyConsulted',
  'extension',
  'reasonsDemanded',
  'feeNotice',
  'withdrawn',
  'decided',
];

describe('which steps are lawful', () => {
  test.each<[string, string, Told, string[]]>([
    // Art 31: an application over the internet is received on the day both sides confirm.
    [
      'not confirmed',
      '2026-03-02',
      [['submitted', '2026-03-02', { channel: 'web' }]],
      ['receiptConfirmed', 'withdrawn'],
    ],
    ['received', '2026-03-03', COUNTER, IN_HAND],
    // Art 30: within 7 working days of receipt, 03-11.
    ['on the 7th working day', '2026-03-11', COUNTER, IN_HAND],
    ['on the 8th', '2026-03-12', COUNTER, IN_HAND.filter((type) => type !== 'correctionNotice')],
    // Art 33: extension and consultation only while the term of 20 working days (03-30) runs; the reply is owed still.
    ['on the last day', '2026-03-30', COUNTER, IN_HAND.filter((type) => type !== 'correctionNotice')],
    ['a day after it', '2026-03-31', COUNTER, ['reasonsDemanded', 'withdrawn', 'decided']],
    // Art 30: one notice; while the applicant must act nothing of the term is left to lengthen.
    [
      'awaiting the supplement',
      '2026-03-12',
      [...COUNTER, ['correctionNotice', '2026-03-11', { termDays: 10 }]],
      [
        'supplement',
        'thirdPartyConsulted',
        'coProducerConsulted',
        'agencyConsulted',
        'reasonsDemanded',
        'withdrawn',
        'decided',
      ],
    ],
    [
      'a fee paid',
      '2026-03-19',
      [...COUNTER, ['feeNotice', '2026-03-10'], ['feePaid', '2026-03-18']],
      IN_HAND.filter((type) => type !== 'feeNotice' && type !== 'correctionNotice'),
    ],
    // 109号: 20 working days after receipt of the notice (03-10), 04-08; then it counts as given up.
    [
      'a fee not paid in time',
      '2026-04-09',
      [...COUNTER, ['feeNotice', '2026-03-10']],
      [
        'thirdPartyConsulted',
        'coProducerConsulted',
        'agencyConsulted',
        'reasonsDemanded',
        'withdrawn',
        'decided',
      ],
    ],
    // Art 32, 34: the organ may consult several; each answer needs its letter.
    [
      'a third party consulted',
      '2026-03-10',
      [...COUNTER, ['thirdPartyConsulted', '2026-03-09', { receivedOn: '2026-03-10' }]],
      ['correctionNotice', 'thirdPartyConsulted', 'thirdPartyAnswered', ...IN_HAND.slice(2)],
    ],
    [
      'extended once',
      '2026-03-17',
      [...COUNTER, ['extension', '2026-03-16', { days: 20 }]],
      IN_HAND.filter((type) => type !== 'extension' && type !== 'correctionNotice'),
    ],
    // Art 35: a delay follows on reasons that were demanded.
    [
      'reasons demanded',
      '2026-03-05',
      [...COUNTER, ['reasonsDemanded', '2026-03-04']],
      [...IN_HAND.slice(0, 6), 'delayNotice35', ...IN_HAND.slice(6)],
    ],
    [
      'decided',
      '2026-03-20',
      [...COUNTER, ['decided', '2026-03-19', { items: [{ finding: 'granted' }] }]],
      ['withdrawn', 'served'],
    ],
    [
      'answered',
      '2026-03-24',
      [...COUNTER, ['decided', '2026-03-19', { items: [{ finding: 'granted' }] }], ['served', '2026-03-20']],
      ['overturned'],
    ],
    [
      'overturned',
      '2026-05-12',
      [
        ...COUNTER,
        ['decided', '2026-03-19', { items: [{ finding: 'notExist' }] }],
        ['served', '2026-03-20'],
        ['overturned', '2026-05-11', { by: 'reconsideration' }],
      ],
      ['thirdPartyConsulted', 'coProducerConsulted', 'agencyConsulted', 'reasonsDemanded', 'decided'],
    ],
  ])('%s', (_, today, told, lawful) => {
    expect(lawfulOf(today, told)).toEqual(lawful);
  });
});

describe('why a step is not lawful, and by when the others are', () => {
  test('each refusal says the reason and its article', () => {
    const late = stepsOf('2026-03-12', COUNTER).get('correctionNotice');
    expect(late).toMatchObject({ isLawful: false, article: '条例第三十条' });
    expect(late?.reason).toContain('7个工作日');
    expect(late?.reason).toContain('2026-03-11');
    const tooLate = stepsOf('2026-03-31', COUNTER);
    expect(tooLate.get('extension')).toMatchObject({ article: '条例第三十三条' });
    expect(tooLate.get('extension')?.reason).toContain('2026-03-30');
    for (const step of tooLate.values()) {
      if (step.isLawful) continue;
      expect(step.reason, step.type).toMatch(/[。，：]/);
      expect(step.article, step.type).not.toBe('');
    }
  });

  test('a delay without demanded reasons names 第三十五条', () => {
    expect(stepsOf('2026-03-03', COUNTER).get('delayNotice35')).toMatchObject({
      isLawful: false,
      article: '条例第三十五条',
    });
  });

  test('the last days', () => {
    const steps = stepsOf('2026-03-03', COUNTER);
    expect(steps.get('correctionNotice')?.by).toBe('2026-03-11');
    expect(steps.get('extension')?.by).toBe('2026-03-30');
    expect(steps.get('decided')?.by).toBe('2026-03-30');
    const web = stepsOf('2026-03-04', [['submitted', '2026-03-02', { channel: 'web' }]]);
    expect(web.get('receiptConfirmed')?.by).toBe('2026-03-02');
    const asked = stepsOf('2026-03-12', [...COUNTER, ['correctionNotice', '2026-03-11', { termDays: 10 }]]);
    expect(asked.get('supplement')?.by).toBe('2026-03-25');
  });

  test('a step that would break the same rule again on the same day is still refused', () => {
    const told: Told = [
      ...COUNTER,
      ['extension', '2026-03-16', { days: 5 }],
      ['extension', '2026-03-17', { days: 5 }],
    ];
    expect(stepsOf('2026-03-17', told).get('extension')?.isLawful).toBe(false);
  });
});
