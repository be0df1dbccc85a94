import {
  RELATIONSHIPS,
  escapeXml,
  writePackage,
  type PackagePart,
  type Relationship,
} from '../rendering/office-package.js';
import { figureStyle, styleSheetXml, textStyle, type CellAlignment, type CellFace } from './cell-styles.js';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TYPE = 'officedocument.spreadsheetml.';

/** One sheet of a workbook. Its rows may come from a database page by page: none is kept. */
export interface Sheet {
  /** As `sheetNames` makes it, unless it is known to be one that Excel takes. */
  readonly name: string;
  /** Of the columns, in characters of half width. */
  readonly widths: readonly number[];
  /** Rows at the top that stay when the others move, and come again on each printed page: one unless it says. */
  readonly headRows?: number;
  readonly rows: AsyncIterable<SheetRow> | Iterable<SheetRow>;
  /** How it is printed: as wide as the page. Otherwise as the program likes. */
  readonly print?: { readonly isLandscape: boolean; readonly heading: string };
}

/** Texts alone are a plain list, whose head rows are bold. */
export type SheetRow = readonly string[] | StyledRow;

export interface StyledRow {
  /** Points; for wrapped text, because programs give it one line otherwise. */
  readonly height: number;
  readonly cells: readonly SheetCell[];
}

export interface SheetCell {
  readonly column: number;
  /** As shown; the content unless `figure` is set. */
  readonly text: string;
  /** As `exactFigure` makes it. */
  readonly figure?: string;
  readonly face: CellFace;
  readonly align: CellAlignment;
  readonly columnSpan?: number;
  readonly rowSpan?: number;
}

/**
 * A spreadsheet file, written as its rows come: no more than a page of them is held. No text in it is ever taken for a
 * formula.
 */
export function writeXlsx(
  sheets: readonly Sheet[],
  properties: { readonly parts: readonly PackagePart[]; readonly relationships: readonly Relationship[] } = {
    parts: [],
    relationships: [],
  },
): AsyncIterable<Uint8Array> {
  const sheetParts = sheets.map((sheet, index): PackagePart => ({
    name: `xl/worksheets/sheet${index + 1}.xml`,
    type: `${TYPE}worksheet+xml`,
    xml: sheetXml(sheet, index === 0),
  }));
  const links = sheetParts.map(({ name }, index) => ({
    id: `rId${index + 1}`,
    type: 'worksheet',
    target: name.replace('xl/', ''),
  }));
  const workbook: PackagePart = {
    name: 'xl/workbook.xml',
    type: `${TYPE}sheet.main+xml`,
    xml: workbookXml(sheets),
    relationships: [...links, { id: 'rIdStyles', type: 'styles', target: 'styles.xml' }],
  };
  const styles: PackagePart = { name: 'xl/styles.xml', type: `${TYPE}styles+xml`, xml: styleSheetXml(MAIN) };
  return writePackage(
    [workbook, styles, ...properties.parts, ...sheetParts],
    [{ id: 'rIdWorkbook', type: 'officeDocument', target: workbook.name }, ...properties.relationships],
  );
}

/** Names that Excel takes: without its signs, of at most 31 characters, none twice. */
export function sheetNames(wanted: readonly string[]): string[] {
  const taken = new Set(['history']);
  return wanted.map((name) => {
    const clean = name.replaceAll(/[[\]:*?/\\\p{Cc}]/gu, ' ').replaceAll(/^['\s]+|['\s]+$/g, '');
    for (let number = 1; ; number += 1) {
      const ending = number === 1 ? '' : `（${number}）`;
      const candidate = `${cut(clean === '' ? '表' : clean, 31 - ending.length)}${ending}`;
      if (taken.has(candidate.toLowerCase())) continue;
      taken.add(candidate.toLowerCase());
      return candidate;
    }
  });
}

