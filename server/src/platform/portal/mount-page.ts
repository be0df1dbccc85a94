import type { Context, Hono } from 'hono';
import type { AppContext } from '../context.js';
import { viewOf, type Html, type View } from './view.js';

export interface PageRequest {
  readonly ctx: AppContext;
  readonly view: View;
  /** From the path, as written in the route. */
  readonly param: (name: string) => string;
  readonly query: (name: string) => string | undefined;
}

/** What stands at an address whose content was taken away for good. */
export interface GonePage {
  readonly gone: Html;
}

/** Anybody may keep a page, but asks each time whether it still stands: what is withdrawn is gone at once. */
const PAGE_CACHE = 'public, no-cache';

/** Serves a public page at `path`, e.g. `/agencies/:code`. */
export function mountPage(
  app: Hono,
  ctx: AppContext,
  path: string,
  page: (request: PageRequest) => Promise<Html | GonePage> | Html,
): void {
  app.get(path, async (c: Context) => {
    const request: PageRequest = {
      ctx,
      view: viewOf(ctx.site, c.req.url),
      param: (name) => c.req.param(name) ?? '',
      query: (name) => c.req.query(name),
    };
    const made = await page(request);
    if ('gone' in made) return c.html(made.gone, 410, { 'cache-control': 'no-store' });
    return c.html(made, 200, { 'cache-control': PAGE_CACHE });
  });
}
