import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** A file on the disk by its path, or one in memory. */
export type FileSource = string | Uint8Array;

const PIECE_BYTES = 65_536;

/** Its bytes from a place on, in pieces. */
export async function* readPieces(source: FileSource, start = 0): AsyncGenerator<Uint8Array> {
  if (typeof source === 'string') {
    yield* createReadStream(source, { start }) as AsyncIterable<Uint8Array>;
    return;
  }
  for (let at = start; at < source.byteLength; at += PIECE_BYTES) yield source.subarray(at, at + PIECE_BYTES);
}

/** All of it in memory, in a copy of one's own. */
export async function readWhole(source: FileSource): Promise<Uint8Array> {
  return new Uint8Array(typeof source === 'string' ? await readFile(source) : source);
}
