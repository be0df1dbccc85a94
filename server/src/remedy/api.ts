import { remedyQuerySchema, type RemedyQuery } from '@gongkai/core';
import type { Hono } from 'hono';
import type { AppContext } from '../platform/context.js';
import { requireActor } from '../platform/http/actor.js';
import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import { downloadResponse, madeDownload } from '../platform/http/download.js';
import { parseWith } from '../platform/http/parse-input.js';
import {
  addRemedyLesson,
  addRemedyOrder,
  addRemedyPaper,
  decideRemedyPolicy,
  exportRemedies,
  fulfilRemedyOrder,
  getRemedy,
  listRemedies,
  listRemedyLessons,
  listRemedyPolicies,
  openRemedyPaper,
  registerRemedy,
  updateRemedy,
  type RemedyPlace,
} from './service.js';

function placeOf({ code, remedyId }: { readonly code: string; readonly remedyId: string }): RemedyPlace {
  return { agencyCode: code, remedyId };
}

export function registerRemedyApi(api: ApiRegistry): void {
  handle(api, 'listRemedies', ({ ctx, actor, params, query }) =>
    listRemedies(ctx, actor, params.code, query),
  );
  handle(api, 'createRemedy', ({ ctx, actor, params, body }) =>
    registerRemedy(ctx, actor, params.code, body),
  );
  handle(api, 'getRemedy', ({ ctx, actor, params }) => getRemedy(ctx, actor, placeOf(params)));
  handle(api, 'updateRemedy', ({ ctx, actor, params, body }) =>
    updateRemedy(ctx, actor, placeOf(params), body),
  );
  handle(api, 'addRemedyPaper', ({ ctx, actor, params, query, body }) =>
    addRemedyPaper(ctx, actor, placeOf(params), query.kind, body),
  );
  handle(api, 'addRemedyOrder', ({ ctx, actor, params, body }) =>
    addRemedyOrder(ctx, actor, placeOf(params), body),
  );
  handle(api, 'fulfilRemedyOrder', ({ ctx, actor, params, body }) =>
    fulfilRemedyOrder(ctx, actor, { ...placeOf(params), orderId: params.orderId }, body),
  );
  handle(api, 'addRemedyLesson', ({ ctx, actor, params, body }) =>
    addRemedyLesson(ctx, actor, placeOf(params), body),
  );
  handle(api, 'listRemedyLessons', async ({ ctx, actor, params, query }) => ({
    items: await listRemedyLessons(ctx, actor, params.code, query.ground),
  }));
  handle(api, 'listRemedyPolicies', ({ ctx, actor, params }) => listRemedyPolicies(ctx, actor, params.code));
  handle(api, 'decideRemedyPolicy', ({ ctx, actor, params, body }) =>
    decideRemedyPolicy(ctx, actor, params.code, body),
  );
}

/** The register as a file, and the papers that are kept. */
export function mountRemedyFiles(app: Hono, ctx: AppContext): void {
  app.get('/remedy-files/agencies/:code/:file{remedies\\.(?:csv|xlsx)}', async (c) => {
    const actor = await requireActor(c);
    const { code, file } = c.req.param();
    const format = file.endsWith('.csv') ? 'csv' : 'xlsx';
    const query = parseWith(remedyQuerySchema, c.req.query()) as RemedyQuery;
    const chunks = await exportRemedies(ctx, actor, code, query, format);
    return madeDownload(chunks, `${code}-复议诉讼台账.${format}`);
  });
  app.get('/remedy-files/agencies/:code/remedies/:remedyId/papers/:fileId', async (c) => {
    const actor = await requireActor(c);
    const { code, remedyId, fileId } = c.req.param();
    const file = await openRemedyPaper(ctx, actor, { agencyCode: code, remedyId }, fileId);
    return downloadResponse(file, { range: c.req.header('range'), ifRange: c.req.header('if-range') });
  });
}
