import type { CutBySum, ReportTables } from '@gongkai/core';
import { flattenBlocks, type DocumentBlock, type ReportDocument } from './document-blocks.js';
import { normaliseForMatching } from './normalise-characters.js';
import { blankPageFooters } from './page-footers.js';
import { readTables, type TablesReading } from './read-tables.js';
import type { ReadingProblem } from './report-reading.js';

function missingTables(tables: TablesReading): ReadingProblem[] {
  const named = [
    ['table2', '表二（主动公开政府信息情况）', tables.table2],
    ['table3', '表三（收到和处理政府信息公开申请情况）', tables.table3],
    ['table4', '表四（行政复议、行政诉讼情况）', tables.table4],
  ] as const;
  return named.flatMap(([row, name, table]) =>
    table === null
      ? [{ kind: 'missingTable' as const, row, message: `没有找到${name}，请核对原件是否有这张表。` }]
      : [],
  );
}

/** A document's text, as printed and as it is matched, and the tables found in it. */
export interface Understanding {
  readonly printed: string;
  readonly text: string;
  readonly tables: TablesReading;
}

function understandBlocks(blocks: readonly DocumentBlock[]): Understanding {
  const printed = flattenBlocks(blocks);
  const text = blankPageFooters(normaliseForMatching(printed));
  return { printed, text, tables: readTables(blocks, text, printed) };
}

/** How much a reading leaves open: tables, rows, and labels that don't fit. */
function countDoubts(tables: TablesReading): number {
  const read = [tables.table2, tables.table3, tables.table4];
  const problems = read.flatMap((table) => table?.problems ?? []);
  const missing = read.filter((table) => table === null).length;
  return (
    30 * missing +
    problems.filter(({ kind }) => kind === 'unreadable' || kind === 'missingRow' || kind === 'label').length
  );
}

/** Reads the document, and in its other order too where the first leaves anything open: the fewer doubts win. */
export function understand(document: ReportDocument): Understanding {
  const first = understandBlocks(document.blocks);
  const doubts = countDoubts(first.tables);
  if (document.otherOrder === undefined || doubts === 0) return first;
  const second = understandBlocks(document.otherOrder());
  return countDoubts(second.tables) < doubts ? second : first;
}

/** The figures of a document with all that is doubtful about them. */
export interface FiguresReading {
  readonly tables: ReportTables;
  readonly problems: readonly ReadingProblem[];
  readonly cutBySum: CutBySum;
}

/** Whether the document has tables of the official forms; without 表二 and 表三 what looks like 表四 is none. */
export function isOfficial({ tables }: Understanding): boolean {
  return tables.table2 !== null || tables.table3 !== null;
}

export function figuresOf(understanding: Understanding): FiguresReading {
  const { table2, table3, table4 } = understanding.tables;
  const hasTables = isOfficial(understanding);
  const used = hasTables ? [table2, table3, table4].flatMap((table) => (table === null ? [] : [table])) : [];
  return {
    tables: {
      forms: { table2: table2?.form ?? null, table3: table3?.form ?? null },
      table2: table2?.table ?? null,
      table3: table3?.table ?? null,
      table4: hasTables ? (table4?.table ?? null) : null,
    },
    problems: hasTables
      ? [...missingTables(understanding.tables), ...used.flatMap((table) => table.problems)]
      : [],
    cutBySum: new Set([
      ...(table3?.cutBySum ?? []),
      ...(hasTables && table4?.isCutBySum === true ? ['table4'] : []),
    ]),
  };
}
