import { BlockList, isIP } from 'node:net';
import type { Context } from 'hono';
import type { AppContext } from '../context.js';
import type { WebSettings } from './web-settings.js';

/** Set by a proxy: the caller is not at this machine. */
const PROXY_HEADERS = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'] as const;

/** Where a request comes from, as far as can be known. */
export interface Client {
  /** Of the caller; of the proxy when that is not trusted. Null where there is no socket. */
  readonly address: string | null;
  /** Nobody on the way can read along: https here, or to the trusted proxy. */
  readonly isSecure: boolean;
  /** The caller sits at this machine: it listens on loopback, was addressed so, and no proxy stands between. */
  readonly isAtThisMachine: boolean;
}

/** Whether a name or address means this machine and no other. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}

export function clientOf(c: Context, { web }: Pick<AppContext, 'web'>): Client {
  const { protocol, hostname } = new URL(c.req.url);
  const socket = socketAddressOf(c);
  const isThroughTrusted = socket !== null && contains(web.trustedProxies, socket);
  return {
    address: isThroughTrusted ? forwardedAddress(c, web.trustedProxies, socket) : socket,
    isSecure: protocol === 'https:' || isSecureCall(socket, c.req.header('x-forwarded-proto'), web),
    // A page elsewhere could point its own name here, so how this machine was addressed counts too.
    isAtThisMachine:
      web.listensOnLoopback &&
      isLoopback(hostname) &&
      PROXY_HEADERS.every((name) => c.req.header(name) === undefined),
  };
}

/** Whether a call came by https to a proxy that is trusted. @param socket address of who connected */
export function isSecureCall(
  socket: string | null | undefined,
  forwardedProtocol: string | undefined,
  { trustedProxies }: Pick<WebSettings, 'trustedProxies'>,
): boolean {
  if (socket === null || socket === undefined || forwardedProtocol?.trim() !== 'https') return false;
  return contains(trustedProxies, plainAddress(socket));
}

/** Whose attempts are counted together: an IPv4 address, or the network of 64 bits that a subscriber of IPv6 has. */
export function networkOf(address: string | null): string {
  if (address === null || isIP(address) !== 6) return address ?? 'unknown';
  const [head = '', tail] = address.split('::');
  const left = head.split(':').filter((group) => group !== '');
  const right = tail?.split(':').filter((group) => group !== '') ?? [];
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return [...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

/** Addresses and networks, such as `10.0.0.5` and `10.1.0.0/16`. @throws Error that names what it cannot read */
export function parseNetworks(text: string): BlockList {
  const networks = new BlockList();
  for (const part of text.split(',').map((it) => it.trim())) {
    if (part === '') continue;
    const [address = '', bits] = part.split('/');
    const family = isIP(address);
    const longest = family === 4 ? 32 : 128;
    const length = bits === undefined ? longest : Number(bits);
    if (family === 0 || !Number.isInteger(length) || length < 0 || length > longest) throw new Error(part);
    networks.addSubnet(address, length, family === 4 ? 'ipv4' : 'ipv6');
  }
  return networks;
}

export function contains(networks: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && networks.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** The last address that no trusted proxy has: what stands before it the caller may have made up. */
function forwardedAddress(c: Context, trusted: BlockList, socket: string): string {
  const chain = (c.req.header('x-forwarded-for') ?? '').split(',').map((it) => plainAddress(it.trim()));
  for (const address of chain.reverse()) {
    if (isIP(address) === 0) return socket;
    if (!contains(trusted, address)) return address;
  }
  return socket;
}

function socketAddressOf(c: Context): string | null {
  const env = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined;
  const address = env?.incoming?.socket?.remoteAddress;
  return address === undefined ? null : plainAddress(address);
}

/** IPv4 within IPv6 as IPv4. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}
