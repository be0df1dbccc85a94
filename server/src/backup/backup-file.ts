import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { DomainError } from '@gongkai/core';
import type { Manifest } from './archive.js';
import { AGE_MAGIC, decrypt, encrypt, type Encryption, type Unlocking } from './encryption.js';
import { checkArchive, damaged } from './read-archive.js';
import { roomIn } from './stream.js';

/** Rows compress well at any level; a higher one costs more time than it saves room. */
const GZIP_LEVEL = 4;

/**
 * Writes what a tar of `makeBackup` streams, compressed and perhaps encrypted, and reads it along: the file appears
 * under its name only when all of it was there and agrees with its manifest.
 * @throws DomainError INVALID_INPUT when the file exists
 */
export async function writeBackupFile(
  tar: Readable,
  path: string,
  encryption: Encryption | null,
): Promise<Manifest> {
  if ((await stat(path).catch(() => null)) !== null) {
    // Whoever makes it would wait for a reader, with the database held.
    tar.destroy();
    throw new DomainError('INVALID_INPUT', `${path} 已经存在，没有覆盖。请换一个文件名。`);
  }
  const draft = `${path}.part`;
  const file = createWriteStream(draft, { mode: 0o600, flush: true });
  const copy = new PassThrough();
  const checked = checkArchive(copy);
  // Its reader's failure is thrown below; whoever writes to it must not wait for it any more.
  const ended = checked.then(
    () => undefined,
    () => {
      copy.destroy();
    },
  );
  try {
    const tee = async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const chunk of chunks) {
        if (!copy.destroyed && !copy.write(chunk)) await roomIn(copy);
        yield chunk;
      }
      if (!copy.destroyed) copy.end();
    };
    const gzip = createGzip({ level: GZIP_LEVEL });
    if (encryption === null) await pipeline(tar, tee, gzip, file);
    else
      await pipeline(tar, tee, gzip, (bytes: AsyncIterable<Uint8Array>) => encrypt(bytes, encryption), file);
    const manifest = await checked;
    await rename(draft, path);
    await flushFolder(dirname(path));
    return manifest;
  } catch (error) {
    tar.destroy();
    copy.destroy(new Error('the backup was not finished'));
    await ended;
    await unlink(draft).catch(() => undefined);
    throw error;
  }
}

/** The tar in a backup file, as it streams by. Each call reads it anew. @throws DomainError UNREADABLE_FILE, INVALID_INPUT */
export async function* readBackupFile(path: string, unlocking: Unlocking): AsyncGenerator<Uint8Array> {
  const isEncrypted = await isEncryptedBackup(path);
  const bytes = createReadStream(path);
  const gunzip = createGunzip();
  // Fails where it is read.
  const piped = (
    isEncrypted
      ? pipeline(bytes, (chunks: AsyncIterable<Uint8Array>) => decrypt(chunks, unlocking), gunzip)
      : pipeline(bytes, gunzip)
  ).catch((error: unknown) => error);
  try {
    for await (const chunk of gunzip) yield chunk as Uint8Array;
  } catch (error) {
    const cause = (await piped) ?? error;
    if (cause instanceof DomainError) throw cause;
    throw damaged('解不开，或者在中途断开');
  } finally {
    bytes.destroy();
    gunzip.destroy();
  }
}

export async function isEncryptedBackup(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(AGE_MAGIC.length), 0, AGE_MAGIC.length, 0);
    return buffer.toString('latin1', 0, bytesRead) === AGE_MAGIC;
  } finally {
    await file.close();
  }
}

async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
