import { DomainError, addDays, parseLocalDate } from '@gongkai/core';
import { cleanCell, type LedgerRow } from './ledger-row.js';
import { damagedWorkbook, openXlsx, readPart, type XlsxPackage } from './xlsx-package.js';

/** Texts that the cells share, up to here; the sheet itself streams by. */
const MOST_SHARED_CHARACTERS = 300_000_000;
const MOST_COLUMNS = 500;
/** Built-in formats of days (ECMA-376 part 1, 18.8.30, and those of the Chinese edition). */
const DAY_FORMATS: ReadonlySet<number> = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58,
]);

/** The rows of the first sheet that is not hidden. Memory holds the shared texts and one piece of the sheet. */
export async function* xlsxRows(bytes: Uint8Array): AsyncGenerator<LedgerRow> {
  const file = await openXlsx(bytes);
  try {
    const { sheet, startsIn1904 } = await readWorkbook(file);
    const texts = file.has('xl/sharedStrings.xml') ? await readSharedTexts(file) : [];
    const isDay = file.has('xl/styles.xml') ? await readDayStyles(file) : [];
    yield* readSheet(file, sheet, { texts, isDay, startsIn1904 });
  } finally {
    file.close();
  }
}

interface Workbook {
  readonly sheet: string;
  readonly startsIn1904: boolean;
}

async function readWorkbook(file: XlsxPackage): Promise<Workbook> {
  if (!file.has('xl/workbook.xml')) {
    throw new DomainError('UNREADABLE_FILE', '这不是 Excel 工作簿（xlsx）。请用模板填写后上传 xlsx 或 csv。');
  }
  const shown: string[] = [];
  let startsIn1904 = false;
  await readPart(file, 'xl/workbook.xml', {
    onopentag(name, attributes) {
      if (localName(name) === 'workbookPr') startsIn1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
      if (localName(name) === 'sheet' && (attributes.state ?? 'visible') === 'visible') {
        shown.push(attributes['r:id'] ?? '');
      }
    },
  });
  const targets = new Map<string, string>();
  await readPart(file, 'xl/_rels/workbook.xml.rels', {
    onopentag(_, { Id, Target }) {
      if (Id !== undefined && Target !== undefined) targets.set(Id, Target);
    },
  });
  const target = targets.get(shown[0] ?? '');
  if (target === undefined) throw damagedWorkbook();
  return { sheet: target.startsWith('/') ? target.slice(1) : `xl/${target}`, startsIn1904 };
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

/** Whether each cell style shows a day. */
async function readDayStyles(file: XlsxPackage): Promise<boolean[]> {
  const own = new Map<number, boolean>();
  const styles: boolean[] = [];
  let isInCellFormats = false;
  await readPart(file, 'xl/styles.xml', {
    onopentag(name, attributes) {
      const tag = localName(name);
      if (tag === 'numFmt') own.set(Number(attributes.numFmtId), isDayFormat(attributes.formatCode ?? ''));
      else if (tag === 'cellXfs') isInCellFormats = true;
      else if (tag === 'xf' && isInCellFormats) {
        const id = Number(attributes.numFmtId ?? 0);
        styles.push(own.get(id) ?? DAY_FORMATS.has(id));
      }
    },
    onclosetag(name) {
      if (localName(name) === 'cellXfs') isInCellFormats = false;
    },
  });
  return styles;
}

/** A format of days has year or day outside of quotes and brackets. */
function isDayFormat(code: string): boolean {
  return /[yd]/i.test(code.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, ''));
}

interface SheetContext {
  readonly texts: readonly string[];
  readonly isDay: readonly boolean[];
  readonly startsIn1904: boolean;
}

async function* readSheet(
  file: XlsxPackage,
  sheet: string,
  context: SheetContext,
): AsyncGenerator<LedgerRow> {
  let ready: LedgerRow[] = [];
  let line = 0;
  let cells: string[] = [];
  let column = -1;
  let type = '';
  let style = -1;
  let value = '';
  let isInValue = false;
  const pieces = file.pieces(sheet, {
    onopentag(name, attributes) {
      switch (localName(name)) {
        case 'row':
          line = attributes.r === undefined ? line + 1 : Number(attributes.r);
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
          cells[column] = cleanCell(textOf(value, type, context.isDay[style] === true, context));
          return;
        case 'row':
          ready.push({ line, cells });
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

function textOf(value: string, type: string, isDay: boolean, { texts, startsIn1904 }: SheetContext): string {
  if (type === 's') return texts[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? '是' : '否';
  if (type !== 'n' || value === '') return value;
  const number = Number(value);
  if (isDay && number >= 1 && number < 2_958_466) return dayOfSerial(number, startsIn1904);
  // A number as its writer saw it: 12 and not 12.000000000000001.
  return Number.isFinite(number) ? String(Number(number.toPrecision(15))) : value;
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

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
