import {
  DomainError,
  cellName,
  cellsOfForm,
  convertForm,
  valueAt,
  type FormVersion,
  type ReportComparison,
  type ReportSection,
  type ReportTables,
  type Actor,
} from '@gongkai/core';
import { visibilityOfReport } from './policy.js';
import { requireImportedReport } from './imported-report.js';
import { findReportHead } from './head-queries.js';
import { presentReport, type ReportContext } from './report-state.js';
import { reuseBySection } from './text-reuse.js';

/** One side of a comparison, wherever it comes from. */
interface ComparedReport {
  readonly name: string;
  readonly year: number | null;
  readonly tables: ReportTables;
  readonly sections: readonly ReportSection[];
}

const REFERENCE =
  /^(?:report:(?<code>[A-Za-z0-9-]+):(?<year>\d{4})(?::(?<version>\d{1,4}))?|imported:(?<owner>[A-Za-z0-9-]+):(?<id>[A-Za-z0-9-]+))$/;

async function loadCompared(ctx: ReportContext, actor: Actor, reference: string): Promise<ComparedReport> {
  const { code, year, version, owner, id } = REFERENCE.exec(reference)?.groups ?? {};
  if (owner !== undefined && id !== undefined) return loadImported(ctx, actor, owner, id);
  if (code === undefined || year === undefined) {
    throw new DomainError(
      'INVALID_INPUT',
      `“${reference}”不是报告的写法，应为 report:机关代码:年度[:版次] 或者 imported:机关代码:编号。`,
    );
  }
  const seesDrafts = visibilityOfReport(actor, 'draftReport', code).showsContent;
  const asked =
    version !== undefined
      ? { version: Number(version) }
      : seesDrafts
        ? {}
        : { version: await lastPublishedVersion(ctx, code, Number(year)) };
  const report = await presentReport(ctx, code, Number(year), asked).catch((error: unknown) => {
    // Which versions there are is told to whom the drafts are shown.
    if (!seesDrafts && error instanceof DomainError && error.code === 'NOT_FOUND') refuseUnseen(code);
    throw error;
  });
  if (!seesDrafts && report.status !== 'published') refuseUnseen(code);
  const state = report.status === 'published' ? `第${report.version}版` : '未公布';
  return {
    name: `${report.agencyName}${year}年度（${state}）`,
    year: report.year,
    tables: report.tables as ReportTables,
    sections: report.sections,
  };
}

async function lastPublishedVersion(ctx: ReportContext, code: string, year: number): Promise<number> {
  const head = await findReportHead(ctx.db, code, year);
  const published = head?.versions.findLast(({ status }) => status === 'published');
  return published?.version ?? refuseUnseen(code);
}

async function loadImported(
  ctx: ReportContext,
  actor: Actor,
  agencyId: string,
  id: string,
): Promise<ComparedReport> {
  if (!visibilityOfReport(actor, 'importedReport', agencyId).showsContent) refuseUnseen(agencyId);
  const { fileName, reading } = await requireImportedReport(ctx, agencyId, id);
  const { agency, year, tables, sections } = reading;
  const name = `${agency ?? '未读出名称的机关'}${year === null ? '' : `${year}年度`}（导入：${fileName}）`;
  return { name, year, tables, sections };
}

/** Reads like the answer for what is not there. @param agencyCode where something was asked for that one may not see */
function refuseUnseen(agencyCode?: string): never {
  const refused = agencyCode === undefined ? {} : { permission: 'report.view', agencyCode };
  throw new DomainError('NOT_FOUND', '没有这份报告，或者它还没有公布。请核对机关代码、年度和版次。', refused);
}

function formOf({ tables }: ComparedReport): FormVersion | null {
  return tables.forms.table3 ?? tables.forms.table2;
}

function compareCells(left: ComparedReport, right: ComparedReport): ReportComparison['cells'] {
  const form = formOf(right) ?? formOf(left);
  if (form === null) return [];
  const [before, after] = [convertForm(left.tables, form).tables, convertForm(right.tables, form).tables];
  return cellsOfForm(form).map((cell) => ({
    cell,
    label: cellName(cell, form),
    left: valueAt(before, cell),
    right: valueAt(after, cell),
  }));
}

/** Two reports cell by cell in the form of the right one, and how much of its prose the left one already had. */
export async function compareReports(
  ctx: ReportContext,
  actor: Actor,
  leftReference: string,
  rightReference: string,
): Promise<ReportComparison> {
  const left = await loadCompared(ctx, actor, leftReference);
  const right = await loadCompared(ctx, actor, rightReference);
  return {
    left: { name: left.name, year: left.year },
    right: { name: right.name, year: right.year },
    cells: compareCells(left, right),
    reuse: reuseBySection(left.sections, right.sections),
  };
}
