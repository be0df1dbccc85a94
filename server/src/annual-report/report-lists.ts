import { DomainError, type ReportSummary, type YearSeries, permit, type Actor } from '@gongkai/core';
import { countInTimeByYear, countPlacesByYear, type YearCounts } from './figure-queries.js';
import {
  countPublishedByYear,
  listPublishedRows,
  listPublishedStates as listStates,
  type PublishedKey,
  type PublishedState,
} from './list-queries.js';
import { isOpenToAll } from './policy.js';
import { requireReportHead, type ReportContext } from './report-state.js';

/** Keys of the charts: the groups of results in table 三. */
const GROUPS = ['granted', 'partiallyGranted', 'refused', 'unable', 'unprocessed', 'other'] as const;

function sumOf(counts: readonly YearCounts[], isCounted: (count: YearCounts) => boolean): number {
  return counts.filter(isCounted).reduce((sum, { count }) => sum + count, 0);
}

/** Counts of an agency over the years, from the same places as its reports. */
export async function yearSeries(ctx: ReportContext, actor: Actor, agencyId: string): Promise<YearSeries> {
  permit(actor, 'report.view', { agencyCode: agencyId });
  await requireReportHead(ctx, agencyId, 0);
  const counts = await countPlacesByYear(ctx.db, agencyId);
  const inTime = new Map((await countInTimeByYear(ctx.db, agencyId)).map((row) => [row.year, row]));
  const years = [...new Set(counts.map(({ year }) => year))].sort((a, b) => a - b);
  return {
    years: years.map((year) => {
      const ofYear = counts.filter((count) => count.year === year);
      const judged = inTime.get(year);
      return {
        year,
        newReceived: sumOf(ofYear, ({ isNew }) => isNew),
        resultTotal: sumOf(ofYear, ({ outcomeRow }) => outcomeRow !== null),
        carriedOut: sumOf(ofYear, ({ outcomeRow }) => outcomeRow === null),
        byGroup: Object.fromEntries(
          GROUPS.map((group) => [
            group,
            sumOf(ofYear, ({ outcomeRow }) => outcomeRow?.split('.')[0] === group),
          ]),
        ),
        inTimeShare: judged === undefined ? null : judged.inTime / judged.judged,
      };
    }),
  };
}

function parseKey(text: string): PublishedKey {
  const [publishedOn, agencyCode, year] = text.split('|');
  if (
    publishedOn === undefined ||
    agencyCode === undefined ||
    !/^\d{4}-\d\d-\d\d\|[^|]+\|\d{4}$/.test(text)
  ) {
    throw new DomainError('INVALID_INPUT', '翻页位置不正确，请从第一页重新打开。');
  }
  return { publishedOn, agencyCode, year: Number(year) };
}

/** The public list: of each agency and year the version that holds now, newest first. */
export async function listPublished(
  ctx: ReportContext,
  query: {
    readonly code?: string | undefined;
    readonly year?: number | undefined;
    readonly after?: string | undefined;
    readonly limit: number;
  },
): Promise<{ items: ReportSummary[]; next: string | null; total: number | null }> {
  const { code, year, after, limit } = query;
  const rows = await listPublishedRows(
    ctx.db,
    { agencyCode: code, year },
    after === undefined ? null : parseKey(after),
    limit + 1,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next =
    rows.length > limit && last !== undefined ? `${last.publishedOn}|${last.agencyCode}|${last.year}` : null;
  const items = page.filter(({ status, agencyCode }) => isOpenToAll(status, agencyCode));
  return { items, next, total: null };
}

/** How every published report is shown now: whoever keeps pages of it compares. */
export function listPublishedStates(ctx: Pick<ReportContext, 'db'>): Promise<readonly PublishedState[]> {
  return listStates(ctx.db);
}

/** Years with published reports, newest first, and of how many agencies. */
export async function listPublishedYears(
  ctx: ReportContext,
): Promise<readonly { readonly year: number; readonly count: number }[]> {
  return countPublishedByYear(ctx.db);
}
