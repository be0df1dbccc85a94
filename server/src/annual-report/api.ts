import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import {
  cellSource,
  compareReports,
  differenceReport,
  editSection,
  getImportedReport,
  getReport,
  handInForCheck,
  importReport,
  listImportedReports,
  listPublished,
  publishReport,
  reviseReport,
  waiveFinding,
  withdrawWaiver,
  yearSeries,
} from './service.js';

function keyOf({ code, year }: { readonly code: string; readonly year: number }) {
  return { agencyId: code, year };
}

export function registerAnnualReportApi(api: ApiRegistry): void {
  handle(api, 'listReports', ({ ctx, query }) => listPublished(ctx, query));
  handle(api, 'getReport', ({ ctx, params, query }) => getReport(ctx, params.code, params.year, query));
  handle(api, 'getCellSource', ({ ctx, params, query }) =>
    cellSource(ctx, params.code, params.year, params.cell, query),
  );
  handle(api, 'getYearSeries', ({ ctx, params }) => yearSeries(ctx, params.code));
  handle(api, 'editSection', ({ ctx, actor, params, body }) =>
    editSection(ctx, actor, keyOf(params), { number: params.number, ...body }),
  );
  handle(api, 'waiveFinding', ({ ctx, params, body }) => waiveFinding(ctx, keyOf(params), body));
  handle(api, 'withdrawWaiver', ({ ctx, params }) => withdrawWaiver(ctx, keyOf(params), params.key));
  handle(api, 'checkReport', ({ ctx, params }) => handInForCheck(ctx, keyOf(params)));
  handle(api, 'publishReport', ({ ctx, actor, params }) => publishReport(ctx, actor, keyOf(params)));
  handle(api, 'reviseReport', ({ ctx, params }) => reviseReport(ctx, keyOf(params)));
  handle(api, 'getDifference', ({ ctx, params }) => differenceReport(ctx, params.code, params.year));
  handle(api, 'importReport', ({ ctx, actor, params, body }) => importReport(ctx, actor, params.code, body));
  handle(api, 'listImportedReports', async ({ ctx, params }) => ({
    items: await listImportedReports(ctx, params.code),
  }));
  handle(api, 'getImportedReport', ({ ctx, params }) => getImportedReport(ctx, params.code, params.id));
  handle(api, 'compareReports', ({ ctx, query }) => compareReports(ctx, query.left, query.right));
}
