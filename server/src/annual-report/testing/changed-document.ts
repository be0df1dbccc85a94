import type {
  Block,
  Paragraph,
  PrintedDocument,
  TableCell,
  TableRow,
} from '../../platform/rendering/document.js';

/** A document with each cell as `change` makes it; what a faulty writer would print. */
export function withCells(
  document: PrintedDocument,
  change: (cell: TableCell) => TableCell,
): PrintedDocument {
  const changeRows = (rows: readonly TableRow[]) => rows.map(({ cells }) => ({ cells: cells.map(change) }));
  const changeBlock = (block: Block): Block =>
    block.kind === 'table' ? { ...block, head: changeRows(block.head), body: changeRows(block.body) } : block;
  return { ...document, blocks: document.blocks.map(changeBlock) };
}

/** The cell with another figure, or with none. */
export function withFigure(cell: TableCell, figure: string): TableCell {
  const { value, ...rest } = cell;
  if (figure === '' || value === undefined) return { ...rest, text: figure };
  return { ...rest, text: figure, value: typeof value === 'string' ? figure : Number(figure) };
}

/** A document whose paragraphs read as `change` makes them. */
export function withText(document: PrintedDocument, change: (text: string) => string): PrintedDocument {
  const changeParagraph = (block: Paragraph): Paragraph => ({
    ...block,
    runs: block.runs.map((run) => ({ ...run, text: change(run.text) })),
  });
  return {
    ...document,
    blocks: document.blocks.map((block) => (block.kind === 'paragraph' ? changeParagraph(block) : block)),
  };
}

/** The cells that bear a figure's name, by that name. */
export function figuresOf(document: PrintedDocument): ReadonlyMap<string, TableCell> {
  const rows = document.blocks.flatMap((block) =>
    block.kind === 'table' ? [...block.head, ...block.body] : [],
  );
  return new Map(
    rows.flatMap(({ cells }) =>
      cells.flatMap((cell): [string, TableCell][] => (cell.id === undefined ? [] : [[cell.id, cell]])),
    ),
  );
}