/** At most so many units long, no character cut in two. */
function cut(text: string, most: number): string {
  let short = '';
  for (const sign of text) {
    if (short.length + sign.length > most) break;
    short += sign;
  }
  return short.replace(/['\s]+$/, '');
}

function workbookXml(sheets: readonly Sheet[]): string {
  const list = sheets.map(
    ({ name }, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const titles = sheets.flatMap(({ name, headRows = 1, print }, index) =>
    print === undefined || headRows === 0
      ? []
      : [
          `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${escapeXml(`'${name.replaceAll("'", "''")}'!$1:$${headRows}`)}</definedName>`,
        ],
  );
  const names = titles.length === 0 ? '' : `<definedNames>${titles.join('')}</definedNames>`;
  return `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><bookViews><workbookView/></bookViews><sheets>${list.join('')}</sheets>${names}</workbook>`;
}

/** `worksheet`, its children in the order of the schema (ECMA-376 part 1, 18.3.1.99). */
async function* sheetXml(sheet: Sheet, isFirst: boolean): AsyncGenerator<string> {
  const { widths, headRows = 1, rows, print } = sheet;
  const fit = print === undefined ? '' : '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>';
  const pane =
    headRows === 0
      ? ''
      : `<pane ySplit="${headRows}" topLeftCell="A${headRows + 1}" activePane="bottomLeft" state="frozen"/>`;
  // What is typed below a list stays as it was typed.
  const columns = widths.map(
    (width, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${textStyle('text', 'left', '')}" customWidth="1"/>`,
  );
  yield `<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}">${fit}<sheetViews><sheetView${isFirst ? ' tabSelected="1"' : ''} workbookViewId="0">${pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${columns.join('')}</cols><sheetData>`;
  const merges: string[] = [];
  let number = 0;
  for await (const row of rows) {
    number += 1;
    yield rowXml('cells' in row ? row : plainRow(row, number <= headRows), number, merges);
  }
  const merged =
    merges.length === 0 ? '' : `<mergeCells count="${merges.length}">${merges.join('')}</mergeCells>`;
  yield `</sheetData>${merged}${print === undefined ? '' : printXml(print)}</worksheet>`;
}

function plainRow(texts: readonly string[], isHead: boolean): Omit<StyledRow, 'height'> {
  const face = isHead ? 'head' : 'text';
  return {
    cells: texts.flatMap((text, column) => (text === '' ? [] : [{ column, text, face, align: 'left' }])),
  };
}

function rowXml(
  { height, cells }: { readonly height?: number; readonly cells: readonly SheetCell[] },
  number: number,
  merges: string[],
): string {
  const content = cells.map(({ column, columnSpan = 1, rowSpan = 1, ...cell }) => {
    if (columnSpan > 1 || rowSpan > 1) {
      merges.push(
        `<mergeCell ref="${columnName(column)}${number}:${columnName(column + columnSpan - 1)}${number + rowSpan - 1}"/>`,
      );
    }
    return cellXml(`${columnName(column)}${number}`, cell);
  });
  const tall = height === undefined ? '' : ` ht="${height}" customHeight="1"`;
  return `<row r="${number}"${tall}>${content.join('')}</row>`;
}

function cellXml(
  reference: string,
  { text, figure, face, align }: Pick<SheetCell, 'text' | 'figure' | 'face' | 'align'>,
): string {
  if (figure !== undefined) {
    return `<c r="${reference}" s="${figureStyle(face, align, figure, text)}"><v>${figure}</v></c>`;
  }
  const style = textStyle(face, align, text);
  if (text === '') return `<c r="${reference}" s="${style}"/>`;
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
}

function printXml({ isLandscape, heading }: NonNullable<Sheet['print']>): string {
  const text = escapeXml(cut(heading.replaceAll('&', '&&'), 200));
  return `<printOptions horizontalCentered="1"/><pageMargins left="0.7" right="0.7" top="0.9" bottom="0.8" header="0.4" footer="0.4"/><pageSetup paperSize="9" fitToHeight="0" orientation="${isLandscape ? 'landscape' : 'portrait'}"/><headerFooter><oddHeader>&amp;C${text}</oddHeader><oddFooter>&amp;C— &amp;P —</oddFooter></headerFooter>`;
}

function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}
