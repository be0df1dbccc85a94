import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { makeBackup, type BackupContext } from './make-backup.js';

/** A backup as a tar that is made as fast as it is read. */
export function backupStream(ctx: BackupContext, options: { readonly keyFile: string | null }): Readable {
  const stream = new PassThrough();
  makeBackup(ctx, options, async (bytes) => {
    if (stream.destroyed) throw new Error('nobody reads the backup any more');
    if (!stream.write(bytes)) await Promise.race([once(stream, 'drain'), once(stream, 'close')]);
  }).then(
    () => stream.end(),
    (error: unknown) => stream.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return stream;
}
