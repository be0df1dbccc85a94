import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '@gongkai/core';
import type { LocalFile } from './object-store.js';

/** A file as it arrived, complete and on the disk, not yet kept. */
export interface ReceivedFile extends LocalFile {
  /** Hexadecimal. */
  readonly sm3: string;
  /** Its first bytes, at most 64 kB. */
  readonly head: Uint8Array;
  /** Removes it, unless it was kept meanwhile. */
  readonly discard: () => Promise<void>;
}

const HEAD_BYTES = 65_536;

/**
 * Writes what arrives to a file in the folder, digesting on the way; memory stays the same however large it is.
 * @throws DomainError FILE_TOO_LARGE as soon as it is
 */
export async function receiveFile(
  folder: string,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  mostBytes: number,
): Promise<ReceivedFile> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, randomUUID());
  const discard = (): Promise<void> => unlink(path).catch(() => undefined);
  const [sha256, sm3] = [createHash('sha256'), createHash('sm3')];
  const head: Uint8Array[] = [];
  let size = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of content) {
      if (size < HEAD_BYTES) head.push(chunk.slice(0, HEAD_BYTES - size));
      size += chunk.byteLength;
      if (size > mostBytes) throw tooLarge(mostBytes);
      sha256.update(chunk);
      sm3.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
    await file.close();
  } catch (error) {
    await file.close().catch(() => undefined);
    await discard();
    throw error;
  }
  return {
    path,
    size,
    sha256: sha256.digest('hex'),
    sm3: sm3.digest('hex'),
    head: Buffer.concat(head),
    discard,
  };
}

function tooLarge(mostBytes: number): DomainError {
  return new DomainError(
    'FILE_TOO_LARGE',
    `文件过大，不能超过 ${Math.floor(mostBytes / 1_000_000)} MB。请压缩或拆分后再上传。`,
  );
}
