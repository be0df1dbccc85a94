import {
  permit,
  type Actor,
  type ExportFinding,
  type ExportFormat,
  type PresentedReport,
} from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import type { AppContext } from '../platform/context.js';
import { loadVersion } from './export-report.js';
import { makeFiles, type MadeFile } from './make-files.js';

type Context = Pick<AppContext, 'db' | 'today' | 'now' | 'audit' | 'fonts'>;

interface ReportKey {
  readonly agencyId: string;
  readonly year: number;
}

/** The version asked for, else the newest that is published, else the draft. */
async function reportToExport(
  ctx: Context,
  key: ReportKey,
  version: number | undefined,
): Promise<PresentedReport> {
  const latest = await loadVersion(ctx, key, version);
  const published = latest.versions.filter(({ status }) => status === 'published').at(-1)?.version;
  if (version !== undefined || published === undefined || published === latest.version) return latest;
  return loadVersion(ctx, key, published);
}

/**
 * Writes a report in some formats for whoever takes the files away: `take` is given all files of a format once each
 * was read back equal, and none of a format that was not.
 */
export async function exportToFiles(
  ctx: Context,
  actor: Actor,
  key: ReportKey,
  { version, formats }: { readonly version?: number | undefined; readonly formats: readonly ExportFormat[] },
  take: (format: ExportFormat, files: readonly MadeFile[]) => Promise<void>,
): Promise<{ readonly report: PresentedReport; readonly findings: readonly ExportFinding[] }> {
  permit(actor, 'report.export', { agencyCode: key.agencyId });
  const report = await reportToExport(ctx, key, version);
  const findings: ExportFinding[] = [];
  for (const format of formats) {
    const made: MadeFile[] = [];
    const differences = await makeFiles(ctx, report, format, (file) => {
      made.push(file);
      return Promise.resolve();
    });
    if (differences.length === 0) await take(format, made);
    findings.push(...differences);
  }
  await inTransaction(ctx.db, (db) =>
    recordAudit(db, ctx, actor, {
      kind: 'report.exported',
      agencyCode: key.agencyId,
      subject: { type: 'report', id: `${key.agencyId}/${key.year}` },
      details: { year: key.year, version: report.version, formats: [...formats] },
      outcome: findings.length > 0 ? 'failed' : 'done',
    }),
  );
  return { report, findings };
}
