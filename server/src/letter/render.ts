import { systemActor } from '@gongkai/core';
import { printedLetter } from '../letter-template/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { acceptFile, recordFile } from '../storage/service.js';
import { findLetter, insertLetterFile, listLetterFiles, lockLetter } from './queries.js';
import { RENDER_LETTER_JOB } from './render-job.js';
import { hashOfContent, openLetter } from './sealed-letter.js';

const FORMATS = ['docx', 'pdf'] as const;

/** Writes what is missing of a letter's files, from its frozen text alone; done twice it does nothing. */
export async function renderLetter(
  ctx: AppContext,
  { agencyId, letterId }: { readonly agencyId: string; readonly letterId: string },
): Promise<void> {
  const row = await findLetter(ctx.db, agencyId, letterId);
  if (row === undefined) return;
  const { frozen } = openLetter(ctx.keyring, row);
  if (frozen === null) return;
  if (hashOfContent(frozen.content) !== row.contentHash) {
    throw new Error(`The text of the letter ${letterId} is not the one that was approved.`);
  }
  const actor = systemActor(RENDER_LETTER_JOB.name);
  for (const format of FORMATS) {
    const made = await listLetterFiles(ctx.db, agencyId, letterId);
    if (made.some(({ role }) => role === format)) continue;
    const bytes = await printedLetter(frozen.content, format, ctx.fonts);
    const accepted = await acceptFile(ctx, actor, {
      ...{ agencyCode: agencyId, purpose: 'letterText', content: [bytes] },
      fileName: `${row.documentNumber ?? frozen.content.title}.${format}`,
    });
    await inTransaction(ctx.db, async (db) => {
      await lockLetter(db, agencyId, letterId);
      const known = await listLetterFiles(db, agencyId, letterId);
      if (known.some(({ role }) => role === format)) return;
      const { fileId, fileName, size, sha256 } = await recordFile(db, ctx, actor, accepted);
      await insertLetterFile(db, {
        ...{ agencyId, fileId, letterId, role: format },
        ...{ fileName, size, sha256, addedAt: ctx.now().toISOString() },
      });
    });
  }
}
