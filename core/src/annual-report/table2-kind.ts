import type { AdministrativeRecordKind } from '../ledger/administrative-record.js';
import { table2Cell, table2FieldsOf } from './cell-address.js';
import type { CellAddress, FormVersion, Table2Column, Table2Row } from './tables.js';

/** The kind of records behind each row of table 二 (国办公开办函〔2019〕60号, 〔2021〕30号). */
export const KIND_OF_ROW = {
  rules: 'rule',
  normativeDocuments: 'normativeDocument',
  licensing: 'licensing',
  otherServices: 'otherService',
  penalty: 'penalty',
  coercion: 'coercion',
  adminFees: 'adminFee',
  procurement: 'procurement',
} as const satisfies Record<Table2Row, AdministrativeRecordKind>;

/** Columns that count or sum what happened within the year; money before numbers. */
const OF_THE_YEAR: readonly Table2Column[] = ['amountYuan', 'amountWanYuan', 'decisions', 'made', 'items'];

/** The cell of a form that counts or sums the records of a kind over the year; null: the form has none. */
export function yearCellOfKind(kind: AdministrativeRecordKind, form: FormVersion): CellAddress | null {
  const found = table2FieldsOf(form).find(([row]) => KIND_OF_ROW[row] === kind);
  if (found === undefined) return null;
  const [row, columns] = found;
  const column = OF_THE_YEAR.find((it) => columns.includes(it));
  return column === undefined ? null : table2Cell(row, column);
}
