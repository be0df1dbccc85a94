import { isRobot, localDateInChina, type PageRead } from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import { addCounts, type ReadingCount } from './queries.js';

/** More different pages than these are written at once, without waiting for the time. */
const MOST_HELD = 5_000;
const FLUSH_MS = 15_000;

/** Counts in memory, written down from time to time in one statement; what a kill loses is at most that time's. */
export interface ReadingCounter {
  readonly add: (read: PageRead, userAgent: string | undefined, at: Date, count?: number) => void;
  /** Whether so much is held that it should be written. */
  readonly isFull: () => boolean;
  readonly flush: (db: AppContext['db']) => Promise<void>;
}

export function createCounter(): ReadingCounter {
  let held = new Map<string, ReadingCount>();
  const put = (row: ReadingCount): void => {
    // Only the code of an agency may hold a line's end; it stands last, so no two keys can be mistaken for each other.
    const key = `${row.day}\n${row.kind}\n${row.isRobot}\n${row.page}\n${row.agencyId}`;
    const known = held.get(key);
    if (known === undefined) held.set(key, row);
    else known.count += row.count;
  };
  return {
    add: ({ agencyCode: agencyId, page, kind }, userAgent, at, count = 1) => {
      put({ agencyId, page, kind, day: localDateInChina(at), isRobot: isRobot(userAgent), count });
    },
    isFull: () => held.size >= MOST_HELD,
    flush: async (db) => {
      const rows = [...held.values()];
      held = new Map();
      try {
        await addCounts(db, rows);
      } catch (error) {
        for (const row of rows) put(row);
        throw error;
      }
    },
  };
}

/** Writes what is held; what cannot be written is held on. */
export async function flushReadings(
  ctx: Pick<AppContext, 'db' | 'logger'>,
  counter: ReadingCounter,
): Promise<void> {
  try {
    await counter.flush(ctx.db);
  } catch (error) {
    ctx.logger.warn({ err: error }, 'readings not written, tried again later');
  }
}

/** Writes what is held every quarter of a minute. @returns how to write the rest and stop */
export function flushRegularly(
  ctx: Pick<AppContext, 'db' | 'logger'>,
  counter: ReadingCounter,
): () => Promise<void> {
  const flush = () => flushReadings(ctx, counter);
  const timer = setInterval(() => void flush(), FLUSH_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await flush();
  };
}
