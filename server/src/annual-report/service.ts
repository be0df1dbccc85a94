import {
  type AreaReport,
  type FormVersion,
  type PresentedCellSource,
  type PresentedReport,
  permit,
  type Actor,
} from '@gongkai/core';
import { reprojectDue } from '../application/service.js';
import { isOpenToAll, seesCasesBehind } from './policy.js';
import { presentPrinted } from './area-figures.js';
import { areaReport, reprojectArea } from './area-report.js';
import { cellSource as presentCellSource } from './cell-source.js';
import {
  presentLoaded,
  presentReport,
  requireLoadedReport,
  requireReportHead,
  type ReportContext,
} from './report-state.js';

export { compareReports } from './comparison.js';
export { differenceReport } from './difference.js';
export { getExport, listExports, startExport } from './export-report.js';
export { getImportedReport, importReport, listImportedReports } from './imported-report.js';
export { parseLedger, type Ledger } from './ledger.js';
export { listPublished, listPublishedStates, listPublishedYears, yearSeries } from './report-lists.js';
export type { ReportContext } from './report-state.js';
export {
  editSection,
  handInForCheck,
  publishReport,
  reviseReport,
  waiveFinding,
  withdrawWaiver,
} from './workflow.js';

interface AskedReport {
  readonly form?: FormVersion | undefined;
  readonly version?: number | undefined;
}

/**
 * The report of a year: live figures while the latest version is not published, frozen ones after; `version` shows
 * any version, `form` what the other form would print. Its work grows with the groups of cases, not with the cases.
 */
export async function getReport(
  ctx: ReportContext,
  actor: Actor,
  agencyId: string,
  year: number,
  asked: AskedReport = {},
): Promise<PresentedReport> {
  permit(actor, 'report.view', { agencyCode: agencyId });
  const loaded = await requireLoadedReport(ctx, agencyId, year);
  if (!loaded.hasCasesDue && !loaded.isArea) return presentLoaded(ctx, loaded, agencyId, year, asked);
  await reprojectArea(ctx, agencyId);
  return presentPrinted(ctx, agencyId, year, asked);
}

/** The report of an area; whoever sees it sees the figures of its units, drafts among them, and nothing of their cases. */
export async function getAreaReport(
  ctx: ReportContext,
  actor: Actor,
  agencyId: string,
  year: number,
): Promise<AreaReport> {
  permit(actor, 'report.view', { agencyCode: agencyId });
  return areaReport(ctx, agencyId, year);
}

/** What stands behind one cell, in pages by key. */
export async function cellSource(
  ctx: ReportContext,
  actor: Actor,
  agencyId: string,
  year: number,
  cell: string,
  asked: AskedReport & { readonly after?: string | undefined; readonly limit: number },
): Promise<PresentedCellSource> {
  permit(actor, 'report.view', { agencyCode: agencyId });
  await reprojectDue(ctx, agencyId);
  const source = await presentCellSource(ctx, agencyId, year, cell, asked);
  return seesCasesBehind(actor, agencyId) ? source : { ...source, ids: [], rows: [], next: null };
}

/** For the public: the newest published version or the one asked for; null when there is none. Never a draft. */
export async function findPublishedReport(
  ctx: ReportContext,
  agencyId: string,
  year: number,
  version?: number,
): Promise<PresentedReport | null> {
  const { versions } = await requireReportHead(ctx, agencyId, year);
  const published = versions.filter(({ status }) => isOpenToAll(status, agencyId)).map((it) => it.version);
  const shown = version ?? published.at(-1);
  return shown !== undefined && published.includes(shown)
    ? presentReport(ctx, agencyId, year, { version: shown })
    : null;
}
