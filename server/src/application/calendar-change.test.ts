import { newNoticeSchema, operatorActor, parseLocalDate, systemActor, type CaseEvent } from '@gongkai/core';
import { beforeAll, expect, test } from 'vitest';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { addNotice, previewNotice, reprojectForCalendar } from './calendar-change.js';
import { getCase, rebuildProjections, registerCase } from './service.js';

const { db } = await openTestDatabase();
const ctx = { ...testContext({ db }), today: () => parseLocalDate('2026-11-22') };
const operator = operatorActor();
const NOTICE = newNoticeSchema.parse({
  number: '国办发明电〔2026〕8号',
  issuedOn: '2026-11-20',
  year: 2026,
  amends: '国办发明电〔2025〕7号',
  // Monday and Tuesday off, the Saturday before worked.
  off: [{ from: '2026-12-07', to: '2026-12-08', holiday: '示范节' }],
  work: [{ from: '2026-12-05', to: '2026-12-05', holiday: '示范节' }],
});

const day = parseLocalDate;
const submitted = (on: string): CaseEvent => ({ type: 'submitted', on: day(on), channel: 'counter' });

async function register(caseId: string, events: readonly CaseEvent[], agencyCode = 'YSJ') {
  await registerCase(ctx, operator, agencyCode, {
    ...{ caseId, applicantClass: 'naturalPerson', applicantName: null, request: '批复' },
    ...{ topic: null, unitCode: null, events: [...events] },
  });
}
const dueOn = async (caseId: string, agencyCode = 'YSJ') =>
  (
    await db
      .selectFrom('applicationCase')
      .select('dueOn')
      .where('agencyId', '=', agencyCode)
      .where('caseId', '=', caseId)
      .executeTakeFirstOrThrow()
  ).dueOn;

beforeAll(async () => {
  await makeAgency(ctx);
  await makeAgency(ctx, { code: 'AREA', name: '示范自治州' });
  await makeAgency(ctx, { code: 'BELOW', name: '自治州某局', parentCode: 'AREA' });
  // 20 working days after Mon 11-16: Mon 12-14. After Mon 11-02: Mon 11-30, before the notice's first day.
  await register('TOUCHED', [submitted('2026-11-16')]);
  await register('BEFORE', [submitted('2026-11-02')]);
  await register('WAITING', [
    submitted('2026-11-16'),
    { type: 'correctionNotice', on: day('2026-11-20'), termDays: 11 },
  ]);
  await register('BELOW-1', [submitted('2026-11-16')], 'BELOW');
});

test('the preview names each date that moves, by how much, and writes nothing', async () => {
  const preview = await previewNotice(ctx, operator, NOTICE);
  // Two days off, one made up: a day later, Tue 12-15. The eleven working days of the 补正 term are 11-23 to 11-27,
  // 11-30 to 12-04, and then no more the Monday but the Saturday made a working day.
  expect(preview.items).toEqual([
    {
      agencyCode: 'YSJ',
      caseId: 'WAITING',
      term: 'applicant',
      before: '2026-12-07',
      after: '2026-12-05',
      days: -2,
    },
    {
      agencyCode: 'BELOW',
      caseId: 'BELOW-1',
      term: 'reply',
      before: '2026-12-14',
      after: '2026-12-15',
      days: 1,
    },
    {
      agencyCode: 'YSJ',
      caseId: 'TOUCHED',
      term: 'reply',
      before: '2026-12-14',
      after: '2026-12-15',
      days: 1,
    },
  ]);
  expect(preview).toMatchObject({ moved: 3, overdueAfter: 0 });
  expect(await dueOn('TOUCHED')).toBe('2026-12-14');
});

test('a notice that is applied counts at once in what is computed, and in the register after its job', async () => {
  await expect(addNotice(ctx, operator, NOTICE, 2)).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
  const added = await addNotice(ctx, operator, NOTICE, 3);
  expect(added).toMatchObject({ number: '国办发明电〔2026〕8号', regionCode: null });
  const detail = await getCase(ctx, operator, 'YSJ', 'TOUCHED');
  expect(detail.dueOn).toBe('2026-12-15');
  expect(detail.derivation).toContain('2026-12-07（周一） 不计：示范节放假，依据国办发明电〔2026〕8号');
  const jobs = await db.selectFrom('job').select(['kind', 'payload']).execute();
  expect(jobs).toContainEqual({
    kind: 'application.reprojectCalendar',
    payload: { firstDay: '2026-12-05' },
  });
  // Cases whose terms ended before the first day are not gone through.
  expect(await reprojectForCalendar(ctx, systemActor('test'), day('2026-12-05'))).toBe(4);
  expect(await dueOn('TOUCHED')).toBe('2026-12-15');
  expect(await dueOn('BEFORE')).toBe('2026-11-30');
  await rebuildProjections(ctx, operator);
  expect(await dueOn('TOUCHED')).toBe('2026-12-15');
});

test('it is on record, and not entered twice; one that is shipped or not yet in force is refused', async () => {
  const records = await db.selectFrom('auditPending').select('text').execute();
  const told = records.map(({ text }) => text).join('\n');
  expect(told).toContain('calendar.noticeAdded');
  expect(told).toContain('calendar.reprojected');
  await expect(addNotice(ctx, operator, NOTICE, 0)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
  const shipped = { ...NOTICE, number: '国办发明电〔2025〕7号' };
  await expect(previewNotice(ctx, operator, shipped)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
  const coming = { ...NOTICE, number: '国办发明电〔2026〕99号', issuedOn: day('2026-11-23') };
  await expect(previewNotice(ctx, operator, coming)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});

test('holidays of a region move the dates of the agencies below it alone', async () => {
  const regional = newNoticeSchema.parse({
    ...{ number: '示范州政办发〔2026〕3号', issuedOn: '2026-11-21', year: 2026, regionCode: 'AREA' },
    off: [{ from: '2026-12-10', to: '2026-12-10', holiday: '州庆' }],
  });
  const { items } = await previewNotice(ctx, operator, regional);
  expect(items.map(({ caseId, after }) => [caseId, after])).toEqual([['BELOW-1', '2026-12-16']]);
});

test('only who looks after the system may', async () => {
  const officer = testActor({ roles: ['disclosureOfficer'] });
  await expect(previewNotice(ctx, officer, NOTICE)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(addNotice(ctx, officer, NOTICE, 0)).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
