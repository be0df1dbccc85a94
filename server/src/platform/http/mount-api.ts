import { isDeepStrictEqual } from 'node:util';
import {
  API_ROUTES,
  DomainError,
  permitWithin,
  type Actor,
  type ApiRoute,
  type ApiRouteName,
} from '@gongkai/core';
import type { Hono } from 'hono';
import type { AppContext } from '../context.js';
import { actorOf, requireActor, requireSameOrigin } from './actor.js';
import { unservedRoutes, type AnyApiHandler, type ApiRegistry } from './api-registry.js';
import { clientOf, networkOf } from './client.js';
import { parseInput } from './parse-input.js';

export const API_PREFIX = '/api/v1';

/**
 * Serves every route of the table.
 * @param notYetServed routes that may lack a handler; they answer 404
 * @throws when a route has no handler, or is said to have none and has one
 */
export function mountApi(
  app: Hono,
  ctx: AppContext,
  api: ApiRegistry,
  notYetServed: readonly ApiRouteName[] = [],
): void {
  const unserved = unservedRoutes(api);
  const forgotten = unserved.filter((name) => !notYetServed.includes(name));
  if (forgotten.length > 0) throw new Error(`API routes without a handler: ${forgotten.join(', ')}`);
  const served = notYetServed.filter((name) => !unserved.includes(name));
  if (served.length > 0)
    throw new Error(`API routes that are served, so not "not yet": ${served.join(', ')}`);

  const unguarded = Object.entries<Partial<ApiRoute>>(API_ROUTES).filter(
    ([, { isPublic, permission }]) => (isPublic === true) === (permission !== undefined),
  );
  if (unguarded.length > 0) {
    const names = unguarded.map(([name]) => name).join(', ');
    throw new Error(`API routes that are neither public nor say what they permit: ${names}`);
  }
  for (const [name, handler] of api.handlers) mountRoute(app, ctx, API_ROUTES[name], handler);
  app.all(`${API_PREFIX}/*`, () => {
    throw new DomainError('NOT_FOUND', '没有这个接口，请核对地址和方法；接口说明见 /api/v1/openapi.json。');
  });
}

function mountRoute(app: Hono, ctx: AppContext, route: ApiRoute, handler: AnyApiHandler): void {
  const path = API_PREFIX + route.path.replaceAll(/\{(\w+)\}/g, ':$1');
  app.on(route.method, path, async (c) => {
    // No browser sends the key of another system by itself, so no page elsewhere can make it call.
    if (route.method !== 'get' && route.headers === undefined) requireSameOrigin(c);
    const actor = route.isPublic === true ? await actorOf(c) : await requireActor(c);
    requirePermission(route, actor, c.req.param('code'));
    const network = networkOf(clientOf(c, ctx).address);
    const response = await handler({ ...(await parseInput(c, route)), actor, network, ctx });
    if (ctx.checksResponses) checkResponse(route, response);
    return c.json(response as object, 200, { 'cache-control': 'no-store' });
  });
}

/** Refuses early, before a body is read, whoever has nothing to do there; the use case asks for the very record. */
function requirePermission(route: ApiRoute, actor: Actor | null, agencyCode: string | undefined): void {
  if (route.isPublic === true || route.permission === 'signedIn') return;
  permitWithin(actor, route.permission, agencyCode);
}

/** The answer is what its schema says, and nothing besides: what is not declared would leave unnoticed. */
function checkResponse(route: ApiRoute, response: unknown): void {
  const sent: unknown = JSON.parse(JSON.stringify(response));
  const result = route.response.safeParse(sent);
  const where = `${route.method} ${route.path}`;
  if (!result.success) throw new Error(`The answer of ${where} breaks its schema: ${result.error.message}`);
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(result.data)), sent)) {
    throw new Error(`The answer of ${where} holds fields that its schema does not name.`);
  }
}
