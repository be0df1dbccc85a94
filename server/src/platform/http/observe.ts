import type { MiddlewareHandler } from 'hono';
import { routeOf } from './route-of.js';

/** A request that was answered, as far as whoever logs or counts may know it. */
export interface AnsweredRequest {
  readonly method: string;
  /** As the pages know it; whoever writes it down must not write what somebody typed. */
  readonly path: string;
  /** The pattern by which it was served, such as `/agencies/:code`. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  /** What the caller sent, by its name in small letters. */
  readonly header: (name: string) => string | undefined;
}

/** Told of every request after its answer is made. Must not throw. */
export type Observer = (answered: AnsweredRequest) => void;

/** Tells all observers of what the rest of the web answers; what is answered before it tells them itself (`front.ts`). */
export function observeRequests(observers: readonly Observer[]): MiddlewareHandler {
  return async (c, next) => {
    const start = performance.now();
    await next();
    const { method, path } = c.req;
    const answered: AnsweredRequest = {
      ...{ method, path, route: routeOf(c), status: c.res.status, ms: performance.now() - start },
      header: (name) => c.req.header(name),
    };
    for (const observe of observers) observe(answered);
  };
}
