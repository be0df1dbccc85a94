import {
  layoutOf,
  parseCellAddress,
  valueAt,
  type CellAddress,
  type FormVersion,
  type LayoutCell,
  type PresentedReport,
  type ReportTables,
  type TableLayout,
} from '@gongkai/core';
import type {
  Block,
  Heading,
  Paragraph,
  ParagraphRole,
  PrintedDocument,
  Table,
  TableCell,
} from '../platform/rendering/document.js';

/** Printed where the report has no figure; a zero is printed as zero. */
const NO_FIGURE = '—';

type ReportTable = 'table2' | 'table3' | 'table4';

/** Which table stands in which section (国办公开办函〔2019〕60号, 〔2021〕30号). */
const TABLE_OF_SECTION: Readonly<Record<number, ReportTable>> = { 2: 'table2', 3: 'table3', 4: 'table4' };

/** 表三 takes a page: begun below another table, the label beside all its results would be cut in two. */
const LONG_TABLE_SECTION = 3;

/** Widths of the columns relative to each other: those of labels, then one for each figure. */
const COLUMNS: Readonly<Record<ReportTable, readonly number[]>> = {
  table2: [34, 22, 22, 22],
  table3: [9, 12, 46, 10, 10, 10, 12, 12, 9, 10],
  table4: Array.from({ length: 15 }, () => 1),
};

/**
 * The annual report in the official layout: title, the six sections with their tables, and the findings that were
 * published over with signer and reason. A version that is not published says so across its title.
 */
export function reportDocument(report: PresentedReport): PrintedDocument {
  const { agencyName, year, status, asOf, publishedOn } = report;
  const isPublished = status === 'published';
  return {
    title: reportTitle(report),
    format: 'plain',
    metadata: {
      author: agencyName,
      subject: `${year}年政府信息公开工作年度报告`,
      keywords: ['政府信息公开', '年度报告', String(year)],
      createdAt: `${publishedOn ?? asOf}T00:00:00Z`,
    },
    letterhead: null,
    blocks: [
      ...(isPublished ? [] : [paragraph('body', `草稿，尚未公布。数字截至${printDay(asOf)}。`)]),
      ...(report.isDemonstration ? [paragraph('body', '演示数据，机关、人员和数字均为虚构。')] : []),
      ...report.sections.flatMap(({ number, heading, text }) => [
        ...(number === LONG_TABLE_SECTION ? [{ kind: 'pageBreak' as const }] : []),
        ...(heading === '' ? [] : [headingOf(heading)]),
        ...linesOf(text).map((line) => paragraph('body', line)),
        ...tablesOfSection(report, number),
      ]),
      ...waiverBlocks(report),
    ],
    signature:
      isPublished && publishedOn !== null
        ? { organ: agencyName, signedOn: publishedOn, hasSeal: false }
        : null,
    imprint: null,
  };
}

/** As the file is called and as its first lines read; a draft bears the mark. */
export function reportTitle({ agencyName, year, status }: PresentedReport): string {
  return `${agencyName}${year}年政府信息公开工作年度报告${status === 'published' ? '' : '（草稿）'}`;
}

/** `2026-01-30` as 2026年1月30日. */
function printDay(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${year}年${Number(month)}月${Number(date)}日`;
}

function headingOf(text: string): Heading {
  return { kind: 'heading', level: 1, text };
}

function paragraph(role: ParagraphRole, text: string): Paragraph {
  return { kind: 'paragraph', role, runs: [{ text }] };
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The figures of a report as its tables, each with the section that it stands in. */
export function tablesOfReport({
  form,
  tables,
}: {
  readonly form: FormVersion;
  readonly tables: ReportTables;
}): { readonly section: number; readonly table: Table }[] {
  return Object.entries(TABLE_OF_SECTION).flatMap(([section, id]) => {
    if (tables[id] === null) return [];
    const own = (id === 'table4' ? null : tables.forms[id]) ?? form;
    return [{ section: Number(section), table: tableOf(id, layoutOf(own)[id], tables) }];
  });
}

function tablesOfSection(report: PresentedReport, section: number): Block[] {
  if (TABLE_OF_SECTION[section] === undefined) return [];
  const own = tablesOfReport({ form: report.form, tables: report.tables as ReportTables });
  const table = own.find((it) => it.section === section)?.table;
  return [table ?? paragraph('body', '本年度报告没有这张表。')];
}

function tableOf(id: ReportTable, { rows, headerRows }: TableLayout, tables: ReportTables): Table {
  const print = (isHead: boolean) => (cells: readonly LayoutCell[]) => {
    const isHeadOfPart = !isHead && cells.every(({ cell }) => cell === undefined);
    return { cells: cells.map((cell) => printCell(cell, isHead || isHeadOfPart, tables)) };
  };
  return {
    kind: 'table',
    id,
    caption: null,
    columns: COLUMNS[id],
    isLandscape: false,
    head: rows.slice(0, headerRows).map(print(true)),
    body: rows.slice(headerRows).map(print(false)),
  };
}

function printCell(cell: LayoutCell, isHead: boolean, tables: ReportTables): TableCell {
  const spans = {
    ...(cell.colSpan > 1 && { columnSpan: cell.colSpan }),
    ...(cell.rowSpan > 1 && { rowSpan: cell.rowSpan }),
  };
  if (cell.cell === undefined)
    return { text: cell.label?.zh ?? '', heads: isHead ? 'column' : 'row', ...spans };
  return { ...printFigure(cell.cell, tables), id: cell.cell, ...spans };
}

/** A figure as shown, and the number itself; a sum of yuan shows its unit, which its official head does not. */
function printFigure(
  cell: CellAddress,
  tables: ReportTables,
): { readonly text: string; readonly value?: number | string } {
  const value = valueAt(tables, cell);
  if (value === null) return { text: NO_FIGURE };
  if (parseCellAddress(cell)?.column === 'amountYuan') return { text: `${value}元` };
  return { text: String(value), value: Number.isInteger(value) ? value : String(value) };
}

function waiverBlocks({ findings }: PresentedReport): Block[] {
  const waived = findings.flatMap(({ message, waiver }) => (waiver === null ? [] : [{ message, ...waiver }]));
  if (waived.length === 0) return [];
  return [
    headingOf('数据说明'),
    paragraph('body', '下列核对结果经签字人说明理由后保留。'),
    ...waived.flatMap(({ message, reason, signer, signedOn }) => [
      paragraph('body', message),
      paragraph('body', `说明：${reason}（${signer}，${printDay(signedOn)}）`),
    ]),
  ];
}
