import {
  linkQuerySchema,
  publishedFindingQuerySchema,
  type LinkQuery,
  type PublishedFindingQuery,
} from '@gongkai/core';
import type { Hono } from 'hono';
import type { AppContext } from '../platform/context.js';
import { requireActor } from '../platform/http/actor.js';
import { downloadResponse, madeDownload } from '../platform/http/download.js';
import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import { parseWith } from '../platform/http/parse-input.js';
import {
  attachFile,
  changeValidity,
  configureReviewPath,
  listReviewPaths,
  detachFile,
  draftDocument,
  exportPublishedFindings,
  exportPublishedLinks,
  getDocument,
  getPublicationSetting,
  listDocuments,
  listHiddenData,
  listPublishedFindings,
  listPublishedLinks,
  openDocumentFile,
  publishDocument,
  recheckLink,
  reassessDocument,
  reviewDocument,
  saveDraft,
  savePublicationSetting,
  scrubDocumentFile,
  settlePublishedFinding,
  startChange,
  waiveFinding,
  withdrawDocument,
} from './service.js';

export function registerPublicationApi(api: ApiRegistry): void {
  handle(api, 'listDocuments', ({ ctx, actor, params, query }) =>
    listDocuments(ctx, actor, params.code, query),
  );
  handle(api, 'createDocument', ({ ctx, actor, params, body }) =>
    draftDocument(ctx, actor, params.code, body),
  );
  handle(api, 'getDocument', ({ ctx, actor, params }) =>
    getDocument(ctx, actor, params.code, params.documentId),
  );
  handle(api, 'saveDocument', ({ ctx, actor, params, body }) =>
    saveDraft(ctx, actor, params.code, params.documentId, body.draft, body.seen),
  );
  handle(api, 'changeDocument', ({ ctx, actor, params, body }) =>
    startChange(ctx, actor, params.code, params.documentId, body.reason),
  );
  handle(api, 'submitDocument', ({ ctx, actor, params, body }) =>
    reviewDocument(ctx, actor, { ...placeOf(params), ...body, opinion: null }),
  );
  handle(api, 'reviewDocument', ({ ctx, actor, params, body }) =>
    reviewDocument(ctx, actor, { ...placeOf(params), ...body }),
  );
  handle(api, 'waiveDocumentFinding', ({ ctx, actor, params, body }) =>
    waiveFinding(ctx, actor, { ...placeOf(params), ...body }),
  );
  handle(api, 'publishDocument', ({ ctx, actor, params, body }) =>
    publishDocument(ctx, actor, params.code, params.documentId, body.version, body.together),
  );
  handle(api, 'withdrawDocument', ({ ctx, actor, params, body }) =>
    withdrawDocument(ctx, actor, params.code, params.documentId, body.reason),
  );
  handle(api, 'setDocumentValidity', ({ ctx, actor, params, body }) =>
    changeValidity(ctx, actor, params.code, params.documentId, body),
  );
  handle(api, 'reassessDocument', ({ ctx, actor, params, body }) =>
    reassessDocument(ctx, actor, params.code, params.documentId, body.opinion),
  );
  handle(api, 'attachDocumentFile', ({ ctx, actor, params, body }) =>
    attachFile(ctx, actor, params.documentId, {
      agencyCode: params.code,
      fileName: body.fileName,
      content: [body.bytes],
    }),
  );
  handle(api, 'detachDocumentFile', ({ ctx, actor, params }) =>
    detachFile(ctx, actor, { ...placeOf(params), fileId: params.fileId }),
  );
  handle(api, 'listHiddenData', ({ ctx, actor, params }) =>
    listHiddenData(ctx, actor, { ...placeOf(params), fileId: params.fileId }),
  );
  handle(api, 'scrubDocumentFile', ({ ctx, actor, params }) =>
    scrubDocumentFile(ctx, actor, { ...placeOf(params), fileId: params.fileId }),
  );
  handle(api, 'getPublicationSetting', ({ ctx, actor, params }) =>
    getPublicationSetting(ctx, actor, params.code),
  );
  handle(api, 'savePublicationSetting', ({ ctx, actor, params, body }) =>
    savePublicationSetting(ctx, actor, params.code, body),
  );
  handle(api, 'configureReviewPath', async ({ ctx, actor, params, body }) => {
    const { steps, opinionSteps } = body;
    await configureReviewPath(ctx, actor, params.code, params.kind, steps, opinionSteps);
    return { kind: params.kind, steps: [...steps], opinionSteps: [...opinionSteps] };
  });
  handle(api, 'listPublishedLinks', ({ ctx, actor, params, query }) =>
    listPublishedLinks(ctx, actor, params.code, query),
  );
  handle(api, 'recheckPublishedLink', ({ ctx, actor, params }) =>
    recheckLink(ctx, actor, params.code, params.linkId),
  );
  handle(api, 'listPublishedFindings', ({ ctx, actor, params, query }) =>
    listPublishedFindings(ctx, actor, params.code, query),
  );
  handle(api, 'settlePublishedFinding', ({ ctx, actor, params, body }) =>
    settlePublishedFinding(ctx, actor, params.code, params.documentId, body),
  );
  handle(api, 'listReviewPaths', ({ ctx, actor, params }) => listReviewPaths(ctx, actor, params.code));
}

function placeOf({ code, documentId }: { readonly code: string; readonly documentId: string }) {
  return { agencyCode: code, documentId };
}

/** Files of drafts for those who write and review them. */
export function mountDocumentFiles(app: Hono, ctx: AppContext): void {
  app.get('/document-files/agencies/:code/documents/:documentId/files/:fileId', async (c) => {
    const actor = await requireActor(c);
    const { code, documentId, fileId } = c.req.param();
    const file = await openDocumentFile(ctx, actor, { agencyCode: code, documentId, fileId });
    return downloadResponse(file, { range: c.req.header('range'), ifRange: c.req.header('if-range') });
  });
  app.get('/link-files/agencies/:code/links.xlsx', async (c) => {
    const actor = await requireActor(c);
    const code = c.req.param('code');
    const query = parseWith(linkQuerySchema, c.req.query()) as LinkQuery;
    return madeDownload(await exportPublishedLinks(ctx, actor, code, query), `${code}-失效链接.xlsx`);
  });
  app.get('/link-files/agencies/:code/findings.xlsx', async (c) => {
    const actor = await requireActor(c);
    const code = c.req.param('code');
    const query = parseWith(publishedFindingQuerySchema, c.req.query()) as PublishedFindingQuery;
    return madeDownload(await exportPublishedFindings(ctx, actor, code, query), `${code}-公开后复查.xlsx`);
  });
}
