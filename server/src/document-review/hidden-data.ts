import { PassThrough, Readable } from 'node:stream';
import { DomainError, type HiddenItem } from '@gongkai/core';
import { ZipFile } from 'yazl';
import { readWhole, type FileSource } from '../platform/files/file-source.js';
import { FILE_TYPES, type MediaType } from '../platform/files/file-types.js';
import { imageAsShown } from './hidden-data/image-hidden.js';
import { cleanParts, type CleanPart } from './hidden-data/office-hidden.js';
import { isSealed, pdfAsShown } from './hidden-data/pdf-hidden.js';

/** Kinds of files whose hidden parts are known. */
const SCRUBBED: ReadonlySet<MediaType> = new Set([
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/pdf',
  'image/jpeg',
  'image/png',
]);

/** Kinds that can hide something where nothing here looks: OFD, slides, old Office. */
const UNKNOWN: ReadonlySet<MediaType> = new Set([
  'application/ofd',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/x-cfb',
]);

export function canBeScrubbed(type: string): type is MediaType {
  return SCRUBBED.has(type as MediaType);
}

/** What a file carries and does not show; none for kinds that are not looked into. Zipped parts stream by. */
export async function findHiddenData(source: FileSource, type: MediaType): Promise<HiddenItem[]> {
  const items: HiddenItem[] = [];
  const report = (item: HiddenItem) => items.push(item);
  if (UNKNOWN.has(type)) return [{ rule: 'hidden.unchecked', detail: FILE_TYPES[type].label }];
  if (!canBeScrubbed(type)) return items;
  if (type === 'application/pdf') await pdfAsShown(await readWhole(source), report);
  else if (type.startsWith('image/')) imageAsShown(await readWhole(source), report);
  else for await (const { content } of cleanParts(source, report)) await drained(content);
  return items;
}

/**
 * The same file without what it does not show. `found` is complete when the content has been read to its end.
 * @throws DomainError INVALID_INPUT for kinds that cannot be scrubbed
 */
export async function scrubbedFile(
  source: FileSource,
  type: MediaType,
): Promise<{ readonly content: AsyncIterable<Uint8Array>; readonly found: readonly HiddenItem[] }> {
  const found: HiddenItem[] = [];
  const report = (item: HiddenItem) => found.push(item);
  if (!canBeScrubbed(type))
    throw new DomainError(
      'INVALID_INPUT',
      '这种文件的隐藏信息清除不了，请另存为 docx、xlsx 或者 PDF 后再上传。',
    );
  if (type === 'application/pdf') {
    const bytes = await readWhole(source);
    if (isSealed(bytes))
      throw new DomainError(
        'INVALID_INPUT',
        '这个 PDF 带电子签章，清除会使签章失效。请在盖章以前清除，再重新盖章。',
      );
    return { content: once(await pdfAsShown(bytes, report)), found };
  }
  if (type.startsWith('image/'))
    return { content: once(imageAsShown(await readWhole(source), report)), found };
  return { content: zipped(cleanParts(source, report)), found };
}

/** Read to its end and let go. */
async function drained(content: AsyncIterable<unknown>): Promise<void> {
  const pieces = content[Symbol.asyncIterator]();
  while ((await pieces.next()).done !== true);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

/** Its parts into a new zip, one after the other; none is held whole. */
async function* zipped(parts: AsyncIterable<CleanPart>): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const output = zip.outputStream.pipe(new PassThrough());
  const fail = (error: unknown) => output.destroy(error as Error);
  zip.on('error', fail);
  const entry = { mtime: new Date(1980, 0, 1), mode: 0o100_644, forceDosTimestamp: true };
  const feed = async (): Promise<void> => {
    for await (const { name, content } of parts) {
      const stream = Readable.from(content, { objectMode: false });
      const isRead = new Promise<void>((resolve, reject) => {
        stream.once('end', resolve);
        stream.once('error', reject);
      });
      zip.addReadStream(stream, name, entry);
      await isRead;
    }
    zip.end();
  };
  feed().catch(fail);
  yield* output as AsyncIterable<Uint8Array>;
}
