import { DomainError, hiddenAs, permit, type Actor, type KeptFile, type VisibleRecord } from '@gongkai/core';
import { placeOfCase, requireCase } from '../application/service.js';
import { recordLook } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { acceptFile, openFile, recordFile, type OpenedFile } from '../storage/service.js';
import { seesTask } from './policy.js';
import { findUnitTask } from './task-queries.js';
import {
  findHandlingFile,
  insertHandlingFile,
  listHandlingFiles,
  type HandlingFileRow,
} from './text-queries.js';

/** The record that a file is kept with; whoever calls has decided that it may be changed. */
export interface FileOwner {
  readonly agencyId: string;
  readonly caseId: string;
  readonly recordId: string;
}

/** Keeps an uploaded file with a record. @throws DomainError FILE_REFUSED, FILE_TOO_LARGE */
export async function keepFile(
  ctx: Pick<AppContext, 'db' | 'files' | 'now'>,
  actor: Actor,
  owner: FileOwner,
  { fileName, bytes }: { readonly fileName: string; readonly bytes: Uint8Array },
): Promise<KeptFile> {
  const file = { agencyCode: owner.agencyId, purpose: 'caseAttachment', fileName, content: [bytes] } as const;
  const accepted = await acceptFile(ctx, actor, file);
  return inTransaction(ctx.db, async (db) => {
    const { fileId, mediaType, size } = await recordFile(db, ctx, actor, accepted);
    await insertHandlingFile(db, { ...owner, fileId });
    return { fileId, fileName: accepted.row.fileName, mediaType, size };
  });
}

/** The files of records by the records' ids. */
export async function filesByRecord(
  db: Connection,
  agencyId: string,
  recordIds: readonly string[],
): Promise<ReadonlyMap<string, KeptFile[]>> {
  const found = new Map<string, KeptFile[]>();
  if (recordIds.length === 0) return found;
  for (const row of await listHandlingFiles(db, agencyId, recordIds)) {
    const { recordId, fileId, fileName, mediaType, size } = row;
    found.set(recordId, [...(found.get(recordId) ?? []), { fileId, fileName, mediaType, size }]);
  }
  return found;
}

/** A file for whoever sees its case, or its task. The look is on record first. @throws DomainError NOT_FOUND, FORBIDDEN */
export async function openHandlingFile(
  ctx: Pick<AppContext, 'db' | 'files' | 'now'>,
  actor: Actor,
  agencyCode: string,
  fileId: string,
): Promise<OpenedFile> {
  const row = await findHandlingFile(ctx.db, agencyCode, fileId);
  if (row === undefined) throw noSuchFile();
  const record = await permitFile(ctx.db, actor, row);
  const opened = await openFile(ctx, agencyCode, fileId, { viewer: actor, record, reach: 'inside' });
  await recordLook(ctx, actor, {
    kind: 'file.downloaded',
    agencyCode,
    subject: { type: 'file', id: fileId },
    purpose: 'handling',
    details: { sha256: row.sha256 },
  });
  return opened;
}

/** @returns the record that shows the file */
async function permitFile(db: Connection, actor: Actor, row: HandlingFileRow): Promise<VisibleRecord> {
  const task = await findUnitTask(db, row.agencyId, row.recordId);
  if (task !== undefined && seesTask(actor, task))
    return { kind: 'unitTask', agencyCode: row.agencyId, unitCode: task.unitId };
  const found = await requireCase(db, actor, row.agencyId, row.caseId).catch((error: unknown) => {
    throw hiddenAs(error, noSuchFile());
  });
  permit(actor, 'file.view', placeOfCase(found), noSuchFile);
  return { kind: 'case', agencyCode: row.agencyId, unitCode: found.unitId };
}

function noSuchFile(): DomainError {
  return new DomainError('NOT_FOUND', '没有这个文件，或者已经移除。');
}
