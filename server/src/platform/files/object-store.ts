import type { Readable } from 'node:stream';

/** Bytes from `start` to `end`, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** A file complete on the local disk, and what it holds. */
export interface LocalFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

export interface StoredObject {
  readonly key: string;
  readonly modifiedAt: Date;
}

/** Where files are kept. What is there under a key never changes. Keys hold a-z, 0-9, `-`, `.` and `/` only. */
export interface ObjectStore {
  /** For the operator; without secrets. */
  readonly description: string;
  /** Keeps the file; when it resolves, a power cut loses nothing. A local store takes the file itself. */
  readonly put: (key: string, file: LocalFile) => Promise<void>;
  /** @throws when there is no such object */
  readonly open: (key: string, range?: ByteRange) => Promise<Readable>;
  /** Nothing happens when there is none. */
  readonly remove: (key: string) => Promise<void>;
  readonly list: () => AsyncIterable<StoredObject>;
}
