import type { Hono } from 'hono';
import type { AppContext } from '../platform/context.js';
import { requireActor } from '../platform/http/actor.js';
import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import { downloadResponse } from '../platform/http/download.js';
import {
  beginOnlineForm,
  checkOnlineForm,
  confirmOnlineReceipt,
  confirmOwnReceipt,
  getAskedOpinion,
  getGuide,
  getOnlineApplication,
  getOwnProgress,
  giveOpinion,
  lookUpProgress,
  openOnlineFile,
  openProgressToken,
  rateOwnCase,
  removeFromOnlineForm,
  saveGuide,
  submitOnlineForm,
  supplementOwnCase,
  uploadOpinionFile,
  uploadOwnSupplement,
  uploadToOnlineForm,
  withdrawOwnCase,
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
  handle(api, 'submitOnlineForm', ({ ctx, params, headers, body, network }) =>
    submitOnlineForm(
      ctx,
      { agencyCode: params.code, kind: params.form, ...body, network },
      { key: headers['idempotency-key'], draftCode: headers['draft-code'] },
    ),
  );
  handle(api, 'beginOnlineForm', ({ ctx, params, network }) =>
    beginOnlineForm(ctx, { agencyCode: params.code, kind: params.form, network }),
  );
  handle(api, 'uploadToOnlineForm', ({ ctx, params, headers, query, body, network }) => {
    const upload = { ...body, purpose: query.purpose, network };
    const form = { agencyCode: params.code, kind: params.form };
    return uploadToOnlineForm(ctx, form, headers['draft-code'], upload);
  });
  handle(api, 'removeFromOnlineForm', ({ ctx, params, headers }) => {
    const form = { agencyCode: params.code, kind: params.form };
    return removeFromOnlineForm(ctx, form, headers['draft-code'], params.fileId);
  });
  registerOwnCaseApi(api);
  registerOpinionApi(api);
}

function registerOwnCaseApi(api: ApiRegistry): void {
  handle(api, 'lookUpProgress', ({ ctx, body, network }) => lookUpProgress(ctx, { ...body, network }));
  handle(api, 'openProgress', ({ ctx, body, network }) => openProgressToken(ctx, { ...body, network }));
  handle(api, 'getOwnProgress', ({ ctx, headers }) => getOwnProgress(ctx, headers['progress-token']));
  handle(api, 'confirmOwnReceipt', ({ ctx, headers }) => confirmOwnReceipt(ctx, headers['progress-token']));
  handle(api, 'uploadOwnSupplement', ({ ctx, headers, body, network }) =>
    uploadOwnSupplement(ctx, headers['progress-token'], { ...body, network }),
  );
  handle(api, 'supplementOwnCase', ({ ctx, headers, body, network }) =>
    supplementOwnCase(ctx, headers['progress-token'], { ...body, key: headers['idempotency-key'], network }),
  );
  handle(api, 'withdrawOwnCase', ({ ctx, headers, body }) =>
    withdrawOwnCase(ctx, headers['progress-token'], { ...body, key: headers['idempotency-key'] }),
  );
  handle(api, 'rateOwnCase', ({ ctx, headers, body }) =>
    rateOwnCase(ctx, headers['progress-token'], body.grade),
  );
}

function registerOpinionApi(api: ApiRegistry): void {
  handle(api, 'getAskedOpinion', ({ ctx, params, headers, network }) =>
    getAskedOpinion(ctx, { agencyCode: params.code, token: headers['link-token'], network }),
  );
  handle(api, 'uploadOpinionFile', ({ ctx, params, headers, body, network }) =>
    uploadOpinionFile(ctx, { agencyCode: params.code, token: headers['link-token'], network }, body),
  );
  handle(api, 'giveOpinion', ({ ctx, params, headers, body, network }) =>
    giveOpinion(ctx, { agencyCode: params.code, token: headers['link-token'], network }, body),
  );
}

/** Files that came over the public pages, for the office. */
export function mountOnlineFiles(app: Hono, ctx: AppContext): void {
  app.get('/online-files/agencies/:code/:fileId', async (c) => {
    const actor = await requireActor(c);
    const opened = await openOnlineFile(ctx, actor, c.req.param('code'), c.req.param('fileId'));
    return downloadResponse(opened, { range: c.req.header('range'), ifRange: c.req.header('if-range') });
  });
}
