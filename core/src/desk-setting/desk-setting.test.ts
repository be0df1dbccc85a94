import { expect, test } from 'vitest';
import { CHANNELS } from '../application/vocabulary.js';
import { channelSettingSchema, DEFAULT_CHANNELS } from './channel-setting.js';
import { reminderSettingSchema } from './reminder-setting.js';

test('handing in, mailing and speaking can never be closed (国办公开办函〔2017〕19号; 条例第二十九条); the rest may', () => {
  expect(channelSettingSchema.safeParse(DEFAULT_CHANNELS).success).toBe(true);
  const closable = CHANNELS.filter(
    (channel) =>
      channelSettingSchema.safeParse({
        ...DEFAULT_CHANNELS,
        [channel]: { ...DEFAULT_CHANNELS[channel], isOffered: false },
      }).success,
  );
  expect(closable).toEqual(['web', 'email', 'fax']);
});

test('a number or mailbox goes with what is offered', () => {
  const fax = { isOffered: true, address: '', hours: '' };
  const { error } = channelSettingSchema.safeParse({ ...DEFAULT_CHANNELS, fax });
  expect(error?.issues[0]?.message).toBe('开放传真的，请填写传真号码。');
});

test('days of reminders are put in order, each once; there is at least one', () => {
  const given = { beforeDays: [1, 5, 3, 5], escalateAfterDays: 2 };
  expect(reminderSettingSchema.parse(given).beforeDays).toEqual([5, 3, 1]);
  expect(reminderSettingSchema.safeParse({ ...given, beforeDays: [] }).success).toBe(false);
  expect(reminderSettingSchema.safeParse({ ...given, beforeDays: [0] }).success).toBe(false);
});
