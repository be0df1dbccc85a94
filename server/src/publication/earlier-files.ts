import { DomainError } from '@gongkai/core';
import { checkFile } from '../document-review/service.js';
import { listAgencies } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { receiveFile } from '../platform/files/receive-file.js';
import { forgetReading, listUnreadFiles, updateFileReading, type UnreadFile } from './link-queries.js';

type Context = Pick<AppContext, 'db' | 'files' | 'logger'>;

const AT_ONCE = 50;

/**
 * Counts the pages and lists the links of files that were taken in before that was kept, each read once; done twice it
 * changes nothing more. @returns how many were read
 */
export async function readEarlierFiles(ctx: Context, signal?: AbortSignal): Promise<number> {
  let count = 0;
  for (const { code } of await listAgencies(ctx)) {
    for (let after = ''; ;) {
      const files = await listUnreadFiles(ctx.db, code, after, AT_ONCE);
      for (const file of files) {
        const reading = await readAgain(ctx, file);
        await inTransaction(ctx.db, async (db) => {
          await updateFileReading(db, file, reading);
          if (reading.links.length > 0) await forgetReading(db, file);
        });
        count += 1;
        signal?.throwIfAborted();
      }
      const last = files.at(-1);
      if (last === undefined || files.length < AT_ONCE) break;
      after = last.fileId;
    }
  }
  return count;
}

async function readAgain(
  ctx: Pick<Context, 'files' | 'logger'>,
  { fileId, fileName, objectKey, size, pages }: UnreadFile,
): Promise<{ readonly links: readonly string[]; readonly pages: number | null }> {
  try {
    const received = await receiveFile(ctx.files.incoming, await ctx.files.store.open(objectKey), size);
    try {
      const read = await checkFile(received.path, fileName);
      return { links: read.links, pages: read.pages ?? pages };
    } finally {
      await received.discard();
    }
  } catch (error) {
    // What cannot be read was told when it was taken in, and will not be read tomorrow either.
    if (!(error instanceof DomainError))
      ctx.logger.warn({ fileId, err: error }, 'a file could not be read again');
    return { links: [], pages };
  }
}
