import type { Agency, PresentedReport, ReportSummary } from '@gongkai/core';
import { listPublicFiles, type PublicFile } from './exported-file.js';
import { listAgencies } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { findPublishedReport, listPublished, listPublishedYears } from './service.js';

/** Which published reports: of an agency, of a year, after the last one seen. */
export interface PublicReportQuery {
  readonly code?: string | undefined;
  readonly year?: number | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}
export interface PublicReportPage {
  readonly items: readonly ReportSummary[];
  readonly next: string | null;
  readonly total: number | null;
}
export interface YearCount {
  readonly year: number;
  readonly count: number;
}

/** What the public pages read. Nothing that is not published comes out of it. */
export interface PublicReports {
  readonly list: (ctx: AppContext, query: PublicReportQuery) => Promise<PublicReportPage>;
  /** The newest published version, or the one asked for; null when there is none. */
  readonly find: (
    ctx: AppContext,
    code: string,
    year: number,
    version?: number,
  ) => Promise<PresentedReport | null>;
  /** Years with published reports, newest first. */
  readonly years: (ctx: AppContext) => Promise<readonly YearCount[]>;
  /** The finished files of a published version. */
  readonly files: (
    ctx: AppContext,
    code: string,
    year: number,
    version: number,
  ) => Promise<readonly PublicFile[]>;
  readonly agencies: (ctx: AppContext) => Promise<readonly Agency[]>;
}

export const PUBLIC_REPORTS: PublicReports = {
  list: listPublished,
  find: findPublishedReport,
  years: listPublishedYears,
  files: (ctx, agencyId, year, version) => listPublicFiles(ctx, { agencyId, year, version }),
  agencies: listAgencies,
};
