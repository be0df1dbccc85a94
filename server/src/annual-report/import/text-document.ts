import type { DocumentBlock, ReportDocument } from './document-blocks.js';

/** Below these, separators are but the marks of one cell a line, or chance. */
const LEAST_SEPARATORS = 3;
const LEAST_ROWS = 3;

function splitCells(line: string, separator: string): string[] {
  const cells = line.split(separator).map((cell) => cell.trim());
  // A line framed by separators, as in Markdown, has no cell outside them.
  if (
    separator === '|' &&
    cells.length > 2 &&
    line.trimStart().startsWith('|') &&
    line.trimEnd().endsWith('|')
  )
    return cells.slice(1, -1);
  return cells;
}

function isRowOfFigures(cells: readonly string[]): boolean {
  return cells.filter((cell) => /^-?[\d０-９][\d０-９,.]*$/.test(cell)).length >= 2;
}

/** The separator of a table that is printed a row a line, if the text holds one. */
function findSeparator(lines: readonly string[]): string | null {
  for (const separator of ['|', '\t']) {
    const rows = lines.filter(
      (line) =>
        line.split(separator).length > LEAST_SEPARATORS && isRowOfFigures(splitCells(line, separator)),
    );
    if (rows.length >= LEAST_ROWS) return separator;
  }
  return null;
}

/** A text as blocks: lines that are rows of a table (cells between `|` or tabs) become rows, all else stays text. */
export function readTextDocument(text: string): ReportDocument {
  const lines = text.replaceAll('｜', '|').split('\n');
  const separator = findSeparator(lines);
  const blocks: DocumentBlock[] = [];
  if (separator === null) blocks.push({ kind: 'text', text });
  else {
    for (const line of lines) {
      if (!line.includes(separator) || /^[\s|:-]*$/.test(line))
        blocks.push({ kind: 'text', text: line.replaceAll(separator, ' ') });
      else {
        const cells = splitCells(line, separator).map((cell, column) => ({
          text: cell.replaceAll('⏎', ''),
          column,
          columnSpan: 1,
          fromAbove: false,
        }));
        blocks.push({ kind: 'row', table: 1, cells });
      }
    }
  }
  return { blocks, title: null, publishedOn: null, publisher: null };
}
