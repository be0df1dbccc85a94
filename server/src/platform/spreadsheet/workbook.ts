import { DomainError, addDays, parseLocalDate } from '@gongkai/core';
import { damagedWorkbook, openXlsx, readPart, type XlsxPackage } from './xlsx-package.js';

/** Texts that the cells share, up to here; the sheet itself streams by. */
const MOST_SHARED_CHARACTERS = 300_000_000;
const MOST_COLUMNS = 500;
/** Built-in formats of days (ECMA-376 part 1, 18.8.30, and those of the Chinese edition). */
const DAY_FORMATS: ReadonlySet<number> = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58,
]);
/** Built-in formats that show a number with so many decimals. */
const BUILT_IN_DECIMALS: ReadonlyMap<number, number> = new Map([
  [1, 0],
  [2, 2],
  [3, 0],
  [4, 2],
]);

/** A sheet that a person sees. */
export interface Sheet {
  readonly name: string;
  readonly part: string;
}

/** How a style shows a number: as a day, with so many decimals, or as it is. */
type CellFormat = 'day' | number | null;

/** An open workbook: its sheets stream by, what they share is held. */
export interface Workbook {
  /** Those that are not hidden, in their order. */
  readonly sheets: readonly [Sheet, ...Sheet[]];
  readonly file: XlsxPackage;
  readonly texts: readonly string[];
  readonly formats: readonly CellFormat[];
  readonly startsIn1904: boolean;
}

