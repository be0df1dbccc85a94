import { createReadStream } from 'node:fs';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { pipeline } from 'node:stream/promises';
import aws4 from 'aws4';
import { DomainError } from '@gongkai/core';
import { Parser } from 'htmlparser2';
import type { LocalFile, ObjectStore, StoredObject } from './object-store.js';

/** An S3-compatible storage, addressed by path. */
export interface S3Settings {
  /** Scheme, host, port. */
  readonly origin: string;
  readonly bucket: string;
  /** Before every key: empty, or ending in `/`. */
  readonly prefix: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

interface Call {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly body?: LocalFile;
}

/** Without a byte for so long, the other side is given up. */
const SILENCE_MS = 60_000;
const SHA256_OF_NOTHING = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** Keeps files in a bucket. Signature version 4; bodies stream and are signed by their digest. */
export function s3Store(settings: S3Settings): ObjectStore {
  const { origin, bucket, prefix } = settings;
  const pathOf = (key: string): string => `/${bucket}/${prefix}${key}`;
  const call = (given: Call): Promise<IncomingMessage> => send(settings, given);
  return {
    description: `对象存储 ${origin}/${bucket}/${prefix}`,
    async put(key, file) {
      await drain(await call({ method: 'PUT', path: pathOf(key), body: file }));
    },
    open: (key, range) =>
      call({
        method: 'GET',
        path: pathOf(key),
        ...(range && { headers: { range: `bytes=${range.start}-${range.end}` } }),
      }),
    async remove(key) {
      await drain(await call({ method: 'DELETE', path: pathOf(key) }));
    },
    async *list() {
      let next: string | null = null;
      do {
        const query = new URLSearchParams({ 'list-type': '2', prefix });
        if (next !== null) query.set('continuation-token', next);
        query.sort();
        const answer = await call({
          method: 'GET',
          path: `/${bucket}?${query.toString().replaceAll('+', '%20')}`,
        });
        const page = await readListing(answer);
        for (const { key, modifiedAt } of page.objects) yield { key: key.slice(prefix.length), modifiedAt };
        next = page.next;
      } while (next !== null);
    },
  };
}

async function send(
  settings: S3Settings,
  { method, path, headers = {}, body }: Call,
): Promise<IncomingMessage> {
  const { host, hostname, port, protocol } = new URL(settings.origin);
  const signed = aws4.sign(
    {
      service: 's3',
      region: settings.region,
      method,
      host,
      path,
      headers: {
        ...headers,
        'x-amz-content-sha256': body?.sha256 ?? SHA256_OF_NOTHING,
        ...(body && { 'content-length': body.size, 'content-type': 'application/octet-stream' }),
      },
    },
    { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey },
  );
  const options = { hostname, port, method, path, headers: signed.headers, timeout: SILENCE_MS };
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = (protocol === 'https:' ? requestHttps : requestHttp)(options, resolve);
      request.once('timeout', () => request.destroy(new Error('The object storage does not answer')));
      request.once('error', reject);
      if (body === undefined) request.end();
      else pipeline(createReadStream(body.path), request).catch(reject);
    });
    const { statusCode = 0 } = response;
    if (statusCode >= 200 && statusCode < 300) return response;
    const text = await readText(response);
    throw new Error(
      `The object storage answered ${statusCode} ${/<Code>(\w+)<\/Code>/.exec(text)?.[1] ?? ''}`,
    );
  } catch (error) {
    throw new DomainError(
      'STORAGE_UNAVAILABLE',
      '文件存储没有正常应答，这次操作没有完成。请稍后再试；仍有问题请联系系统管理员。',
      {},
      { cause: error },
    );
  }
}

async function drain(response: IncomingMessage): Promise<void> {
  await readText(response);
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

interface Listing {
  readonly objects: readonly StoredObject[];
  readonly next: string | null;
}

async function readListing(response: IncomingMessage): Promise<Listing> {
  const objects: StoredObject[] = [];
  let next: string | null = null;
  let text = '';
  let key = '';
  let modifiedAt = new Date(Number.NaN);
  const parser = new Parser(
    {
      onopentag: () => (text = ''),
      ontext: (piece) => (text += piece),
      onclosetag(name) {
        if (name === 'Key') key = text;
        else if (name === 'LastModified') modifiedAt = new Date(text);
        else if (name === 'NextContinuationToken') next = text;
        else if (name === 'Contents') objects.push({ key, modifiedAt });
      },
    },
    { xmlMode: true },
  );
  parser.end(await readText(response));
  return { objects, next };
}
