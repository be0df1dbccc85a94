import {
  DomainError,
  SECTION_HEADINGS,
  type ExportFinding,
  type ExportFormat,
  type PresentedReport,
} from '@gongkai/core';
import type { Block, PrintedDocument, Table, TableRow } from '../platform/rendering/document.js';
import { readAppendix, type MemberReading } from './import/read-appendix.js';
import { compareCells, finding, type ReportFigures } from './read-back.js';
import { reportTitle, tablesOfReport } from './report-document.js';

/** A unit of an area with the figures that it published for the year. */
export interface MemberFigures extends ReportFigures {
  readonly name: string;
}

/** Units in one file: some hundred pages, and what is in memory at a time. */
export const MEMBERS_A_PART = 20;

/** One file of an appendix: from which number its units count. */
export interface AppendixPart {
  readonly number: number;
  readonly parts: number;
  readonly firstMember: number;
  readonly members: readonly MemberFigures[];
}

export function appendixTitle(report: PresentedReport, { number, parts }: AppendixPart): string {
  return `${reportTitle(report)}附表${parts === 1 ? '' : `（第${number}册，共${parts}册）`}`;
}

/** The tables of an area's units in the official layout, each unit on a page of its own. */
export function appendixDocument(report: PresentedReport, part: AppendixPart): PrintedDocument {
  const day = report.publishedOn ?? report.asOf;
  return {
    title: appendixTitle(report, part),
    format: 'plain',
    metadata: {
      author: report.agencyName,
      subject: `${report.year}年政府信息公开工作年度报告附表`,
      keywords: ['政府信息公开', '年度报告', '附表', String(report.year)],
      createdAt: `${day}T00:00:00Z`,
    },
    letterhead: null,
    blocks: part.members.flatMap((member, index): Block[] => [
      ...(index === 0 ? [] : [{ kind: 'pageBreak' as const }]),
      { kind: 'heading', level: 1, text: `附表${part.firstMember + index} ${member.name}` },
      ...tablesOfReport(member).map(({ section, table }) => {
        const number = part.firstMember + index;
        // Says whose it is wherever the table stands alone, as on a sheet of its own.
        const caption = `附表${number} ${(SECTION_HEADINGS[section - 1]?.zh ?? '').slice(2)}`;
        return { ...prefixed(table, `member${number}`), caption };
      }),
    ]),
    signature: null,
    imprint: null,
  };
}

/** The table with names that no other unit's has. */
function prefixed(table: Table, prefix: string): Table {
  const rowsOf = (rows: readonly TableRow[]) =>
    rows.map(({ cells }) => ({
      cells: cells.map((cell) => (cell.id === undefined ? cell : { ...cell, id: `${prefix}.${cell.id}` })),
    }));
  return { ...table, id: `${prefix}.${table.id}`, head: rowsOf(table.head), body: rowsOf(table.body) };
}

/** Reads a file of the appendix and compares every cell of every unit; a unit left out or misnamed is different. */
export async function readBackAppendix(
  { firstMember, members }: AppendixPart,
  format: ExportFormat,
  bytes: Uint8Array,
): Promise<readonly ExportFinding[]> {
  let read: readonly MemberReading[];
  try {
    read = await readAppendix(bytes);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return [finding(format, 'file', '附表整份文件', '各单位的表格', null, error.message)];
  }
  return members.flatMap((member, index): ExportFinding[] => {
    const number = firstMember + index;
    const place = `member${number}`;
    const found = read.find((it) => it.number === number);
    if (found === undefined || sameName(found.name) !== sameName(member.name)) {
      return [finding(format, place, `附表${number}的单位`, member.name, found?.name ?? null)];
    }
    return compareCells(member, found.figures).map(({ place: cell, name, expected, found: value, doubt }) =>
      finding(format, `${place}.${cell}`, `附表${number}“${member.name}”${name}`, expected, value, doubt),
    );
  });
}

function sameName(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s/g, '');
}
