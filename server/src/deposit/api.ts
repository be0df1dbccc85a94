import { depositQuerySchema } from '@gongkai/core';
import type { Hono } from 'hono';
import type { z } from 'zod';
import type { AppContext } from '../platform/context.js';
import { requireActor } from '../platform/http/actor.js';
import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import { madeDownload } from '../platform/http/download.js';
import { parseWith } from '../platform/http/parse-input.js';
import { createDeposit, exportDeposits, listDeposits, recordDepositReceipt } from './service.js';

export function registerDepositApi(api: ApiRegistry): void {
  handle(api, 'listDeposits', ({ ctx, actor, params, query }) =>
    listDeposits(ctx, actor, params.code, query),
  );
  handle(api, 'createDeposit', ({ ctx, actor, params, body }) =>
    createDeposit(ctx, actor, params.code, body),
  );
  handle(api, 'recordDepositReceipt', ({ ctx, actor, params, body }) =>
    recordDepositReceipt(ctx, actor, params.code, params.depositId, body),
  );
}

const exportedSchema = depositQuerySchema.omit({ after: true, limit: true });

/** The register as a sheet to print. */
export function mountDepositFiles(app: Hono, ctx: AppContext): void {
  app.get('/deposit-files/agencies/:code/deposits.xlsx', async (c) => {
    const actor = await requireActor(c);
    const query = parseWith(exportedSchema, c.req.query()) as z.infer<typeof exportedSchema>;
    const chunks = await exportDeposits(ctx, actor, c.req.param('code'), query);
    return madeDownload(chunks, `${c.req.param('code')}-${query.year}年送交登记簿.xlsx`);
  });
}
