import { Readable } from 'node:stream';
import type { Hono } from 'hono';
import { auditFilterSchema, type AuditFilter } from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import { requireActor } from '../platform/http/actor.js';
import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
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

const MEDIA_TYPES = {
  jsonl: 'application/jsonl; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const satisfies Record<AuditExportFormat, string>;

/** Files for auditors: the chain as it is, or the records that a search shows. */
export function mountAuditFiles(app: Hono, ctx: AppContext): void {
  app.get('/audit-files/:file{audit\\.(?:jsonl|csv|xlsx)}', async (c) => {
    const actor = await requireActor(c);
    const format = c.req.param('file').split('.').at(-1) as AuditExportFormat;
    const filter = parseWith(auditFilterSchema, c.req.query()) as AuditFilter;
    const chunks = await exportAudit(ctx, actor, filter, format);
    const body = Readable.toWeb(Readable.from(chunks, { objectMode: false })) as ReadableStream<Uint8Array>;
    const name = encodeURIComponent(`审计-${filter.agency ?? '平台'}.${format}`);
    return new Response(body, {
      headers: {
        'content-type': MEDIA_TYPES[format],
        'content-disposition': `attachment; filename*=UTF-8''${name}`,
        'cache-control': 'no-store',
      },
    });
  });
}
