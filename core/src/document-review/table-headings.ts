/** A place in a text to what the head of its table says of its column; empty where there is no table or no head. */
export type HeadingAt = (place: number) => string;

/** The head of a table is looked for in so many of its rows. */
const HEAD_ROWS = 4;
/** What parts the cells of a row: a tab, a drawn line, or blanks enough to set columns. */
const BORDER = /\t|[|│┃｜]|[ \u3000]{2,}/gu;
const INDENT = /^[ \u3000]+/u;

/** The head of a table whose columns are parted by single blanks, as a pdf often gives it: short words and nothing else. */
const SPACED_HEAD = /^[\p{Script=Han}（）()、/]{1,12}(?:[ \u3000][\p{Script=Han}（）()、/]{1,12})+$/u;

interface TableBlock {
  readonly start: number;
  readonly end: number;
  /** Columns parted by single blanks: so many; null where borders part them. */
  readonly spaced: number | null;
  /** The first rows, with where each begins. */
  readonly head: readonly { readonly start: number; readonly cells: readonly string[] }[];
}

/** Lines of cells, one after the other, are a table: of each place in it the words above it. */
export function headingsOf(text: string): HeadingAt {
  const tables = tablesOf(text);
  return (place) => {
    const table = tableAt(tables, place);
    if (table === undefined) return '';
    const lineStart = text.lastIndexOf('\n', place - 1) + 1;
    const line = text.slice(lineStart, place);
    const column = (table.spaced === null ? cellsOf(line) : wordsOf(line)).length - 1;
    return table.head
      .filter(({ start }) => start < lineStart)
      .map(({ cells }) => cells[column] ?? '')
      .filter((cell) => /\p{Script=Han}/u.test(cell) && !/\d{4}/u.test(cell))
      .join(' ');
  };
}

function cellsOf(line: string): string[] {
  return line.replace(INDENT, '').split(BORDER);
}

function wordsOf(line: string): string[] {
  return line.replace(INDENT, '').split(/[ \u3000]/u);
}

function tablesOf(text: string): TableBlock[] {
  const tables: TableBlock[] = [];
  let block: { start: number; spaced: number | null; head: { start: number; cells: string[] }[] } | null =
    null;
  let lastEnd = 0;
  const close = (): void => {
    if (block !== null) tables.push({ ...block, end: lastEnd });
    block = null;
  };
  for (let start = 0; start <= text.length; start = lastEnd + 1) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, end);
    const cells = cellsOf(line);
    const words = cells.length > 1 ? [] : wordsOf(line.trimEnd());
    const spaced = cells.length > 1 ? null : words.length;
    const goesOn = block !== null && block.spaced === spaced && spaced !== 1;
    if (!goesOn) close();
    lastEnd = end;
    if (block === null && (cells.length > 1 || SPACED_HEAD.test(line.trim())))
      block = { start, spaced, head: [] };
    if (block !== null && block.head.length < HEAD_ROWS)
      block.head.push({ start, cells: spaced === null ? cells : words });
  }
  close();
  return tables;
}

function tableAt(tables: readonly TableBlock[], place: number): TableBlock | undefined {
  let from = 0;
  let to = tables.length - 1;
  while (from <= to) {
    const middle = (from + to) >> 1;
    const table = tables[middle];
    if (table === undefined) return undefined;
    if (place < table.start) to = middle - 1;
    else if (place > table.end) from = middle + 1;
    else return table;
  }
  return undefined;
}
