import { convertForm, type FormVersion, type PresentedReport } from '@gongkai/core';
import { sumOfUnits } from './area-report.js';
import { figuresOf, type Figures } from './figures.js';
import type { ReportHead } from './head-queries.js';
import {
  latestVersion,
  presentLoaded,
  presentState,
  requireLoadedReport,
  requireReportHead,
  requireVersion,
  stateFrom,
  type AskedReport,
  type ReportContext,
} from './report-state.js';

/**
 * The figures that a report prints: of an organ what it counts itself, of an area that and what every unit below it
 * reports, each once (条例第四十九条).
 */
export async function printedFigures(
  ctx: ReportContext,
  { agency: { agencyId, scope } }: Pick<ReportHead, 'agency'>,
  year: number,
  form: FormVersion,
  frozenVersion: number | null = null,
): Promise<Figures> {
  const own = await figuresOf(ctx.db, agencyId, year, form, frozenVersion);
  if (scope !== 'area') return own;
  const { tables, problems } = await sumOfUnits(ctx, agencyId, year);
  // What is wrong with the sum is found again when the report is checked; who is missing in it only here.
  return {
    ...own,
    tables: { ...convertForm(tables, form).tables, ...(tables.fees !== undefined && { fees: tables.fees }) },
    problems: [...own.problems, ...problems],
  };
}

/** The report as it is printed: of an area that is not published the sum of its units as they stand now. */
export async function presentPrinted(
  ctx: ReportContext,
  agencyId: string,
  year: number,
  asked: AskedReport = {},
): Promise<PresentedReport> {
  const loaded = await requireLoadedReport(ctx, agencyId, year);
  const report = await presentLoaded(ctx, loaded, agencyId, year, asked);
  if (!loaded.isArea || report.status === 'published') return report;
  const head = await requireReportHead(ctx, agencyId, year);
  const version =
    asked.version === undefined ? latestVersion(head, year) : requireVersion(head, year, asked.version);
  const form = asked.form ?? version.form;
  const figures = await printedFigures(ctx, head, year, form);
  return presentState(ctx, stateFrom(head, year, { ...version, form }, figures));
}
