import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { AppContext } from '../context.js';
import { clientOf } from './client.js';

/**
 * `session`: who of the staff is signed in; `applicant`: who of the applicants; `form`: against forged forms; `device`: signed in here before; `oidc`: on the way back;
 * `draft`: the code of a form that is being filled in; `progress`: what a query code has opened.
 */
export type CookieName = 'session' | 'applicant' | 'form' | 'device' | 'oidc' | 'draft' | 'progress';

type Web = Pick<AppContext, 'web'>;
/** Kept by the request until its answer is written: a cookie that is set counts at once. */
const CHANGED = 'changed-cookies';

/** Over https under a name that no other host and no plain connection can set; on this machine also without. */
export function readCookie(c: Context, ctx: Web, name: CookieName): string | undefined {
  const changed = changedCookies(c);
  if (changed.has(name)) return changed.get(name);
  return getCookie(c, nameOf(c, ctx, name));
}

/** @param maxAge in seconds; without it until the browser is closed */
export function writeCookie(c: Context, ctx: Web, name: CookieName, value: string, maxAge?: number): void {
  changedCookies(c).set(name, value);
  setCookie(c, nameOf(c, ctx, name), value, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: !isPlainAllowed(c, ctx),
    ...(maxAge !== undefined && { maxAge }),
  });
}

export function dropCookie(c: Context, ctx: Web, name: CookieName): void {
  changedCookies(c).set(name, undefined);
  deleteCookie(c, nameOf(c, ctx, name), { path: '/', secure: !isPlainAllowed(c, ctx) });
}

function nameOf(c: Context, ctx: Web, name: CookieName): string {
  return isPlainAllowed(c, ctx) ? `gongkai-${name}` : `__Host-gongkai-${name}`;
}

function isPlainAllowed(c: Context, ctx: Web): boolean {
  const { isSecure, isAtThisMachine } = clientOf(c, ctx);
  return isAtThisMachine && !isSecure;
}

function changedCookies(c: Context): Map<CookieName, string | undefined> {
  const known = c.get(CHANGED) as Map<CookieName, string | undefined> | undefined;
  if (known !== undefined) return known;
  const changed = new Map<CookieName, string | undefined>();
  c.set(CHANGED, changed);
  return changed;
}
