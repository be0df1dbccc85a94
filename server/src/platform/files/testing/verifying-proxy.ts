import { createHash, createHmac } from 'node:crypto';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** Objects of one answer of a listing. */
const PAGE = 400;

/**
 * What s3rver lacks, in front of it: refuses a request whose signature (version 4) or digest of the body is not that of
 * the specification, and hands out long listings in pages.
 */
export function verifyingProxy(target: number, secret: string): Server {
  return createServer((incoming, answer) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      const refusal = faultOf(incoming, body, secret);
      if (refusal !== null) {
        answer.writeHead(403, { 'content-type': 'application/xml' });
        answer.end(`<Error><Code>${refusal}</Code></Error>`);
        return;
      }
      forward(incoming, body, target, answer);
    });
  });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, from its text. */
function faultOf(incoming: IncomingMessage, body: Buffer, secret: string): string | null {
  const header = (name: string): string => String(incoming.headers[name] ?? '');
  if (sha256(body) !== header('x-amz-content-sha256')) return 'XAmzContentSHA256Mismatch';
  const [, scope = '', names = '', signature = ''] =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/(\S+), SignedHeaders=(\S+), Signature=(\w+)$/.exec(
      header('authorization'),
    ) ?? [];
  const { pathname, searchParams } = new URL(incoming.url ?? '', 'http://host');
  const query = [...searchParams]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort();
  const canonical = [
    incoming.method,
    pathname,
    query.join('&'),
    ...names.split(';').map((name) => `${name}:${header(name).trim()}`),
    '',
    names,
    header('x-amz-content-sha256'),
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', header('x-amz-date'), scope, sha256(canonical)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>((last, part) => hmac(last, part), `AWS4${secret}`);
  return hmac(key, toSign).toString('hex') === signature ? null : 'SignatureDoesNotMatch';
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

function forward(incoming: IncomingMessage, body: Buffer, target: number, answer: ServerResponse): void {
  const url = new URL(incoming.url ?? '', 'http://host');
  const isListing = url.searchParams.has('list-type');
  const token = url.searchParams.get('continuation-token');
  if (isListing) {
    url.searchParams.delete('continuation-token');
    if (token !== null) url.searchParams.set('start-after', Buffer.from(token, 'base64').toString());
    url.searchParams.set('max-keys', '1000');
  }
  const onward = request(
    {
      port: target,
      host: '127.0.0.1',
      method: incoming.method,
      path: url.pathname + url.search,
      headers: incoming.headers,
    },
    (response) => {
      if (!isListing) {
        answer.writeHead(response.statusCode ?? 500, response.headers);
        response.pipe(answer);
        return;
      }
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => answer.end(firstPage(Buffer.concat(chunks).toString())));
    },
  );
  onward.end(body);
}

function firstPage(xml: string): string {
  const entries = xml.match(/<Contents>.*?<\/Contents>/gs) ?? [];
  const [start = ''] = xml.split('<Contents>');
  if (entries.length <= PAGE) return xml;
  const page = entries.slice(0, PAGE);
  const last = /<Key>(.*?)<\/Key>/.exec(page.at(-1) ?? '')?.[1] ?? '';
  const token = Buffer.from(last).toString('base64');
  return `${start.replace('>false<', '>true<')}${page.join('')}<NextContinuationToken>${token}</NextContinuationToken></ListBucketResult>`;
}
