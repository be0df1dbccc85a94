import type { Context, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Logger } from 'pino';

/**
 * One line a request: method, route, status, time. Never the address that was asked for: its query may hold what
 * somebody searched for and its path what somebody typed; nor address or browser of the caller.
 */
export function requestLog(logger: Logger): MiddlewareHandler {
  return async (c, next) => {
    const start = performance.now();
    await next();
    const ms = Math.round(performance.now() - start);
    logger.info({ method: c.req.method, route: routeOf(c), status: c.res.status, ms }, 'request');
  };
}

/** The pattern by which a request was served, such as `/agencies/:code`. */
export function routeOf(c: Context): string {
  const pattern = routePath(c);
  return pattern === '*' || pattern === '/*' ? 'other' : pattern;
}
