import {
  DomainError,
  agencyCodeSchema,
  type Agency,
  type PresentedReport,
  type ReportSummary,
} from '@gongkai/core';
import type { Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import type { AppContext } from '../platform/context.js';
import { NO_MENU, type AgencyMenuOf } from '../platform/portal/agency-column.js';
import { mountPage, type PageRequest } from '../platform/portal/mount-page.js';
import type { View } from '../platform/portal/view.js';
import { agencyPage, type AgencyColumns } from './agency-page.js';
import { publicUnits, type PublicUnit } from './area-units-page.js';
import { homePage, type HomeColumns } from './home-page.js';
import { isOpenToAll } from './policy.js';
import { PUBLIC_REPORTS, type PublicReports } from './public-reports.js';
import { reportListPage } from './report-list-page.js';
import { reportPage } from './report-page.js';

const PAGE_SIZE = 20;
/** On the first page. */
const NEWEST_REPORTS = 6;
/** More years than any agency has reports. */
const ALL_YEARS = 200;

/** The public pages of annual reports, and until other columns exist the entrance to the platform. */
export function mountReportPages(
  app: Hono,
  ctx: AppContext,
  {
    reports = PUBLIC_REPORTS,
    columnsOf = noColumns,
    homeOf = noHome,
    menuOf = NO_MENU,
  }: {
    readonly reports?: PublicReports;
    readonly columnsOf?: ColumnsOf;
    readonly homeOf?: HomeOf;
    readonly menuOf?: AgencyMenuOf;
  } = {},
): void {
  mountPage(
    app,
    ctx,
    '/',
    async ({ view }) => {
      const [agencies, years, newest] = [
        await reports.agencies(ctx),
        await reports.years(ctx),
        await reports.list(ctx, { limit: NEWEST_REPORTS }),
      ];
      const columns = await homeOf(ctx, view);
      return homePage(view, { agencies, years, reports: newest.items, columns });
    },
    { keptFor: 'allAgencies' },
  );

  mountPage(app, ctx, '/reports', async ({ view, query }) => {
    const filter = filterOf(query);
    const after = query('after');
    const agencies = await reports.agencies(ctx);
    const agency = agencies.find(({ code }) => code === filter.code);
    return reportListPage(view, {
      filter,
      page: await reports.list(ctx, { ...filter, after, limit: PAGE_SIZE }),
      isFirst: after === undefined,
      agencies,
      years: await reports.years(ctx),
      menu: agency === undefined ? undefined : await menuOf(view, agency, 'reports'),
    });
  });

  mountPage(
    app,
    ctx,
    '/agencies/:code',
    async ({ view, param }) => {
      const agency = (await reports.agencies(ctx)).find(({ code }) => code === param('code'));
      if (agency === undefined) throw notFound('本平台没有这个机关。');
      const { items } = await reports.list(ctx, { code: agency.code, limit: ALL_YEARS });
      return agencyPage(view, agency, items, await columnsOf(ctx, view, agency));
    },
    { keptFor: 'agency' },
  );

  mountPage(app, ctx, '/agencies/:code/reports/:year', async ({ view, param, query }) => {
    const code = agencyCodeSchema.safeParse(param('code'));
    const year = numberSchema.safeParse(param('year'));
    const version = numberSchema.optional().safeParse(query('version'));
    const report =
      code.success && year.success && version.success
        ? await reports.find(ctx, code.data, year.data, version.data)
        : null;
    // Missing and not published look alike from outside.
    if (report === null || !isOpenToAll(report.status, report.agencyCode))
      throw notFound('没有这份年度报告，或者它还没有公布。');
    const { items } = await reports.list(ctx, { code: report.agencyCode, limit: ALL_YEARS });
    const years = [...new Set([report.year, ...items.map((item) => item.year)])].sort((a, b) => b - a);
    const files = await reports.files(ctx, report.agencyCode, report.year, report.version);
    const agency = (await reports.agencies(ctx)).find((it) => it.code === report.agencyCode);
    return reportPage(view, report, {
      ...{ years, files },
      units: await unitsOf(ctx, reports, report),
      menu: agency === undefined ? undefined : await menuOf(view, agency, 'reports'),
    });
  });
}

/** What an agency's first page shows of the columns that other slices keep. */
export type ColumnsOf = (ctx: AppContext, view: View, agency: Agency) => Promise<AgencyColumns>;

/** What the platform's first page shows of them. */
export type HomeOf = (ctx: AppContext, view: View) => Promise<HomeColumns>;

function noColumns(): Promise<AgencyColumns> {
  return Promise.resolve({ menu: html``, body: html`` });
}

function noHome(): Promise<HomeColumns> {
  return Promise.resolve({ finder: html``, newest: html`` });
}

/** The units of an area; every page of the list is asked for only where there are some. */
async function unitsOf(
  ctx: AppContext,
  reports: PublicReports,
  { agencyCode: code, year }: PresentedReport,
): Promise<PublicUnit[]> {
  const agencies = await reports.agencies(ctx);
  if (agencies.find((it) => it.code === code)?.scope !== 'area') return [];
  const published: ReportSummary[] = [];
  let after: string | undefined;
  do {
    const page = await reports.list(ctx, { year, after, limit: ALL_YEARS });
    published.push(...page.items);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return publicUnits(agencies, published, { code, year });
}

const numberSchema = z.coerce.number().int().min(1).max(9999);

/** A filter that means nothing is left out: a list is a better answer than an error. */
function filterOf(query: PageRequest['query']) {
  return {
    code: agencyCodeSchema.safeParse(query('code')).data,
    year: numberSchema.safeParse(query('year')).data,
  };
}

function notFound(message: string): DomainError {
  return new DomainError('NOT_FOUND', message);
}
