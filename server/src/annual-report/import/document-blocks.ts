/** A cell of a table row: its text, and the grid columns it covers. */
export interface GridCell {
  readonly text: string;
  readonly column: number;
  readonly columnSpan: number;
  /** The cell began in a row above and reaches into this one. */
  readonly fromAbove: boolean;
}

/** One row of a table, merged cells placed where they lie in the grid. */
export interface GridRow {
  readonly kind: 'row';
  /** Number of the table within the document. */
  readonly table: number;
  readonly cells: readonly GridCell[];
}

export interface TextBlock {
  readonly kind: 'text';
  readonly text: string;
}

/** A document in reading order: paragraphs of text and rows of tables. */
export type DocumentBlock = GridRow | TextBlock;

/** What every format is turned into before anything is understood. */
export interface ReportDocument {
  readonly blocks: readonly DocumentBlock[];
  /** The same document in another order of reading, where the file leaves the order open. */
  readonly otherOrder?: () => readonly DocumentBlock[];
  /** What the file gives as its title outside its text, likeliest first. */
  readonly titles: readonly string[];
  readonly publishedOn: string | null;
  readonly publisher: string | null;
}

/** The document as plain text: one line a paragraph, one tab before each cell of a row. */
export function flattenBlocks(blocks: readonly DocumentBlock[]): string {
  return blocks
    .map((block) =>
      block.kind === 'text'
        ? block.text
        : block.cells
            .filter((cell) => !cell.fromAbove)
            .map((cell) => `\t${cell.text}`)
            .join(''),
    )
    .join('\n');
}
