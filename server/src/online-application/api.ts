import type { Hono } from 'hono';
import type { AppContext } from '../platform/context.js';
import { requireActor } from '../platform/http/actor.js';
import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import { downloadResponse } from '../platform/http/download.js';
import {
  checkOnlineForm,
  confirmOnlineReceipt,
  getGuide,
  getOnlineApplication,
  lookUpProgress,
  openOnlineFile,
  saveGuide,
  submitOnlineForm,
} from './service.js';

export function registerOnlineApplicationApi(api: ApiRegistry): void {
  handle(api, 'getDisclosureGuide', ({ ctx, params }) => getGuide(ctx, params.code));
  handle(api, 'saveDisclosureGuide', ({ ctx, actor, params, body }) =>
    saveGuide(ctx, actor, params.code, body),
  );
  handle(api, 'getOnlineApplication', ({ ctx, actor, params }) =>
    getOnlineApplication(ctx, actor, params.code, params.caseId),
  );
  handle(api, 'confirmOnlineReceipt', ({ ctx, actor, params, body }) =>
    confirmOnlineReceipt(ctx, actor, { agencyCode: params.code, caseId: params.caseId }, body),
  );
  handle(api, 'checkOnlineForm', ({ ctx, params, body }) =>
    checkOnlineForm(ctx, { agencyCode: params.code, kind: params.form, ...body }),
  );
  handle(api, 'submitOnlineForm', ({ ctx, params, body, network }) =>
    submitOnlineForm(ctx, { agencyCode: params.code, kind: params.form, ...body, network }),
  );
  handle(api, 'lookUpProgress', ({ ctx, body, network }) => lookUpProgress(ctx, { ...body, network }));
}

/** Files that came over the public pages, for the office. */
export function mountOnlineFiles(app: Hono, ctx: AppContext): void {
  app.get('/online-files/agencies/:code/:fileId', async (c) => {
    const actor = await requireActor(c);
    const opened = await openOnlineFile(ctx, actor, c.req.param('code'), c.req.param('fileId'));
    return downloadResponse(opened, { range: c.req.header('range'), ifRange: c.req.header('if-range') });
  });
}
