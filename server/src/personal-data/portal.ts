import type { Hono } from 'hono';
import type { AppContext } from '../platform/context.js';
import { mountPage } from '../platform/portal/mount-page.js';
import { privacyPage } from './privacy-page.js';
import { listTermsOfAgencies } from './service.js';

/** What anybody is told before giving personal data (个人信息保护法第十七条、第三十五条). */
export function mountPrivacyPage(app: Hono, ctx: AppContext): void {
  mountPage(app, ctx, '/privacy', async ({ view }) => privacyPage(view, await listTermsOfAgencies(ctx.db)));
}
