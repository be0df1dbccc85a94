import { layoutOf, valueAt, type PresentedReport, type ReportTables, type TableLayout } from '@gongkai/core';

function printTable({ rows }: TableLayout, tables: ReportTables): string {
  const lines = rows.map((cells) =>
    cells
      .map(({ label, cell, rowSpan, colSpan }) => {
        const content = cell === undefined ? (label?.zh ?? '') : String(valueAt(tables, cell) ?? '');
        return `<td rowspan="${rowSpan}" colspan="${colSpan}">${content}</td>`;
      })
      .join(''),
  );
  return `<table>${lines.map((line) => `<tr>${line}</tr>`).join('')}</table>`;
}

/** A report as an agency would put it on its site, to be imported again. */
export function printReport(report: PresentedReport, agencyName: string): Uint8Array<ArrayBuffer> {
  const layout = layoutOf(report.form);
  const tableOf: Readonly<Record<number, TableLayout>> = {
    2: layout.table2,
    3: layout.table3,
    4: layout.table4,
  };
  const parts = report.sections.map(({ number, heading, text }) => {
    const table = tableOf[number];
    return `<p>${heading}</p><p>${text}</p>${table === undefined ? '' : printTable(table, report.tables as ReportTables)}`;
  });
  const title = `${agencyName}${report.year}年政府信息公开工作年度报告`;
  const page = `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1>${parts.join('\n')}</body></html>`;
  return new Uint8Array(Buffer.from(page, 'utf8'));
}
