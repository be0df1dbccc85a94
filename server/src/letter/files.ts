import { permit, type Actor } from '@gongkai/core';
import { recordLook } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import { openFile, type OpenedFile } from '../storage/service.js';
import { letterNotFound, placeOf } from './matter.js';
import { findLetter, listLetterFiles } from './queries.js';
import type { LetterAddress } from './take-step.js';

/** A file of a letter, for whoever sees its case and files; the look is on record first. @throws DomainError NOT_FOUND */
export async function openLetterFile(
  ctx: Pick<AppContext, 'db' | 'files' | 'now'>,
  actor: Actor,
  { agencyCode, letterId }: LetterAddress,
  fileId: string,
): Promise<OpenedFile> {
  const row = await findLetter(ctx.db, agencyCode, letterId);
  const files = row === undefined ? [] : await listLetterFiles(ctx.db, agencyCode, letterId);
  const file = files.find((it) => it.fileId === fileId);
  if (row === undefined || file === undefined) throw letterNotFound();
  const { unitCode = null } = await placeOf(ctx.db, actor, row);
  permit(actor, 'file.view', { agencyCode, unitCode }, letterNotFound);
  const record = { kind: row.caseId === null ? 'rightsRequest' : 'case', agencyCode, unitCode } as const;
  const opened = await openFile(ctx, agencyCode, fileId, { viewer: actor, record, reach: 'inside' });
  await recordLook(ctx, actor, {
    kind: 'file.downloaded',
    agencyCode,
    subject: { type: 'file', id: fileId },
    purpose: 'handling',
    details: { sha256: file.sha256 },
  });
  return opened;
}
