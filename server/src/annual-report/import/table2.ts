import {
  TABLE2_FIELDS,
  TABLE2_ROWS,
  type FormVersion,
  type Table2,
  type Table2Column,
  type Table2Row,
} from '@gongkai/core';
import { readAmount, readChange, readCount, type CellReading } from './cell-values.js';
import { cutGluedAmount } from './glued-amount.js';
import { describeLabelFault } from './label-faults.js';
import { normaliseForMatching } from './normalise-characters.js';
import type { RawCell, RawTables, ReadingProblem } from './report-reading.js';
import { alignRowsOnEitherSide } from './row-alignment.js';
import type { CertainCell, RowCandidate } from './row-candidates.js';
import { fitsRow, readPieces, selectCells, type RowReading } from './row-cells.js';
import { TABLE2_LABELS } from './row-labels.js';

/** 表二 as read, with the part of the document it fills. */
export interface Table2Reading {
  readonly form: FormVersion;
  readonly table: Table2;
  readonly raw: NonNullable<RawTables['table2']>;
  readonly problems: readonly ReadingProblem[];
  readonly candidates: Readonly<Record<string, readonly (readonly number[])[]>>;
  readonly start: number;
  readonly end: number;
  readonly figures: number;
}

const LEAST_SIMILARITY = 0.4;
const LEAST_ROWS = 2;
/** Words of the column headers that only one of the forms has. */
const HEADER_WORDS = {
  '2019': [
    '制作',
    '公开数量',
    '公开总数量',
    '上一年项目',
    '本年增',
    '采购项目',
    '采购总金额',
    '其他对外管理',
  ],
  '2021': ['制发件数', '制发数', '废止件数', '废止数', '现行有效', '本年处理决定', '收费金额'],
} as const satisfies Record<FormVersion, readonly string[]>;

const COLUMN_NAMES: Readonly<Record<Table2Column, string>> = {
  made: '制作（制发）数',
  disclosed: '本年新公开数量',
  totalDisclosed: '对外公开总数量',
  repealed: '本年废止件数',
  inForce: '现行有效件数',
  previousItems: '上一年项目数量',
  change: '本年增/减',
  decisions: '处理决定数量',
  amountWanYuan: '本年收费金额',
  items: '采购项目数量',
  amountYuan: '采购总金额',
};

const MARKS_OF_TABLE2 = /第二十条|信息内容/;

/** Which form's headers stand in the words of the table; null when neither shows. */
export function recogniseTable2Form(words: string): FormVersion | null {
  const seen = (form: FormVersion): number =>
    HEADER_WORDS[form].filter((word) => words.includes(word)).length;
  const older = seen('2019');
  const newer = seen('2021');
  return older === newer ? null : older > newer ? '2019' : '2021';
}

function rowsOf(form: FormVersion): Table2Row[] {
  return TABLE2_ROWS.filter((row) => row in TABLE2_FIELDS[form]);
}

function fieldsOf(form: FormVersion, row: Table2Row): readonly Table2Column[] {
  return (TABLE2_FIELDS[form] as Partial<Record<Table2Row, readonly Table2Column[]>>)[row] ?? [];
}

function headerUnitOf(words: string): string | null {
  if (words.includes('万元')) return '万元';
  return /单位元|金额元/.test(words) ? '元' : null;
}

function readCell(
  column: Table2Column,
  normalised: string,
  text: string,
  headerUnit: string | null,
): CellReading {
  if (column === 'change') return readChange(normalised, text);
  if (column === 'amountYuan') return readAmount(normalised, text, 'yuan', headerUnit);
  if (column === 'amountWanYuan') return readAmount(normalised, text, 'wanYuan', headerUnit);
  return readCount(normalised, text);
}

function readCertain(
  cells: readonly CertainCell[],
  fields: readonly Table2Column[],
  headerUnit: string | null,
): RowReading {
  const text = cells.map((cell) => cell.text.trim()).join(' ');
  const selected = selectCells(cells, fields.length, 'first');
  return {
    cells: fields.map((field, index) => {
      const cell = selected?.[index];
      return cell === undefined
        ? { value: null, text, fault: 'unreadable' }
        : readCell(field, cell.normalised, cell.text, headerUnit);
    }),
    isCutBySum: false,
    candidates: null,
    isUnreadable: selected === null,
    text,
  };
}

function readRow(
  candidate: RowCandidate,
  fields: readonly Table2Column[],
  headerUnit: string | null,
): RowReading {
  if (candidate.cells !== null) return readCertain(candidate.cells, fields, headerUnit);
  const pieces = candidate.pieces;
  const trimmed = pieces.filter((piece, index) => index < fields.length || piece.end > piece.start);
  const isPieceACell = trimmed.length === fields.length;
  if (isPieceACell) {
    const cells = trimmed.map((piece) => ({
      text: piece.text,
      normalised: normaliseForMatching(piece.text),
      columns: 1,
    }));
    return readCertain(cells, fields, headerUnit);
  }
  if (fields.includes('amountYuan') && pieces.length === 1) {
    return cutGluedAmount(pieces[0]?.text ?? '', (printed) =>
      readAmount(printed, printed, 'yuan', headerUnit),
    );
  }
  const reading = readPieces(candidate, fields.length, null, null);
  if (reading.isUnreadable) return reading;
  return {
    ...reading,
    cells: reading.cells.map((cell, index) => {
      const field = fields[index];
      return field === undefined || cell.value === null
        ? cell
        : readCell(field, String(cell.value), cell.text, headerUnit);
    }),
  };
}

