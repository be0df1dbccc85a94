import { DomainError } from '@gongkai/core';
import { fromBuffer, open, type Entry, type ZipFile } from 'yauzl';
import type { FileSource } from './file-source.js';

const MOST_ENTRIES = 5_000;
/** More than a ledger of a million rows; it is never held at once. */
const MOST_INFLATED_BYTES = 4 * 1024 * 1024 * 1024;

export interface OpenZip {
  readonly entries: readonly Entry[];
  readonly read: (entry: Entry) => AsyncGenerator<Uint8Array>;
  readonly close: () => void;
}

/** A zip, read entry by entry. @throws DomainError UNREADABLE_FILE, FILE_TOO_LARGE */
export async function openZip(source: FileSource): Promise<OpenZip> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    const options = { lazyEntries: true, autoClose: false };
    const onOpen = (error: Error | null, file: ZipFile): void => {
      if (error) reject(damaged());
      else resolve(file);
    };
    if (typeof source === 'string') open(source, options, onOpen);
    else fromBuffer(Buffer.from(source.buffer, source.byteOffset, source.byteLength), options, onOpen);
  });
  let inflated = 0;
  const count = (bytes: number): void => {
    inflated += bytes;
    if (inflated > MOST_INFLATED_BYTES) throw tooLarge();
  };
  try {
    return {
      entries: await listEntries(zip),
      read: (entry) => readEntry(zip, entry, count),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function* readEntry(
  zip: ZipFile,
  entry: Entry,
  count: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  const stream = await new Promise<AsyncIterable<Uint8Array>>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => {
      if (error) reject(damaged());
      else resolve(opened as AsyncIterable<Uint8Array>);
    });
  });
  try {
    for await (const chunk of stream) {
      count(chunk.byteLength);
      yield chunk;
    }
  } catch (error) {
    throw error instanceof DomainError ? error : damaged();
  }
}

function listEntries(zip: ZipFile): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    if (zip.entryCount > MOST_ENTRIES) {
      reject(tooLarge());
      return;
    }
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', () => reject(damaged()));
    zip.readEntry();
  });
}

function damaged(): DomainError {
  return new DomainError(
    'UNREADABLE_FILE',
    '这个文件已损坏、不完整或者加了密，读不出来。请用原来的软件打开，去掉密码，重新保存后再上传。',
  );
}

function tooLarge(): DomainError {
  return new DomainError('FILE_TOO_LARGE', '这个文件展开后大得不合理，已停止读取。请拆分后再上传。');
}
