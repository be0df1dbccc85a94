import { FEE_FIGURE_NAMES, FEE_FIGURES, type FeeFigure } from '../fee/fee-year.js';
import { cellName, isCellAddress, valueAt } from './cell-address.js';
import { isLedgerAddress, ledgerFigureName, ledgerFigureOf, type LedgerAddress } from './ledger-figure.js';
import type { CellAddress, CellValue, FormVersion, ReportTables } from './tables.js';

/** Address of a figure of the fees in the text of a report, e.g. `fee.collectedYuan`. */
export type FeeAddress = `fee.${FeeFigure}`;
/** A figure that a text can be bound to: a cell of the tables, a sum of the fees, or a count of a ledger. */
export type FigureAddress = CellAddress | FeeAddress | LedgerAddress;

export const FEE_ADDRESSES: readonly FeeAddress[] = FEE_FIGURE_NAMES.map((name): FeeAddress => `fee.${name}`);

export function isFeeAddress(text: string): text is FeeAddress {
  return (FEE_ADDRESSES as readonly string[]).includes(text);
}

export function isFigureAddress(text: string): text is FigureAddress {
  return isCellAddress(text) || isFeeAddress(text) || isLedgerAddress(text);
}

function feeFigureOf(address: FeeAddress): FeeFigure {
  return address.slice('fee.'.length) as FeeFigure;
}

/** Name of a figure for people. */
export function figureName(address: FigureAddress, form: FormVersion | null = null): string {
  if (isLedgerAddress(address)) return ledgerFigureName(address);
  if (isFeeAddress(address)) return `信息处理费“${FEE_FIGURES[feeFigureOf(address)].label}”`;
  return cellName(address, form);
}

/**
 * Value of a figure. A report without a register of fees has charged nothing; one without ledgers does not know what
 * they would say.
 */
export function figureValueAt(tables: ReportTables, address: FigureAddress): CellValue {
  if (isLedgerAddress(address)) return tables.ledgers?.[ledgerFigureOf(address)] ?? null;
  if (isFeeAddress(address)) return tables.fees?.[feeFigureOf(address)] ?? 0;
  return valueAt(tables, address);
}
