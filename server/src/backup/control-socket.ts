import { chmod, unlink } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DomainError, operatorActor } from '@gongkai/core';
import { z } from 'zod';
import type { AppContext } from '../platform/context.js';
import { rowsOf, type Manifest } from './archive.js';
import { recordBackup } from './record-backup.js';
import { backupStream } from './stream.js';

// PGlite is open in one process alone. A backup while it runs is therefore asked of that process, through a socket in
// the data directory: whoever may open it could read the data itself as well.

/** What fits into the address of a socket on every system. */
const LONGEST_PATH = 100;

export interface ControlSocket {
  readonly stop: () => Promise<void>;
}

/** Where the process that has the data directory open listens; null: the path is too long for a socket. */
export function controlPath(directory: string): string | null {
  const path = join(directory, 'control.sock');
  return Buffer.byteLength(path) > LONGEST_PATH ? null : path;
}

const doneSchema = z.object({
  madeAt: z.string(),
  rows: z.number().int().nonnegative(),
  files: z.number().int().nonnegative(),
  isEncrypted: z.boolean(),
});

/** Serves backups to the command line of this machine's operator. */
export async function startControl(
  ctx: AppContext,
  { directory, keyFile }: { readonly directory: string; readonly keyFile: string },
): Promise<ControlSocket | null> {
  const path = controlPath(directory);
  if (path === null) {
    ctx.logger.warn(
      'the path of the data directory is too long for a socket: back up with the server stopped',
    );
    return null;
  }
  // Ours alone: the lock of the data directory is held.
  await unlink(path).catch(() => undefined);
  const server = createServer((asked, answer) => {
    respond(ctx, keyFile, asked, answer).catch((error: unknown) => {
      ctx.logger.error({ err: error }, 'a backup was not finished');
      if (answer.headersSent) answer.destroy();
      else {
        const message = error instanceof DomainError ? error.message : '备份没有完成，原因见服务的日志。';
        answer.writeHead(500, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
      }
    });
  });
  server.listen(path);
  await once(server, 'listening');
  await chmod(path, 0o600);
  return {
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function respond(
  ctx: AppContext,
  keyFile: string,
  asked: IncomingMessage,
  answer: ServerResponse,
): Promise<void> {
  if (asked.method === 'GET' && asked.url?.startsWith('/backup') === true) {
    const tar = backupStream(ctx, { keyFile: asked.url === '/backup?keys' ? keyFile : null });
    // The status is sent with the first bytes, so that a failure before them is told in words.
    await once(tar, 'readable');
    answer.writeHead(200, { 'content-type': 'application/x-tar' });
    await pipeline(tar, answer);
  } else if (asked.method === 'POST' && asked.url === '/backed-up') {
    const { madeAt, rows, files, isEncrypted } = doneSchema.parse(JSON.parse(await textOf(asked)));
    await recordBackup(ctx, operatorActor(), { madeAt, rows, files }, isEncrypted);
    answer.writeHead(204).end();
  } else answer.writeHead(404).end();
}

/** The backup that the process with the data directory makes; null when none listens there. */
export async function askForBackup(
  directory: string,
  { withKeys }: { readonly withKeys: boolean },
): Promise<IncomingMessage | null> {
  const response = await send(directory, { method: 'GET', path: withKeys ? '/backup?keys' : '/backup' });
  if (response === null || response.statusCode === 200) return response;
  const { message } = z.object({ message: z.string() }).parse(JSON.parse(await textOf(response)));
  throw new DomainError('DATABASE_UNAVAILABLE', message);
}

/** Lets the process note that the backup has arrived whole. */
export async function reportBackup(
  directory: string,
  done: { readonly manifest: Manifest; readonly isEncrypted: boolean },
): Promise<void> {
  const { madeAt, files } = done.manifest;
  const rows = rowsOf(done.manifest);
  const text = JSON.stringify({ madeAt, rows, files: files.count, isEncrypted: done.isEncrypted });
  const response = await send(directory, { method: 'POST', path: '/backed-up', text });
  response?.resume();
}

async function send(
  directory: string,
  { method, path, text = '' }: { readonly method: string; readonly path: string; readonly text?: string },
): Promise<IncomingMessage | null> {
  const socketPath = controlPath(directory);
  if (socketPath === null) return null;
  return new Promise((resolve, reject) => {
    const call = request({ socketPath, method, path }, resolve);
    call.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(null);
      else reject(error);
    });
    call.end(text);
  });
}

async function textOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
