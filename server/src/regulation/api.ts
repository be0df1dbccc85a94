import { regulationQuerySchema, type RegulationQuery } from '@gongkai/core';
import type { Hono } from 'hono';
import type { AppContext } from '../platform/context.js';
import { requireActor } from '../platform/http/actor.js';
import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import { madeDownload } from '../platform/http/download.js';
import { parseWith } from '../platform/http/parse-input.js';
import {
  exportRegulations,
  getCleanup,
  listCleanups,
  listRegulations,
  openCleanup,
  publishCleanup,
  setCleanupResults,
  signCleanup,
} from './service.js';

export function registerRegulationApi(api: ApiRegistry): void {
  handle(api, 'listRegulations', ({ ctx, actor, params, query }) =>
    listRegulations(ctx, actor, params.code, query),
  );
  handle(api, 'listCleanups', ({ ctx, actor, params }) => listCleanups(ctx, actor, params.code));
  handle(api, 'openCleanup', ({ ctx, actor, params, body }) => openCleanup(ctx, actor, params.code, body));
  handle(api, 'getCleanup', ({ ctx, actor, params }) => getCleanup(ctx, actor, placeOf(params)));
  handle(api, 'setCleanupResults', ({ ctx, actor, params, body }) =>
    setCleanupResults(ctx, actor, placeOf(params), body),
  );
  handle(api, 'signCleanup', ({ ctx, actor, params, body }) =>
    signCleanup(ctx, actor, placeOf(params), body.action),
  );
  handle(api, 'publishCleanup', ({ ctx, actor, params }) => publishCleanup(ctx, actor, placeOf(params)));
}

function placeOf({ code, roundId }: { readonly code: string; readonly roundId: string }) {
  return { agencyCode: code, roundId };
}

/** The ledger as a sheet, as it is filtered. */
export function mountRegulationFiles(app: Hono, ctx: AppContext): void {
  app.get('/regulation-files/agencies/:code/regulations.xlsx', async (c) => {
    const actor = await requireActor(c);
    const query = parseWith(regulationQuerySchema, c.req.query()) as RegulationQuery;
    const chunks = await exportRegulations(ctx, actor, c.req.param('code'), query);
    return madeDownload(chunks, `${c.req.param('code')}-${query.year}年立改废台账.xlsx`);
  });
}
