import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { DomainError } from '@gongkai/core';
import type { Hono } from 'hono';
import { frontOf } from './front.js';

export interface Listening {
  readonly url: string;
  /** Takes no more connections, lets running requests finish for at most `graceMs`, then cuts what is left. */
  readonly stop: (graceMs?: number) => Promise<void>;
}

const GRACE_MS = 10_000;
/** A connection kept alive falls idle only when its request is done. */
const IDLE_CHECK_MS = 50;

/** Serves an app until it is told to stop. */
export async function listen(app: Hono, address: { host: string; port: number }): Promise<Listening> {
  const rest = getRequestListener(app.fetch) as RequestListener;
  const server = createServer(frontOf(app)?.(rest) ?? rest);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: Error) => reject(explain(error, address)));
    server.listen(address.port, address.host, resolve);
  });
  return {
    url: urlOf(server.address() as AddressInfo),
    stop: (graceMs = GRACE_MS) =>
      new Promise((resolve, reject) => {
        const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
        const cut = setTimeout(() => server.closeAllConnections(), graceMs);
        server.close((error) => {
          clearInterval(idle);
          clearTimeout(cut);
          if (error) reject(error);
          else resolve();
        });
      }),
  };
}

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

function explain(error: Error, { host, port }: { host: string; port: number }): Error {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new DomainError(
      'INVALID_INPUT',
      `端口 ${port} 已被占用。请停止占用它的程序，或者用 --port 换一个。`,
    );
  }
  if (code === 'EACCES')
    return new DomainError('INVALID_INPUT', `没有权限使用端口 ${port}，请用 1024 以上的端口。`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new DomainError('INVALID_INPUT', `本机没有地址 ${host}，请核对 --host。`);
  }
  return error;
}
