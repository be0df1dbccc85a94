import { DomainError } from '@gongkai/core';
import { Parser, type Handler } from 'htmlparser2';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';

/** Inflated size up to which a part is read; a spreadsheet of a million rows is below. */
const MOST_PART_BYTES = 2 * 1024 * 1024 * 1024;
const MOST_ENTRIES = 5000;

/** The parts of a spreadsheet file by name, each read when asked for. */
export interface XlsxPackage {
  has(part: string): boolean;
  /** Runs a part's XML through the handler, piece by piece; it may be stopped between two pieces. */
  pieces(part: string, handler: Partial<Handler>): AsyncGenerator<undefined>;
  close(): void;
}

export function damagedWorkbook(): DomainError {
  return new DomainError('UNREADABLE_FILE', '这个 Excel 文件已损坏或不完整。请在 Excel 中重新保存后再导入。');
}

/** @throws DomainError UNREADABLE_FILE */
export async function openXlsx(bytes: Uint8Array): Promise<XlsxPackage> {
  const zip = await openZip(bytes);
  const entries = await listEntries(zip);
  return {
    has: (part) => entries.has(part),
    close: () => zip.close(),
    async *pieces(part, handler) {
      const entry = entries.get(part);
      if (!entry) throw damagedWorkbook();
      const parser = new Parser(handler, { xmlMode: true, decodeEntities: true });
      const decoder = new TextDecoder('utf-8');
      let size = 0;
      try {
        for await (const chunk of (await openEntry(zip, entry)) as AsyncIterable<Uint8Array>) {
          size += chunk.length;
          if (size > MOST_PART_BYTES) {
            throw new DomainError('FILE_TOO_LARGE', '这个文件展开后大得不合理，已停止读取。请拆分后再导入。');
          }
          parser.write(decoder.decode(chunk, { stream: true }));
          yield undefined;
        }
      } catch (error) {
        throw error instanceof DomainError ? error : damagedWorkbook();
      }
      parser.end(decoder.decode());
      yield undefined;
    },
  };
}

/** Runs a whole part through the handler. */
export async function readPart(file: XlsxPackage, part: string, handler: Partial<Handler>): Promise<void> {
  const pieces = file.pieces(part, handler);
  for (let piece = await pieces.next(); piece.done !== true; piece = await pieces.next());
}

function openZip(bytes: Uint8Array): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    fromBuffer(buffer, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error) reject(damagedWorkbook());
      else resolve(zip);
    });
  });
}

function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>();
    if (zip.entryCount > MOST_ENTRIES) {
      reject(damagedWorkbook());
      return;
    }
    zip.on('entry', (entry: Entry) => {
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', () => reject(damagedWorkbook()));
    zip.readEntry();
  });
}

function openEntry(zip: ZipFile, entry: Entry): Promise<NodeJS.ReadableStream> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) reject(damagedWorkbook());
      else resolve(stream);
    });
  });
}
