import type {
  CandidateCuts,
  CellAddress,
  CutBySum,
  FormVersion,
  ReportTables,
  Table2Column,
  Table2Row,
  Table3Column,
  Table3Row,
  Table4Block,
  Table4Column,
} from '@gongkai/core';

/** The kind of file, recognised by its content, never by its name. */
export type ReportFormat = 'text' | 'html' | 'docx' | 'xlsx' | 'pdf' | 'json';

/** What stood in a cell, before it was understood; `cutBy` when the row's own sum chose where its digits were cut. */
export interface RawCell {
  readonly text: string;
  readonly cutBy?: 'sum';
}

/** The printed text of each cell, under the same keys as the figures. */
export interface RawTables {
  readonly table2: Partial<Record<Table2Row, Partial<Record<Table2Column, RawCell>>>> | null;
  readonly table3: Partial<Record<Table3Row, Record<Table3Column, RawCell>>> | null;
  readonly table4: Record<Table4Block, Record<Table4Column, RawCell>> | null;
}

export type ProblemKind =
  /** The cell is empty or holds a dash: null, counted as zero by the rules. */
  | 'blank'
  /** Something stands there that is not one certain figure: null. */
  | 'unreadable'
  /** The row was recognised although its label is not the official one. */
  | 'label'
  /** The unit of a sum of money was inferred or converted. */
  | 'unit'
  | 'missingRow'
  | 'missingTable'
  /** The file shows the same row twice, with different figures. */
  | 'conflict'
  | 'negative'
  | 'fractional';

/** Something a person should look at; `message` is plain Chinese. */
export interface ReadingProblem {
  readonly kind: ProblemKind;
  readonly cell?: CellAddress;
  /** Address without its column, e.g. `table3.unprocessed.abusive`, or the table, e.g. `table4`. */
  readonly row?: string;
  /** What is printed there. */
  readonly text?: string;
  readonly message: string;
}

/** A chapter's prose, the tables left out. Number 0 is what stands before 一. */
export interface ReportSection {
  readonly number: number;
  readonly heading: string;
  readonly text: string;
}

/** A published annual report as read from a file: figures, prose, and everything that was not certain. */
export interface ReportReading {
  readonly format: ReportFormat;
  readonly title: string | null;
  readonly agency: string | null;
  readonly year: number | null;
  /** A day, `2024-01-17`. */
  readonly publishedOn: string | null;
  /** Form of table 三 if recognised, else of table 二; `free`: before 2019, or without the official tables. */
  readonly form: FormVersion | 'free';
  readonly tables: ReportTables;
  readonly sections: readonly ReportSection[];
  readonly raw: RawTables;
  readonly problems: readonly ReadingProblem[];
  readonly candidates: CandidateCuts;
  readonly cutBySum: CutBySum;
}

/** What could not be read, as the rules take it: addresses of cells and of rows. */
export function unreadOf(problems: readonly ReadingProblem[]): ReadonlySet<string> {
  const addresses = problems
    .filter(({ kind }) => kind === 'unreadable' || kind === 'missingRow')
    .map(({ cell, row }) => cell ?? row);
  return new Set(addresses.filter((address) => address !== undefined));
}
