import { DomainError, actorWithEveryRole, type Actor } from '@gongkai/core';
import type { Context } from 'hono';
import type { AppContext } from '../context.js';

/** Stands for everybody at this machine until sign-in exists. */
const DEVELOPMENT_ACCOUNT: Actor = actorWithEveryRole('dev', '开发账号');
/** Set by a proxy: the caller is not at this machine. */
const PROXY_HEADERS = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'] as const;

/** Whether a name or address means this machine and no other. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}

/**
 * Who calls. Until sign-in exists: the development account when the server listens on loopback, was addressed
 * as this machine (a page elsewhere could point its own name here) and no proxy stands between.
 */
export function actorOf(c: Context, ctx: AppContext): Actor | null {
  if (!ctx.hasDevelopmentAccount) return null;
  if (PROXY_HEADERS.some((name) => c.req.header(name) !== undefined)) return null;
  return isLoopback(new URL(c.req.url).hostname) ? DEVELOPMENT_ACCOUNT : null;
}

export function requireActor(c: Context, ctx: AppContext): Actor {
  const actor = actorOf(c, ctx);
  if (actor !== null) return actor;
  throw new DomainError(
    'FORBIDDEN',
    '工作人员的操作目前只在本机开放：登录功能尚未上线，请在服务器本机用 127.0.0.1 或 localhost 访问。',
  );
}

/**
 * A call that changes something must come from our own pages or from no page at all: a page elsewhere could
 * otherwise make the visitor's browser send it.
 */
export function requireSameOrigin(c: Context): void {
  const site = c.req.header('sec-fetch-site');
  if (site === undefined ? hasOwnOrigin(c) : site === 'same-origin' || site === 'none') return;
  throw new DomainError(
    'FORBIDDEN',
    '这次请求不是从本系统的页面发出的，没有执行。程序调用请带上与服务器地址一致的 Origin。',
  );
}

function hasOwnOrigin(c: Context): boolean {
  const origin = c.req.header('origin');
  if (origin === undefined || !URL.canParse(origin)) return false;
  return new URL(origin).host === (c.req.header('host') ?? new URL(c.req.url).host);
}
