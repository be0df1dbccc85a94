import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx';
import type { ReportFormat } from '../server/src/annual-report/import/report-reading.js';
import { asPdf } from './invented-pdf.js';
import { inventReport, type Cell, type Part } from './invented-report.js';

/** As copied out of a browser: a line for each row of a table, tabs between cells. */
function asText(parts: readonly Part[]): Uint8Array {
  const lines = parts.flatMap((part) =>
    'paragraph' in part ? [part.paragraph] : part.table.map((row) => row.map((cell) => cell.text).join('\t')),
  );
  return new TextEncoder().encode(lines.join('\n'));
}

function htmlCell({ text, columns, rows }: Cell): string {
  return `<td colspan="${columns}" rowspan="${rows}"><p><span style="font-size:12pt">${text}</span></p></td>`;
}

function asHtml(parts: readonly Part[]): Uint8Array {
  const body = parts.map((part) =>
    'paragraph' in part
      ? `<p>${part.paragraph}</p>`
      : `<table>${part.table.map((row) => `<tr>${row.map(htmlCell).join('')}</tr>`).join('')}</table>`,
  );
  return new TextEncoder().encode(
    `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>${body.join('\n')}</body></html>`,
  );
}

async function asDocx(parts: readonly Part[]): Promise<Uint8Array> {
  const children = parts.map((part) =>
    'paragraph' in part
      ? new Paragraph(part.paragraph)
      : new Table({
          rows: part.table.map(
            (row) =>
              new TableRow({
                children: row.map(
                  ({ text, columns, rows }) =>
                    new TableCell({
                      columnSpan: columns,
                      rowSpan: rows,
                      children: [new Paragraph(text)],
                    }),
                ),
              }),
          ),
        }),
  );
  return new Uint8Array(await Packer.toBuffer(new Document({ sections: [{ children }] })));
}

/** The kinds of files in which agencies publish; workbooks and json are only read back from what is written here. */
type PublishedFormat = Exclude<ReportFormat, 'xlsx' | 'json'>;

/** The same report as each kind of file that agencies publish. */
export async function inventFiles(seed: number): Promise<Record<PublishedFormat, Uint8Array>> {
  const parts = inventReport(seed);
  return { text: asText(parts), html: asHtml(parts), docx: await asDocx(parts), pdf: asPdf(parts) };
}
