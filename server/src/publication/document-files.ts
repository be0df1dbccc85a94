import {
  CHECK_VERSION,
  describeScrubbed,
  DomainError,
  permit,
  permitWithin,
  type Actor,
  type DocumentDetail,
  type HiddenItem,
} from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import { findHiddenData, scrubbedFile } from '../document-review/service.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { countPages } from '../platform/files/page-count.js';
import { receiveFile } from '../platform/files/receive-file.js';
import {
  acceptFile,
  openFile,
  recordFile,
  removeFile,
  type FileToStore,
  type OpenedFile,
} from '../storage/service.js';
import { about, key, requireDraft, withAuthor, type PublicationContext } from './draft-document.js';
import { lockForWork, noSuchDocument, recordAct } from './document-source.js';
import { lookAtFile } from './look-at-file.js';
import { placeOfDocument, seesDraft } from './policy.js';
import { loadWords } from './publication-setting.js';
import { presentDocument } from './present-document.js';
import {
  endDocumentFile,
  findDocument,
  findDocumentFile,
  insertDocumentFile,
  listDocumentFiles,
  type DocumentRow,
} from './queries.js';

/** A file of a document, by their ids. */
export interface DocumentFilePlace {
  readonly agencyCode: string;
  readonly documentId: string;
  readonly fileId: string;
}

/** Takes a file in, checked for personal data, markings and what it hides. @throws DomainError as `acceptFile` */
export async function attachFile(
  ctx: PublicationContext,
  actor: Actor,
  documentId: string,
  file: Omit<FileToStore, 'purpose'>,
): Promise<DocumentDetail> {
  const { agencyCode } = file;
  await requireDrafter(ctx, actor, agencyCode, documentId);
  const accepted = await acceptFile(ctx, actor, { ...file, purpose: 'publishedDocument' });
  const seen = await lookAtFile(ctx, accepted.row, await loadWords(ctx.db, agencyCode));
  return inTransaction(ctx.db, async (db) => {
    const row = await lockForWork(db, actor, 'document.draft', { agencyCode, documentId });
    permit(actor, 'document.draft', placeOfDocument(row));
    requireDraft(row);
    const { fileId } = await recordFile(db, ctx, actor, accepted);
    await insertDocumentFile(db, {
      ...key(row),
      fileId,
      fromVersion: row.version,
      toVersion: null,
      pages: seen.pages,
      links: JSON.stringify(seen.links),
      checkVersion: CHECK_VERSION,
      findings: JSON.stringify(seen.findings),
      scrubbedFrom: null,
      removed: null,
    });
    const changed = await withAuthor(db, row, actor);
    await recordAct(db, ctx, actor, changed, 'attach', accepted.row.fileName);
    return presentDocument(db, actor, changed, ctx.today());
  });
}

/** The published versions keep the file. @throws DomainError NOT_FOUND */
export async function detachFile(
  ctx: PublicationContext,
  actor: Actor,
  { agencyCode, documentId, fileId }: DocumentFilePlace,
): Promise<DocumentDetail> {
  return inTransaction(ctx.db, async (db) => {
    const row = await lockForWork(db, actor, 'document.draft', { agencyCode, documentId });
    permit(actor, 'document.draft', placeOfDocument(row));
    requireDraft(row);
    const file = (await listDocumentFiles(db, row, row.version)).find((it) => it.fileId === fileId);
    if (!file || !(await endDocumentFile(db, row, fileId))) throw noSuchFile();
    if (file.fromVersion === row.version) await removeFile(db, ctx, actor, { agencyCode, fileId });
    const changed = await withAuthor(db, row, actor);
    await recordAct(db, ctx, actor, changed, 'detach', file.fileName);
    return presentDocument(db, actor, changed, ctx.today());
  });
}

/** What a file of a draft hides, piece by piece, for whoever sees the draft. @throws DomainError NOT_FOUND */
export async function listHiddenData(
  ctx: PublicationContext,
  actor: Actor,
  place: DocumentFilePlace,
): Promise<{ items: HiddenItem[] }> {
  const file = await openDocumentFile(ctx, actor, place);
  const received = await receiveFile(ctx.files.incoming, await file.read(), file.size);
  try {
    return { items: await findHiddenData(received.path, file.mediaType) };
  } finally {
    await received.discard();
  }
}

