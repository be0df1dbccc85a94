import {
  DomainError,
  seesFile,
  type Actor,
  type ExportFormat,
  type ExportedFile,
  type ReportStatus,
} from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import { openFile, type OpenedFile } from '../storage/service.js';
import { listExportFileRows, type ExportKey } from './export-queries.js';
import { findReportHead } from './head-queries.js';
import { isOpenToAll, visibilityOfReport } from './policy.js';

/** Where a finished file is fetched: of a published version by anybody. */
export function fileAddress(
  { agencyId, year, version }: ExportKey,
  format: ExportFormat,
  part: number,
): string {
  const name = part === 0 ? 'report' : `appendix-${part}`;
  return `/agencies/${agencyId}/reports/${year}/files/${version}/${name}.${format}`;
}

async function statusOf(ctx: Pick<AppContext, 'db' | 'today'>, key: ExportKey): Promise<ReportStatus | null> {
  const head = await findReportHead(ctx.db, key.agencyId, key.year);
  return head?.versions.find(({ version }) => version === key.version)?.status ?? null;
}

/** A file to download, with what it is called. */
export interface PublicFile extends ExportedFile {
  readonly format: ExportFormat;
}

/** The files of a published version, for its public page; of any other version none. */
export async function listPublicFiles(
  ctx: Pick<AppContext, 'db' | 'today'>,
  key: ExportKey,
): Promise<PublicFile[]> {
  const status = await statusOf(ctx, key);
  if (status === null || !isOpenToAll(status, key.agencyId)) return [];
  const rows = await listExportFileRows(ctx.db, key);
  return rows.map(({ format, part, fileName, mediaType, size, sha256 }) => {
    const address = fileAddress(key, format, part);
    return { format, part, fileName, mediaType, size, sha256, address };
  });
}

/**
 * One finished file: of a published version for anybody, of a draft for who may see it.
 * @throws DomainError NOT_FOUND, which looks the same for what is missing and what is not public
 */
export async function openExportedFile(
  ctx: Pick<AppContext, 'db' | 'today' | 'files'>,
  viewer: Actor | null,
  key: ExportKey,
  format: string,
  part: number,
): Promise<OpenedFile & { readonly isPublic: boolean }> {
  const isPublic = (await statusOf(ctx, key)) === 'published';
  const kind = isPublic ? 'publishedReport' : 'draftReport';
  const reach = isPublic ? 'released' : 'inside';
  const isSeen = seesFile(visibilityOfReport(viewer, kind, key.agencyId), reach);
  const rows = isSeen ? await listExportFileRows(ctx.db, key) : [];
  const row = rows.find((it) => it.format === format && it.part === part);
  if (row === undefined) {
    throw new DomainError(
      'NOT_FOUND',
      '没有这个文件。它可能还在生成，或者这一版还没有公布；请从报告页面下载。',
    );
  }
  const record = { kind, agencyCode: key.agencyId } as const;
  return { ...(await openFile(ctx, key.agencyId, row.fileId, { viewer, record, reach })), isPublic };
}
