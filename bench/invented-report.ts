import {
  computeReport,
  layoutOf,
  valueAt,
  type CellAddress,
  type FormVersion,
  type TableLayout,
} from '@gongkai/core';
import { inventFrom, inventPlaces, inventRemedies } from './invented-cases.js';

/** One cell of a table and how many columns and rows it spans. */
export interface Cell {
  readonly text: string;
  readonly columns: number;
  readonly rows: number;
}
type Table = readonly (readonly Cell[])[];

/** A report as its parts follow one another: paragraphs and tables. */
export type Part = { readonly paragraph: string } | { readonly table: Table };

const YEAR = 2024;
const FORM: FormVersion = '2021';

/** The report of an organ in a city that does not exist; every identity holds. */
export function inventReport(seed: number): readonly Part[] {
  const invent = inventFrom(seed);
  const { tables } = computeReport({
    year: YEAR,
    form: FORM,
    places: inventPlaces(200 + invent(3000), invent),
    remedies: inventRemedies(invent(90), YEAR, invent),
    table2: {},
  });
  function figure(address: CellAddress): number {
    return address.startsWith('table2.') ? invent(900) : (valueAt(tables, address) ?? 0);
  }
  function fill({ rows }: TableLayout): Table {
    return rows.map((row) =>
      row.map(({ label, cell, colSpan, rowSpan }) => ({
        text: cell === undefined ? (label?.zh ?? '') : String(figure(cell)),
        columns: colSpan,
        rows: rowSpan,
      })),
    );
  }
  const layout = layoutOf(FORM);
  return [
    { paragraph: `云溪市数据局${YEAR}年政府信息公开工作年度报告` },
    { paragraph: `根据《中华人民共和国政府信息公开条例》编制，时间为${YEAR}年1月1日至12月31日。` },
    { paragraph: '一、总体情况' },
    { paragraph: '本局全年按时公开各类信息，及时回应社会关切，并改进了公开平台的检索。'.repeat(6) },
    { paragraph: '二、主动公开政府信息情况' },
    { table: fill(layout.table2) },
    { paragraph: '三、收到和处理政府信息公开申请情况' },
    { table: fill(layout.table3) },
    { paragraph: '四、政府信息公开行政复议、行政诉讼情况' },
    { table: fill(layout.table4) },
    { paragraph: '五、存在的主要问题及改进情况' },
    { paragraph: '解读材料的形式还不够多，明年将增加图解和问答。'.repeat(4) },
    { paragraph: '六、其他需要报告的事项' },
    { paragraph: '本年度没有收取信息处理费。' },
  ];
}
