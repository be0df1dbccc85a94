import type { Finding } from '../finding.js';
import { cellName, table2Cell, table2FieldsOf } from './cell-address.js';
import type { CellAddress, FormVersion, Table2, Table2Column, Table2Row } from './tables.js';

/** Who vouches for a figure that was counted in another system, and how it can be counted again. */
export interface Attestation {
  readonly sourceSystem: string;
  /** The query or the manner of counting. */
  readonly query: string;
  readonly extractedOn: string;
  readonly fileHash: string;
  readonly responsibleUnit: string;
  readonly signer: string;
}

/** A record behind a figure; `amount` where money or a signed change is summed. */
export interface CountedRecord {
  readonly id: string;
  readonly amount?: number;
}

/** A figure that a database counted from its records; of many it gives only the first ids. */
export interface CountedElsewhere {
  readonly value: number;
  readonly recordCount: number;
  readonly recordIds: readonly string[];
}

/** How 上一年项目数量 follows from the year before: what it was then, and by how much it changed (T2-C). */
export interface Derivation {
  readonly fromYear: number;
  /** The ledger of that year, or its published report. */
  readonly from: 'ledger' | 'report';
  readonly previousItems: number;
  readonly change: number;
}

/** A figure of 表二: counted from records, an attested aggregate, or derived from last year. A bare value is a problem. */
export type Table2Value =
  | { readonly records: readonly CountedRecord[] }
  | CountedElsewhere
  | { readonly value: number; readonly attestation: Attestation }
  | { readonly value: number; readonly derivation: Derivation }
  | { readonly value: number };
export type Table2Input = Partial<Record<Table2Row, Partial<Record<Table2Column, Table2Value>>>>;

const ATTESTATION_FIELDS = {
  sourceSystem: '来源系统',
  query: '查询方式',
  extractedOn: '提取日期',
  fileHash: '文件摘要',
  responsibleUnit: '责任单位',
  signer: '签字人',
} as const satisfies Record<keyof Attestation, string>;

/** Columns whose figure is the sum of amounts; the others count records. */
const SUMMED: readonly Table2Column[] = ['change', 'amountWanYuan', 'amountYuan'];

/** What stands behind a figure; `recordCount` where the ids are only the first of them. */
export type Table2Source =
  | { readonly records: readonly string[]; readonly recordCount?: number }
  | { readonly attestation: Attestation }
  | { readonly derivation: Derivation };

export interface ComputedTable2 {
  readonly table2: Table2;
  readonly sources: ReadonlyMap<CellAddress, Table2Source>;
  readonly problems: readonly Finding[];
}

function valueOf(column: Table2Column, given: Table2Value): number {
  if (!('records' in given)) return given.value;
  if (!SUMMED.includes(column)) return given.records.length;
  return Math.round(given.records.reduce((sum, record) => sum + (record.amount ?? 0), 0) * 1e6) / 1e6;
}

/** What a figure lacks to be vouched for; null when nothing. */
function lackOf(column: Table2Column, given: Table2Value): string | null {
  if ('records' in given) {
    const missing = SUMMED.includes(column)
      ? given.records.find((record) => record.amount === undefined)
      : undefined;
    return missing === undefined ? null : `记录“${missing.id}”没有数额`;
  }
  if ('recordIds' in given || 'derivation' in given) return null;
  if (!('attestation' in given)) return '既没有记录，也没有经签字的汇总证明';
  const fields = Object.keys(ATTESTATION_FIELDS) as (keyof Attestation)[];
  const missing = fields.filter((field) => given.attestation[field].trim() === '');
  return missing.length === 0
    ? null
    : `汇总证明缺少${missing.map((field) => ATTESTATION_FIELDS[field]).join('、')}`;
}

const SOURCE = '国办公开办函〔2021〕30号';

/** What is known of the year before, ledger first. */
export type Table2BeforeYear = Readonly<Record<Derivation['from'], Table2 | null>> & {
  readonly year: number;
};

/** 表二 with the 上一年项目数量 that nobody vouched for taken from the year before: what it was then and its change. */
export function withPreviousItems(
  input: Table2Input,
  before: Table2BeforeYear,
  form: FormVersion,
): Table2Input {
  const derived: Table2Input = { ...input };
  for (const [row, columns] of table2FieldsOf(form)) {
    if (!columns.includes('previousItems') || input[row]?.previousItems !== undefined) continue;
    for (const from of ['ledger', 'report'] as const) {
      const { previousItems, change } = before[from]?.[row] ?? {};
      if (previousItems == null || change == null) continue;
      const derivation = { fromYear: before.year, from, previousItems, change };
      derived[row] = { ...input[row], previousItems: { value: previousItems + change, derivation } };
      break;
    }
  }
  return derived;
}

/** How a derived figure came about, as a sentence. */
export function explainDerivation({ fromYear, from, previousItems, change }: Derivation): string {
  const where = from === 'ledger' ? `${fromYear}年登记的数` : `${fromYear}年度已公布的报告`;
  return `由${where}得出，不必填写：${fromYear}年度的“上一年项目数量”${previousItems}，加“本年增/减”${change}，得${previousItems + change}。`;
}

/** 表二 from records or attested aggregates, each figure with what stands behind it. */
export function computeTable2(input: Table2Input, form: FormVersion): ComputedTable2 {
  const table2: Table2 = {};
  const sources = new Map<CellAddress, Table2Source>();
  const problems: Finding[] = [];
  for (const [row, columns] of table2FieldsOf(form)) {
    const values: Partial<Record<Table2Column, number | null>> = {};
    for (const column of columns) {
      const cell = table2Cell(row, column);
      const given = input[row]?.[column];
      if (given === undefined) {
        values[column] = null;
        problems.push({
          rule: 'table2Missing',
          severity: 'warning',
          message: `${cellName(cell, form)}没有数据，没有的应填0。`,
          source: SOURCE,
        });
        continue;
      }
      values[column] = valueOf(column, given);
      if ('records' in given) sources.set(cell, { records: given.records.map((record) => record.id) });
      else if ('recordIds' in given)
        sources.set(cell, { records: given.recordIds, recordCount: given.recordCount });
      else if ('attestation' in given) sources.set(cell, { attestation: given.attestation });
      else if ('derivation' in given) sources.set(cell, { derivation: given.derivation });
      const lack = lackOf(column, given);
      if (lack !== null)
        problems.push({
          rule: 'table2Unattested',
          severity: 'error',
          message: `${cellName(cell, form)}${lack}。`,
          source: SOURCE,
        });
    }
    table2[row] = values;
  }
  return { table2, sources, problems };
}
