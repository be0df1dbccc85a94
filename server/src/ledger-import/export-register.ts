import {
  DomainError,
  formatLocalDate,
  localDateInChina,
  permitWithin,
  REGISTER_COLUMN_NAMES,
  REGISTER_COLUMNS,
  type Actor,
  type AuditPurpose,
  type CaseQuery,
  type CaseSummary,
  type RegisterColumn,
} from '@gongkai/core';
import { exportCases } from '../application/service.js';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import type { TableFormat } from './template.js';
import type { PrintedDocument } from '../platform/rendering/document.js';
import { writePdf } from '../platform/rendering/pdf.js';
import { writeCsv } from '../platform/spreadsheet/write-csv.js';
import { writeXlsx } from '../platform/spreadsheet/write-xlsx.js';

type Filters = Omit<CaseQuery, 'after' | 'limit'>;

/** Where no columns are asked for: what the register of an office holds. */
const WHOLE_REGISTER = REGISTER_COLUMN_NAMES.filter((name) => name !== 'channel' && name !== 'isExtended');

/** A printed register holds so many cases at most; a longer one is narrowed or taken as a table. */
const MOST_PRINTED = 2000;

/**
 * The register as the list shows it, with its filters, columns and masked names, written page by page.
 * @param namesFor the purpose for which names are written in full; it needs its own permission
 * @throws DomainError as the list would, before anything is written
 */
export async function exportRegister(
  ctx: Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>,
  actor: Actor,
  agencyCode: string,
  filters: Filters,
  format: TableFormat,
  namesFor: AuditPurpose | null = null,
  columns: readonly RegisterColumn[] = WHOLE_REGISTER,
): Promise<AsyncIterable<Uint8Array>> {
  permitWithin(actor, 'ledger.export', agencyCode);
  const pages = await exportCases(ctx, actor, agencyCode, filters, format, namesFor);
  return writeRegister(pages, format, columns);
}

/** The register as a file of the format, page by page. */
export function writeRegister(
  pages: AsyncIterable<readonly CaseSummary[]>,
  format: TableFormat,
  columns: readonly RegisterColumn[],
): AsyncIterable<Uint8Array> {
  const rows = rowsOf(pages, columns);
  if (format === 'csv') return writeCsv(rows);
  const widths = columns.map((column) => REGISTER_COLUMNS[column].width);
  return writeXlsx([{ name: '申请台账', widths, rows }]);
}

/** Widths on paper, where a number or a day must not go over two lines. */
const PRINTED_WIDTHS: Partial<Record<RegisterColumn, number>> = {
  ...{ caseId: 32, request: 48, receivedOn: 21, dueOn: 21, closedOn: 21, row: 34 },
};

/** The register to be printed, as the list shows it. @throws DomainError INVALID_INPUT when it is too long for paper */
export async function printRegister(
  ctx: Pick<AppContext, 'db' | 'fonts' | 'keyring' | 'now' | 'today'>,
  actor: Actor,
  agencyCode: string,
  filters: Filters,
  columns: readonly RegisterColumn[],
): Promise<Uint8Array<ArrayBuffer>> {
  permitWithin(actor, 'ledger.export', agencyCode);
  const { name } = await requireAgency(ctx.db, agencyCode);
  const rows: string[][] = [];
  for await (const row of rowsOf(await exportCases(ctx, actor, agencyCode, filters, 'pdf'), columns)) {
    rows.push(row);
    if (rows.length <= MOST_PRINTED + 1) continue;
    throw new DomainError(
      'INVALID_INPUT',
      `打印的台账最多 ${MOST_PRINTED} 件：请先筛选，或者导出为 xlsx、csv。`,
    );
  }
  return writePdf(registerDocument(name, rows, columns, ctx.now()), ctx.fonts);
}

function registerDocument(
  agencyName: string,
  [head = [], ...body]: readonly string[][],
  columns: readonly RegisterColumn[],
  now: Date,
): PrintedDocument {
  const cells = (row: readonly string[]) => ({ cells: row.map((text) => ({ text })) });
  return {
    title: `${agencyName}政府信息公开申请台账`,
    format: 'plain',
    metadata: { author: agencyName, subject: null, keywords: [], createdAt: now.toISOString() },
    letterhead: null,
    blocks: [
      {
        kind: 'paragraph',
        role: 'caption',
        runs: [{ text: `${formatLocalDate(localDateInChina(now))}打印，共 ${body.length} 件` }],
      },
      {
        ...{ kind: 'table', id: 'register', caption: null, isLandscape: true },
        columns: columns.map((column) => PRINTED_WIDTHS[column] ?? REGISTER_COLUMNS[column].width),
        head: [{ cells: head.map((text) => ({ text, heads: 'column' as const })) }],
        body: body.map(cells),
      },
    ],
    signature: null,
    imprint: null,
  };
}

async function* rowsOf(
  pages: AsyncIterable<readonly CaseSummary[]>,
  columns: readonly RegisterColumn[],
): AsyncGenerator<string[]> {
  yield columns.map((column) => REGISTER_COLUMNS[column].title);
  for await (const page of pages) {
    for (const it of page) yield columns.map((column) => REGISTER_COLUMNS[column].text(it) ?? '');
  }
}
