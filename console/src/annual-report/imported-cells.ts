import { cellName, cellsOfForm, FORM_VERSIONS, type FormVersion, type ImportedReport } from '@gongkai/core';
import { z } from 'zod';

const rawRows = z.record(z.string(), z.record(z.string(), z.object({ text: z.string() }))).nullable();
const rawSchema = z.object({
  table2: rawRows.default(null),
  table3: rawRows.default(null),
  table4: rawRows.default(null),
});
type Table = 'table2' | 'table3' | 'table4';

/** One cell of an imported report: what was printed, what was read, and what was not certain. */
export interface ImportedCell {
  readonly cell: string;
  readonly name: string;
  readonly raw: string | null;
  readonly value: number | null;
  readonly problems: readonly string[];
}

export function formOfImported({ form }: Pick<ImportedReport, 'form'>): FormVersion {
  return FORM_VERSIONS.find((known) => known === form) ?? '2021';
}

/** A problem of a row is one of each of its cells. */
function concerns(cell: string, problem: { readonly cell?: string | undefined }): boolean {
  return problem.cell !== undefined && (problem.cell === cell || cell.startsWith(`${problem.cell}.`));
}

/** Every cell of the report's form with the raw text beside what was read. */
export function importedCells(report: ImportedReport): ImportedCell[] {
  const form = formOfImported(report);
  const parsed = rawSchema.safeParse(report.raw);
  const raw = parsed.success ? parsed.data : null;
  return cellsOfForm(form).map((cell) => {
    const [table, ...rest] = cell.split('.');
    const column = rest.pop() ?? '';
    const row = rest.join('.');
    return {
      cell,
      name: cellName(cell, form),
      raw: raw?.[table as Table]?.[row]?.[column]?.text ?? null,
      value: report.tables[table as Table]?.[row]?.[column] ?? null,
      problems: report.problems.filter((problem) => concerns(cell, problem)).map(({ message }) => message),
    };
  });
}

/** Cells that were printed, or should have been, but could not be read. */
export function isUnread({ value, problems }: ImportedCell): boolean {
  return value === null && problems.length > 0;
}

/** Cells that a person should look at: something was not certain, or what was printed is not what was read. */
export function needsLook({ raw, value, problems }: ImportedCell): boolean {
  return problems.length > 0 || (raw !== null && raw.trim() !== String(value ?? ''));
}
