import { createHash } from 'node:crypto';
import { DomainError, permit, type Actor, type Agency } from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import { findEmblem, replaceEmblem, requireAgency, type AgencyEmblem } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { plainPng } from '../platform/files/plain-png.js';
import { acceptFile, openFile, recordFile, removeFile, type OpenedFile } from '../storage/service.js';

type Context = Pick<AppContext, 'db' | 'files' | 'now'>;

/** Shown 58 pixels high at most, on screens of twice the density. */
const MOST_PIXELS = 2_000;

/** Puts a picture over the agency's columns; the one before is taken away. @throws DomainError FORBIDDEN, FILE_REFUSED */
export async function setAgencyEmblem(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  file: { readonly fileName: string; readonly bytes: Uint8Array },
): Promise<Agency> {
  permit(actor, 'document.configure', { agencyCode });
  const picture = plainPng(file.bytes, MOST_PIXELS);
  if (picture === null)
    throw new DomainError(
      'FILE_REFUSED',
      `标志应为完好的 PNG 图片，宽和高不超过${MOST_PIXELS}像素。请另存为 PNG 后再上传。`,
      { reason: 'type' },
    );
  const { content, width, height } = picture;
  const accepted = await acceptFile(ctx, actor, {
    ...{ agencyCode, purpose: 'agencyEmblem', fileName: 'emblem.png', content: [content] },
  });
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
  return inTransaction(ctx.db, async (db) => {
    const { fileId } = await recordFile(db, ctx, actor, accepted);
    const before = await replaceEmblem(db, agencyCode, { fileId, hash, width, height });
    if (before !== null) await removeFile(db, ctx, actor, { agencyCode, fileId: before.fileId });
    await recordAudit(db, ctx, actor, {
      kind: 'agency.emblemSet',
      agencyCode,
      subject: { type: 'agency', id: agencyCode },
      details: { fileHash: accepted.row.sha256 },
    });
    return requireAgency(db, agencyCode);
  });
}

/** Takes the picture away: the columns show the platform's again. @throws DomainError FORBIDDEN, NOT_FOUND */
export async function removeAgencyEmblem(ctx: Context, actor: Actor, agencyCode: string): Promise<Agency> {
  permit(actor, 'document.configure', { agencyCode });
  return inTransaction(ctx.db, async (db) => {
    await requireAgency(db, agencyCode);
    const before = await replaceEmblem(db, agencyCode, null);
    if (before === null) throw new DomainError('NOT_FOUND', '本机关没有自己的标志，可能刚刚撤下。');
    await removeFile(db, ctx, actor, { agencyCode, fileId: before.fileId });
    await recordAudit(db, ctx, actor, {
      kind: 'agency.emblemRemoved',
      agencyCode,
      subject: { type: 'agency', id: agencyCode },
      details: {},
    });
    return requireAgency(db, agencyCode);
  });
}

/** The picture that stands over the columns now. @throws DomainError NOT_FOUND for any other, however it was named */
export async function openAgencyEmblem(
  ctx: Pick<Context, 'db' | 'files'>,
  agencyCode: string,
  hash: string,
): Promise<OpenedFile> {
  const emblem: AgencyEmblem | null = await findEmblem(ctx.db, agencyCode);
  if (emblem?.hash !== hash) throw new DomainError('NOT_FOUND', '没有这个标志。');
  const record = { kind: 'publishedDocument', agencyCode } as const;
  return openFile(ctx, agencyCode, emblem.fileId, { viewer: null, record, reach: 'released' });
}
