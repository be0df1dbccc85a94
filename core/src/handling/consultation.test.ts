import { expect, test } from 'vitest';
import { parseLocalDate as on } from '../calendar/local-date.js';
import { evaluateCase } from '../application/evaluate-case.js';
import { consultationStanding, consultationTerm } from './consultation.js';
import { handlingEntrySchema } from './entry.js';

test('a third party and a co-producing organ have 15 working days from receipt, another organ no term in law', () => {
  // received 2026-02-06, +15 is 2026-03-05; received 2019-09-20, +15 is 2019-10-16.
  expect(consultationTerm('thirdParty', on('2026-02-06'))?.dueOn).toBe('2026-03-05');
  expect(consultationTerm('coProducer', on('2019-09-20'))?.dueOn).toBe('2019-10-16');
  expect(consultationTerm('thirdParty', on('2026-02-06'))?.derivation.at(-1)).toContain('2026-03-05');
  expect(consultationTerm('agency', on('2026-02-06'))).toBeNull();
  expect(consultationTerm('thirdParty', null)).toBeNull();
});

test('silence means opposite things: the agency decides over a third party, a co-producing organ consents', () => {
  const asked = { receivedOn: on('2026-02-06'), lapseOn: on('2026-03-05'), answeredOn: null };
  const standing = (kind: 'thirdParty' | 'coProducer', day: string) =>
    consultationStanding({ ...asked, kind }, on(day));
  expect(standing('thirdParty', '2026-03-05')).toBe('awaitingAnswer');
  expect(standing('thirdParty', '2026-03-06')).toBe('lapsedAgencyDecides');
  expect(standing('coProducer', '2026-03-06')).toBe('lapsedConsents');
  const organ = { kind: 'agency', receivedOn: null, lapseOn: null, answeredOn: null } as const;
  expect(consultationStanding(organ, on('2027-01-04'))).toBe('awaitingAnswer');
  const unknown = { kind: 'thirdParty', receivedOn: null, lapseOn: null, answeredOn: null } as const;
  expect(consultationStanding(unknown, on('2027-01-04'))).toBe('awaitingReceipt');
});

test('of two third parties each answers for itself: the clock waits for the one that is silent, not longer', () => {
  const evaluate = (answer: object) =>
    evaluateCase(
      {
        applicant: 'naturalPerson',
        agency: 'localDepartment',
        events: [
          { type: 'submitted', on: on('2026-03-02'), channel: 'counter' },
          { type: 'thirdPartyConsulted', on: on('2026-03-03'), receivedOn: on('2026-03-03'), ref: 'a' },
          { type: 'thirdPartyConsulted', on: on('2026-03-09'), receivedOn: on('2026-03-09'), ref: 'b' },
          { type: 'thirdPartyAnswered', on: on('2026-03-12'), agrees: true, ...answer },
        ],
      },
      { today: on('2026-03-27') },
    );
  // The first, silent, lapses 15 working days after 03-03, on 03-24; the second answered on 03-12. Days 03-04 to 03-24
  // are left out: 15. 20 working days of 2026-03-02 end on 03-30 ; 15 more, Qingming (04-06) off, on 04-21.
  expect(evaluate({ ref: 'b' }).dueOn).toBe('2026-04-21');
  // An answer that names nobody is taken as the first one's, as before: the second then lapses on 03-30.
  expect(evaluate({}).dueOn).not.toBe('2026-04-21');
});

test('the applicant’s identity goes with a petition only with consent on record (条例第三十九条)', () => {
  const petition = {
    ...{ kind: 'petition', on: '2026-03-02', receiver: '云泽市信访局', matter: '反映拆迁补偿' },
    isHandedOver: true,
  };
  expect(handlingEntrySchema.parse(petition)).toMatchObject({ isWithIdentity: false });
  expect(handlingEntrySchema.safeParse({ ...petition, isWithIdentity: true }).success).toBe(false);
  const consented = { ...petition, isWithIdentity: true, consentOn: '2026-02-27', consentHow: '电话录音' };
  expect(handlingEntrySchema.safeParse(consented).success).toBe(true);
  expect(handlingEntrySchema.safeParse({ ...consented, consentOn: '2026-03-03' }).success).toBe(false);
});
