import type { Context, Hono } from 'hono';
import type { AppContext } from '../context.js';
import { noteKept } from '../http/front.js';
import { acceptedEncoding, pageCacheOf, type KeptPage } from './page-cache.js';
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

/** Of whose data a page is made: the page is kept in memory until they change. */
export interface PageKeeping {
  /** `agency`: of the agency that the address names as `:code`, and what every page shows of the agencies. */
  readonly keptFor?: 'agency' | 'allAgencies';
}

/** Serves a public page at `path`, e.g. `/agencies/:code`. */
export function mountPage(
  app: Hono,
  ctx: AppContext,
  path: string,
  page: (request: PageRequest) => Promise<Html | GonePage> | Html,
  { keptFor }: PageKeeping = {},
): void {
  app.get(path, async (c: Context) => {
    const request: PageRequest = {
      ctx,
      view: viewOf(ctx.site, c.req.url),
      param: (name) => c.req.param(name) ?? '',
      query: (name) => c.req.query(name),
    };
    // Whoever writes the site to files asks for each page once.
    const isKept = keptFor !== undefined && ctx.site.isExport !== true;
    if (!isKept || c.req.url.length > LONGEST_KEPT_ADDRESS) {
      const made = await page(request);
      return 'gone' in made ? answerGone(c, made) : c.html(made, 200, { 'cache-control': PAGE_CACHE });
    }
    const found: { gone: GonePage | null } = { gone: null };
    const { pathname, search } = new URL(c.req.url);
    const kept = await pageCacheOf(app, ctx).page(
      {
        // A page may count the days up to today.
        key: `${ctx.today()} ${pathname}${search}`,
        agencyCode: keptFor === 'agency' ? request.param('code') : null,
      },
      async () => {
        const made = await page(request);
        if ('gone' in made) found.gone = made;
        return 'gone' in made ? null : String(made);
      },
    );
    // Rendered for somebody else who asked at the same time, it is rendered again: this is rare.
    if (kept === null) return answerGone(c, found.gone ?? ((await page(request)) as GonePage));
    return answerKept(c, kept);
  });
}

/** Who invents addresses fills no memory with them. */
const LONGEST_KEPT_ADDRESS = 500;
function answerGone(c: Context, { gone }: GonePage) {
  return c.html(gone, 410, { 'cache-control': 'no-store' });
}

async function answerKept(c: Context, page: KeptPage): Promise<Response> {
  const headers = { 'cache-control': PAGE_CACHE, etag: page.etag, vary: 'Accept-Encoding' };
  const known = c.req.header('if-none-match')?.split(',') ?? [];
  if (known.some((tag) => tag.trim() === page.etag)) {
    noteKept(c, page, null);
    return c.body(null, 304, headers);
  }
  const encoding = acceptedEncoding(c.req.header('accept-encoding'));
  const body = encoding === null ? page.body : await page.encoded(encoding);
  noteKept(c, page, body);
  return c.body(new Uint8Array(body), 200, {
    ...headers,
    'content-type': 'text/html; charset=UTF-8',
    'content-length': String(body.length),
    ...(encoding !== null && { 'content-encoding': encoding }),
  });
}
