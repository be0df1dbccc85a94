import type { PresentedReport } from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { indexRecord } from '../search/service.js';
import { listUnindexed } from './list-queries.js';
import { presentReport } from './report-state.js';

/** Where a report stands in the list of topics. */
const TOPIC = '综合政务\\政务公开';

/** Makes a published report findable by its title and its text; the version before is found no more. */
export async function indexReport(
  db: Transaction,
  report: PresentedReport,
  publishedAt: string,
): Promise<void> {
  const { agencyCode, agencyName, year, sections } = report;
  const text = sections.map(({ heading, text: own }) => `${heading}\n${own}`).join('\n');
  await indexRecord(db, {
    agencyId: agencyCode,
    kind: 'report',
    recordId: String(year),
    title: `${agencyName}${year}年政府信息公开工作年度报告`,
    documentNumber: null,
    publishedAt,
    isValid: true,
    ...{ topic: TOPIC, genre: '报告', validity: null },
    texts: [{ place: null, text }],
  });
}

const AT_ONCE = 50;

/** Reports that were published before reports could be found. @returns how many were made findable */
export async function indexPublishedReports(ctx: Pick<AppContext, 'db' | 'today'>): Promise<number> {
  const missing = await listUnindexed(ctx.db, AT_ONCE);
  for (const { agencyId, year, version, publishedAt } of missing) {
    await inTransaction(ctx.db, async (db) => {
      const report = await presentReport({ ...ctx, db }, agencyId, year, { version });
      await indexReport(db, report, publishedAt);
    });
  }
  return missing.length;
}
