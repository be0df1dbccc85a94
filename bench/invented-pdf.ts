import type { Cell, Part } from './invented-report.js';

const PAGE = { width: 595, height: 842, margin: 40 };
const FONT_SIZE = 8;
const LINE = 12;

interface Piece {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** Digits and Latin letters take half the width of a Chinese character. */
function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (character < '\u0100' ? 0.5 : 1), 0) * FONT_SIZE;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const character of text) {
    if (line !== '' && widthOf(line + character) > width) {
      lines.push(line);
      line = '';
    }
    line += character;
  }
  return [...lines, line];
}

/** Puts each cell where its spans allow: the column in which it starts, by row. */
function placed(table: readonly (readonly Cell[])[]): { cell: Cell; row: number; column: number }[] {
  const taken = new Set<string>();
  return table.flatMap((cells, row) => {
    let column = 0;
    return cells.map((cell) => {
      while (taken.has(`${row}.${column}`)) column += 1;
      const start = column;
      for (let down = 0; down < cell.rows; down += 1)
        for (let right = 0; right < cell.columns; right += 1) taken.add(`${row + down}.${start + right}`);
      return { cell, row, column: start };
    });
  });
}

class Pages {
  readonly all: Piece[][] = [[]];
  private y = PAGE.height - PAGE.margin;

  /** Height for something to be drawn; a new page when it does not fit. */
  take(height: number): number {
    if (this.y - height < PAGE.margin) {
      this.all.push([]);
      this.y = PAGE.height - PAGE.margin;
    }
    const top = this.y;
    this.y -= height;
    return top;
  }

  put(piece: Piece): void {
    this.all.at(-1)?.push(piece);
  }
}

function layParagraph(pages: Pages, text: string): void {
  for (const line of wrap(text, PAGE.width - 2 * PAGE.margin)) {
    pages.put({ x: PAGE.margin, y: pages.take(LINE) - FONT_SIZE, text: line });
  }
}

function layTable(pages: Pages, table: readonly (readonly Cell[])[]): void {
  const cells = placed(table);
  const columns = Math.max(...cells.map(({ cell, column }) => column + cell.columns));
  const width = (PAGE.width - 2 * PAGE.margin) / columns;
  const drawn = cells.map((one) => ({ ...one, lines: wrap(one.cell.text, one.cell.columns * width - 4) }));
  for (let row = 0; row < table.length; row += 1) {
    const here = drawn.filter((one) => one.row === row);
    const lines = Math.max(1, ...here.filter(({ cell }) => cell.rows === 1).map((one) => one.lines.length));
    const top = pages.take(lines * LINE + 4);
    for (const one of here) {
      one.lines.forEach((text, index) => {
        pages.put({ x: PAGE.margin + one.column * width + 2, y: top - (index + 1) * LINE, text });
      });
    }
  }
}

function hex(text: string): string {
  return [...text].map((character) => character.charCodeAt(0).toString(16).padStart(4, '0')).join('');
}

/** Maps each code to the character of the same number, in the ranges of 256 that the format allows. */
function toUnicodeMap(): string {
  const ranges = Array.from({ length: 256 }, (_, high) => {
    const start = high.toString(16).padStart(2, '0');
    return `<${start}00> <${start}ff> <${start}00>`;
  });
  const blocks = [0, 100, 200].map((from) => {
    const block = ranges.slice(from, from + 100);
    return `${block.length} beginbfrange\n${block.join('\n')}\nendbfrange`;
  });
  return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Same def
1 begincodespacerange <0000> <ffff> endcodespacerange
${blocks.join('\n')}
endcmap end end`;
}

function stream(content: string): string {
  return `<< /Length ${content.length} >>\nstream\n${content}\nendstream`;
}

/** A PDF with a text layer, each piece of text at its place, like those that offices print from Word. */
export function asPdf(parts: readonly Part[]): Uint8Array {
  const pages = new Pages();
  for (const part of parts) {
    if ('paragraph' in part) layParagraph(pages, part.paragraph);
    else layTable(pages, part.table);
  }
  const kids = pages.all.map((_, index) => `${6 + index * 2} 0 R`);
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${kids.length} /Kids [${kids.join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /Invented /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>',
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Invented /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /W [0 255 500] /FontDescriptor << /Type /FontDescriptor /FontName /Invented /Flags 4 >> >>',
    stream(toUnicodeMap()),
  ];
  pages.all.forEach((pieces, index) => {
    const text = pieces.map(
      ({ x, y, text: shown }) => `1 0 0 1 ${x.toFixed(1)} ${y.toFixed(1)} Tm <${hex(shown)}> Tj`,
    );
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Resources << /Font << /F 3 0 R >> >> /Contents ${7 + index * 2} 0 R >>`,
      stream(`BT /F ${FONT_SIZE} Tf\n${text.join('\n')}\nET`),
    );
  });
  let file = '%PDF-1.7\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  return new TextEncoder().encode(
    `${file}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer << /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`,
  );
}
