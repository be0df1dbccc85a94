import {
  computeTable2,
  permitWithin,
  REGULATION_KIND_NAMES,
  REGULATION_KINDS,
  CLEANUP_RESULTS,
  TABLE2_COLUMN_LABELS,
  table2Cell,
  VALIDITIES,
  type Actor,
  type Regulation,
  type RegulationPage,
  type RegulationQuery,
} from '@gongkai/core';
import { readTable2Basis, table2InputOf } from '../administrative-record/service.js';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection } from '../platform/database/schema.js';
import { writeXlsx } from '../platform/spreadsheet/write-xlsx.js';
import { countRegulations, listRegulationRows } from './queries.js';

type Context = Pick<AppContext, 'db' | 'today'>;

const FORM = '2021';
const ROW_OF_KIND = { rule: 'rules', normativeDocument: 'normativeDocuments' } as const;
const COLUMNS = ['made', 'repealed', 'inForce'] as const;

/** A page of the ledger of 立改废 with the figures that table 二 of the year gives for it. @throws DomainError FORBIDDEN */
export async function listRegulations(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  { after, limit, ...query }: RegulationQuery,
): Promise<RegulationPage> {
  permitWithin(actor, 'document.view', agencyCode);
  await requireAgency(ctx.db, agencyCode);
  const offset = Number(after ?? 0);
  const today = ctx.today();
  const rows = await listRegulationRows(ctx.db, agencyCode, query, { today, offset, limit: limit + 1 });
  return {
    items: rows.slice(0, limit),
    next: rows.length > limit ? String(offset + limit) : null,
    total: await countRegulations(ctx.db, agencyCode, query, today),
    figures: await figuresOfYear(ctx.db, agencyCode, query.year),
  };
}

/** What the annual report says of the same documents, by the same computation. */
async function figuresOfYear(
  db: Connection,
  agencyCode: string,
  year: number,
): Promise<RegulationPage['figures']> {
  const basis = await readTable2Basis(db, agencyCode, year, FORM, { withIds: false });
  const { input } = table2InputOf(basis, year, FORM);
  const { table2 } = computeTable2(input, FORM);
  return REGULATION_KIND_NAMES.map((kind) => ({
    kind,
    values: COLUMNS.map((column) => {
      const value = table2[ROW_OF_KIND[kind]]?.[column];
      const source = input[ROW_OF_KIND[kind]]?.[column];
      return {
        isAttested: source !== undefined && 'attestation' in source,
        cell: table2Cell(ROW_OF_KIND[kind], column),
        label: TABLE2_COLUMN_LABELS[FORM][column].zh,
        value: typeof value === 'number' ? value : null,
      };
    }),
  }));
}

export const REGULATION_COLUMN_NAMES = [
  ...['种类', '标题', '文号', '制定日期', '公开日期', '有效期至', '有效性', '修改日期', '失效日期'],
  ...['最近一次清理', '在本平台公开'],
] as const;
const ROWS_AT_ONCE = 1_000;

/** The ledger as it is filtered and sorted, as a sheet. @throws DomainError FORBIDDEN */
export async function exportRegulations(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  query: RegulationQuery,
): Promise<AsyncIterable<Uint8Array>> {
  permitWithin(actor, 'document.view', agencyCode);
  await requireAgency(ctx.db, agencyCode);
  const widths = [16, 60, 24, 12, 12, 12, 10, 12, 12, 14, 12];
  return writeXlsx([{ name: `${query.year}年立改废台账`, widths, rows: sheetRows(ctx, agencyCode, query) }]);
}

async function* sheetRows(ctx: Context, agencyCode: string, query: RegulationQuery) {
  yield [...REGULATION_COLUMN_NAMES];
  for (let offset = 0; ; offset += ROWS_AT_ONCE) {
    const page = { today: ctx.today(), offset, limit: ROWS_AT_ONCE };
    const rows = await listRegulationRows(ctx.db, agencyCode, query, page);
    yield* rows.map(cellsOf);
    if (rows.length < ROWS_AT_ONCE) return;
  }
}

function cellsOf(it: Regulation): string[] {
  return [
    ...[REGULATION_KINDS[it.kind], it.title, it.number ?? '', it.madeOn, it.disclosedOn ?? ''],
    ...[it.expiresOn ?? '', VALIDITIES[it.validity], it.amendedOn ?? '', it.endedOn ?? ''],
    ...[it.lastCleanup === null ? '' : CLEANUP_RESULTS[it.lastCleanup], it.isPublic ? '是' : ''],
  ];
}
