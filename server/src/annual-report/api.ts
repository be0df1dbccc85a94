import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import {
  cellSource,
  compareReports,
  differenceReport,
  editSection,
  getAreaReport,
  getExport,
  getImportedReport,
  getReport,
  handInForCheck,
  importReport,
  listExports,
  listImportedReports,
  listPublished,
  publishReport,
  reviseReport,
  startExport,
  waiveFinding,
  withdrawWaiver,
  yearSeries,
} from './service.js';

function keyOf({ code, year }: { readonly code: string; readonly year: number }) {
  return { agencyId: code, year };
}

export function registerAnnualReportApi(api: ApiRegistry): void {
  handle(api, 'listReports', ({ ctx, query }) => listPublished(ctx, query));
  handle(api, 'getReport', ({ ctx, actor, params, query }) =>
    getReport(ctx, actor, params.code, params.year, query),
  );
  handle(api, 'getCellSource', ({ ctx, actor, params, query }) =>
    cellSource(ctx, actor, params.code, params.year, params.cell, query),
  );
  handle(api, 'getYearSeries', ({ ctx, actor, params }) => yearSeries(ctx, actor, params.code));
  handle(api, 'editSection', ({ ctx, actor, params, body }) =>
    editSection(ctx, actor, keyOf(params), { number: params.number, ...body }),
  );
  handle(api, 'waiveFinding', ({ ctx, actor, params, body }) =>
    waiveFinding(ctx, actor, keyOf(params), body),
  );
  handle(api, 'withdrawWaiver', ({ ctx, actor, params }) =>
    withdrawWaiver(ctx, actor, keyOf(params), params.key),
  );
  handle(api, 'checkReport', ({ ctx, actor, params }) => handInForCheck(ctx, actor, keyOf(params)));
  handle(api, 'publishReport', ({ ctx, actor, params }) => publishReport(ctx, actor, keyOf(params)));
  handle(api, 'reviseReport', ({ ctx, actor, params }) => reviseReport(ctx, actor, keyOf(params)));
  handle(api, 'getDifference', ({ ctx, actor, params }) =>
    differenceReport(ctx, actor, params.code, params.year),
  );
  handle(api, 'startExport', ({ ctx, actor, params, body }) => startExport(ctx, actor, keyOf(params), body));
  handle(api, 'listExports', ({ ctx, actor, params, query }) =>
    listExports(ctx, actor, keyOf(params), query.version),
  );
  handle(api, 'getExport', ({ ctx, actor, params, query }) =>
    getExport(ctx, actor, keyOf(params), params.format, query.version),
  );
  handle(api, 'importReport', ({ ctx, actor, params, body }) => importReport(ctx, actor, params.code, body));
  handle(api, 'listImportedReports', async ({ ctx, actor, params }) => ({
    items: await listImportedReports(ctx, actor, params.code),
  }));
  handle(api, 'getImportedReport', ({ ctx, actor, params }) =>
    getImportedReport(ctx, actor, params.code, params.id),
  );
  handle(api, 'getAreaReport', ({ ctx, actor, params }) =>
    getAreaReport(ctx, actor, params.code, params.year),
  );
  handle(api, 'compareReports', ({ ctx, actor, query }) =>
    compareReports(ctx, actor, query.left, query.right),
  );
}
