import { randomUUID } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { compress } from 'hono/compress';
import { etag } from 'hono/etag';
import type { ApiRouteName } from '@gongkai/core';
import type { Registry } from 'prom-client';
import type { AppContext } from '../context.js';
import { errorPage } from '../portal/error-page.js';
import { pageCacheOf } from '../portal/page-cache.js';
import { mountEmblem } from '../portal/emblem.js';
import { mountStylesheet } from '../portal/stylesheet.js';
import { viewOf } from '../portal/view.js';
import { knowActor, type Authenticate } from './actor.js';
import type { ApiRegistry } from './api-registry.js';
import { mountConsole } from './console-files.js';
import { mountApi } from './mount-api.js';
import { measureRequests, mountMetrics } from './metrics.js';
import { mountOpenApi } from './open-api.js';
import { mountProbes } from './probes.js';
import { presentDomainError, presentUnexpected, type PresentedProblem } from './problem.js';
import { tellOfRefusal, type OnRefused } from './refusal.js';
import { refuseNulInAddress } from './read-body.js';
import { observeRequests, type Observer } from './observe.js';
import { rememberKept, setFront } from './front.js';
import { requestLog } from './request-log.js';
import { routeOf } from './route-of.js';
import { mountSecurityText } from './security-txt.js';
import { securityHeaders } from './security-headers.js';

/** What the slices bring to the web. */
export interface WebParts {
  readonly api: ApiRegistry;
  /** Who calls: by the session, or in tests whoever the test says. */
  readonly authenticate: Authenticate;
  readonly notYetServed?: readonly ApiRouteName[];
  /** Told of every call that is refused to somebody who has signed in. */
  readonly onRefused?: OnRefused;
  /** Figures for operators; left out: none are kept. */
  readonly metrics?: { readonly registry: Registry; readonly token: string | null };
  /** Told of every request, also of those that are answered before the app. */
  readonly observers?: readonly Observer[];
  /** Whether this process has been told to end: it is then ready for nobody. */
  readonly isStopping?: () => boolean;
  /** A node outside: no workplace, no description of an API. */
  readonly isInbox?: boolean;
  /** Adds public pages. */
  readonly mountPages?: (app: Hono, ctx: AppContext) => void;
}

/** The whole web: probes, JSON API, console and public pages, and one way to answer what goes wrong. */
export function createApp(ctx: AppContext, parts: WebParts): Hono {
  const app = new Hono();
  const observers = [
    requestLog(ctx.logger),
    ...(parts.metrics ? [measureRequests(parts.metrics.registry)] : []),
    ...(parts.observers ?? []),
  ];
  setFront(app, ctx, pageCacheOf(app, ctx), observers);
  app.use(observeRequests(observers));
  app.use(rememberKept(ctx));
  app.use(securityHeaders(ctx));
  app.use(compress());
  app.use(knowActor(parts.authenticate));
  app.onError(async (error, c) => {
    if (parts.onRefused) await tellOfRefusal(c, ctx, error, parts.onRefused);
    return answerProblem(c, ctx, problemOf(error, c, ctx));
  });
  app.notFound((c) => answerProblem(c, ctx, NO_SUCH_PAGE));
  app.use(refuseNulInAddress());

  mountProbes(app, ctx, parts.isStopping);
  if (parts.metrics) mountMetrics(app, parts.metrics.registry, parts.metrics.token);
  mountSecurityText(app, ctx);
  if (parts.isInbox !== true) mountOpenApi(app, ctx);
  mountApi(app, ctx, parts.api, parts.notYetServed);
  // What anybody may keep is asked for again by its digest; compression comes after and leaves it alone.
  app.use(etag({ weak: true }));
  mountStylesheet(app);
  mountEmblem(app, ctx.site);
  if (parts.isInbox !== true) mountConsole(app);
  parts.mountPages?.(app, ctx);
  return app;
}

const NO_SUCH_PAGE: PresentedProblem = {
  status: 404,
  problem: { code: 'NOT_FOUND', message: '地址可能写错了，或者内容已经移走、撤下。' },
};

function problemOf(error: Error, c: Context, ctx: AppContext): PresentedProblem {
  const known = presentDomainError(error);
  if (known !== null) return known;
  const reference = randomUUID().slice(0, 8);
  ctx.logger.error({ err: error, reference, method: c.req.method, route: routeOf(c) }, 'unexpected failure');
  return presentUnexpected(reference);
}

/** JSON for callers of the API, a page for people. */
function answerProblem(c: Context, ctx: AppContext, presented: PresentedProblem) {
  const { status, problem, retryAfter } = presented;
  c.header('cache-control', 'no-store');
  if (retryAfter !== undefined) c.header('retry-after', String(retryAfter));
  if (c.req.path.startsWith('/api/')) return c.json(problem, status);
  return c.html(errorPage(viewOf(ctx.site, c.req.url), status, problem), status);
}
