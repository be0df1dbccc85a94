import { createHash, randomUUID } from 'node:crypto';
import {
  DomainError,
  checkReport,
  type CheckContext,
  type ImportedReport,
  type ReportSubject,
  type Actor,
  permit,
} from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import type { UploadedFile } from '../platform/http/api-registry.js';
import { requireUnmarked } from '../storage/service.js';
import { readReport } from './import/read-report.js';
import {
  findImportedReport,
  findImportedReportOf,
  insertImportedReport,
  listImportedReportRows,
  type ImportedReportRow,
  type ImportedReportSummary,
} from './imported-report-queries.js';
import { requireReportHead, type ReportContext } from './report-state.js';
import type { StoredReading } from './report-version.js';
import { unreadOf } from './import/report-reading.js';

function subjectOfReading({
  tables,
  year,
  agency,
  sections,
  candidates,
  cutBySum,
  problems,
}: StoredReading): ReportSubject {
  const unread = unreadOf(problems);
  const kept = { tables, year, sections, candidates, cutBySum: new Set(cutBySum), unread };
  return { ...kept, ...(agency !== null && { agency }) };
}

/** Reads a published report and keeps it beside the computed ones; the same file a second time is the same import. */
export async function importReport(
  ctx: ReportContext & Pick<AppContext, 'now'>,
  actor: Actor,
  agencyId: string,
  { fileName, bytes }: UploadedFile,
): Promise<ImportedReport> {
  permit(actor, 'report.import', { agencyCode: agencyId });
  await requireReportHead(ctx, agencyId, 0);
  const fileHash = createHash('sha256').update(bytes).digest('hex');
  const known = await findImportedReport(ctx.db, agencyId, { fileHash });
  if (known !== undefined) return presentImported(ctx, agencyId, known);
  const upload = { agencyCode: agencyId, source: 'importedReport', fileName, bytes };
  await requireUnmarked(ctx, actor, upload);
  const reading = await readReport(bytes);
  const importedReportId = randomUUID();
  await inTransaction(ctx.db, async (db) => {
    await insertImportedReport(db, {
      agencyId,
      importedReportId,
      fileName,
      fileHash,
      importedBy: actor.id,
      importedAt: ctx.now().toISOString(),
      reading: { ...reading, cutBySum: [...reading.cutBySum] },
    });
    await recordAudit(db, ctx, actor, {
      kind: 'report.imported',
      agencyCode: agencyId,
      subject: { type: 'importedReport', id: importedReportId },
      details: { year: reading.year, fileHash: `sha256:${fileHash}` },
    });
  });
  const kept = await findImportedReport(ctx.db, agencyId, { fileHash });
  if (kept === undefined) throw new Error('an imported report vanished');
  return presentImported(ctx, agencyId, kept);
}

export async function listImportedReports(
  ctx: ReportContext,
  actor: Actor,
  agencyId: string,
): Promise<ImportedReportSummary[]> {
  permit(actor, 'report.view', { agencyCode: agencyId });
  await requireReportHead(ctx, agencyId, 0);
  return listImportedReportRows(ctx.db, agencyId);
}

export async function requireImportedReport(
  ctx: ReportContext,
  agencyId: string,
  id: string,
): Promise<ImportedReportRow> {
  const row = await findImportedReport(ctx.db, agencyId, { id });
  if (row === undefined) throw new DomainError('NOT_FOUND', '没有这份导入的报告，可能地址有误。', { id });
  return row;
}

/** A report from a file: what was read, the text beside it, and what the rules say, last year's report among them. */
export async function getImportedReport(
  ctx: ReportContext,
  actor: Actor,
  agencyId: string,
  id: string,
): Promise<ImportedReport> {
  permit(actor, 'report.view', { agencyCode: agencyId });
  return presentImported(ctx, agencyId, await requireImportedReport(ctx, agencyId, id));
}

async function previousOf(
  ctx: ReportContext,
  agencyId: string,
  reading: StoredReading,
): Promise<CheckContext> {
  if (reading.year === null) return {};
  const previous = await findImportedReportOf(ctx.db, agencyId, reading.year - 1, reading.agency);
  return previous === undefined ? {} : { previous: subjectOfReading(previous.reading) };
}

async function presentImported(
  ctx: ReportContext,
  agencyId: string,
  row: ImportedReportRow,
): Promise<ImportedReport> {
  const { importedReportId, fileName, fileHash, importedAt, reading } = row;
  const { agency, year, form, tables, raw, problems } = reading;
  const check = checkReport(subjectOfReading(reading), await previousOf(ctx, agencyId, reading));
  return {
    id: importedReportId,
    fileName,
    fileHash,
    importedAt,
    agency,
    year,
    form,
    tables,
    raw,
    problems: problems.map(({ kind, message, cell, row: place, text }) => {
      const where = cell ?? place;
      return {
        kind,
        message,
        ...(where !== undefined && { cell: where }),
        ...(text !== undefined && { text }),
      };
    }),
    findings: check.findings.map(({ rule, severity, message, source, cells, left, right, explainedBy }) => ({
      ...{ rule, severity, message, cells: [...cells], left, right },
      ...(source !== undefined && { source }),
      ...(explainedBy !== undefined && { explainedBy }),
    })),
    notCheckable: check.notCheckable.map(({ rule, cells, reason }) => ({ rule, cells: [...cells], reason })),
  };
}
