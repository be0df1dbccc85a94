import { randomUUID } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { compress } from 'hono/compress';
import type { ApiRouteName } from '@gongkai/core';
import type { AppContext } from '../context.js';
import { errorPage } from '../portal/error-page.js';
import type { ApiRegistry } from './api-registry.js';
import { mountApi } from './mount-api.js';
import { mountProbes } from './probes.js';
import { presentDomainError, presentUnexpected, type PresentedProblem } from './problem.js';
import { requestLog } from './request-log.js';
import { securityHeaders } from './security-headers.js';

/** What the slices bring to the web. */
export interface WebParts {
  readonly api: ApiRegistry;
  readonly notYetServed?: readonly ApiRouteName[];
  /** Adds public pages. */
  readonly mountPages?: (app: Hono, ctx: AppContext) => void;
}

/** The whole web: probes, JSON API and public pages, and one way to answer what goes wrong. */
export function createApp(ctx: AppContext, parts: WebParts): Hono {
  const app = new Hono();
  app.use(requestLog(ctx.logger));
  app.use(securityHeaders());
  app.use(compress());
  app.onError((error, c) => answerProblem(c, ctx, problemOf(error, c, ctx)));
  app.notFound((c) => answerProblem(c, ctx, NO_SUCH_PAGE));

  mountProbes(app, ctx);
  parts.mountPages?.(app, ctx);
  mountApi(app, ctx, parts.api, parts.notYetServed);
  return app;
}

const NO_SUCH_PAGE: PresentedProblem = {
  status: 404,
  problem: { code: 'NOT_FOUND', message: '没有这个页面。地址可能写错了，或者页面已经移走。' },
};

function problemOf(error: Error, c: Context, ctx: AppContext): PresentedProblem {
  const known = presentDomainError(error);
  if (known !== null) return known;
  const reference = randomUUID().slice(0, 8);
  ctx.logger.error({ err: error, reference, method: c.req.method, path: c.req.path }, 'unexpected failure');
  return presentUnexpected(reference);
}

/** JSON for callers of the API, a page for people. */
function answerProblem(c: Context, ctx: AppContext, { status, problem }: PresentedProblem) {
  c.header('cache-control', 'no-store');
  if (c.req.path.startsWith('/api/')) return c.json(problem, status);
  return c.html(errorPage(ctx.site, status, problem), status);
}
