import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import type { AppContext } from '../context.js';
import { keyedDigest } from '../secrets/keyring.js';
import { readCookie, writeCookie } from './cookies.js';

type Web = Pick<AppContext, 'keyring' | 'web'>;

/** The name of the hidden field. */
export const FORM_TOKEN_FIELD = 'form-token';

/**
 * What a form of ours carries so that no page elsewhere can send it: bound to this browser and this session. The
 * browser is given a cookie for it when it has none.
 */
export function formToken(c: Context, ctx: Web): string {
  let own = readCookie(c, ctx, 'form');
  if (own === undefined) {
    own = randomBytes(32).toString('base64url');
    writeCookie(c, ctx, 'form', own);
  }
  return tokenOf(ctx, own, sessionsOf(c, ctx));
}

export function hasFormToken(c: Context, ctx: Web, given: string | undefined): boolean {
  const own = readCookie(c, ctx, 'form');
  if (own === undefined || given === undefined) return false;
  const due = Buffer.from(tokenOf(ctx, own, sessionsOf(c, ctx)));
  const sent = Buffer.from(given);
  return due.length === sent.length && timingSafeEqual(due, sent);
}

/** Whoever is signed in here, of the staff and of the applicants. */
function sessionsOf(c: Context, ctx: Web): string[] {
  const applicant = readCookie(c, ctx, 'applicant');
  return [readCookie(c, ctx, 'session') ?? '', ...(applicant === undefined ? [] : [applicant])];
}

function tokenOf({ keyring }: Web, own: string, sessions: readonly string[]): string {
  const use = { purpose: 'form-token', agencyId: null };
  return keyedDigest(keyring, use, JSON.stringify([own, ...sessions])).toString('base64url');
}
