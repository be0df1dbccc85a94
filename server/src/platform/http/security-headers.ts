import type { MiddlewareHandler } from 'hono';
import type { AppContext } from '../context.js';
import { clientOf } from './client.js';

/** No script, style, frame or form but our own files and addresses; for public pages and the console alike. */
const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A year: who has come by https once comes by https again. */
const HTTPS_SECONDS = 31_536_000;

/** On every answer; what a handler has set more strictly itself stands. */
export function securityHeaders(ctx: Pick<AppContext, 'web'>): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const { headers } = c.res;
    if (!headers.has('content-security-policy')) headers.set('content-security-policy', CONTENT_POLICY);
    headers.set('x-content-type-options', 'nosniff');
    headers.set('x-frame-options', 'DENY');
    if (!headers.has('referrer-policy')) headers.set('referrer-policy', 'same-origin');
    if (clientOf(c, ctx).isSecure) headers.set('strict-transport-security', `max-age=${HTTPS_SECONDS}`);
    headers.set('cross-origin-opener-policy', 'same-origin');
    headers.set('cross-origin-resource-policy', 'same-origin');
    headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=()');
  };
}
