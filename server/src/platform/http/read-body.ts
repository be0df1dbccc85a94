import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import { DomainError } from '@gongkai/core';
import type { Context, MiddlewareHandler } from 'hono';
import type { UploadedFile } from './api-registry.js';
import { InputError } from './problem.js';

/** Largest JSON body, plain form and uploaded file, in bytes. */
export const BODY_LIMITS = { json: 1_000_000, form: 100_000, upload: 50_000_000 } as const;
/** What surrounds the file in a multipart form: boundary, headers, file name. */
const FORM_OVERHEAD = 10_000;

/** U+0000 in a string of JSON; a backslash before the backslash makes it six letters. */
const ESCAPED_NUL = /(?<!\\)(?:\\\\)*\\u0000/;

/** No text of PostgreSQL can hold U+0000. */
function nulRefused(): InputError {
  return new InputError([{ path: '', message: '内容里有空字符，无法保存，请去掉后再提交。' }]);
}

/** The same for addresses, before anything looks at them. */
export function refuseNulInAddress(): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.url.includes('%00')) throw nulRefused();
    await next();
  };
}

export async function readJson(c: Context): Promise<unknown> {
  requireType(c, 'application/json', '请求的正文应为 JSON（content-type: application/json）。');
  const bytes = await readWithin(c, BODY_LIMITS.json, '请求的正文过大，不能超过 1 MB。');
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!ESCAPED_NUL.test(text)) return JSON.parse(text) as unknown;
  } catch {
    throw new InputError([{ path: '', message: '请求的正文不是有效的 JSON。' }]);
  }
  throw nulRefused();
}

/** The fields of a plain form of ours; of a repeated one the last. */
export async function readForm(c: Context): Promise<ReadonlyMap<string, string>> {
  requireType(c, 'application/x-www-form-urlencoded', '请用本系统的页面提交表单。');
  const bytes = await readWithin(c, BODY_LIMITS.form, '提交的内容过长，请缩短后再提交。');
  const form = new Map(new URLSearchParams(new TextDecoder().decode(bytes)));
  if ([...form].flat().some((text) => text.includes('\0'))) throw nulRefused();
  return form;
}

/** The one file of a form, in memory and given up as soon as it is too large. */
export async function readUpload(c: Context): Promise<UploadedFile> {
  requireType(c, 'multipart/form-data', '请以表单上传文件（multipart/form-data）。');
  const tooLarge = new DomainError('FILE_TOO_LARGE', '文件过大，不能超过 50 MB。请拆分后再上传。');
  if (declaredLength(c) > BODY_LIMITS.upload + FORM_OVERHEAD) throw tooLarge;

  const files: { field: string; fileName: string; chunks: Buffer[] }[] = [];
  try {
    const headers = { 'content-type': c.req.header('content-type') ?? '' } satisfies BusboyHeaders;
    const form = new Busboy({
      headers,
      limits: { fileSize: BODY_LIMITS.upload, files: 2, fields: 10, fieldSize: 1000, parts: 12 },
    });
    form.on('file', (field, stream, fileName) => {
      const chunks: Buffer[] = [];
      files.push({ field, fileName, chunks });
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('limit', () => form.destroy(tooLarge));
      // A form that breaks off fails its file as well; unheard, that would end the process.
      stream.once('error', (error) => form.destroy(error));
    });
    await pipeline(bodyOf(c), form);
  } catch (error) {
    if (error === tooLarge) throw tooLarge;
    throw new InputError([{ path: 'file', message: '上传的表单不完整，请重新上传。' }]);
  }
  const [file] = files;
  if (file === undefined || files.length > 1 || file.field !== 'file') {
    throw new InputError([{ path: 'file', message: '请选择一个文件，一次上传一个。' }]);
  }
  const fileName = file.fileName.replaceAll(/\p{Cc}/gu, '').slice(0, 200);
  return { fileName, bytes: Buffer.concat(file.chunks) };
}

/** A form of ours that may carry files: its fields, and the files that were chosen. */
export interface FormWithFiles {
  readonly fields: ReadonlyMap<string, string>;
  readonly files: readonly UploadedFile[];
}

/** As many as a form of the public takes at a time. */
export const MOST_FILES = 10;

/** Fields of a form with a place for files, given up as soon as anything is too large. @param mostBytes of all files */
export async function readFormWithFiles(c: Context, mostBytes: number): Promise<FormWithFiles> {
  const given = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (given !== 'multipart/form-data') return { fields: await readForm(c), files: [] };
  const tooLarge = new DomainError(
    'FILE_TOO_LARGE',
    `文件过大，一次不能超过 ${Math.floor(mostBytes / 1_000_000)} MB。请压缩或者拆分后再上传。`,
  );
  const tooMany = new DomainError('FILE_TOO_LARGE', `一次最多上传${MOST_FILES}个文件，请分几次上传。`);
  if (declaredLength(c) > mostBytes + BODY_LIMITS.form) throw tooLarge;
  const fields = new Map<string, string>();
  const files: { fileName: string; chunks: Buffer[] }[] = [];
  try {
    const headers = { 'content-type': c.req.header('content-type') ?? '' } satisfies BusboyHeaders;
    const form = new Busboy({
      headers,
      limits: {
        ...{ fileSize: mostBytes, files: MOST_FILES, fields: 60, fieldSize: BODY_LIMITS.form },
        parts: 61 + MOST_FILES,
      },
    });
    form.on('field', (name, value) => fields.set(name, value));
    let total = 0;
    form.on('file', (_, stream, fileName) => {
      const chunks: Buffer[] = [];
      files.push({ fileName, chunks });
      stream.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        total += chunk.byteLength;
        if (total > mostBytes) form.destroy(tooLarge);
      });
      stream.once('limit', () => form.destroy(tooLarge));
      stream.once('error', (error) => form.destroy(error));
    });
    form.once('filesLimit', () => form.destroy(tooMany));
    await pipeline(bodyOf(c), form);
  } catch (error) {
    if (error === tooLarge || error === tooMany) throw error;
    throw new InputError([{ path: 'file', message: '上传的表单不完整，请重新上传。' }]);
  }
  if ([...fields].flat().some((text) => text.includes('\0'))) throw nulRefused();
  const chosen = files
    .map(({ fileName, chunks }) => ({
      fileName: fileName.replaceAll(/\p{Cc}/gu, '').slice(0, 200),
      bytes: Buffer.concat(chunks),
    }))
    // A browser sends a part without name and content where nothing was chosen.
    .filter(({ fileName, bytes }) => fileName !== '' || bytes.length > 0);
  return { fields, files: chosen };
}

function requireType(c: Context, type: string, message: string): void {
  const given = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (given !== type) throw new InputError([{ path: '', message }]);
}

function declaredLength(c: Context): number {
  return Number(c.req.header('content-length') ?? 0);
}

function bodyOf(c: Context): Readable {
  const body = c.req.raw.body as AsyncIterable<Uint8Array> | null;
  return body === null ? Readable.from([]) : Readable.from(body, { objectMode: false });
}

/** The whole body, given up as soon as it is longer than `limit`. */
async function readWithin(c: Context, limit: number, message: string): Promise<Uint8Array<ArrayBuffer>> {
  if (declaredLength(c) > limit) throw new DomainError('FILE_TOO_LARGE', message);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bodyOf(c) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > limit) throw new DomainError('FILE_TOO_LARGE', message);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
