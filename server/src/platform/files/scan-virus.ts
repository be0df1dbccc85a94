import { createReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { DomainError } from '@gongkai/core';

/** Where clamd listens. */
export type ScannerAddress = { readonly socket: string } | { readonly host: string; readonly port: number };

/** The name of what was found; null: nothing. */
export type ScanVirus = (path: string) => Promise<string | null>;

const SILENCE_MS = 60_000;
const CHUNK_BYTES = 65_536;

/**
 * Asks clamd over its INSTREAM command: chunks, each with its length before it in four bytes, and a length of
 * zero at the end. A scanner that does not answer keeps files out.
 */
export function clamdScanner(address: ScannerAddress): ScanVirus {
  return async (path) => {
    const answer = await ask(address, path).catch((error: unknown) => {
      throw unavailable(error);
    });
    if (/^stream: OK$/.test(answer)) return null;
    const [, found] = /^stream: (.+) FOUND$/.exec(answer) ?? [];
    if (found !== undefined) return found;
    throw unavailable(new Error(`clamd answered: ${answer.slice(0, 200)}`));
  };
}

async function ask(address: ScannerAddress, path: string): Promise<string> {
  const connection = 'socket' in address ? connect(address.socket) : connect(address.port, address.host);
  connection.setTimeout(SILENCE_MS, () => connection.destroy(new Error('clamd does not answer')));
  const answer = readAnswer(connection);
  try {
    await Promise.race([sendFile(connection, path), answer]);
    return await answer;
  } finally {
    connection.destroy();
  }
}

async function sendFile(connection: Socket, path: string): Promise<void> {
  await write(connection, Buffer.from('zINSTREAM\0'));
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(chunk.byteLength);
    await write(connection, Buffer.concat([length, chunk]));
  }
  await write(connection, Buffer.alloc(4));
}

function write(connection: Socket, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.write(bytes, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

/** Ends at the zero byte; clamd answers early when the stream is longer than it takes. */
function readAnswer(connection: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    connection.on('data', (chunk) => {
      text += chunk.toString('utf8');
      const end = text.indexOf('\0');
      if (end >= 0) resolve(text.slice(0, end).trim());
    });
    connection.once('error', reject);
    connection.once('close', () => reject(new Error('clamd closed the connection')));
  });
}

function unavailable(cause: unknown): DomainError {
  return new DomainError(
    'STORAGE_UNAVAILABLE',
    '病毒检查暂时不可用，文件没有保存。请稍后再试；仍有问题请联系系统管理员。',
    {},
    { cause },
  );
}
