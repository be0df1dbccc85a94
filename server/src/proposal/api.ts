import { proposalQuerySchema } from '@gongkai/core';
import type { Hono } from 'hono';
import type { z } from 'zod';
import type { AppContext } from '../platform/context.js';
import { requireActor } from '../platform/http/actor.js';
import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import { madeDownload } from '../platform/http/download.js';
import { parseWith } from '../platform/http/parse-input.js';
import { answerProposal, createProposal, exportProposals, listProposals } from './service.js';

export function registerProposalApi(api: ApiRegistry): void {
  handle(api, 'listProposals', ({ ctx, actor, params, query }) =>
    listProposals(ctx, actor, params.code, query),
  );
  handle(api, 'createProposal', ({ ctx, actor, params, body }) =>
    createProposal(ctx, actor, params.code, body),
  );
  handle(api, 'answerProposal', ({ ctx, actor, params, body }) =>
    answerProposal(ctx, actor, params.code, params.proposalId, body),
  );
}

const exportedSchema = proposalQuerySchema.omit({ after: true, limit: true });

/** The ledger as the list shows it, as a sheet. */
export function mountProposalFiles(app: Hono, ctx: AppContext): void {
  app.get('/proposal-files/agencies/:code/proposals.xlsx', async (c) => {
    const actor = await requireActor(c);
    const query = parseWith(exportedSchema, c.req.query()) as z.infer<typeof exportedSchema>;
    const chunks = await exportProposals(ctx, actor, c.req.param('code'), query);
    return madeDownload(chunks, `${c.req.param('code')}-${query.year}年建议提案台账.xlsx`);
  });
}
