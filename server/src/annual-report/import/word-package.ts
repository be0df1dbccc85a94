import { DomainError } from '@gongkai/core';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';

const MOST_ENTRIES = 2000;
const MOST_DECLARED_BYTES = 512 * 1024 * 1024;
const MOST_DOCUMENT_BYTES = 40 * 1024 * 1024;
const DOCUMENT = 'word/document.xml';

function damaged(): DomainError {
  return new DomainError(
    'UNREADABLE_FILE',
    '这个 Word 文件已损坏或不完整。请重新下载，或在 Word 中重新保存后再上传。',
  );
}

function tooLarge(): DomainError {
  return new DomainError(
    'FILE_TOO_LARGE',
    '这个压缩文件展开后大得不合理，已停止读取。请在 Word 中重新保存后再上传。',
  );
}

function openZip(bytes: Uint8Array): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    fromBuffer(buffer, { lazyEntries: true, validateEntrySizes: true }, (error, zip) => {
      if (error !== null) reject(damaged());
      else resolve(zip);
    });
  });
}

function listEntries(zip: ZipFile): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    let declared = 0;
    if (zip.entryCount > MOST_ENTRIES) {
      reject(tooLarge());
      return;
    }
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      declared += entry.uncompressedSize;
      if (entries.length > MOST_ENTRIES || declared > MOST_DECLARED_BYTES) reject(tooLarge());
      else zip.readEntry();
    });
    zip.on('end', () => {
      resolve(entries);
    });
    zip.on('error', () => {
      reject(damaged());
    });
    zip.readEntry();
  });
}

function inflate(zip: ZipFile, entry: Entry): Promise<Uint8Array[]> {
  return new Promise((resolve, reject) => {
    if (entry.uncompressedSize > MOST_DOCUMENT_BYTES) {
      reject(tooLarge());
      return;
    }
    zip.openReadStream(entry, (error, stream) => {
      if (error !== null) {
        reject(damaged());
        return;
      }
      const chunks: Uint8Array[] = [];
      let size = 0;
      stream.on('data', (chunk: Uint8Array) => {
        size += chunk.length;
        if (size > MOST_DOCUMENT_BYTES) {
          stream.destroy();
          reject(tooLarge());
          return;
        }
        chunks.push(chunk);
      });
      stream.on('error', () => {
        reject(damaged());
      });
      stream.on('end', () => {
        resolve(chunks);
      });
    });
  });
}

/**
 * The inflated main text of a Word package, its real size bounded while inflating; null: it is a workbook.
 * Throws UNREADABLE_FILE for a damaged package or another kind of zip; FILE_TOO_LARGE for a bomb.
 */
export async function inflateMainText(bytes: Uint8Array): Promise<Uint8Array[] | null> {
  const zip = await openZip(bytes);
  const entries = await listEntries(zip);
  const document = entries.find((entry) => entry.fileName === DOCUMENT);
  if (document !== undefined) return inflate(zip, document);
  const names = entries.map((entry) => entry.fileName);
  if (names.some((name) => name.startsWith('xl/'))) return null;
  if (names.some((name) => name.startsWith('ppt/'))) {
    throw new DomainError(
      'UNREADABLE_FILE',
      '这是演示文稿，不是年度报告。请上传报告的 docx、pdf、网页或文本文件。',
    );
  }
  if (names.includes('OFD.xml')) {
    throw new DomainError('UNREADABLE_FILE', '这是 OFD 版式文件，暂不能读取。请上传 docx 或 pdf。');
  }
  throw new DomainError('UNREADABLE_FILE', '这是压缩包，不是年度报告。请解压后上传其中的报告。');
}