/**
 * Puts a copy without what it hid in the place of a file. The one that was uploaded stays inside and is never public,
 * neither in this version nor in one before. @throws DomainError NOT_FOUND, INVALID_INPUT, NOT_IN_THIS_STATUS
 */
export async function scrubDocumentFile(
  ctx: PublicationContext,
  actor: Actor,
  place: DocumentFilePlace,
): Promise<DocumentDetail> {
  const { agencyCode, documentId, fileId } = place;
  await requireDrafter(ctx, actor, agencyCode, documentId);
  const file = await openDocumentFile(ctx, actor, place);
  const received = await receiveFile(ctx.files.incoming, await file.read(), file.size);
  try {
    const { content, found } = await scrubbedFile(received.path, file.mediaType);
    const accepted = await acceptFile(ctx, actor, {
      ...{ agencyCode, fileName: file.fileName, purpose: 'publishedDocument', content },
    });
    if (found.length === 0) throw new DomainError('INVALID_INPUT', '这个附件里没有隐藏信息，不必清除。');
    const seen = await lookAtFile(ctx, accepted.row, await loadWords(ctx.db, agencyCode));
    // A copy without what it hid has as many, though it may no longer say so.
    const pages = seen.pages ?? (await countPages(received.path, file.mediaType));
    return await inTransaction(ctx.db, async (db) => {
      const row = await lockForWork(db, actor, 'document.draft', { agencyCode, documentId });
      permit(actor, 'document.draft', placeOfDocument(row));
      requireDraft(row);
      if (!(await endDocumentFile(db, row, fileId))) throw noSuchFile();
      const stored = await recordFile(db, ctx, actor, accepted);
      await insertDocumentFile(db, {
        ...key(row),
        fileId: stored.fileId,
        fromVersion: row.version,
        toVersion: null,
        pages,
        links: JSON.stringify(seen.links),
        checkVersion: CHECK_VERSION,
        findings: JSON.stringify(seen.findings),
        scrubbedFrom: fileId,
        removed: JSON.stringify(found.map(({ rule }) => rule)),
      });
      const changed = await withAuthor(db, row, actor);
      await recordAct(db, ctx, actor, changed, 'scrub', `${file.fileName}：${describeScrubbed(found)}`);
      await recordAudit(db, ctx, actor, {
        ...about(row),
        kind: 'document.fileScrubbed',
        details: { version: row.version, count: found.length },
      });
      return presentDocument(db, actor, changed, ctx.today());
    });
  } finally {
    await received.discard();
  }
}

/** A file of a draft for those who see the draft: reviewers too (先审查、后公开). @throws DomainError NOT_FOUND */
export async function openDocumentFile(
  ctx: Pick<PublicationContext, 'db' | 'files'>,
  actor: Actor,
  { agencyCode, documentId, fileId }: DocumentFilePlace,
): Promise<OpenedFile> {
  permitWithin(actor, 'document.view', agencyCode);
  const row = await findDocument(ctx.db, agencyCode, documentId);
  if (!row || !seesDraft(actor, row)) throw noSuchDocument(row);
  if (!(await findDocumentFile(ctx.db, agencyCode, documentId, fileId))) throw noSuchFile();
  return openFile(ctx, agencyCode, fileId, {
    viewer: actor,
    record: { kind: 'draftDocument', agencyCode, unitCode: row.unitId },
    reach: 'inside',
  });
}

async function requireDrafter(
  ctx: Pick<PublicationContext, 'db'>,
  actor: Actor,
  agencyCode: string,
  documentId: string,
): Promise<DocumentRow> {
  permitWithin(actor, 'document.draft', agencyCode);
  const known = await findDocument(ctx.db, agencyCode, documentId);
  if (!known || !seesDraft(actor, known)) throw noSuchDocument(known);
  permit(actor, 'document.draft', placeOfDocument(known));
  return known;
}

function noSuchFile(): DomainError {
  return new DomainError('NOT_FOUND', '这份文稿没有这个附件，可能已经移除。');
}
