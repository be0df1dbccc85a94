import type { Hono } from 'hono';
import { DomainError, statedPurposeSchema } from '@gongkai/core';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { requireActor } from '../platform/http/actor.js';
import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import { madeDownload } from '../platform/http/download.js';
import { writePaper } from '../platform/rendering/paper.js';
import { copyDocument } from './copy-document.js';
import {
  applicationsOfSameApplicant,
  copyApplicantData,
  correctApplicant,
  eraseApplicant,
  eraseRightsRequest,
  listRetentionTerms,
  setRetentionTerm,
  unmaskApplicant,
} from './service.js';

export function registerPersonalDataApi(api: ApiRegistry): void {
  handle(api, 'unmaskApplicant', ({ ctx, actor, params, body }) =>
    unmaskApplicant(ctx, actor, addressOf(params), body.purpose),
  );
  handle(api, 'correctApplicant', ({ ctx, actor, params, body }) =>
    correctApplicant(ctx, actor, addressOf(params), body),
  );
  handle(api, 'eraseApplicant', ({ ctx, actor, params, body }) =>
    eraseApplicant(ctx, actor, addressOf(params), body),
  );
  handle(api, 'eraseRightsRequest', ({ ctx, actor, params, body }) =>
    eraseRightsRequest(ctx, actor, params.code, params.requestId, body.reason),
  );
  handle(api, 'exportApplicant', ({ ctx, actor, params, body }) =>
    copyApplicantData(ctx, actor, addressOf(params), body.purpose),
  );
  handle(api, 'listRetentionTerms', async ({ ctx, actor, params }) => ({
    terms: await listRetentionTerms(ctx, actor, params.code),
  }));
  handle(api, 'setRetentionTerm', async ({ ctx, actor, params, body }) => {
    const at = { agencyCode: params.code, kind: params.kind };
    return { terms: await setRetentionTerm(ctx, actor, at, body) };
  });
  handle(api, 'countApplications', ({ ctx, actor, params, body }) =>
    applicationsOfSameApplicant(ctx, actor, addressOf(params), body.purpose),
  );
}

/** The copy of an applicant's data as a paper to hand over; each download is a look with its purpose. */
export function mountPersonalDataFiles(app: Hono, ctx: AppContext): void {
  app.get('/personal-data-files/agencies/:code/cases/:caseId/:file{copy\\.(?:docx|pdf)}', async (c) => {
    const actor = await requireActor(c);
    const { code, caseId, file } = c.req.param();
    const format = file.endsWith('.pdf') ? 'pdf' : 'docx';
    const stated = statedPurposeSchema.safeParse(c.req.query());
    if (!stated.success) throw new DomainError('INVALID_INPUT', '请选择导出的用途。');
    const copy = await copyApplicantData(
      ctx,
      actor,
      { agencyCode: code, caseId },
      stated.data.purpose,
      format,
    );
    const document = copyDocument(copy, (await requireAgency(ctx.db, code)).name);
    return madeDownload(await writePaper(document, format, ctx.fonts), `个人信息副本.${format}`);
  });
}

function addressOf({ code, caseId }: { readonly code: string; readonly caseId: string }) {
  return { agencyCode: code, caseId };
}
