import { readFileSync } from 'node:fs';
import type { Hono } from 'hono';
import type { AppContext } from '../platform/context.js';
import { mountPage } from '../platform/portal/mount-page.js';
import { gonePage, noServicePage } from './notice-page.js';

const SCRIPT = new URL('../../assets/search.js', import.meta.url);

/** What only an exported site has: its search by script, and pages that say what no server says there. */
export function mountExportedPages(app: Hono, ctx: AppContext): void {
  const script = readFileSync(SCRIPT, 'utf8');
  app.get('/assets/search.js', (c) =>
    c.body(script, 200, { 'content-type': 'text/javascript; charset=utf-8' }),
  );
  mountPage(app, ctx, '/service', ({ view }) => noServicePage(view));
  mountPage(app, ctx, '/gone', ({ view }) => gonePage(view));
}
