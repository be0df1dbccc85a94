import { FEE_FIGURE_NAMES, FEE_FIGURES, type FeeFigure } from '../fee/fee-year.js';
import { cellName, isCellAddress, valueAt } from './cell-address.js';
import type { CellAddress, CellValue, FormVersion, ReportTables } from './tables.js';

/** Address of a figure of the fees in the text of a report, e.g. `fee.collectedYuan`. */
export type FeeAddress = `fee.${FeeFigure}`;
/** A figure that a text can be bound to: a cell of the tables, or a sum of the fees. */
export type FigureAddress = CellAddress | FeeAddress;

export const FEE_ADDRESSES: readonly FeeAddress[] = FEE_FIGURE_NAMES.map((name): FeeAddress => `fee.${name}`);

export function isFeeAddress(text: string): text is FeeAddress {
  return (FEE_ADDRESSES as readonly string[]).includes(text);
}

function feeFigureOf(address: FeeAddress): FeeFigure {
  return address.slice('fee.'.length) as FeeFigure;
}

/** Name of a figure for people. */
export function figureName(address: FigureAddress, form: FormVersion | null = null): string {
  if (isCellAddress(address)) return cellName(address, form);
  return `信息处理费“${FEE_FIGURES[feeFigureOf(address)].label}”`;
}

/** Value of a figure; a report without a register of fees has charged nothing. */
export function figureValueAt(tables: ReportTables, address: FigureAddress): CellValue {
  return isFeeAddress(address) ? (tables.fees?.[feeFigureOf(address)] ?? 0) : valueAt(tables, address);
}
