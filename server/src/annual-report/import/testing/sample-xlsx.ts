import { deflateRawSync } from 'node:zlib';
import type { PrintedCell } from './printed-tables.js';
import { composeZip } from './sample-zip.js';

/** Rows of a sheet: a text over the whole width, or cells with spans. */
export type SheetLine = string | readonly PrintedCell[];

export interface SampleSheet {
  readonly name: string;
  readonly lines: readonly SheetLine[];
  readonly isHidden?: boolean;
  /** Lines, from 0, that the sheet hides. */
  readonly hiddenLines?: readonly number[];
}

/** Format codes under the styles 1, 2, …; style 0 shows a number as it is. */
export interface SampleStyles {
  readonly formats: readonly string[];
  /** The style of a figure by its text. */
  readonly styleOf: (text: string) => number;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PLAIN: SampleStyles = { formats: [], styleOf: () => 0 };

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function nameOf(column: number): string {
  return String.fromCharCode(65 + column);
}

function sheetXml({ lines, hiddenLines = [] }: SampleSheet, styles: SampleStyles): string {
  const taken = new Set<string>();
  const merges: string[] = [];
  const rows = lines.map((line, row) => {
    const cells =
      typeof line === 'string' ? [{ text: line, isFigure: false, columnSpan: 10, rowSpan: 1 }] : line;
    let column = 0;
    const xml = cells.map(({ text, isFigure, columnSpan, rowSpan }) => {
      while (taken.has(`${row},${column}`)) column += 1;
      const left = column;
      for (let y = row; y < row + rowSpan; y += 1)
        for (let x = left; x < left + columnSpan; x += 1) taken.add(`${y},${x}`);
      column += columnSpan;
      const at = `${nameOf(left)}${row + 1}`;
      if (columnSpan > 1 || rowSpan > 1) merges.push(`${at}:${nameOf(column - 1)}${row + rowSpan}`);
      if (isFigure && /^-?\d+(?:\.\d+)?$/.test(text))
        return `<c r="${at}" s="${styles.styleOf(text)}"><v>${text}</v></c>`;
      return text === '' ? '' : `<c r="${at}" t="inlineStr"><is><t>${escape(text)}</t></is></c>`;
    });
    return `<row r="${row + 1}"${hiddenLines.includes(row) ? ' hidden="1"' : ''}>${xml.join('')}</row>`;
  });
  const merged = `<mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;
  return `<worksheet xmlns="${MAIN}"><sheetData>${rows.join('')}</sheetData>${merged}</worksheet>`;
}

/** A workbook written by hand, by nothing that this project writes workbooks with. */
export function composeXlsx(sheets: readonly SampleSheet[], styles: SampleStyles = PLAIN): Uint8Array {
  const parts: [string, string][] = [
    [
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="r"><sheets>${sheets
        .map(
          ({ name, isHidden }, index) =>
            `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"${isHidden ? ' state="hidden"' : ''}/>`,
        )
        .join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships>${sheets.map((_, index) => `<Relationship Id="rId${index + 1}" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}</Relationships>`,
    ],
    [
      'xl/styles.xml',
      `<styleSheet xmlns="${MAIN}"><numFmts>${styles.formats.map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${code}"/>`).join('')}</numFmts><cellXfs><xf numFmtId="0"/>${styles.formats.map((_, index) => `<xf numFmtId="${200 + index}"/>`).join('')}</cellXfs></styleSheet>`,
    ],
    ...sheets.map((sheet, index): [string, string] => [
      `xl/worksheets/sheet${index + 1}.xml`,
      sheetXml(sheet, styles),
    ]),
  ];
  return composeZip(
    parts.map(([name, xml]) => {
      const bytes = Buffer.from(xml, 'utf8');
      return { name, deflated: deflateRawSync(bytes), size: bytes.length };
    }),
  );
}
