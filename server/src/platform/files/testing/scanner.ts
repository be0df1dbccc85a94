import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ScannerAddress } from '../scan-virus.js';

/** The test pattern that every scanner knows, put together so that none takes this file for infected. */
export const EICAR = ['X5O!P%@AP[4', '\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(
  '',
);
/** The longest stream that a scanner of the tests takes. */
export const MOST_BYTES = 2_000_000;

const PLACES = ['/usr/sbin/clamd', '/usr/local/sbin/clamd'];

export interface TestScanner {
  /** Whether it is the real clamd of this machine. */
  readonly isReal: boolean;
  readonly address: ScannerAddress;
  readonly stop: () => Promise<void>;
}

/**
 * The machine's clamd with one signature of our own, that of the test pattern, and no network; where there is none, a
 * server that speaks as clamd does.
 */
export async function startScanner(): Promise<TestScanner> {
  const program = PLACES.find((path) => existsSync(path));
  return program === undefined ? startImitation() : startClamd(program);
}

async function startClamd(program: string): Promise<TestScanner> {
  const folder = await mkdtemp(join(tmpdir(), 'gongkai-clamd-'));
  await chmod(folder, 0o755);
  await mkdir(join(folder, 'db'));
  await writeFile(join(folder, 'db/own.ndb'), `Gongkai.Test:0:*:${Buffer.from(EICAR).toString('hex')}\n`);
  const socket = join(folder, 'clamd.sock');
  const settings = [
    `DatabaseDirectory ${join(folder, 'db')}`,
    `LocalSocket ${socket}`,
    'Foreground yes',
    `StreamMaxLength ${MOST_BYTES}`,
    ...(userInfo().uid === 0 ? ['User root'] : []),
  ];
  await writeFile(join(folder, 'clamd.conf'), `${settings.join('\n')}\n`);
  const clamd = spawn(program, ['-c', join(folder, 'clamd.conf')], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => clamd.once('close', () => resolve()));
  const until = Date.now() + 60_000;
  while (!existsSync(socket)) {
    if (clamd.exitCode !== null || Date.now() > until) throw new Error('clamd did not start');
    await wait(100);
  }
  const stop = async (): Promise<void> => {
    clamd.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  return { isReal: true, address: { socket }, stop };
}

async function startImitation(): Promise<TestScanner> {
  const server = createServer(answerAsClamd);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = (): Promise<void> => {
    server.close();
    return Promise.resolve();
  };
  return { isReal: false, address: { host: '127.0.0.1', port }, stop };
}

/** Speaks as clamd does: zINSTREAM, chunks with their length in network order, zero at the end. */
export function answerAsClamd(socket: Socket): void {
  let bytes = Buffer.alloc(0);
  const content: Buffer[] = [];
  let hasCommand = false;
  let size = 0;
  const say = (text: string): void => void socket.end(`${text}\0`);
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    if (!hasCommand) {
      const end = bytes.indexOf(0);
      if (end < 0) return;
      if (bytes.subarray(0, end).toString() !== 'zINSTREAM') return say('UNKNOWN COMMAND');
      bytes = bytes.subarray(end + 1);
      hasCommand = true;
    }
    while (bytes.length >= 4) {
      const length = bytes.readUInt32BE(0);
      if (length === 0) {
        return say(Buffer.concat(content).includes(EICAR) ? 'stream: Gongkai.Test FOUND' : 'stream: OK');
      }
      if (bytes.length < 4 + length) return;
      size += length;
      if (size > MOST_BYTES) return say('INSTREAM size limit exceeded. ERROR');
      content.push(bytes.subarray(4, 4 + length));
      bytes = bytes.subarray(4 + length);
    }
  });
}
