import type { DocumentBlock, ReportDocument } from './document-blocks.js';

/** Below these, separators are but the marks of one cell a line, or chance. */
const LEAST_SEPARATORS = 3;
const LEAST_ROWS = 3;

function isFramed(line: string): boolean {
  return line.trimStart().startsWith('|') && line.trimEnd().endsWith('|');
}

/** In a frame, as in Markdown, no cell stands outside the outer separators. */
function splitCells(line: string, separator: string, isInFrame = false): string[] {
  const cells = line.split(separator).map((cell) => cell.trim());
  return isInFrame ? cells.slice(1, -1) : cells;
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
  const rows = separator === null ? [] : lines.filter((line) => line.includes(separator));
  const isInFrame = separator === '|' && rows.every(isFramed);
  const blocks: DocumentBlock[] = [];
  if (separator === null) blocks.push({ kind: 'text', text });
  else {
    for (const line of lines) {
      if (!line.includes(separator) || /^[\s|:-]*$/.test(line))
        blocks.push({ kind: 'text', text: line.replaceAll(separator, ' ') });
      else {
        const cells = splitCells(line, separator, isInFrame).map((cell, column) => ({
          text: cell.replaceAll('⏎', ''),
          column,
          columnSpan: 1,
          fromAbove: false,
        }));
        blocks.push({ kind: 'row', table: 1, cells });
      }
    }
  }
  return { blocks, titles: [], publishedOn: null, publisher: null };
}
