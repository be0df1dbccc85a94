import { randomUUID } from 'node:crypto';
import {
  DomainError,
  localDateSchema,
  permit,
  type Actor,
  type ArchiveSetting,
  type BundleKind,
  type CaseBundles,
  type LocalDate,
} from '@gongkai/core';
import { requireCase } from '../application/service.js';
import { recordAudit, recordLook } from '../audit/service.js';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { enqueue } from '../platform/jobs/enqueue.js';
import { findJob } from '../platform/jobs/service.js';
import { openFile, type OpenedFile } from '../storage/service.js';
import { BUNDLE_JOB } from './bundle-job.js';
import {
  findArchive,
  findBundle,
  findRetention,
  insertBundle,
  listBundles,
  listVolumes,
  listCasesToArchive as listRows,
  saveRetention,
  type BundleRow,
} from './queries.js';

type Context = Pick<AppContext, 'db' | 'now'>;
interface CasePlace {
  readonly agencyCode: string;
  readonly caseId: string;
}

/** What was put together of a case, and whether it is archived. @throws DomainError NOT_FOUND */
export async function listCaseBundles(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  { agencyCode, caseId }: CasePlace,
): Promise<CaseBundles> {
  permit(actor, 'case.bundle', { agencyCode });
  await requireCase(ctx.db, actor, agencyCode, caseId);
  const archive = await findArchive(ctx.db, agencyCode, caseId);
  const items: CaseBundles['items'] = [];
  for (const row of await listBundles(ctx.db, agencyCode, caseId)) items.push(await presentBundle(ctx, row));
  return {
    items,
    archive: archive
      ? { retention: archive.retention, archivedOn: archive.archivedOn, bundleId: archive.bundleId }
      : null,
  };
}

/** Asks for everything of a case in one file. */
export function makeCaseBundle(ctx: Context, actor: Actor, place: CasePlace): Promise<CaseBundles> {
  permit(actor, 'case.bundle', { agencyCode: place.agencyCode });
  return ask(ctx, actor, place, 'evidence');
}

/** Archives a closed case as one file; when the file is made, it is archived (条例第四十五条). @throws DomainError NOT_IN_THIS_STATUS */
export async function archiveCase(ctx: Context, actor: Actor, place: CasePlace): Promise<CaseBundles> {
  permit(actor, 'case.archive', { agencyCode: place.agencyCode });
  const { closedOn, status } = await requireCase(ctx.db, actor, place.agencyCode, place.caseId);
  if (closedOn === null || status === 'redeciding') {
    throw new DomainError('NOT_IN_THIS_STATUS', '申请还没有办结，或者正在重新答复，办结后再归档。');
  }
  return ask(ctx, actor, place, 'archive');
}

async function ask(ctx: Context, actor: Actor, place: CasePlace, kind: BundleKind): Promise<CaseBundles> {
  const { agencyCode, caseId } = place;
  await inTransaction(ctx.db, async (db) => {
    await requireCase(db, actor, agencyCode, caseId);
    const bundleId = randomUUID();
    const jobId = await enqueue(
      db,
      BUNDLE_JOB,
      { agencyId: agencyCode, bundleId },
      `${agencyCode}/${bundleId}`,
    );
    await insertBundle(db, {
      ...{
        agencyId: agencyCode,
        bundleId,
        caseId,
        kind,
        status: 'waiting',
        jobId,
        fileId: null,
        pages: null,
      },
      ...{ apart: [], requestedBy: actor.id, requestedAt: ctx.now().toISOString(), finishedAt: null },
    });
    await recordAudit(db, ctx, actor, {
      kind: 'case.bundleRequested',
      agencyCode,
      subject: { type: 'case', id: caseId },
      details: { type: kind },
    });
  });
  return listCaseBundles(ctx, actor, place);
}

