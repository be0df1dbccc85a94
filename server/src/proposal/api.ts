import type { Hono } from 'hono';
import { z } from 'zod';
import type { AppContext } from '../platform/context.js';
import { requireActor } from '../platform/http/actor.js';
import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import { madeDownload } from '../platform/http/download.js';
import { parseWith } from '../platform/http/parse-input.js';
import { answerProposal, createProposal, exportProposals, listProposals } from './service.js';

export function registerProposalApi(api: ApiRegistry): void {
  handle(api, 'listProposals', ({ ctx, actor, params, query }) =>
    listProposals(ctx, actor, params.code, query.year),
  );
  handle(api, 'createProposal', ({ ctx, actor, params, body }) =>
    createProposal(ctx, actor, params.code, body),
  );
  handle(api, 'answerProposal', ({ ctx, actor, params, body }) =>
    answerProposal(ctx, actor, params.code, params.proposalId, body),
  );
}

const yearSchema = z.object({ year: z.coerce.number().int().min(2000).max(2100) });

/** The ledger as a sheet. */
export function mountProposalFiles(app: Hono, ctx: AppContext): void {
  app.get('/proposal-files/agencies/:code/proposals.xlsx', async (c) => {
    const actor = await requireActor(c);
    const { year } = parseWith(yearSchema, c.req.query()) as z.infer<typeof yearSchema>;
    const chunks = await exportProposals(ctx, actor, c.req.param('code'), year);
    return madeDownload(chunks, `${c.req.param('code')}-${year}年建议提案台账.xlsx`);
  });
}
