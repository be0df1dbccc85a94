import {
  CLEANUP_RESULTS,
  DEPOSIT_PLACES,
  DOCUMENT_KINDS,
  DomainError,
  explainLedgerFigure,
  figureValueAt,
  isLedgerAddress,
  ledgerFigureName,
  ledgerFigureOf,
  PROPOSERS,
  type LedgerAddress,
  type PresentedCellSource,
  type RenderedNarrative,
} from '@gongkai/core';
import { listFrozenEntries, listLedgerEntries, readLedgerText } from './ledger-figure-queries.js';
import { findFrozenFigures } from './report-queries.js';
import type { ReportContext } from './report-state.js';

const KIND_LABELS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(DOCUMENT_KINDS).map(([kind, { label }]) => [kind, label])),
  ...DEPOSIT_PLACES,
  ...PROPOSERS,
  ...CLEANUP_RESULTS,
  visit: '访问',
  download: '下载',
};

/** The figures of ledgers that a text is bound to, by their names. */
export function quotedLedgerFigures(rendered: readonly RenderedNarrative[]): string[] {
  const cells = rendered.flatMap(({ figures }) => figures.flatMap((figure) => figure.cells));
  return [...new Set(cells.filter(isLedgerAddress).map(ledgerFigureOf))].sort();
}

interface Scope {
  readonly agencyId: string;
  readonly year: number;
  /** Null: live. */
  readonly version: number | null;
}

/** What a figure of a ledger counts, page by page: as the ledgers stand, or as it was frozen with a version. */
export async function ledgerSource(
  ctx: ReportContext,
  { version, ...scope }: Scope,
  cell: LedgerAddress,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<PresentedCellSource> {
  const figure = ledgerFigureOf(cell);
  const page = { after, limit: limit + 1 };
  const { entries, total } =
    version === null
      ? await listLedgerEntries(ctx.db, scope, figure, page)
      : await listFrozenEntries(ctx.db, { ...scope, version }, figure, page);
  const value = await valueOf(ctx, { ...scope, version }, cell);
  const shown = entries.slice(0, limit);
  return {
    cell,
    label: ledgerFigureName(cell),
    value,
    kind: 'ledger',
    explanation: explainLedgerFigure(cell),
    ids: shown.map(({ entryId }) => entryId),
    rows: shown.map(({ entryId, kind, title, happenedOn, note, amount, documentId }) => ({
      ...{ id: entryId, kind: KIND_LABELS[kind] ?? kind, title, startedOn: happenedOn, endedOn: null },
      ...{ result: note, caseId: null, amount, documentId },
    })),
    next: entries.length > limit ? (shown.at(-1)?.place ?? null) : null,
    total,
    attestation: null,
    attestations: [],
  };
}

async function valueOf(
  ctx: ReportContext,
  { agencyId, year, version }: Scope,
  cell: LedgerAddress,
): Promise<number | null> {
  if (version === null) {
    const text = await readLedgerText(ctx.db, { agencyId, year });
    return text === null
      ? null
      : ((JSON.parse(text) as Record<string, number>)[ledgerFigureOf(cell)] ?? null);
  }
  const frozen = await findFrozenFigures(ctx.db, agencyId, year, version);
  if (frozen === null)
    throw new DomainError('NOT_FOUND', `${year}年度报告第${version}版没有留存的数字。`, { year, version });
  return figureValueAt(frozen.tables, cell);
}
