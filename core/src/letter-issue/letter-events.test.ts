import { describe, expect, test } from 'vitest';
import { parseLocalDate } from '../calendar/local-date.js';
import type { LetterInput } from '../letter/letter-input.js';
import {
  eventAtApproval,
  eventAtService,
  faultOfServiceDay,
  serviceStanding,
  type ServiceAttempt,
} from './letter-events.js';

const day = parseLocalDate;

function attempt(given: Partial<ServiceAttempt> & Pick<ServiceAttempt, 'servedOn'>): ServiceAttempt {
  return { addressee: 0, way: 'post', receivedOn: null, returnedOn: null, returnCause: null, ...given };
}

describe('the service point (国办公开办函〔2016〕235号)', () => {
  test('by post it is the day of handing to the post, however long the post takes', () => {
    const posted = attempt({ servedOn: day('2026-03-12'), receivedOn: day('2026-03-16') });
    expect(serviceStanding(1, [posted])).toMatchObject({ servedOn: '2026-03-12', way: 'post', toServe: [] });
  });

  test('of joint applicants it is the last one served, and none while one is not', () => {
    const first = attempt({ servedOn: day('2026-03-12') });
    expect(serviceStanding(2, [first])).toMatchObject({ servedOn: null, toServe: [1] });
    const second = attempt({ addressee: 1, way: 'direct', servedOn: day('2026-03-16') });
    expect(serviceStanding(2, [first, second])).toMatchObject({
      servedOn: '2026-03-16',
      way: 'direct',
      toServe: [],
    });
  });

  test('what came back by the own fault was no service; served again it counts from then', () => {
    const wrong = attempt({
      servedOn: day('2026-03-12'),
      returnedOn: day('2026-03-18'),
      returnCause: 'ownFault',
    });
    expect(serviceStanding(1, [wrong])).toMatchObject({ servedOn: null, toServe: [0] });
    const again = attempt({ servedOn: day('2026-03-19') });
    expect(serviceStanding(1, [wrong, again])).toMatchObject({ servedOn: '2026-03-19', toServe: [] });
  });

  test.each(['refused', 'addressGiven'] as const)(
    'what the addressee prevented (%s) keeps its day, and is sent again',
    (returnCause) => {
      const back = attempt({ servedOn: day('2026-03-12'), returnedOn: day('2026-03-18'), returnCause });
      expect(serviceStanding(1, [back])).toMatchObject({ servedOn: '2026-03-12', toServe: [0] });
      const again = attempt({ servedOn: day('2026-03-19') });
      expect(serviceStanding(1, [back, again])).toMatchObject({ servedOn: '2026-03-12', toServe: [] });
    },
  );

  test('a letter is served neither before its own day nor in the future', () => {
    const [letterOn, today] = [day('2026-03-12'), day('2026-03-16')];
    expect(faultOfServiceDay(day('2026-03-11'), letterOn, today)).toContain('2026-03-12');
    expect(faultOfServiceDay(day('2026-03-12'), letterOn, today)).toBeNull();
    expect(faultOfServiceDay(day('2026-03-16'), letterOn, today)).toBeNull();
    expect(faultOfServiceDay(day('2026-03-17'), letterOn, today)).toContain('2026-03-16');
  });
});

describe('what a letter writes into its case', () => {
  const on = day('2026-03-12');
  const service = { servedOn: on, way: 'post', receivedOn: null } as const;
  const of = (input: object) => input as LetterInput;

  test('a reply: the decision when it is approved, the service when all are served', () => {
    const reply = of({
      letter: 'replyRefuse',
      items: [{ finding: 'refused.internalAffairs' }, { finding: 'refused.processInformation' }],
      mainItem: 1,
    });
    expect(eventAtApproval(reply, on)).toEqual({
      type: 'decided',
      on,
      items: [{ finding: 'refused.internalAffairs' }, { finding: 'refused.processInformation' }],
      mainItem: 1,
    });
    expect(eventAtService(reply, service)).toEqual({ type: 'served', on, way: 'post' });
    expect(eventAtService(reply, { ...service, way: 'otherAgency' })).toMatchObject({ way: 'direct' });
  });

  test.each([
    [
      { letter: 'correctionNotice', termDays: 10 },
      { type: 'correctionNotice', on, termDays: 10 },
    ],
    [
      { letter: 'reasonRequest', termDays: 10 },
      { type: 'reasonsDemanded', on },
    ],
    [
      { letter: 'delayNotice35', until: '2026-06-01' },
      { type: 'delayNotice35', on, until: '2026-06-01' },
    ],
    [
      { letter: 'extensionNotice', days: 20 },
      { type: 'extension', on, days: 20 },
    ],
    [{ letter: 'thirdPartyConsult' }, { type: 'thirdPartyConsulted', on }],
    [{ letter: 'coProducerConsult' }, { type: 'coProducerConsulted', on }],
    [
      { letter: 'assistLetter', isOtherOrgan: true },
      { type: 'agencyConsulted', on },
    ],
    // 条例第三十三条第三款 speaks of other organs: one's own units never stop the clock.
    [{ letter: 'assistLetter', isOtherOrgan: false }, null],
    [{ letter: 'feeNotice' }, { type: 'feeNotice', on }],
    [{ letter: 'consultNoticeToApplicant' }, null],
    [{ letter: 'thirdPartyDecision' }, null],
  ])('%o when it is served, nothing when it is approved', (input, event) => {
    expect(eventAtApproval(of(input), on)).toBeNull();
    expect(eventAtService(of(input), service)).toEqual(event);
  });

  test('terms of the addressee run from its receipt, once that is known', () => {
    const received = { ...service, receivedOn: day('2026-03-16') };
    expect(eventAtService(of({ letter: 'feeNotice' }), received)).toEqual({
      type: 'feeNotice',
      on,
      receivedOn: '2026-03-16',
    });
  });

  test('the record of a withdrawal: the day on which the applicant withdrew', () => {
    const record = of({ letter: 'withdrawalRecord', withdrawnOn: '2026-03-10' });
    expect(eventAtApproval(record, on)).toEqual({ type: 'withdrawn', on: '2026-03-10' });
    expect(eventAtService(record, service)).toBeNull();
  });
});
