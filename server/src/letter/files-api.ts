import { letterQuerySchema } from '@gongkai/core';
import type { Hono } from 'hono';
import type { AppContext } from '../platform/context.js';
import { requireActor } from '../platform/http/actor.js';
import { downloadResponse, madeDownload } from '../platform/http/download.js';
import { parseWith } from '../platform/http/parse-input.js';
import { writePaper, type PaperFormat } from '../platform/rendering/paper.js';
import { excessPack } from './excess-pack.js';
import { openLetterFile } from './files.js';
import { exportLetters } from './register.js';
import { SERVICE_PAPERS, serviceDocument, type ServicePaper } from './service-papers.js';

/** Files of letters, papers to serve them with, and the register as a file. */
export function mountLetterFiles(app: Hono, ctx: AppContext): void {
  app.get('/letter-files/agencies/:code/letters/:letterId/files/:fileId', async (c) => {
    const actor = await requireActor(c);
    const { code, letterId, fileId } = c.req.param();
    const file = await openLetterFile(ctx, actor, { agencyCode: code, letterId }, fileId);
    return downloadResponse(file, { range: c.req.header('range'), ifRange: c.req.header('if-range') });
  });
  app.get(
    '/letter-files/agencies/:code/letters/:letterId/:paper{receipt|label}/:file{\\d+\\.(?:docx|pdf)}',
    async (c) => {
      const actor = await requireActor(c);
      const { code, letterId, file } = c.req.param();
      const paper = c.req.param('paper') as ServicePaper;
      const [addressee, format] = file.split('.') as [string, PaperFormat];
      const document = await serviceDocument(
        ctx,
        actor,
        { agencyCode: code, letterId },
        { paper, addressee: Number(addressee), serviceId: c.req.query('service') },
      );
      const bytes = await writePaper(document, format, ctx.fonts);
      return madeDownload(bytes, `${SERVICE_PAPERS[paper]}.${format}`);
    },
  );
  app.get('/letter-files/agencies/:code/cases/:caseId/:file{excess-evidence\\.(?:docx|pdf)}', async (c) => {
    const actor = await requireActor(c);
    const { code, caseId, file } = c.req.param();
    const document = await excessPack(ctx, actor, { agencyCode: code, caseId });
    const format = file.endsWith('.pdf') ? 'pdf' : 'docx';
    return madeDownload(
      await writePaper(document, format, ctx.fonts),
      `${caseId}-申请数量频次材料.${format}`,
    );
  });
  app.get('/letter-files/agencies/:code/:file{letters\\.(?:csv|xlsx)}', async (c) => {
    const actor = await requireActor(c);
    const { code, file } = c.req.param();
    const format = file.endsWith('.csv') ? 'csv' : 'xlsx';
    const query = parseWith(letterQuerySchema, c.req.query()) as ReturnType<typeof letterQuerySchema.parse>;
    const chunks = await exportLetters(ctx, actor, code, query, format);
    return madeDownload(chunks, `${code}-文书登记簿.${format}`);
  });
}
