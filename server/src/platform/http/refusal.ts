import { DomainError, type Actor } from '@gongkai/core';
import type { Context } from 'hono';
import { routePath } from 'hono/route';
import type { AppContext } from '../context.js';
import { actorOf } from './actor.js';

/** A call that somebody who has signed in may not make. */
export interface Refusal {
  /** Method and pattern of the address, without what stands for its parameters. */
  readonly route: string;
  /** Null where a rule refused that is no permission. */
  readonly permission: string | null;
  /** As the caller named it: there may be no such agency. */
  readonly agencyCode: string | null;
}

export type OnRefused = (actor: Actor, refusal: Refusal) => Promise<void>;

/** Tells of a refusal, whether it was said or looks like "not found"; the caller's answer does not depend on it. */
export async function tellOfRefusal(
  c: Context,
  ctx: Pick<AppContext, 'logger'>,
  error: Error,
  onRefused: OnRefused,
): Promise<void> {
  if (!(error instanceof DomainError)) return;
  const { permission = null, agencyCode = c.req.param('code') ?? null } = error.details;
  if (error.code !== 'FORBIDDEN' && permission === null) return;
  try {
    const actor = await actorOf(c);
    if (actor === null) return;
    await onRefused(actor, {
      route: `${c.req.method} ${routePath(c)}`,
      permission: permission === null ? null : String(permission),
      agencyCode: agencyCode === null ? null : String(agencyCode),
    });
  } catch (failure) {
    ctx.logger.error({ err: failure }, 'a refusal was not recorded');
  }
}
