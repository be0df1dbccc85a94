import { lookup as resolveName, type LookupAddress } from 'node:dns';
import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { DomainError } from '@gongkai/core';
import { contains, parseNetworks } from './client.js';

/** Networks that are not the open internet, also as IPv6 spells them: this machine, offices, neighbours, test and multicast addresses. */
const INSIDE = parseNetworks(
  [
    '0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12, 192.0.0.0/24, 192.0.2.0/24',
    '192.88.99.0/24, 192.168.0.0/16, 198.18.0.0/15, 198.51.100.0/24, 203.0.113.0/24, 224.0.0.0/4, 240.0.0.0/4',
    '::/96, 64:ff9b::/96, 64:ff9b:1::/48, 100::/64, 2001::/23, 2001:db8::/32, 2002::/16, fc00::/7',
    'fe80::/10, ff00::/8',
  ].join(','),
);
/** What may be asked of outside hosts, and how long and how much is waited for. */
export interface OutsideRules {
  /** Hosts, with port where it is not the usual one, that may be inside and be asked without https. */
  readonly trustedHosts: readonly string[];
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  /** Pages of the open internet are asked without https as well. */
  readonly allowsPlain?: boolean;
  /** The answer is its head alone; the connection is closed before the rest comes. */
  readonly ignoresBody?: boolean;
}

export interface OutsideRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/**
 * Asks another server. Its name is resolved once, every address is held against the rules, and the connection goes to
 * that very address, so that a name cannot change its meaning in between. Redirects are answered, not followed.
 * @throws DomainError FORBIDDEN for an address that must not be asked, FILE_TOO_LARGE
 */
export async function fetchOutside(
  address: string,
  { method = 'GET', headers = {}, body }: OutsideRequest,
  rules: OutsideRules,
): Promise<Response> {
  const { trustedHosts, timeoutMs = 10_000, maxBytes = 1_000_000 } = rules;
  const url = new URL(address);
  const isTrusted = trustedHosts.includes(url.host);
  const mayBePlain = isTrusted || rules.allowsPlain === true;
  if (url.protocol !== 'https:' && !(mayBePlain && url.protocol === 'http:')) throw refused(url);
  if (url.username !== '' || url.password !== '') throw refused(url);
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  // Names go through the lookup below; an address is never looked up.
  if (!isTrusted && isIP(hostname) !== 0 && isInside(hostname)) throw refused(url);
  const send = url.protocol === 'https:' ? requestSecure : requestPlain;
  return new Promise((resolve, reject) => {
    const request = send(
      url,
      {
        method,
        headers: { ...headers, 'accept-encoding': 'identity' },
        agent: false,
        lookup: pinningLookup(url, isTrusted),
        signal: AbortSignal.timeout(timeoutMs),
      },
      (response) => {
        if (rules.ignoresBody === true) {
          resolve(
            new Response(null, {
              status: bodilessStatus(response.statusCode),
              headers: headersOf(response.rawHeaders),
            }),
          );
          response.destroy();
          return;
        }
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > maxBytes) {
            reject(new DomainError('FILE_TOO_LARGE', `${url.host} 的回答过大，没有接收。`));
            request.destroy();
          } else chunks.push(chunk);
        });
        response.once('error', reject);
        response.once('end', () => {
          const status = response.statusCode ?? 502;
          const hasBody = status !== 204 && status !== 304;
          resolve(
            new Response(hasBody ? Buffer.concat(chunks) : null, {
              status,
              headers: headersOf(response.rawHeaders),
            }),
          );
        });
      },
    );
    request.once('error', reject);
    request.end(body);
  });
}

/** `Response` takes no status below 200 or above 599. */
function bodilessStatus(status = 502): number {
  return status >= 200 && status <= 599 ? status : 502;
}

/** The usual lookup, but every address of the name must be one that may be asked. */
function pinningLookup(url: URL, isTrusted: boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolveName(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      const [first] = error === null ? addresses : [];
      if (error !== null || first === undefined) callback(error ?? refused(url), '');
      else if (!isTrusted && addresses.some(({ address }) => isInside(address))) callback(refused(url), '');
      else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

export function isInside(address: string): boolean {
  return contains(INSIDE, address);
}

function headersOf(raw: readonly string[]): Headers {
  const headers = new Headers();
  for (let index = 0; index + 1 < raw.length; index += 2)
    headers.append(raw[index] ?? '', raw[index + 1] ?? '');
  return headers;
}

function refused(url: URL): DomainError {
  return new DomainError(
    'FORBIDDEN',
    `没有向 ${url.host} 发出请求：它不是公网上的 https 地址。确需访问内网服务的，请管理员把它列入 GONGKAI_TRUSTED_HOSTS。`,
  );
}
