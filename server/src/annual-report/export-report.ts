import {
  DomainError,
  EXPORT_FORMAT_NAMES,
  permit,
  systemActor,
  type Actor,
  type ExportFormat,
  type PresentedExport,
  type PresentedExports,
  type PresentedReport,
} from '@gongkai/core';
import { reprojectDue } from '../application/service.js';
import { recordAudit } from '../audit/service.js';
import { notify } from '../notification/service.js';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { enqueue } from '../platform/jobs/enqueue.js';
import type { RunningJob } from '../platform/jobs/job-kind.js';
import { findJob, type PresentedJob } from '../platform/jobs/service.js';
import { acceptFile, recordFile, removeFile, type AcceptedFile } from '../storage/service.js';
import { fileAddress } from './exported-file.js';
import { EXPORT_JOB } from './export-job.js';
import {
  listExportFileRows,
  listExportRows,
  putExport,
  replaceExportFiles,
  updateExport,
  type ExportFileRow,
  type ExportKey,
  type ExportRow,
} from './export-queries.js';
import { countFiles, digestOfPrinted, makeFiles } from './make-files.js';
import { presentReport, type ReportContext } from './report-state.js';

interface ReportKey {
  readonly agencyId: string;
  readonly year: number;
}

/** The latest version, or the one asked for. */
export async function loadVersion(
  ctx: ReportContext,
  { agencyId, year }: ReportKey,
  version?: number,
): Promise<PresentedReport> {
  await reprojectDue(ctx, agencyId);
  const latest = await presentReport(ctx, agencyId, year);
  if (version === undefined || latest.version === version) return latest;
  return presentReport(ctx, agencyId, year, { version });
}

/**
 * Asks for a version in some formats. What is kept already, or under way, is not written again; a draft that has
 * changed since is.
 */
export async function startExport(
  ctx: ReportContext & Pick<AppContext, 'now'>,
  actor: Actor,
  key: ReportKey,
  asked: { readonly version?: number | undefined; readonly formats: readonly ExportFormat[] },
): Promise<PresentedExports> {
  permit(actor, 'report.export', { agencyCode: key.agencyId });
  const report = await loadVersion(ctx, key, asked.version);
  const digest = digestOfPrinted(report);
  const at = { ...key, version: report.version };
  const { items } = await presentExports(ctx, at);
  const rows = await listExportRows(ctx.db, at);
  const settled = (format: ExportFormat): boolean =>
    rows.some((row) => row.format === format && row.sourceDigest === digest) &&
    items.some((item) => item.format === format && item.status !== 'failed');
  const missing = asked.formats.filter((format) => !settled(format));
  if (missing.length > 0) {
    await inTransaction(ctx.db, async (db) => {
      await requestExports(db, actor, at, digest, missing);
      await recordAudit(db, ctx, actor, {
        kind: 'report.exported',
        agencyCode: key.agencyId,
        subject: { type: 'report', id: `${key.agencyId}/${key.year}` },
        details: { year: key.year, version: at.version, formats: missing },
      });
    });
  }
  return presentExports(ctx, at);
}

/** Asks for formats of a version in the caller's transaction. */
export async function requestExports(
  db: Transaction,
  actor: Actor,
  key: ExportKey,
  sourceDigest: string,
  formats: readonly ExportFormat[] = EXPORT_FORMAT_NAMES,
): Promise<void> {
  const { agencyId, year, version } = key;
  const jobId = await enqueue(db, EXPORT_JOB, { agencyId, year, version }, `${agencyId}/${year}/${version}`);
  for (const format of formats) {
    await putExport(db, { agencyId, year, version, format, sourceDigest, jobId, requestedBy: actor.id });
  }
}

/** How the exports of a version stand, with their files. */
export async function listExports(
  ctx: ReportContext,
  actor: Actor,
  key: ReportKey,
  version?: number,
): Promise<PresentedExports> {
  permit(actor, 'report.view', { agencyCode: key.agencyId });
  const shown = version ?? (await loadVersion(ctx, key)).version;
  return presentExports(ctx, { ...key, version: shown });
}

/** @throws DomainError NOT_FOUND where the format was never asked for */
export async function getExport(
  ctx: ReportContext,
  actor: Actor,
  key: ReportKey,
  format: ExportFormat,
  version?: number,
): Promise<PresentedExport> {
  const { items } = await listExports(ctx, actor, key, version);
  const found = items.find((item) => item.format === format);
  if (found === undefined) throw new DomainError('NOT_FOUND', '这个版本还没有导出过这种格式。请先开始导出。');
  return found;
}

