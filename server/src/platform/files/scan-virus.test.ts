import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { clamdScanner } from './scan-virus.js';
import { answerAsClamd, EICAR, MOST_BYTES } from './testing/scanner.js';

const folder = await mkdtemp(join(tmpdir(), 'gongkai-scan-'));
const servers: Server[] = [];
afterAll(async () => {
  for (const server of servers) server.close();
  await rm(folder, { recursive: true, force: true });
});

async function listen(answer: (socket: Socket) => void, path?: string): Promise<number> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => {
    if (path === undefined) server.listen(0, '127.0.0.1', resolve);
    else server.listen(path, resolve);
  });
  return path === undefined ? (server.address() as AddressInfo).port : 0;
}

async function fileOf(text: string): Promise<string> {
  const path = join(folder, 'file');
  await writeFile(path, text);
  return path;
}

test('a clean file, an infected one, over TCP', async () => {
  const scan = clamdScanner({ host: '127.0.0.1', port: await listen(answerAsClamd) });
  expect(await scan(await fileOf('平安'.repeat(100_000)))).toBeNull();
  expect(await scan(await fileOf(''))).toBeNull();
  expect(await scan(await fileOf(`${'a'.repeat(100_000)}${EICAR}`))).toBe('Gongkai.Test');
});

test('over a socket of the machine', async () => {
  const socket = join(folder, 'clamd.ctl');
  await listen(answerAsClamd, socket);
  expect(await clamdScanner({ socket })(await fileOf(EICAR))).toBe('Gongkai.Test');
});

test.each<[string, (socket: Socket) => void, string]>([
  ['refuses the size', answerAsClamd, 'a'.repeat(MOST_BYTES + 1_000_000)],
  ['hangs up', (socket) => void socket.destroy(), 'a'],
  ['speaks otherwise', (socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n\0'), 'a'],
])('a scanner that %s keeps the file out', async (_, answer, text) => {
  const scan = clamdScanner({ host: '127.0.0.1', port: await listen(answer) });
  await expect(scan(await fileOf(text))).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
});

test('a scanner that is not there keeps the file out', async () => {
  const scan = clamdScanner({ socket: join(folder, 'nobody.ctl') });
  await expect(scan(await fileOf('a'))).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
});
