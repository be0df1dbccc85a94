import { createHash, type Hash } from 'node:crypto';
import { fileEntry, fileLine, PART_BYTES, tablePart } from './archive.js';
import { TAR_END, tarHeader, tarPadding } from './tar.js';

/** Takes bytes; resolves when more may come. */
export type ByteSink = (bytes: Uint8Array) => Promise<void>;

/** Writes the entries of a backup one after the other; memory stays the same however large they are. */
export function archiveWriter(sink: ByteSink) {
  const filesHash = createHash('sha256');
  const files = { count: 0, bytes: 0, damaged: [] as string[] };

  const writeEntry = async (name: string, bytes: Uint8Array): Promise<void> => {
    await sink(tarHeader(name, bytes.byteLength));
    await sink(bytes);
    await sink(tarPadding(bytes.byteLength));
  };

  return {
    writeEntry,
    writeJson: (name: string, value: unknown): Promise<void> =>
      writeEntry(name, Buffer.from(`${JSON.stringify(value, null, 1)}\n`)),
    /** A table in parts, because the size of an entry must be known before it is written. */
    async writeTable(
      name: string,
      rows: AsyncIterable<Uint8Array>,
    ): Promise<{ readonly parts: number; readonly sha256: string }> {
      const hash = createHash('sha256');
      let parts = 0;
      let held: Uint8Array[] = [];
      let heldBytes = 0;
      const flush = async (): Promise<void> => {
        if (heldBytes === 0) return;
        parts += 1;
        const part = Buffer.concat(held, heldBytes);
        hash.update(part);
        await writeEntry(tablePart(name, parts), part);
        [held, heldBytes] = [[], 0];
      };
      for await (const chunk of rows) {
        for (let at = 0; at < chunk.byteLength; at += PART_BYTES) {
          const piece = chunk.subarray(at, at + PART_BYTES);
          if (heldBytes + piece.byteLength > PART_BYTES) await flush();
          held.push(piece);
          heldBytes += piece.byteLength;
        }
      }
      await flush();
      return { parts, sha256: hash.digest('hex') };
    },
    /**
     * A file as its row describes it. One that the storage has lost or changed leaves a gap of the same size and is
     * named in the manifest: a backup without it is better than none.
     */
    async writeFile(
      file: { readonly key: string; readonly size: number; readonly sha256: string },
      content: () => Promise<AsyncIterable<Uint8Array>>,
    ): Promise<void> {
      await sink(tarHeader(fileEntry(file.key), file.size));
      const hash = createHash('sha256');
      const written = await copyAtMost(content, file.size, hash, sink);
      for (let rest = file.size - written; rest > 0; rest -= PART_BYTES)
        await sink(new Uint8Array(Math.min(rest, PART_BYTES)));
      await sink(tarPadding(file.size));
      if (written !== file.size || hash.digest('hex') !== file.sha256) files.damaged.push(file.key);
      files.count += 1;
      files.bytes += file.size;
      filesHash.update(fileLine(file));
    },
    filesWritten: () => ({ ...files, sha256: filesHash.copy().digest('hex') }),
    end: (): Promise<void> => sink(TAR_END),
  };
}

/** @returns how many bytes there were, at most `size`; one more than that when there is more */
async function copyAtMost(
  content: () => Promise<AsyncIterable<Uint8Array>>,
  size: number,
  hash: Hash,
  sink: ByteSink,
): Promise<number> {
  let written = 0;
  let chunks: AsyncIterator<Uint8Array>;
  try {
    chunks = (await content())[Symbol.asyncIterator]();
  } catch {
    return 0;
  }
  for (;;) {
    // What the storage fails to give is a damaged file; what the sink refuses ends the backup.
    const next = await chunks.next().catch(() => null);
    if (next === null || next.done === true) return written;
    const piece = next.value.subarray(0, size - written);
    if (piece.byteLength < next.value.byteLength) hash.update('longer');
    hash.update(piece);
    await sink(piece);
    written += piece.byteLength;
  }
}
