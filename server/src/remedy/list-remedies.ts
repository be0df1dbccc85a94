import {
  INSTANCE_LEVELS,
  permit,
  REMEDY_KINDS,
  REMEDY_LEVELS,
  REMEDY_OUTCOMES,
  REMEDY_ROLES,
  REMEDY_SIDES,
  type Actor,
  type PresentedCellSource,
  type RemedyDetail,
  type RemedyQuery,
  type RemedySummary,
} from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { parseDayKey } from '../platform/database/instant-key.js';
import type { Connection } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { writeCsv } from '../platform/spreadsheet/write-csv.js';
import { writeXlsx } from '../platform/spreadsheet/write-xlsx.js';
import { presentRemedy, summaryOf } from './present-remedy.js';
import { findRemedy, listRemediesById, listRemedyRows, type RemedyKey } from './queries.js';
import { noSuchRemedy, type RemedyPlace } from './record-remedy.js';

type Context = Pick<AppContext, 'db' | 'now' | 'today'>;
type Filters = Omit<RemedyQuery, 'after' | 'limit'>;

/** A page of the register of remedies. */
export async function listRemedies(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  query: RemedyQuery,
): Promise<{ items: RemedySummary[]; next: string | null; total: null }> {
  permit(actor, 'remedy.view', { agencyCode });
  await requireAgency(ctx.db, agencyCode);
  const after = query.after === undefined ? null : keyOf(query.after);
  const filter = { ...query, agencyId: agencyCode, today: ctx.today() };
  const rows = await listRemedyRows(ctx.db, filter, { sort: query.sort, after, limit: query.limit + 1 });
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(summaryOf),
    next: last === undefined ? null : `${last.sortDay}~${last.remedyId}`,
    total: null,
  };
}

function keyOf(after: string): RemedyKey {
  const { day, id: remedyId } = parseDayKey(after);
  return { day, remedyId };
}

/** @throws DomainError NOT_FOUND */
export async function getRemedy(
  ctx: Context,
  actor: Actor,
  { agencyCode, remedyId }: RemedyPlace,
): Promise<RemedyDetail> {
  permit(actor, 'remedy.view', { agencyCode });
  const row = await findRemedy(ctx.db, agencyCode, remedyId);
  if (row === undefined) throw noSuchRemedy(remedyId);
  return presentRemedy(ctx.db, row, ctx.today());
}

const COLUMNS: readonly {
  readonly heading: string;
  readonly width: number;
  readonly text: (it: RemedySummary) => string | null;
}[] = [
  { heading: '编号', width: 18, text: ({ remedyId }) => remedyId },
  { heading: '申请案件编号', width: 20, text: ({ caseId }) => caseId },
  { heading: '类别', width: 18, text: ({ kind }) => REMEDY_KINDS[kind] },
  { heading: '本机关地位', width: 12, text: ({ role }) => REMEDY_ROLES[role] },
  { heading: '提起人', width: 14, text: ({ side }) => REMEDY_SIDES[side] },
  { heading: '审级', width: 10, text: ({ level }) => REMEDY_LEVELS[level] },
  { heading: '复议机关或者法院', width: 24, text: ({ authority }) => authority },
  { heading: '案号', width: 26, text: ({ number }) => number },
  { heading: '提起日期', width: 12, text: ({ filedOn }) => filedOn },
  { heading: '提交答复期限', width: 14, text: ({ answerDueOn }) => answerDueOn },
  { heading: '审结日期', width: 12, text: ({ settledOn }) => settledOn },
  {
    heading: '结果',
    width: 14,
    text: ({ outcome }) => (outcome === null ? null : REMEDY_OUTCOMES[outcome].label),
  },
  { heading: '履行期限', width: 12, text: ({ orderDueOn }) => orderDueOn },
];

/** The register as the list shows it, as a file. @throws DomainError FORBIDDEN before anything is written */
export async function exportRemedies(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  filters: Filters,
  format: 'csv' | 'xlsx',
): Promise<AsyncIterable<Uint8Array>> {
  permit(actor, 'remedy.view', { agencyCode });
  permit(actor, 'ledger.export', { agencyCode });
  await requireAgency(ctx.db, agencyCode);
  const told = ['kind', 'outcome', 'state', 'year', 'caseId'] as const;
  await inTransaction(ctx.db, (db) =>
    recordAudit(db, ctx, actor, {
      kind: 'remedy.exported',
      agencyCode,
      subject: { type: 'remedy', id: agencyCode },
      details: { filters: told.filter((name) => filters[name] !== undefined), format },
    }),
  );
  const rows = rowsOf(ctx, agencyCode, filters);
  if (format === 'csv') return writeCsv(rows);
  return writeXlsx([{ name: '复议诉讼台账', widths: COLUMNS.map(({ width }) => width), rows }]);
}

async function* rowsOf(ctx: Context, agencyCode: string, filters: Filters): AsyncGenerator<string[]> {
  yield COLUMNS.map(({ heading }) => heading);
  const filter = { ...filters, agencyId: agencyCode, today: ctx.today() };
  for (let after: RemedyKey | null = null; ;) {
    const rows: Awaited<ReturnType<typeof listRemedyRows>> = await listRemedyRows(ctx.db, filter, {
      sort: filters.sort,
      after,
      limit: 500,
    });
    for (const row of rows) {
      const it = summaryOf(row);
      yield COLUMNS.map(({ text }) => text(it) ?? '');
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < 500) return;
    after = { day: last.sortDay, remedyId: last.remedyId };
  }
}

/** Remedies as the rows behind a cell, in the order of the ids. */
export async function describeRemedies(
  db: Connection,
  agencyId: string,
  ids: readonly string[],
): Promise<PresentedCellSource['rows']> {
  const rows = new Map((await listRemediesById(db, agencyId, ids)).map((row) => [row.remedyId, row]));
  return ids.flatMap((id) => {
    const row = rows.get(id);
    if (row === undefined) return [];
    const { kind, role, filedOn, concludedOn, outcome, instances, caseId } = row;
    const levels = (instances ?? []).map(
      ({ level, outcome: of }) =>
        `${INSTANCE_LEVELS[level]}${of === undefined ? '尚未审结' : REMEDY_OUTCOMES[of].label}`,
    );
    const result = outcome === null ? null : REMEDY_OUTCOMES[outcome].label;
    return [
      {
        ...{ id, kind: REMEDY_KINDS[kind], title: `本机关为${REMEDY_ROLES[role]}`, caseId },
        ...{
          startedOn: filedOn,
          endedOn: concludedOn,
          result: levels.length > 0 ? levels.join('，') : result,
        },
      },
    ];
  });
}