async function presentExports(ctx: Pick<AppContext, 'db'>, key: ExportKey): Promise<PresentedExports> {
  const rows = await listExportRows(ctx.db, key);
  const files = rows.length === 0 ? [] : await listExportFileRows(ctx.db, key);
  const jobs = new Map<string, PresentedJob | null>();
  for (const { status, jobId } of rows) {
    const isUnderway = status === 'waiting' || status === 'running';
    if (isUnderway && jobId !== null && !jobs.has(jobId)) jobs.set(jobId, await findJobIfKept(ctx, jobId));
  }
  const items = EXPORT_FORMAT_NAMES.flatMap((format) =>
    rows
      .filter((row) => row.format === format)
      .map((row) => presentExport(key, row, files, jobs.get(row.jobId ?? '') ?? null)),
  );
  return { version: key.version, items };
}

async function findJobIfKept(ctx: Pick<AppContext, 'db'>, jobId: string): Promise<PresentedJob | null> {
  try {
    return await findJob(ctx, jobId);
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

function presentExport(
  key: ExportKey,
  { format, status, findings, requestedAt, finishedAt }: ExportRow,
  files: readonly ExportFileRow[],
  job: PresentedJob | null,
): PresentedExport {
  const isUnderway = status === 'waiting' || status === 'running';
  // Its job was given up, or forgotten since.
  const isLost = isUnderway && (job === null || !['waiting', 'running'].includes(job.status));
  return {
    format,
    status: isLost ? 'failed' : status,
    progress: isUnderway && !isLost ? (job?.progress ?? null) : null,
    findings: [...findings],
    error: isLost ? (job?.error ?? '导出没有完成，请重新导出。') : null,
    files: files
      .filter((file) => file.format === format)
      .map(({ part, fileName, mediaType, size, sha256 }) => {
        const address = fileAddress(key, format, part);
        return { part, fileName, mediaType, size, sha256, address };
      }),
    requestedAt,
    finishedAt,
  };
}

/** Does what was asked for under the job: each format wholly, or with findings and no file. */
export async function runExports(ctx: AppContext, key: ExportKey, job: RunningJob): Promise<void> {
  const rows = (await listExportRows(ctx.db, key)).filter(
    ({ jobId, status }) => jobId === job.id && (status === 'waiting' || status === 'running'),
  );
  if (rows.length === 0) return;
  const report = await loadVersion(ctx, key, key.version);
  const total = rows.length * (await countFiles(ctx.db, report));
  const requesters = [...new Set(rows.map(({ requestedBy }) => requestedBy))];
  let done = 0;
  job.reportProgress(done, total);
  for (const { format } of rows) {
    job.signal.throwIfAborted();
    await exportFormat(ctx, key, report, format, () => job.reportProgress((done += 1), total));
  }
  await tellRequesters(ctx, key, job, requesters);
}

/** Once for all formats of a job, when the last is written or found to differ. */
async function tellRequesters(
  ctx: AppContext,
  { agencyId, year, version }: ExportKey,
  job: RunningJob,
  to: readonly string[],
): Promise<void> {
  const rows = await listExportRows(ctx.db, { agencyId, year, version });
  const hasFailed = rows.some(({ jobId, status }) => jobId === job.id && status === 'failed');
  await inTransaction(ctx.db, (db) =>
    notify(db, ctx, {
      kind: hasFailed ? 'report.exportFailed' : 'report.exported',
      agencyCode: agencyId,
      subjectId: `${agencyId}/${year}`,
      details: { year, version },
      to,
      key: job.id,
    }),
  );
}

async function exportFormat(
  ctx: AppContext,
  key: ExportKey,
  report: PresentedReport,
  format: ExportFormat,
  onFile: () => void,
): Promise<void> {
  const actor = systemActor(EXPORT_JOB.name);
  const accepted: AcceptedFile[] = [];
  await updateExport(ctx.db, key, format, { status: 'running' });
  const findings = await makeFiles(ctx, report, format, async ({ fileName, bytes }) => {
    const file = { agencyCode: key.agencyId, purpose: 'reportExport' as const, fileName, content: [bytes] };
    accepted.push(await acceptFile(ctx, actor, file));
    onFile();
  });
  if (findings.length > 0)
    ctx.logger.error({ ...key, format, findings }, 'an export differs from the database');
  await inTransaction(ctx.db, async (db) => {
    const fileIds: string[] = [];
    for (const file of findings.length > 0 ? [] : accepted) {
      fileIds.push((await recordFile(db, ctx, actor, file)).fileId);
    }
    for (const fileId of await replaceExportFiles(db, key, format, fileIds)) {
      await removeFile(db, ctx, actor, { agencyCode: key.agencyId, fileId });
    }
    await updateExport(db, key, format, {
      status: findings.length > 0 ? 'failed' : 'done',
      sourceDigest: digestOfPrinted(report),
      findings,
    });
  });
}
