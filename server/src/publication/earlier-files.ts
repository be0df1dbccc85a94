import { CHECK_VERSION, type WrongWord } from '@gongkai/core';
import { listAgencies } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import {
  forgetReading,
  listUnreadFiles,
  updateFileReading,
  type FileReading,
  type UnreadFile,
} from './link-queries.js';
import { lookAtFile } from './look-at-file.js';
import { loadWords } from './publication-setting.js';

type Context = Pick<AppContext, 'db' | 'files' | 'logger'>;

const AT_ONCE = 50;

/**
 * Reads the files again that were read under other rules than those that ship now, or before their links and pages were
 * kept; done twice it changes nothing more. @returns how many were read
 */
export async function readEarlierFiles(ctx: Context, signal?: AbortSignal): Promise<number> {
  let count = 0;
  for (const { code } of await listAgencies(ctx)) {
    const words = await loadWords(ctx.db, code);
    for (let after = ''; ;) {
      const files = await listUnreadFiles(ctx.db, code, CHECK_VERSION, after, AT_ONCE);
      for (const file of files) {
        const reading = await readAgain(ctx, file, words);
        await inTransaction(ctx.db, async (db) => {
          await updateFileReading(db, file, reading, CHECK_VERSION);
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

/** What cannot be read keeps what was found when it was taken in. */
async function readAgain(
  ctx: Pick<Context, 'files' | 'logger'>,
  file: UnreadFile,
  words: readonly WrongWord[],
): Promise<FileReading> {
  try {
    const { findings, pages, links } = await lookAtFile(ctx, file, words);
    return { findings, links, pages: pages ?? file.pages };
  } catch (error) {
    ctx.logger.warn({ fileId: file.fileId, err: error }, 'a file could not be read again');
    return { findings: null, links: [], pages: file.pages };
  }
}