/** The finished file; the look is on record first. @throws DomainError NOT_FOUND */
export async function openCaseBundle(
  ctx: Context & Pick<AppContext, 'files'>,
  actor: Actor,
  { agencyCode, caseId }: CasePlace,
  bundleId: string,
  volume = 1,
): Promise<OpenedFile> {
  permit(actor, 'case.bundle', { agencyCode });
  const found = await requireCase(ctx.db, actor, agencyCode, caseId);
  const bundle = await findBundle(ctx.db, agencyCode, bundleId);
  const volumes = bundle?.caseId === caseId ? await volumesOf(ctx.db, bundle) : [];
  const fileId = volumes[volume - 1]?.fileId;
  if (fileId === undefined) {
    throw new DomainError('NOT_FOUND', '没有这份案卷，请从申请的页面下载。');
  }
  const record = { kind: 'case', agencyCode, unitCode: found.unitId } as const;
  const file = await openFile(ctx, agencyCode, fileId, { viewer: actor, record, reach: 'inside' });
  await recordLook(ctx, actor, {
    kind: 'file.downloaded',
    agencyCode,
    subject: { type: 'file', id: fileId },
    purpose: 'handling',
    details: { sha256: file.sha256 },
  });
  return file;
}

/** Closed cases that are still to be archived, and for how long the agency keeps them. */
export async function listCasesToArchive(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  agencyCode: string,
  query: { readonly after?: string | undefined; readonly limit: number },
) {
  permit(actor, 'case.archive', { agencyCode });
  await requireAgency(ctx.db, agencyCode);
  const after = query.after === undefined ? null : parseKey(query.after);
  const rows = await listRows(ctx.db, agencyCode, { after, limit: query.limit + 1 });
  const items = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? items.at(-1) : undefined;
  return {
    items,
    next: last === undefined ? null : `${last.closedOn}~${last.caseId}`,
    total: null,
    ...(await findRetention(ctx.db, agencyCode)),
  };
}

/** For how long cases archived from now on are kept and how they are bound, by the agency's own schedule. */
export async function setArchiveRetention(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  setting: ArchiveSetting,
): Promise<ArchiveSetting> {
  permit(actor, 'case.archive', { agencyCode });
  await inTransaction(ctx.db, async (db) => {
    await requireAgency(db, agencyCode);
    await saveRetention(db, agencyCode, setting);
    await recordAudit(db, ctx, actor, {
      kind: 'case.retentionSet',
      agencyCode,
      subject: { type: 'cases', id: agencyCode },
      details: { rule: setting.retention },
    });
  });
  return setting;
}

async function presentBundle(
  ctx: Pick<Context, 'db'>,
  row: BundleRow,
): Promise<CaseBundles['items'][number]> {
  const { bundleId, kind, status, pages, apart, requestedAt, finishedAt } = row;
  const job = status === 'waiting' ? await findJob(ctx, row.jobId).catch(() => null) : null;
  return {
    ...{ bundleId, kind, pages, apart: [...apart], requestedAt, finishedAt },
    volumes: (await volumesOf(ctx.db, row)).map((volume) => volume.pages),
    status: job?.status === 'failed' ? 'failed' : status,
    progress: job?.progress ?? null,
  };
}

/** Every volume of a finished bundle. */
async function volumesOf(
  db: Connection,
  { agencyId, bundleId, fileId, pages }: BundleRow,
): Promise<{ readonly fileId: string; readonly pages: number }[]> {
  if (fileId === null || pages === null) return [];
  const others = await listVolumes(db, agencyId, bundleId);
  return [{ fileId, pages: others.reduce((rest, volume) => rest - volume.pages, pages) }, ...others];
}

function parseKey(text: string): { readonly day: LocalDate; readonly caseId: string } {
  const [given = '', ...rest] = text.split('~');
  const day = localDateSchema.safeParse(given);
  if (day.success && rest.length > 0) return { day: day.data, caseId: rest.join('~') };
  throw new DomainError('INVALID_INPUT', '翻页的位置无效，请从第一页重新查看。');
}
