import type { MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';

/**
 * One line a request: method, path, status, time. Never the query, which may hold what somebody searched for,
 * nor address or browser of the caller.
 */
export function requestLog(logger: Logger): MiddlewareHandler {
  return async (c, next) => {
    const start = performance.now();
    await next();
    const ms = Math.round(performance.now() - start);
    logger.info({ method: c.req.method, path: c.req.path, status: c.res.status, ms }, 'request');
  };
}