const FAULT_MESSAGES = {
  blank: '单元格为空',
  unreadable: '单元格内容不是一个数',
  negative: '数量是负数',
  fractional: '数量不是整数',
  unit: '金额未注明单位或单位与表头不同，已换算，请核对',
} as const;

/** Reads 表二 from what may be its rows; `words` are the ideographs of its part of the document. */
export function readTable2(candidates: readonly RowCandidate[], words: string): Table2Reading | null {
  const byHeader = recogniseTable2Form(words);
  if (byHeader === null && !MARKS_OF_TABLE2.test(words)) return null;
  const forms: readonly FormVersion[] = byHeader === null ? ['2021', '2019'] : [byHeader];
  const [recognised] = forms
    .map((form) => {
      const rows = rowsOf(form);
      const observations = candidates.map((candidate) => ({
        before: candidate.before,
        after: candidate.after,
        fit: (row: number) => fitsRow(candidate, fieldsOf(form, rows[row] as Table2Row).length),
      }));
      return {
        form,
        rows,
        ...{
          alignment: alignRowsOnEitherSide(
            rows.map((row) => TABLE2_LABELS[row]),
            observations,
          ),
        },
      };
    })
    .sort((left, right) => right.alignment.score - left.alignment.score);
  if (recognised === undefined) return null;
  const { form, rows, alignment } = recognised;
  const strong = alignment.rows.map((row) =>
    row.similarity >= LEAST_SIMILARITY ? row : { observation: null, similarity: 0, side: 'before' as const },
  );
  if (strong.filter((row) => row.observation !== null).length < LEAST_ROWS) return null;

  const table: Partial<Record<Table2Row, Partial<Record<Table2Column, number | null>>>> = {};
  const raw: Partial<Record<Table2Row, Partial<Record<Table2Column, RawCell>>>> = {};
  const problems: ReadingProblem[] = [];
  const cuts: Record<string, readonly (readonly number[])[]> = {};
  let figures = 0;
  rows.forEach((row, index) => {
    const label = TABLE2_LABELS[row];
    const address = `table2.${row}` as const;
    const aligned = strong[index];
    const candidate =
      aligned === undefined || aligned.observation === null ? undefined : candidates[aligned.observation];
    if (aligned === undefined || candidate === undefined) {
      problems.push({
        kind: 'missingRow',
        row: address,
        message: `表二没有找到“${label.official}”一行，请核对原件。`,
      });
      return;
    }
    const fields = fieldsOf(form, row);
    const reading = readRow(
      candidate,
      fields,
      headerUnitOf(candidate.before) ?? (row === 'adminFees' ? headerUnitOf(words) : null),
    );
    const fault = describeLabelFault(label, candidate, [], aligned);
    if (fault !== null) {
      problems.push({
        kind: 'label',
        row: address,
        text: fault,
        message: `表二“${label.official}”一行的名称印成了“${fault}”，请核对。`,
      });
    }
    if (reading.isUnreadable) {
      problems.push({
        kind: 'unreadable',
        row: address,
        text: reading.text,
        message: `表二“${label.official}”一行“${reading.text}”不能确定地分成 ${fields.length} 个数，请按原件填写。`,
      });
    }
    if (reading.candidates !== null) cuts[address] = reading.candidates;
    const values: Partial<Record<Table2Column, number | null>> = {};
    const texts: Partial<Record<Table2Column, RawCell>> = {};
    fields.forEach((field, at) => {
      const cell = reading.cells[at] ?? { value: null, text: '', fault: 'blank' as const };
      values[field] = cell.value;
      texts[field] = { text: reading.isUnreadable ? reading.text : cell.text };
      if (cell.value !== null) figures += 1;
      if (cell.fault !== undefined && !reading.isUnreadable) {
        problems.push({
          kind: cell.fault,
          cell: `${address}.${field}`,
          text: cell.text,
          message: `表二“${label.official}”的${COLUMN_NAMES[field]}：${FAULT_MESSAGES[cell.fault]}${cell.text.trim() === '' ? '' : `（“${cell.text.trim()}”）`}。`,
        });
      }
    });
    table[row] = values;
    raw[row] = texts;
  });
  const used = strong.flatMap((row) =>
    row.observation === null ? [] : [candidates[row.observation] as RowCandidate],
  );
  return {
    form,
    table,
    raw,
    problems,
    candidates: cuts,
    start: used[0]?.labelStart ?? 0,
    end: used[used.length - 1]?.end ?? 0,
    figures,
  };
}
