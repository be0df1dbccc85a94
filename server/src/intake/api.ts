import type { Hono } from 'hono';
import type { AppContext } from '../platform/context.js';
import { requireActor } from '../platform/http/actor.js';
import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import { downloadResponse, madeDownload } from '../platform/http/download.js';
import { writePaper } from '../platform/rendering/paper.js';
import { writePdf } from '../platform/rendering/pdf.js';
import {
  addAttachment,
  discardIntakeDraft,
  getIntakeDraft,
  getIntakeRecord,
  listAttachments,
  listIntakeDrafts,
  openAttachment,
  printIntake,
  printLabels,
  printRightsReceipt,
  removeAttachment,
  removeIntakePaper,
  saveIntakeDraft,
  registerIntake,
  registerRightsIntake,
  uploadIntakePaper,
} from './service.js';

export function registerIntakeApi(api: ApiRegistry): void {
  handle(api, 'listIntakeDrafts', ({ ctx, actor, params }) => listIntakeDrafts(ctx, actor, params.code));
  handle(api, 'getIntakeDraft', ({ ctx, actor, params }) => getIntakeDraft(ctx, actor, ofDraft(params)));
  handle(api, 'saveIntakeDraft', ({ ctx, actor, params, body }) =>
    saveIntakeDraft(ctx, actor, ofDraft(params), body.typed),
  );
  handle(api, 'discardIntakeDraft', ({ ctx, actor, params }) =>
    discardIntakeDraft(ctx, actor, ofDraft(params)),
  );
  handle(api, 'uploadIntakePaper', ({ ctx, actor, params, body }) =>
    uploadIntakePaper(ctx, actor, { ...ofDraft(params), kind: params.kind }, body),
  );
  handle(api, 'removeIntakePaper', ({ ctx, actor, params }) =>
    removeIntakePaper(ctx, actor, { ...ofDraft(params), fileId: params.fileId }),
  );
  handle(api, 'registerIntake', ({ ctx, actor, params, body }) =>
    registerIntake(ctx, actor, ofDraft(params), body),
  );
  handle(api, 'registerRightsIntake', ({ ctx, actor, params, body }) =>
    registerRightsIntake(ctx, actor, ofDraft(params), body),
  );
  handle(api, 'getIntakeRecord', ({ ctx, actor, params }) => getIntakeRecord(ctx, actor, ofCase(params)));
  handle(api, 'listAttachments', ({ ctx, actor, params }) => listAttachments(ctx, actor, ofCase(params)));
  handle(api, 'addAttachment', ({ ctx, actor, params, body }) =>
    addAttachment(ctx, actor, { ...ofCase(params), kind: params.kind }, body),
  );
  handle(api, 'removeAttachment', ({ ctx, actor, params, body }) =>
    removeAttachment(ctx, actor, { ...ofCase(params), attachmentId: params.attachmentId }, body.reason),
  );
}

function ofDraft({ code, draftId }: { readonly code: string; readonly draftId: string }) {
  return { agencyCode: code, draftId };
}

function ofCase({ code, caseId }: { readonly code: string; readonly caseId: string }) {
  return { agencyCode: code, caseId };
}

const PAPER_NAMES = { receipt: '登记回执', 'oral-record': '口头申请记录' } as const;

/** Papers of cases to fetch, and those of the desk to print; each is a look at a case. */
export function mountIntakeFiles(app: Hono, ctx: AppContext): void {
  app.get('/case-files/agencies/:code/labels.pdf', async (c) => {
    const actor = await requireActor(c);
    const caseIds = (c.req.query('cases') ?? '').split(',').filter((it) => it !== '');
    const document = await printLabels(ctx, actor, c.req.param('code'), caseIds);
    return madeDownload(await writePdf(document, ctx.fonts), '地址标签.pdf');
  });
  app.get('/case-files/agencies/:code/:fileId', async (c) => {
    const actor = await requireActor(c);
    const file = await openAttachment(ctx, actor, c.req.param('code'), c.req.param('fileId'));
    return downloadResponse(file, { range: c.req.header('range'), ifRange: c.req.header('if-range') });
  });
  app.get(
    '/case-files/agencies/:code/rights-requests/:requestId/:file{receipt\\.(?:docx|pdf)}',
    async (c) => {
      const actor = await requireActor(c);
      const { code, requestId, file } = c.req.param();
      const format = file.endsWith('.pdf') ? 'pdf' : 'docx';
      const document = await printRightsReceipt(ctx, actor, { agencyCode: code, requestId });
      return madeDownload(await writePaper(document, format, ctx.fonts), `登记回执 ${requestId}.${format}`);
    },
  );
  app.get(
    '/case-files/agencies/:code/cases/:caseId/:file{(?:receipt|oral-record)\\.(?:docx|pdf)}',
    async (c) => {
      const actor = await requireActor(c);
      const { code, caseId, file } = c.req.param();
      const paper = file.startsWith('receipt') ? 'receipt' : 'oral-record';
      const format = file.endsWith('.pdf') ? 'pdf' : 'docx';
      const document = await printIntake(ctx, actor, { agencyCode: code, caseId }, paper);
      return madeDownload(
        await writePaper(document, format, ctx.fonts),
        `${PAPER_NAMES[paper]} ${caseId}.${format}`,
      );
    },
  );
}
