import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import type { AppContext } from '../context.js';
import { acceptedEncoding, type KeptAnswer, type KeptPage, type PageCache } from '../portal/page-cache.js';
import { clientOf, isSecureCall } from './client.js';
import type { Observer } from './observe.js';
import { routeOf } from './route-of.js';

/** Answers what is kept before the rest of the web, and leaves everything else to `otherwise`. */
export type Front = (otherwise: RequestListener) => RequestListener;

const KEPT = 'kept-page';
const fronts = new WeakMap<Hono, Front>();

/** The front of an app; left out: everything goes through the app. */
export function frontOf(app: Hono): Front | undefined {
  return fronts.get(app);
}

/** Tells what a kept page was answered with, so that its answer is remembered as it left. */
export function noteKept(c: Context, page: KeptPage, body: Buffer | null): void {
  c.set(KEPT, { page, body });
}

/**
 * Remembers answers of kept pages as all of the web made them, headers and all, so that the front says the same word for
 * word. Outermost: nothing may change an answer after it.
 */
export function rememberKept(ctx: Pick<AppContext, 'web'>): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const noted = c.get(KEPT) as { page: KeptPage; body: Buffer | null } | undefined;
    if (noted === undefined || c.req.method !== 'GET') return;
    const { page, body } = noted;
    const key = answerKey(c.req.header(), page.etag, clientOf(c, ctx).isSecure);
    const { status, headers } = c.res;
    // An answer that something has changed on its way is nobody else's.
    const isWhole = status === (body === null ? 304 : 200) && !headers.has('set-cookie');
    if (key === null || !isWhole || (headers.get('content-length') ?? null) !== lengthOf(body)) return;
    page.answers.set(key, {
      ...{ status, body, route: routeOf(c), path: c.req.path },
      headers: [...headers].flat(),
    });
  };
}

function lengthOf(body: Buffer | null): string | null {
  return body === null ? null : String(body.length);
}

/** Which of a page's answers fits a request; null: none that is kept. */
function answerKey(headers: IncomingHttpHeaders, etag: string, isSecure: boolean): string | null {
  const known = headers['if-none-match'];
  if (known !== undefined && known !== etag) return null;
  const encoding = acceptedEncoding(headers['accept-encoding']);
  return `${known === undefined ? 200 : 304} ${encoding ?? 'plain'} ${isSecure ? 'https' : 'http'}`;
}

/**
 * Gives an app its front: what its pages keep is answered without the rest of the web, to whoever is not signed in, after
 * the database was asked whether it still stands, and all observers are told. What the front does not know the app answers.
 */
export function setFront(
  app: Hono,
  ctx: Pick<AppContext, 'today' | 'web' | 'logger'>,
  cache: PageCache,
  observers: readonly Observer[],
): void {
  fronts.set(app, (otherwise) => (request, response) => {
    const start = performance.now();
    const { headers } = request;
    const key = `${ctx.today()} ${request.url ?? ''}`;
    if (!isAnonymousGet(request) || !cache.has(key)) return otherwise(request, response);
    const reply = (page: KeptPage | null): void => {
      const answer = page === null ? undefined : answerOf(page, request, ctx);
      if (answer === undefined || response.destroyed) return otherwise(request, response);
      send(response, answer);
      const { route, path, status } = answer;
      const header = (name: string) => oneText(headers[name]);
      const answered = { method: 'GET', route, path, status, ms: performance.now() - start, header };
      for (const observe of observers) observe(answered);
    };
    const fail = (error: unknown): void => {
      ctx.logger.error({ err: error }, 'a kept page was not answered');
      response.destroy();
    };
    const known = cache.known(key);
    if (known === null) {
      cache
        .standing(key)
        .catch(() => null)
        .then(reply)
        .catch(fail);
      return;
    }
    // Without a promise between: most requests come this way.
    try {
      reply(known);
    } catch (error) {
      fail(error);
    }
  });
}

/** A host that the app would take as it is, too. */
const PLAIN_HOST = /^[a-z0-9._-]+(?::\d{1,5})?$/;

function isAnonymousGet({ method, headers }: IncomingMessage): boolean {
  return (
    method === 'GET' &&
    headers.cookie === undefined &&
    headers.authorization === undefined &&
    headers['content-length'] === undefined &&
    headers['transfer-encoding'] === undefined &&
    PLAIN_HOST.test(headers.host ?? '')
  );
}

function answerOf(
  page: KeptPage,
  { headers, socket }: IncomingMessage,
  ctx: Pick<AppContext, 'web'>,
): KeptAnswer | undefined {
  const isSecure = isSecureCall(socket.remoteAddress, oneText(headers['x-forwarded-proto']), ctx.web);
  const key = answerKey(headers, page.etag, isSecure);
  return key === null ? undefined : page.answers.get(key);
}

function send(response: ServerResponse, { status, headers, body }: KeptAnswer): void {
  response.writeHead(status, headers as string[]);
  if (body === null) response.end();
  else response.end(body);
}

function oneText(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}
