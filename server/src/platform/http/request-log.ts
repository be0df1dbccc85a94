import type { Logger } from 'pino';
import type { Observer } from './observe.js';

/**
 * One line a request: method, route, status, time. Never the address that was asked for: its query may hold what
 * somebody searched for and its path what somebody typed; nor address or browser of the caller.
 */
export function requestLog(logger: Logger): Observer {
  return ({ method, route, status, ms }) =>
    logger.info({ method, route, status, ms: Math.round(ms) }, 'request');
}
