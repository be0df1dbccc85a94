import {
  TABLE4_BLOCKS,
  TABLE4_COLUMNS,
  type Table4,
  type Table4Block,
  type Table4Column,
} from '@gongkai/core';
import { readCount, type CellReading } from './cell-values.js';
import { satisfiesBlockSums } from './glued-digits.js';
import type { RawCell, RawTables, ReadingProblem } from './report-reading.js';
import type { RowCandidate } from './row-candidates.js';
import { fitsRow, readPieces, selectCells, type RowReading } from './row-cells.js';

/** 表四 as read, with the part of the document it fills. */
export interface Table4Reading {
  readonly table: Table4;
  readonly raw: NonNullable<RawTables['table4']>;
  readonly problems: readonly ReadingProblem[];
  readonly candidates: Readonly<Record<string, readonly (readonly number[])[]>>;
  readonly isCutBySum: boolean;
  readonly start: number;
  readonly end: number;
  readonly figures: number;
}

const CELLS = TABLE4_BLOCKS.length * TABLE4_COLUMNS.length;
const BLOCK_NAMES: Readonly<Record<Table4Block, string>> = {
  reconsideration: '行政复议',
  directSuit: '未经复议直接起诉',
  suitAfterReconsideration: '复议后起诉',
};
const COLUMN_NAMES: Readonly<Record<Table4Column, string>> = {
  upheld: '结果维持',
  corrected: '结果纠正',
  other: '其他结果',
  pending: '尚未审结',
  total: '总计',
};
const FAULT_MESSAGES = {
  blank: '单元格为空',
  unreadable: '单元格内容不是一个数',
  negative: '数量是负数',
  fractional: '数量不是整数',
  unit: '单位不明',
} as const;

function readRow(candidate: RowCandidate, cells: number): RowReading {
  if (candidate.cells === null) return readPieces(candidate, cells, satisfiesBlockSums, null);
  const text = candidate.cells.map((cell) => cell.text.trim()).join(' ');
  const selected = selectCells(candidate.cells, cells, 'last');
  const unreadable: CellReading = { value: null, text: '', fault: 'unreadable' };
  return {
    cells:
      selected === null
        ? Array.from({ length: cells }, () => unreadable)
        : selected.map((cell) => readCount(cell.normalised, cell.text)),
    isCutBySum: false,
    candidates: null,
    isUnreadable: selected === null,
    text,
  };
}

function compose(reading: RowReading, start: number, end: number): Table4Reading {
  const table = {} as Record<Table4Block, Record<Table4Column, number | null>>;
  const raw = {} as Record<Table4Block, Record<Table4Column, RawCell>>;
  const problems: ReadingProblem[] = [];
  let figures = 0;
  if (reading.isUnreadable) {
    problems.push({
      kind: 'unreadable',
      row: 'table4',
      text: reading.text,
      message: `表四的数据“${reading.text}”不能确定地分成 ${CELLS} 个数，请按原件填写。`,
    });
  }
  TABLE4_BLOCKS.forEach((block, blockIndex) => {
    const values = {} as Record<Table4Column, number | null>;
    const texts = {} as Record<Table4Column, RawCell>;
    TABLE4_COLUMNS.forEach((column, columnIndex) => {
      const cell = reading.cells[blockIndex * TABLE4_COLUMNS.length + columnIndex] ?? {
        value: null,
        text: '',
        fault: 'blank' as const,
      };
      values[column] = cell.value;
      texts[column] = reading.isCutBySum
        ? { text: cell.text, cutBy: 'sum' }
        : { text: reading.isUnreadable ? reading.text : cell.text };
      if (cell.value !== null) figures += 1;
      if (cell.fault !== undefined && !reading.isUnreadable) {
        problems.push({
          kind: cell.fault,
          cell: `table4.${block}.${column}`,
          text: cell.text,
          message: `表四“${BLOCK_NAMES[block]}”的${COLUMN_NAMES[column]}：${FAULT_MESSAGES[cell.fault]}${cell.text.trim() === '' ? '' : `（“${cell.text.trim()}”）`}。`,
        });
      }
    });
    table[block] = values;
    raw[block] = texts;
  });
  return {
    table,
    raw,
    problems,
    candidates: reading.candidates === null ? {} : { table4: reading.candidates },
    isCutBySum: reading.isCutBySum,
    start,
    end,
    figures,
  };
}

const WORDS_OF_TABLE4 = /结果维持|结果纠正|尚未审结|复议后起诉|未经复议/;

/** The three blocks under each other, each with its name and five cells. */
function readStackedBlocks(candidates: readonly RowCandidate[]): Table4Reading | null {
  for (let index = 0; index + 2 < candidates.length; index += 1) {
    const rows = candidates.slice(index, index + 3);
    const names = [/复议/, /直接起诉/, /复议后起诉/];
    if (
      !rows.every(
        (row, at) => names[at]?.test(row.before) === true && fitsRow(row, TABLE4_COLUMNS.length) === 1,
      )
    )
      continue;
    const readings = rows.map((row) => readRow(row, TABLE4_COLUMNS.length));
    const isUnreadable = readings.some((reading) => reading.isUnreadable);
    return compose(
      {
        cells: readings.flatMap((reading) => reading.cells),
        isCutBySum: readings.some((reading) => reading.isCutBySum),
        candidates: null,
        isUnreadable,
        text: readings.map((reading) => reading.text).join(' '),
      },
      rows[0]?.labelStart ?? 0,
      rows[2]?.end ?? 0,
    );
  }
  return null;
}

/**
 * Reads 表四: fifteen cells after its headers. `candidates` are those after 表三; the header may stand in rows of
 * its own, so its words are looked for in all that precedes.
 */
export function readTable4(
  candidates: readonly RowCandidate[],
  headerBefore: (candidate: RowCandidate) => string,
): Table4Reading | null {
  const stacked = readStackedBlocks(candidates);
  if (stacked !== null) return stacked;
  const near = candidates.filter(
    (candidate) => WORDS_OF_TABLE4.test(candidate.before) || WORDS_OF_TABLE4.test(headerBefore(candidate)),
  );
  const whole = near.find((candidate) => fitsRow(candidate, CELLS) === 1);
  const chosen =
    whole ?? near.find((candidate) => fitsRow(candidate, CELLS) >= 0.35 && candidate.before.length < 120);
  if (chosen === undefined) return null;
  return compose(readRow(chosen, CELLS), chosen.labelStart, chosen.end);
}
