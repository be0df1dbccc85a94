import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { agencyParamsSchema } from '../identity/agency-api.js';
import { channelSettingSchema } from './channel-setting.js';
import { reminderSettingSchema } from './reminder-setting.js';

const revision = z.number().int().min(0);
const channels = z.object({ setting: channelSettingSchema, revision });
const reminders = z.object({ setting: reminderSettingSchema, revision });

export const DESK_SETTING_ROUTES = {
  getChannelSetting: {
    method: 'get',
    path: '/agencies/{code}/channel-setting',
    summary: '可以用哪些渠道申请，地址和时间',
    tag: 'application',
    isPublic: true,
    params: agencyParamsSchema,
    response: channels,
  },
  saveChannelSetting: {
    method: 'put',
    path: '/agencies/{code}/channel-setting',
    summary: '修改申请渠道；当面、邮寄和口头不能关闭',
    tag: 'application',
    permission: 'guide.edit',
    audit: 'deskSetting.changed',
    params: agencyParamsSchema,
    body: channels,
    response: channels,
  },
  getReminderSetting: {
    method: 'get',
    path: '/agencies/{code}/reminder-setting',
    summary: '提前几个工作日提醒，逾期后何时上报',
    tag: 'application',
    permission: 'case.view',
    audit: { none: '只有设置，没有个人信息。' },
    params: agencyParamsSchema,
    response: reminders,
  },
  saveReminderSetting: {
    method: 'put',
    path: '/agencies/{code}/reminder-setting',
    summary: '修改提醒的日子；到期当日和逾期每日的提醒不能关闭',
    tag: 'application',
    permission: 'guide.edit',
    audit: 'deskSetting.changed',
    params: agencyParamsSchema,
    body: reminders,
    response: reminders,
  },
} as const satisfies Record<string, ApiRoute>;
