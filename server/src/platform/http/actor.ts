import { DomainError, type Actor } from '@gongkai/core';
import type { Context, MiddlewareHandler } from 'hono';

/** Finds out who calls; null: nobody is signed in. */
export type Authenticate = (c: Context) => Promise<Actor | null>;

const WHO = 'who-calls';

/** Lets every handler ask who calls; asked at most once a request, and not at all for what anybody may see. */
export function knowActor(authenticate: Authenticate): MiddlewareHandler {
  return async (c, next) => {
    let known: Promise<Actor | null> | undefined;
    c.set(WHO, () => (known ??= authenticate(c)));
    await next();
  };
}

export function actorOf(c: Context): Promise<Actor | null> {
  return (c.get(WHO) as () => Promise<Actor | null>)();
}

/** @throws DomainError SIGN_IN_REQUIRED */
export async function requireActor(c: Context): Promise<Actor> {
  const actor = await actorOf(c);
  if (actor !== null) return actor;
  throw new DomainError('SIGN_IN_REQUIRED', '请先登录。登录可能已过期，或者已在别处退出。');
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
