import { createHash, randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import {
  DomainError,
  permitWithin,
  seesFile,
  visibilityOf,
  type Actor,
  type FileReach,
  type SecrecyMarking,
  type VisibleRecord,
} from '@gongkai/core';
import { recordAudit, type AuditedActor } from '../audit/service.js';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { detectType, endsAs } from '../platform/files/detect-type.js';
import { documentText } from '../platform/files/document-text.js';
import { FILE_TYPES, type MediaType } from '../platform/files/file-types.js';
import type { ByteRange } from '../platform/files/object-store.js';
import { receiveFile, type ReceivedFile } from '../platform/files/receive-file.js';
import { ruleOf, type FilePurpose } from './purposes.js';
import { findFile, insertFile, markRemoved, type StoredFileRow } from './queries.js';
import { refuseMarked, searchMarkings } from './secrecy-check.js';

export { closeIncident, listSecrecyIncidents } from './incidents.js';
export { countKeptObjects, unknownObjects, walkKeptObjects } from './kept-objects.js';
export type { FilePurpose } from './purposes.js';

type Context = Pick<AppContext, 'db' | 'files' | 'now'>;

export interface FileToStore {
  readonly agencyCode: string;
  readonly purpose: FilePurpose;
  readonly fileName: string;
  /** What the sender says it is. */
  readonly claimedType?: string;
  readonly content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** A file that is in its place; only `recordFile` makes it known. Unrecorded, it is swept away after a day. */
export interface AcceptedFile {
  readonly row: Omit<StoredFileRow, 'storedBy' | 'storedAt' | 'removedAt'>;
}

export interface StoredFile {
  readonly fileId: string;
  readonly fileName: string;
  readonly mediaType: MediaType;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  readonly sm3: string;
  readonly warnings: readonly SecrecyMarking[];
}

/** `acceptFile` and `recordFile` in one, for a caller who writes nothing else. */
export async function storeFile(ctx: Context, actor: Actor, file: FileToStore): Promise<StoredFile> {
  const accepted = await acceptFile(ctx, actor, file);
  return inTransaction(ctx.db, (db) => recordFile(db, ctx, actor, accepted));
}

/**
 * Takes a file in: size, true type, virus, secrecy marking, then its place. It takes as long as the sender does, so never
 * call it inside a transaction. Somebody who applies sends what belongs to his own application; whose it is his use case
 * has decided.
 * @throws DomainError FORBIDDEN, FILE_TOO_LARGE, FILE_REFUSED, UNREADABLE_FILE, STORAGE_UNAVAILABLE; nothing is kept then
 */
export async function acceptFile(
  ctx: Context,
  actor: Actor,
  { agencyCode, purpose, fileName: givenName, claimedType, content }: FileToStore,
): Promise<AcceptedFile> {
  const { incoming, store, scanVirus } = ctx.files;
  const rule = ruleOf(purpose);
  permitForPurpose(actor, purpose, agencyCode);
  await requireAgency(ctx.db, agencyCode);
  const fileName = plainName(givenName);
  const received = await receiveFile(incoming, content, rule.mostBytes);
  try {
    const refuse = (reason: string, message: string): Promise<never> =>
      refuseFile(ctx, actor, { agencyCode, received, reason, message });
    const mediaType = await detectType(received.path, received.head, fileName);
    if (mediaType === null || !rule.types.includes(mediaType)) {
      const kinds = rule.types.map((type) => FILE_TYPES[type].label).join('、');
      return await refuse('type', `这里不能上传这种文件。可以上传：${kinds}；不能带宏。`);
    }
    if (!endsAs(fileName, mediaType)) {
      const { label, endings } = FILE_TYPES[mediaType];
      return await refuse(
        'name',
        `文件的内容是${label}，名称却不是以 .${endings.join('、.')} 结尾。请核对后再上传。`,
      );
    }
    const isScanned = scanVirus !== null && rule.isOwnWork !== true;
    if (isScanned && (await scanVirus(received.path)) !== null) {
      return await refuse('virus', '文件中有病毒，没有保存。请先清除病毒，并检查您的计算机。');
    }
    const warnings = rule.isOwnWork
      ? []
      : await refuseMarked(
          ctx,
          actor,
          { agencyCode, source: purpose, fileName, sha256: received.sha256 },
          await searchMarkings(documentText(received.path, mediaType, received.head)),
        );
    const { size, sha256, sm3 } = received;
    const fileId = randomUUID();
    const objectKey = `${sha256.slice(0, 2)}/${sha256}.${fileId}`;
    await store.put(objectKey, received);
    return {
      row: {
        agencyId: agencyCode,
        fileId,
        purpose,
        fileName,
        claimedType: claimedType?.slice(0, 200) ?? null,
        mediaType,
        size,
        sha256,
        sm3,
        objectKey,
        isVirusScanned: isScanned,
        warnings,
      },
    };
  } finally {
    await received.discard();
  }
}

/** What one may store one may take back. What applicants do with their own their use case decides. @throws DomainError FORBIDDEN */
function permitForPurpose(actor: Actor, purpose: FilePurpose, agencyCode: string): void {
  const { isOwnWork = false, permission = 'file.upload' } = ruleOf(purpose);
  if (!isOwnWork && actor.kind !== 'applicant') permitWithin(actor, permission, agencyCode);
}

/** Makes an accepted file known, in the caller's transaction: undone with it. */
export async function recordFile(
  db: Transaction,
  ctx: Pick<Context, 'now'>,
  actor: AuditedActor,
  { row }: AcceptedFile,
): Promise<StoredFile> {
  await insertFile(db, {
    ...row,
    warnings: JSON.stringify(row.warnings),
    storedBy: actor.id,
    storedAt: ctx.now().toISOString(),
    removedAt: null,
  });
  await recordAudit(db, ctx, actor, {
    kind: 'file.uploaded',
    agencyCode: row.agencyId,
    subject: { type: 'file', id: row.fileId },
    details: { sha256: row.sha256, bytes: row.size, mediaType: row.mediaType },
  });
  return presentFile(row);
}

export interface OpenedFile extends StoredFile {
  /** Its bytes, or those of a range, as a stream. */
  readonly read: (range?: ByteRange) => Promise<Readable>;
}

/** On whose behalf a file is asked for, and what decides whether he sees it. */
export interface FileAccess {
  /** Null: anybody. */
  readonly viewer: Actor | null;
  /** The record that the file is kept with. */
  readonly record: VisibleRecord;
  readonly reach: FileReach;
}

/**
 * A file for whoever sees the record that it belongs to.
 * @throws DomainError NOT_FOUND, which looks the same for what is missing and what one must not see
 */
export async function openFile(
  ctx: Pick<Context, 'db' | 'files'>,
  agencyCode: string,
  fileId: string,
  { viewer, record, reach }: FileAccess,
): Promise<OpenedFile> {
  const isSeen = record.agencyCode === agencyCode && seesFile(visibilityOf(record, viewer), reach);
  const row = isSeen ? await findFile(ctx.db, agencyCode, fileId) : undefined;
  if (row === undefined) {
    const { code, message } = noSuchFile();
    // What one must not see is answered like what is missing, and put on record as refused.
    throw new DomainError(code, message, isSeen ? {} : { permission: 'file.view', agencyCode });
  }
  return { ...presentFile(row), read: (range) => ctx.files.store.open(row.objectKey, range) };
}

/**
 * From the end of the transaction nobody sees it; its bytes go a day later, so that backups stay whole. Asks for the
 * permission that storing it asks for; whether the record that it belongs to may be changed its use case asks.
 * @throws DomainError NOT_FOUND, FORBIDDEN
 */
export async function removeFile(
  db: Transaction,
  ctx: Pick<Context, 'now'>,
  actor: Actor,
  { agencyCode, fileId }: { readonly agencyCode: string; readonly fileId: string },
): Promise<void> {
  const row = await findFile(db, agencyCode, fileId);
  if (row === undefined) throw noSuchFile();
  permitForPurpose(actor, row.purpose as FilePurpose, agencyCode);
  if (!(await markRemoved(db, agencyCode, fileId, ctx.now().toISOString()))) throw noSuchFile();
}

/**
 * For uploads that are read and not kept: refuses what carries a secrecy marking, as `acceptFile` does. What cannot be
 * read here is left to its reader to refuse.
 * @param source what it was uploaded for: a name of the program
 * @throws DomainError FILE_REFUSED
 */
export async function requireUnmarked(
  ctx: Pick<Context, 'db' | 'now'>,
  actor: AuditedActor,
  upload: {
    readonly agencyCode: string;
    readonly source: string;
    readonly fileName: string;
    readonly bytes: Uint8Array;
  },
): Promise<void> {
  const { bytes, fileName } = upload;
  const head = bytes.subarray(0, 65_536);
  const readable = await searchBytes(bytes, head, fileName);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await refuseMarked(ctx, actor, { ...upload, sha256 }, readable);
}

async function searchBytes(
  bytes: Uint8Array,
  head: Uint8Array,
  fileName: string,
): Promise<readonly SecrecyMarking[]> {
  try {
    const type = await detectType(bytes, head, fileName);
    return await searchMarkings(documentText(bytes, type, head));
  } catch (error) {
    if (error instanceof DomainError && error.code === 'UNREADABLE_FILE')
      return searchMarkings(documentText(bytes, null, head));
    throw error;
  }
}

interface Refusal {
  readonly agencyCode: string;
  readonly received: ReceivedFile;
  readonly reason: string;
  readonly message: string;
}

async function refuseFile(
  ctx: Context,
  actor: AuditedActor,
  { agencyCode, received, reason, message }: Refusal,
): Promise<never> {
  await inTransaction(ctx.db, (db) =>
    recordAudit(db, ctx, actor, {
      kind: 'file.refused',
      agencyCode,
      subject: { type: 'file', id: received.sha256 },
      outcome: 'refused',
      details: { reason },
    }),
  );
  throw new DomainError('FILE_REFUSED', message, { reason });
}

/** What a person may see of a name: no folders, no control characters, not longer than file systems take. */
function plainName(given: string): string {
  const name = given
    .normalize('NFC')
    .replace(/^.*[/\\]/s, '')
    .replaceAll(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '')
    .trim();
  if (name === '' || /^\.+$/.test(name)) return '未命名';
  if (name.length <= 150) return name;
  const ending = /\.[^.]{1,10}$/.exec(name)?.[0] ?? '';
  return `${name.slice(0, 150 - ending.length)}${ending}`;
}

function presentFile(row: AcceptedFile['row']): StoredFile {
  const { fileId, fileName, mediaType, size, sha256, sm3, warnings } = row;
  return { fileId, fileName, mediaType: mediaType as MediaType, size, sha256, sm3, warnings };
}

function noSuchFile(): DomainError {
  return new DomainError('NOT_FOUND', '没有这个文件，可能已经移除。');
}
