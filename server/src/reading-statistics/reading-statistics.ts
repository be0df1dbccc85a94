import {
  PAGE_LABELS,
  parseLocalDate,
  permit,
  type Actor,
  type LocalDate,
  type ReadingStatistics,
} from '@gongkai/core';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { findFirstDay, sumByDay, sumByDocument, sumByKind, sumPlatform, type CountSums } from './queries.js';

const MOST_DOCUMENTS = 100;

/** How often an agency's pages were read in a year. @throws DomainError FORBIDDEN, NOT_FOUND */
export async function getReadingStatistics(
  ctx: Pick<AppContext, 'db'>,
  actor: Actor,
  agencyCode: string,
  year: number,
): Promise<ReadingStatistics> {
  permit(actor, 'report.view', { agencyCode });
  await requireAgency(ctx.db, agencyCode);
  const period = { from: parseLocalDate(`${year}-01-01`), until: parseLocalDate(`${year}-12-31`) };
  const byDay = await sumByDay(ctx.db, agencyCode, period);
  return {
    agencyCode,
    year,
    whole: sumOf(byDay),
    byMonth: monthsOf(byDay),
    byDay,
    byKind: (await sumByKind(ctx.db, agencyCode, period)).map((row) => ({
      ...row,
      label: PAGE_LABELS[row.kind] ?? row.kind,
    })),
    documents: await sumByDocument(ctx.db, agencyCode, period, MOST_DOCUMENTS),
    platform: await sumPlatform(ctx.db, period),
    since: await findFirstDay(ctx.db),
  };
}

function sumOf(rows: readonly CountSums[]): CountSums {
  const sum = { visits: 0, downloads: 0, robots: 0 };
  for (const { visits, downloads, robots } of rows) {
    sum.visits += visits;
    sum.downloads += downloads;
    sum.robots += robots;
  }
  return sum;
}

function monthsOf(rows: readonly (CountSums & { readonly day: LocalDate })[]) {
  const months = [...new Set(rows.map(({ day }) => day.slice(0, 7)))];
  return months.map((month) => ({ month, ...sumOf(rows.filter(({ day }) => day.startsWith(month))) }));
}
