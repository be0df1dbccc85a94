import { join } from 'node:path';
import { diskStore } from './disk-store.js';
import type { ObjectStore } from './object-store.js';
import { s3Store, type S3Settings } from './s3-store.js';
import { clamdScanner, type ScannerAddress, type ScanVirus } from './scan-virus.js';

export interface FileSettings {
  /** For files that arrive, and for all of them where no object storage is set up. */
  readonly directory: string;
  readonly s3: S3Settings | null;
  readonly scanner: ScannerAddress | null;
}

/** Where this process receives and keeps files. */
export interface FileHost {
  /** A folder for files that are just arriving; on one disk with the local store. */
  readonly incoming: string;
  readonly store: ObjectStore;
  /** Null: no scanner is set up. */
  readonly scanVirus: ScanVirus | null;
}

/** It makes its folders when the first file comes. */
export function openFileHost({ directory, s3, scanner }: FileSettings): FileHost {
  return {
    incoming: join(directory, 'incoming'),
    store: s3 === null ? diskStore(join(directory, 'objects')) : s3Store(s3),
    scanVirus: scanner === null ? null : clamdScanner(scanner),
  };
}
