import type { Hono } from 'hono';
import { auditFilterSchema, type AuditFilter } from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import { requireActor } from '../platform/http/actor.js';
import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import { madeDownload } from '../platform/http/download.js';
import { parseWith } from '../platform/http/parse-input.js';
import { exportAudit, searchAudit, type AuditExportFormat } from './search.js';
import { auditState, beginVerification, findVerification } from './verify-audit.js';

export function registerAuditApi(api: ApiRegistry): void {
  handle(api, 'searchAudit', ({ ctx, actor, query }) => searchAudit(ctx, actor, query));
  handle(api, 'getAuditState', ({ ctx, actor }) => auditState(ctx, actor));
  handle(api, 'verifyAudit', ({ ctx, actor, body }) => beginVerification(ctx, actor, body.agency));
  handle(api, 'getAuditVerification', ({ ctx, actor, params, query }) =>
    findVerification(ctx, actor, query.agency ?? null, params.verificationId),
  );
}

/** Files for auditors: the chain as it is, or the records that a search shows. */
export function mountAuditFiles(app: Hono, ctx: AppContext): void {
  app.get('/audit-files/:file{audit\\.(?:jsonl|csv|xlsx)}', async (c) => {
    const actor = await requireActor(c);
    const format = c.req.param('file').split('.').at(-1) as AuditExportFormat;
    const filter = parseWith(auditFilterSchema, c.req.query()) as AuditFilter;
    const chunks = await exportAudit(ctx, actor, filter, format);
    return madeDownload(chunks, `审计-${filter.agency ?? '平台'}.${format}`);
  });
}
