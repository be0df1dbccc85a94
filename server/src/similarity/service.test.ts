import { operatorActor, parseLocalDate, type CaseEvent } from '@gongkai/core';
import { describe, expect, test } from 'vitest';
import { testActor } from '../../testing/test-actor.js';
import { TEST_KEYRING } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { registerCase } from '../application/service.js';
import { makeAgency } from '../identity/factory.js';
import { findSimilarRequests, listSimilarCases } from './service.js';

const { db } = await openTestDatabase();
const today = parseLocalDate('2026-03-02');
const ctx = { db, keyring: TEST_KEYRING, now: () => new Date('2026-03-02T04:00:00Z'), today: () => today };
const officer = testActor({ roles: ['disclosureOfficer'], agencyCode: 'YSJ' });
await makeAgency(ctx, {});

const day = (text: string) => parseLocalDate(text);
const submitted = (on: string): CaseEvent => ({ type: 'submitted', on: day(on), channel: 'counter' });
const replied = (on: string): CaseEvent[] => [
  { type: 'decided', on: day(on), items: [{ finding: 'disclosed' }] },
  { type: 'served', on: day(on), way: 'direct' },
];

async function register(request: string, name: string, events: CaseEvent[], unitCode: string | null = null) {
  const { caseId } = await registerCase(ctx, operatorActor(), 'YSJ', {
    ...{ applicantClass: 'naturalPerson', applicantName: name, request, topic: null, unitCode },
    events,
  });
  return caseId;
}

const WANTED = '云山路改造项目的征收补偿方案';
const answered = await register(WANTED, '欧阳示范', [submitted('2026-01-05'), ...replied('2026-01-20')]);
const pending = await register(`申请公开${WANTED}。`, '欧阳示范', [submitted('2026-02-02')]);
const ofAnother = await register(`请贵局公开${WANTED}，谢谢！`, '钟离示安', [
  submitted('2026-01-06'),
  ...replied('2026-01-21'),
]);
await register('失业保险稳岗返还企业名单', '欧阳示范', [submitted('2026-01-07'), ...replied('2026-01-22')]);

describe('before an application is registered', () => {
  const asked = {
    request: '公开云山路改造项目征收补偿方案',
    applicantClass: 'naturalPerson',
    applicantName: '欧阳示范',
    receivedOn: day('2026-02-02'),
  } as const;

  test('earlier ones like it are shown with their replies; a repeat only after a reply to the same applicant', async () => {
    const { items } = await findSimilarRequests(ctx, officer, 'YSJ', asked);
    expect(items.map(({ caseId, grade }) => [caseId, grade]).sort()).toEqual(
      [answered, ofAnother, pending].map((caseId) => [caseId, 'same']).sort(),
    );
    const by = new Map(items.map((it) => [it.caseId, it]));
    expect(by.get(answered)).toMatchObject({
      ...{ isSameApplicant: true, mayBeRepeat: true, repliedOn: '2026-01-20', row: 'granted' },
    });
    expect(by.get(pending)).toMatchObject({
      ...{ isSameApplicant: true, mayBeRepeat: false, repliedOn: null, isReceivedSameDay: true },
    });
    expect(by.get(ofAnother)).toMatchObject({ isSameApplicant: false, mayBeRepeat: false });
    const shared = by.get(answered)?.here.filter(({ isShared }) => isShared) ?? [];
    expect(shared.map(({ text }) => text)).toContain('云山路改造项目');
  });

  test('nothing like it: nothing is shown', async () => {
    const { items } = await findSimilarRequests(ctx, officer, 'YSJ', { request: '某医院的消防验收记录' });
    expect(items).toEqual([]);
  });

  test('the look is on record by case numbers alone', async () => {
    const rows = await db
      .selectFrom('auditPending')
      .select(['text'])
      .where('kind', '=', 'case.similarSought')
      .execute();
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.some(({ text }) => text.includes(answered))).toBe(true);
    expect(rows.some(({ text }) => text.includes('云山路') || text.includes('欧阳'))).toBe(false);
  });

  test('who registers nothing may not look', async () => {
    const liaison = testActor({ roles: ['liaisonOfficer'], agencyCode: 'YSJ' });
    await expect(findSimilarRequests(ctx, liaison, 'YSJ', asked)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

describe('on a case', () => {
  test('the case itself is left out', async () => {
    const { items } = await listSimilarCases(ctx, officer, 'YSJ', pending);
    expect(items.map(({ caseId }) => caseId).sort()).toEqual([answered, ofAnother].sort());
  });

  test('a liaison officer is shown those of the own unit alone', async () => {
    const own = await register(WANTED, '陆演青', [submitted('2026-02-03')], 'BGS');
    const liaison = testActor({ roles: ['liaisonOfficer'], agencyCode: 'YSJ', unitCode: 'BGS' });
    expect((await listSimilarCases(ctx, liaison, 'YSJ', own)).items).toEqual([]);
    const other = await register(WANTED, '陆演青', [submitted('2026-02-04')], 'BGS');
    const { items } = await listSimilarCases(ctx, liaison, 'YSJ', own);
    expect(items.map(({ caseId }) => caseId)).toEqual([other]);
  });
});
