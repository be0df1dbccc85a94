import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import { addNotice, previewNotice } from '../application/service.js';
import { listAddedNotices } from './service.js';

export function registerCalendarApi(api: ApiRegistry): void {
  handle(api, 'listCalendarNotices', ({ ctx }) => listAddedNotices(ctx));
  handle(api, 'previewCalendarNotice', ({ ctx, actor, body }) => previewNotice(ctx, actor, body));
  handle(api, 'addCalendarNotice', ({ ctx, actor, body }) => addNotice(ctx, actor, body.notice, body.moved));
}
