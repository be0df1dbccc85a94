import { once } from 'node:events';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import { makeBackup, type BackupContext } from './make-backup.js';

/** A backup as a tar that is made as fast as it is read. */
export function backupStream(ctx: BackupContext, options: { readonly keyFile: string | null }): Readable {
  const stream = new PassThrough();
  makeBackup(ctx, options, async (bytes) => {
    if (stream.destroyed) throw new Error('nobody reads the backup any more');
    if (!stream.write(bytes)) await roomIn(stream);
  }).then(
    () => stream.end(),
    (error: unknown) => stream.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return stream;
}

/** Waits until a full stream takes more, or takes nothing any more. */
export async function roomIn(stream: Writable): Promise<void> {
  if (stream.destroyed) return;
  const over = new AbortController();
  const { signal } = over;
  try {
    await Promise.race([once(stream, 'drain', { signal }), once(stream, 'close', { signal })]);
  } finally {
    over.abort();
  }
}