export interface SheetRow {
  /** As a person sees it, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly isHidden: boolean;
}

/** What was merged: rows and columns of the grid, counted from 0, the last included. */
export interface MergedRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface SheetReading {
  /** Numbers with the decimals that their format shows; else as their writer typed them. */
  readonly isAsShown?: boolean;
  /** Told of every merged range, after the rows. */
  readonly onMerge?: (range: MergedRange) => void;
}

/** Whoever opens it closes its `file`. @throws DomainError UNREADABLE_FILE, FILE_TOO_LARGE */
export async function openWorkbook(bytes: Uint8Array): Promise<Workbook> {
  const file = await openXlsx(bytes);
  try {
    const { sheets, startsIn1904 } = await readSheetList(file);
    const texts = file.has('xl/sharedStrings.xml') ? await readSharedTexts(file) : [];
    const formats = file.has('xl/styles.xml') ? await readFormats(file) : [];
    return { sheets, file, texts, formats, startsIn1904 };
  } catch (error) {
    file.close();
    throw error;
  }
}

async function readSheetList(file: XlsxPackage): Promise<Pick<Workbook, 'sheets' | 'startsIn1904'>> {
  if (!file.has('xl/workbook.xml')) {
    throw new DomainError('UNREADABLE_FILE', '这不是 Excel 工作簿（xlsx）。请用模板填写后上传 xlsx 或 csv。');
  }
  const shown: { readonly name: string; readonly id: string }[] = [];
  let startsIn1904 = false;
  await readPart(file, 'xl/workbook.xml', {
    onopentag(name, attributes) {
      if (localName(name) === 'workbookPr') startsIn1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
      if (localName(name) === 'sheet' && (attributes.state ?? 'visible') === 'visible') {
        shown.push({ name: attributes.name ?? '', id: attributes['r:id'] ?? '' });
      }
    },
  });
  const targets = new Map<string, string>();
  await readPart(file, 'xl/_rels/workbook.xml.rels', {
    onopentag(_, { Id, Target }) {
      if (Id !== undefined && Target !== undefined) targets.set(Id, Target);
    },
  });
  const [first, ...others] = shown.map(({ name, id }): Sheet => {
    const target = targets.get(id);
    if (target === undefined) throw damagedWorkbook();
    return { name, part: target.startsWith('/') ? target.slice(1) : `xl/${target}` };
  });
  if (first === undefined) throw damagedWorkbook();
  return { sheets: [first, ...others], startsIn1904 };
}

async function readSharedTexts(file: XlsxPackage): Promise<string[]> {
  const texts: string[] = [];
  let text = '';
  let length = 0;
  let isInText = false;
  let phonetic = 0;
  await readPart(file, 'xl/sharedStrings.xml', {
    onopentag(name) {
      const tag = localName(name);
      if (tag === 'si') text = '';
      else if (tag === 'rPh') phonetic += 1;
      else if (tag === 't') isInText = phonetic === 0;
    },
    ontext(data) {
      if (isInText) text += data;
    },
    onclosetag(name) {
      const tag = localName(name);
      if (tag === 't') isInText = false;
      else if (tag === 'rPh') phonetic -= 1;
      else if (tag === 'si') {
        length += text.length;
        if (length > MOST_SHARED_CHARACTERS)
          throw new DomainError('FILE_TOO_LARGE', '文件的文字太多，请拆分后再导入。');
        texts.push(text);
      }
    },
  });
  return texts;
}

/** How each cell style shows a number. */
async function readFormats(file: XlsxPackage): Promise<CellFormat[]> {
  const own = new Map<number, CellFormat>();
  const styles: CellFormat[] = [];
  let isInCellFormats = false;
  await readPart(file, 'xl/styles.xml', {
    onopentag(name, attributes) {
      const tag = localName(name);
      if (tag === 'numFmt') own.set(Number(attributes.numFmtId), formatOf(attributes.formatCode ?? ''));
      else if (tag === 'cellXfs') isInCellFormats = true;
      else if (tag === 'xf' && isInCellFormats) {
        const id = Number(attributes.numFmtId ?? 0);
        const builtIn = DAY_FORMATS.has(id) ? 'day' : (BUILT_IN_DECIMALS.get(id) ?? null);
        styles.push(own.get(id) ?? builtIn);
      }
    },
    onclosetag(name) {
      if (localName(name) === 'cellXfs') isInCellFormats = false;
    },
  });
  return styles;
}

function formatOf(code: string): CellFormat {
  if (isDayFormat(code)) return 'day';
  const decimals = /^[#,]*0(?:\.(0+))?$/.exec(code);
  return decimals === null ? null : (decimals[1]?.length ?? 0);
}

/** A format of days has year or day outside of quotes and brackets. */
function isDayFormat(code: string): boolean {
  return /[yd]/i.test(code.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, ''));
}

/** The rows of a sheet one after another; memory holds one piece of it. */
export async function* sheetRows(
  workbook: Workbook,
  sheet: Sheet,
  reading: SheetReading = {},
): AsyncGenerator<SheetRow> {
  let ready: SheetRow[] = [];
  let line = 0;
  let isHidden = false;
  let cells: string[] = [];
  let column = -1;
  let type = '';
  let style = -1;
  let value = '';
  let isInValue = false;
  const pieces = workbook.file.pieces(sheet.part, {
    onopentag(name, attributes) {
      switch (localName(name)) {
        case 'row':
          line = attributes.r === undefined ? line + 1 : Number(attributes.r);
          isHidden = /^(1|true)$/.test(attributes.hidden ?? '');
          cells = [];
          column = -1;
          return;
        case 'c':
          column = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
          type = attributes.t ?? 'n';
          style = Number(attributes.s ?? 0);
          value = '';
          return;
        case 'v':
        case 't':
          isInValue = true;
          return;
        case 'mergeCell':
          reading.onMerge?.(rangeOf(attributes.ref ?? ''));
          return;
        default:
      }
    },
    ontext(data) {
      if (isInValue) value += data;
    },
    onclosetag(name) {
      switch (localName(name)) {
        case 'v':
        case 't':
          isInValue = false;
          return;
        case 'c':
          if (column >= MOST_COLUMNS) return;
          while (cells.length < column) cells.push('');
          cells[column] = textOf(value, type, workbook.formats[style] ?? null, workbook, reading);
          return;
        case 'row':
          ready.push({ line, cells, isHidden });
          return;
        default:
      }
    },
  });
  for (let piece = await pieces.next(); piece.done !== true; piece = await pieces.next()) {
    const rows = ready;
    ready = [];
    yield* rows;
  }
}

function textOf(
  value: string,
  type: string,
  format: CellFormat,
  { texts, startsIn1904 }: Workbook,
  { isAsShown = false }: SheetReading,
): string {
  if (type === 's') return texts[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? '是' : '否';
  if (type !== 'n' || value === '') return value;
  const number = Number(value);
  if (format === 'day' && number >= 1 && number < 2_958_466) return dayOfSerial(number, startsIn1904);
  if (!Number.isFinite(number)) return value;
  if (isAsShown && typeof format === 'number') return number.toFixed(format);
  // A number as its writer saw it: 12 and not 12.000000000000001.
  return String(Number(number.toPrecision(15)));
}

/** Spreadsheets count days from the last of 1899; the 29 February 1900 that they invent lies before every case. */
function dayOfSerial(serial: number, startsIn1904: boolean): string {
  return addDays(parseLocalDate(startsIn1904 ? '1904-01-01' : '1899-12-30'), Math.floor(serial));
}

function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference) {
    const code = letter.charCodeAt(0) - 64;
    if (code < 1 || code > 26) break;
    column = column * 26 + code;
  }
  return column - 1;
}

/** `B2:D5`, or one cell. */
function rangeOf(reference: string): MergedRange {
  const [from = '', to = from] = reference.split(':');
  const rowOf = (cell: string): number => Number(/\d+$/.exec(cell)?.[0] ?? 1) - 1;
  return { top: rowOf(from), left: columnOf(from), bottom: rowOf(to), right: columnOf(to) };
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
