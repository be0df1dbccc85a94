import { randomUUID } from 'node:crypto';
import {
  DomainError,
  NO_UNIT,
  permitWithin,
  REGISTER_EXPORT_DAYS,
  systemActor,
  type Actor,
  type CaseSummary,
  type NewRegisterExport,
  type RegisterExport,
  type RegisterExports,
} from '@gongkai/core';
import { z } from 'zod';
import { resolveExport, walkResolved, type ResolvedFilter } from '../application/service.js';
import { recordLook } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { enqueue } from '../platform/jobs/enqueue.js';
import { defineJob, type RunningJob } from '../platform/jobs/job-kind.js';
import { findJob } from '../platform/jobs/service.js';
import { acceptFile, openFile, recordFile, removeFile, type OpenedFile } from '../storage/service.js';
import { writeRegister } from './export-register.js';
import {
  deleteExportsBefore,
  findExport,
  finishExport,
  insertExport,
  listExportsOf,
  type RegisterExportRow,
} from './register-export-queries.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>;
const DAY_MS = 86_400_000;

export const REGISTER_EXPORT_JOB = defineJob({
  name: 'ledger.exportRegister',
  label: '导出申请台账',
  isAwaited: true,
  payload: z.object({ agencyId: z.string(), exportId: z.string() }),
});

/**
 * Asks for the register as it is shown, as a file. What the one who asks may see is settled now: the job writes that and no
 * more. It is on record before anything is written. @throws DomainError as the list would
 */
export async function startRegisterExport(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  { format, columns, filters }: NewRegisterExport,
): Promise<RegisterExports> {
  permitWithin(actor, 'ledger.export', agencyCode);
  const sort = filters.sort ?? '-receivedOn';
  const filter = await resolveExport(ctx, actor, agencyCode, { ...filters, sort }, format);
  await inTransaction(ctx.db, async (db) => {
    const exportId = randomUUID();
    const job = { agencyId: agencyCode, exportId };
    const jobId = await enqueue(db, REGISTER_EXPORT_JOB, job, `${agencyCode}/${exportId}`);
    await insertExport(db, {
      ...{ ...job, accountId: actor.id, format, filter, sort, columns: [...columns], jobId },
      ...{ status: 'waiting', fileId: null, cases: null, finishedAt: null },
      requestedAt: ctx.now().toISOString(),
    });
  });
  return listRegisterExports(ctx, actor, agencyCode);
}

/** One's own exports that are still kept. */
export async function listRegisterExports(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  agencyCode: string,
): Promise<RegisterExports> {
  permitWithin(actor, 'ledger.export', agencyCode);
  const items: RegisterExport[] = [];
  for (const row of await listExportsOf(ctx.db, agencyCode, actor.id)) items.push(await present(ctx, row));
  return { items };
}

async function present(
  ctx: Pick<Context, 'db'>,
  { exportId, format, status, jobId, cases, requestedAt }: RegisterExportRow,
): Promise<RegisterExport> {
  const job = status === 'waiting' ? await findJob(ctx, jobId).catch(() => null) : null;
  const keptUntil = new Date(Date.parse(requestedAt) + REGISTER_EXPORT_DAYS * DAY_MS).toISOString();
  return {
    ...{ exportId, format, cases, requestedAt },
    status: job?.status === 'failed' ? 'failed' : status,
    progress: job?.progress ?? null,
    keptUntil: status === 'done' ? keptUntil : null,
  };
}

/** Writes what was asked for, page by page, once. */
export async function makeRegisterExport(
  ctx: AppContext,
  { agencyId, exportId }: { readonly agencyId: string; readonly exportId: string },
  job: RunningJob,
): Promise<void> {
  const row = await findExport(ctx.db, agencyId, exportId);
  if (row === undefined || row.status === 'done') return;
  const actor = systemActor(REGISTER_EXPORT_JOB.name);
  const filter = row.filter as ResolvedFilter;
  let cases = 0;
  async function* counted(): AsyncGenerator<CaseSummary[]> {
    for await (const page of walkResolved(ctx, filter, row?.sort ?? '-receivedOn')) {
      if (job.signal.aborted) throw new Error('the process is stopping');
      yield page;
      cases += page.length;
      job.reportProgress(cases, Math.max(filter.expected ?? cases, cases));
    }
  }
  const accepted = await acceptFile(ctx, actor, {
    ...{ agencyCode: agencyId, purpose: 'registerExport', fileName: `${agencyId}-申请台账.${row.format}` },
    content: writeRegister(counted(), row.format, row.columns),
  });
  await inTransaction(ctx.db, async (db) => {
    const { fileId } = await recordFile(db, ctx, actor, accepted);
    await finishExport(db, row, { fileId, cases, finishedAt: ctx.now().toISOString() });
    await job.completeIn(db);
  });
}

/** A finished file for the one who asked for it; the look is on record first. @throws DomainError NOT_FOUND */
export async function openRegisterExport(
  ctx: Pick<AppContext, 'db' | 'files' | 'now'>,
  actor: Actor,
  agencyCode: string,
  exportId: string,
): Promise<OpenedFile> {
  permitWithin(actor, 'ledger.export', agencyCode);
  const row = await findExport(ctx.db, agencyCode, exportId);
  if (row?.fileId == null || row.accountId !== actor.id)
    throw new DomainError('NOT_FOUND', '没有这个文件，或者已经过了保留的日子，请重新导出。');
  // Who may no longer see the unit's cases may no longer fetch them either.
  const unit = (row.filter as ResolvedFilter).units?.find((code) => code !== NO_UNIT);
  const record = { kind: 'case', agencyCode, unitCode: unit ?? null } as const;
  const file = await openFile(ctx, agencyCode, row.fileId, { viewer: actor, record, reach: 'inside' });
  await recordLook(ctx, actor, {
    kind: 'file.downloaded',
    agencyCode,
    subject: { type: 'file', id: row.fileId },
    purpose: 'handling',
    details: { sha256: file.sha256 },
  });
  return file;
}

/** Takes away what was kept for its days. @returns how many files */
export async function forgetRegisterExports(ctx: Pick<AppContext, 'db' | 'now'>): Promise<number> {
  const before = new Date(ctx.now().getTime() - REGISTER_EXPORT_DAYS * DAY_MS).toISOString();
  return inTransaction(ctx.db, async (db) => {
    let files = 0;
    for (const { agencyId, fileId } of await deleteExportsBefore(db, before)) {
      if (fileId === null) continue;
      await removeFile(db, ctx, systemActor(REGISTER_EXPORT_JOB.name), { agencyCode: agencyId, fileId });
      files += 1;
    }
    return files;
  });
}
