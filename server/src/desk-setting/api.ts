import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import { getChannelSetting, getReminderSetting, saveChannelSetting, saveReminderSetting } from './service.js';

export function registerDeskSettingApi(api: ApiRegistry): void {
  handle(api, 'getChannelSetting', ({ ctx, params }) => getChannelSetting(ctx, params.code));
  handle(api, 'saveChannelSetting', ({ ctx, actor, params, body }) =>
    saveChannelSetting(ctx, actor, params.code, body),
  );
  handle(api, 'getReminderSetting', ({ ctx, actor, params }) => getReminderSetting(ctx, actor, params.code));
  handle(api, 'saveReminderSetting', ({ ctx, actor, params, body }) =>
    saveReminderSetting(ctx, actor, params.code, body),
  );
}
