import type { Hono } from 'hono';
import { z } from 'zod';
import type { AppContext } from '../platform/context.js';
import { requireActor } from '../platform/http/actor.js';
import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import { downloadResponse } from '../platform/http/download.js';
import { parseWith } from '../platform/http/parse-input.js';
import {
  archiveCase,
  listCaseBundles,
  listCasesToArchive,
  makeCaseBundle,
  openCaseBundle,
  setArchiveRetention,
} from './service.js';

const VOLUME = z.object({ volume: z.coerce.number().int().min(1).max(99).default(1) });

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
    setArchiveRetention(ctx, actor, params.code, body),
  );
}

/** The finished file of a bundle. */
export function mountCaseBundleFiles(app: Hono, ctx: AppContext): void {
  app.get('/case-bundle-files/agencies/:code/cases/:caseId/:bundleId', async (c) => {
    const actor = await requireActor(c);
    const { code, caseId, bundleId } = c.req.param();
    const { volume } = parseWith(VOLUME, c.req.query()) as z.output<typeof VOLUME>;
    const file = await openCaseBundle(ctx, actor, { agencyCode: code, caseId }, bundleId, volume);
    return downloadResponse(file, { range: c.req.header('range'), ifRange: c.req.header('if-range') });
  });
}
