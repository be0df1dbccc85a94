import { DomainError } from '@gongkai/core';
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { recordLook } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import { actorOf } from '../platform/http/actor.js';
import { webStream } from '../platform/http/download.js';
import { openExportedFile } from './exported-file.js';

const addressSchema = z.object({
  code: z.string(),
  year: z.coerce.number().int(),
  version: z.coerce.number().int().min(1),
});
/** `report.docx`, `appendix-3.pdf`. */
const NAME = /^(?:report|appendix-([1-9]\d{0,3}))\.(docx|pdf|html|xlsx|json)$/;

function noSuchFile(): DomainError {
  return new DomainError('NOT_FOUND', '没有这个文件，请从报告页面下载。');
}

/** The finished files of reports: of published versions for anybody, of drafts for who may see them. */
export function mountReportFiles(app: Hono, ctx: AppContext): void {
  app.get('/agencies/:code/reports/:year/files/:version/:name', async (c: Context) => {
    const address = addressSchema.safeParse(c.req.param());
    const [, part, format] = NAME.exec(c.req.param('name') ?? '') ?? [];
    if (!address.success || format === undefined) throw noSuchFile();
    const { code, year, version } = address.data;
    const actor = await actorOf(c);
    const key = { agencyId: code, year, version };
    const file = await openExportedFile(ctx, actor, key, format, part === undefined ? 0 : Number(part));
    if (!file.isPublic) {
      await recordLook(ctx, actor, {
        purpose: 'reporting',
        kind: 'file.downloaded',
        agencyCode: code,
        subject: { type: 'file', id: file.fileId },
        details: { sha256: file.sha256 },
      });
    }
    return new Response(webStream(await file.read()), {
      headers: {
        'content-type': file.mediaType === 'text/html' ? 'text/html; charset=utf-8' : file.mediaType,
        'content-length': String(file.size),
        'content-disposition': `attachment; filename="report-${year}.${format}"; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
        etag: `"${file.sha256}"`,
        // What is withdrawn is gone at once: a copy may be kept, and is asked about each time.
        'cache-control': file.isPublic ? 'public, no-cache' : 'no-store',
      },
    });
  });
}
