import type { Connection } from '../src/platform/database/schema.js';
import type { Writer } from './kill-rounds.js';

const ENOUGH = new Error('enough');

export interface WritingAlong {
  /** What was acknowledged so far. */
  readonly acknowledged: readonly string[];
  /** Ends after the piece that is being written. @throws whatever else ended it before */
  readonly stop: () => Promise<void>;
}

/** Writes until `stop`, while the caller does something else with the same database. */
export function writeAlong(writer: Writer, db: Connection, folder: string): WritingAlong {
  const acknowledged: string[] = [];
  let isStopped = false;
  const ended = writer
    .write(
      db,
      (text) => {
        acknowledged.push(text);
        if (isStopped) throw ENOUGH;
      },
      folder,
    )
    .catch((error: unknown) => error);
  return {
    acknowledged,
    stop: async () => {
      isStopped = true;
      const error = await ended;
      if (error !== ENOUGH) throw error;
    },
  };
}
