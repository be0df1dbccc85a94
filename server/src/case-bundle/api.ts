import type { Hono } from 'hono';
import type { AppContext } from '../platform/context.js';
import { requireActor } from '../platform/http/actor.js';
import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import { downloadResponse } from '../platform/http/download.js';
import {
  archiveCase,
  listCaseBundles,
  listCasesToArchive,
  makeCaseBundle,
  openCaseBundle,
  setArchiveRetention,
} from './service.js';

export function registerCaseBundleApi(api: ApiRegistry): void {
  handle(api, 'listCaseBundles', ({ ctx, actor, params }) =>
    listCaseBundles(ctx, actor, { agencyCode: params.code, caseId: params.caseId }),
  );
  handle(api, 'makeCaseBundle', ({ ctx, actor, params }) =>
    makeCaseBundle(ctx, actor, { agencyCode: params.code, caseId: params.caseId }),
  );
  handle(api, 'archiveCase', ({ ctx, actor, params }) =>
    archiveCase(ctx, actor, { agencyCode: params.code, caseId: params.caseId }),
  );
  handle(api, 'listCasesToArchive', ({ ctx, actor, params, query }) =>
    listCasesToArchive(ctx, actor, params.code, query),
  );
  handle(api, 'setArchiveRetention', ({ ctx, actor, params, body }) =>
    setArchiveRetention(ctx, actor, params.code, body.retention),
  );
}

/** The finished file of a bundle. */
export function mountCaseBundleFiles(app: Hono, ctx: AppContext): void {
  app.get('/case-bundle-files/agencies/:code/cases/:caseId/:bundleId', async (c) => {
    const actor = await requireActor(c);
    const { code, caseId, bundleId } = c.req.param();
    const file = await openCaseBundle(ctx, actor, { agencyCode: code, caseId }, bundleId);
    return downloadResponse(file, { range: c.req.header('range'), ifRange: c.req.header('if-range') });
  });
}
