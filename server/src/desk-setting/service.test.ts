import { DEFAULT_CHANNELS, type DomainError } from '@gongkai/core';
import { expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { getGuide } from '../online-application/service.js';
import { getChannelSetting, getReminderSetting, saveChannelSetting, saveReminderSetting } from './service.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db });
await makeAgency(ctx);
const officer = testActor({ id: 'officer', roles: ['disclosureOfficer'], agencyCode: 'YSJ' });
const liaison = testActor({ id: 'liaison', roles: ['liaisonOfficer'], agencyCode: 'YSJ' });
const codeOf = async (work: Promise<unknown>): Promise<string | null> =>
  work.then(
    () => null,
    (error: unknown) => (error as DomainError).code,
  );

test('until an agency sets its channels, handing in, mail, speaking and the web are open', async () => {
  const { setting, revision } = await getChannelSetting(ctx, 'YSJ');
  expect(revision).toBe(0);
  expect(Object.entries(setting).flatMap(([channel, { isOffered }]) => (isOffered ? [channel] : []))).toEqual(
    [...['counter', 'registeredMail', 'letter', 'web', 'oral']],
  );
});

test('the web is closed for guide and form alike; counter and mail can not be; a second writer is told', async () => {
  const closed = { isOffered: false, address: '', hours: '' };
  const setting = { ...DEFAULT_CHANNELS, web: closed };
  expect((await getGuide(ctx, 'YSJ')).isOnlineOpen).toBe(true);
  await saveChannelSetting(ctx, officer, 'YSJ', { setting, revision: 0 });
  expect((await getGuide(ctx, 'YSJ')).isOnlineOpen).toBe(false);
  expect(await codeOf(saveChannelSetting(ctx, officer, 'YSJ', { setting, revision: 0 }))).toBe(
    'CHANGED_MEANWHILE',
  );
  await expect(
    saveChannelSetting(ctx, officer, 'YSJ', { setting: { ...setting, counter: closed }, revision: 1 }),
  ).rejects.toThrow(/不得拒收/);
  expect(await codeOf(saveChannelSetting(ctx, liaison, 'YSJ', { setting, revision: 1 }))).toBe('FORBIDDEN');
  await saveChannelSetting(ctx, officer, 'YSJ', { setting: DEFAULT_CHANNELS, revision: 1 });
  expect((await getGuide(ctx, 'YSJ')).isOnlineOpen).toBe(true);
});

test('days of reminders are the agency’s own', async () => {
  expect((await getReminderSetting(ctx, liaison, 'YSJ')).setting.beforeDays).toEqual([5, 3, 1]);
  const setting = { beforeDays: [7, 2], escalateAfterDays: 3 };
  await saveReminderSetting(ctx, officer, 'YSJ', { setting, revision: 0 });
  expect(await getReminderSetting(ctx, liaison, 'YSJ')).toEqual({ setting, revision: 1 });
  expect(await recordedKinds(db)).toContain('deskSetting.changed');
});
