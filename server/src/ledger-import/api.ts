import { setTimeout as delay } from 'node:timers/promises';
import type { Hono } from 'hono';
import {
  DEFAULT_REGISTER_COLUMNS,
  registerColumnsSchema,
  type RegisterColumn,
  DomainError,
  caseQuerySchema,
  statedPurposeSchema,
  type AuditPurpose,
  type PresentedLedgerImport,
} from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import { requireActor } from '../platform/http/actor.js';
import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import { downloadResponse, madeDownload } from '../platform/http/download.js';
import { parseWith } from '../platform/http/parse-input.js';
import { exportRegister, printRegister } from './export-register.js';
import { listRegisterExports, openRegisterExport, startRegisterExport } from './register-exports.js';
import { beginLedgerImport, getLedgerImport } from './service.js';
import { LEDGER_KIND_LABELS, TABLE_FORMATS, ledgerTemplate, type TableFormat } from './template.js';
import type { LedgerImportKind } from './table.js';

/** A small file is answered with its end; a large one with how far it is, to be asked about again. */
const PATIENCE_MS = 3000;

export function registerLedgerImportApi(api: ApiRegistry): void {
  handle(api, 'importLedger', async ({ ctx, actor, params, query, body }) => {
    const given = { agencyCode: params.code, kind: query.kind, file: body };
    const { started, finished } = await beginLedgerImport(ctx, actor, given);
    finished.catch((error: unknown) => {
      ctx.logger.error({ err: error, importId: started.importId }, 'ledger import failed');
    });
    const end = await Promise.race([finished, delay(PATIENCE_MS, null, { ref: false })]);
    return end ?? started;
  });
  handle(api, 'getLedgerImport', ({ ctx, actor, params }): Promise<PresentedLedgerImport> =>
    getLedgerImport(ctx, actor, params.code, params.importId),
  );
  handle(api, 'startRegisterExport', ({ ctx, actor, params, body }) =>
    startRegisterExport(ctx, actor, params.code, body),
  );
  handle(api, 'listRegisterExports', ({ ctx, actor, params }) =>
    listRegisterExports(ctx, actor, params.code),
  );
}

/** Files to download: the register as the list shows it, and empty ledgers to fill in. */
export function mountLedgerFiles(app: Hono, ctx: AppContext): void {
  app.get('/ledger-files/agencies/:code/:file{cases\\.(?:csv|xlsx)}', async (c) => {
    const actor = await requireActor(c);
    const { code, file } = c.req.param();
    const format = formatOf(file);
    const query = parseWith(caseQuerySchema, c.req.query()) as ReturnType<typeof caseQuerySchema.parse>;
    // Names in full: `?names=full&purpose=handling`.
    const namesFor = c.req.query('names') === 'full' ? purposeOf(c.req.query('purpose')) : null;
    return madeDownload(
      await exportRegister(ctx, actor, code, query, format, namesFor, columnsOf(c.req.query('columns'))),
      `${code}-${LEDGER_KIND_LABELS.cases}.${format}`,
    );
  });
  app.get('/ledger-files/agencies/:code/exports/:exportId', async (c) => {
    const actor = await requireActor(c);
    const { code, exportId } = c.req.param();
    const file = await openRegisterExport(ctx, actor, code, exportId);
    return downloadResponse(file, { range: c.req.header('range'), ifRange: c.req.header('if-range') });
  });
  app.get('/ledger-files/agencies/:code/cases.pdf', async (c) => {
    const actor = await requireActor(c);
    const query = parseWith(caseQuerySchema, c.req.query()) as ReturnType<typeof caseQuerySchema.parse>;
    const columns = columnsOf(c.req.query('columns')) ?? DEFAULT_REGISTER_COLUMNS;
    const bytes = await printRegister(ctx, actor, c.req.param('code'), query, columns);
    return new Response(bytes, {
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent('申请台账.pdf')}`,
        'cache-control': 'no-store',
      },
    });
  });
  app.get('/ledger-files/templates/:file{[A-Za-z]+\\.(?:csv|xlsx)}', (c) => {
    const { file } = c.req.param();
    const format = formatOf(file);
    const name = file.slice(0, -format.length - 1);
    const kind = (Object.keys(LEDGER_KIND_LABELS) as LedgerImportKind[]).find((it) => it === name);
    if (kind === undefined) throw new DomainError('NOT_FOUND', '没有这种台账的模板。');
    return madeDownload(ledgerTemplate(kind, format), `${LEDGER_KIND_LABELS[kind]}模板.${format}`);
  });
}

/** Columns as the page shows them, `caseId,dueOn`; undefined: all. */
function columnsOf(text: string | undefined): readonly RegisterColumn[] | undefined {
  if (text === undefined || text === '') return undefined;
  const parsed = registerColumnsSchema.safeParse(text.split(','));
  if (parsed.success) return parsed.data;
  throw new DomainError('INVALID_INPUT', '台账没有所要的列，请从页面上选择列。');
}

function purposeOf(text: string | undefined): AuditPurpose {
  const stated = statedPurposeSchema.safeParse({ purpose: text });
  if (stated.success) return stated.data.purpose;
  throw new DomainError('INVALID_INPUT', '导出完整姓名请说明用途。');
}

function formatOf(file: string): TableFormat {
  return TABLE_FORMATS.find((format) => file.endsWith(`.${format}`)) ?? 'csv';
}
