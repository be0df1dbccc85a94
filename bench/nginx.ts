import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export interface RunningNginx {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/**
 * Debian's nginx over files as a site export writes them (a page is a folder with `index.html`), one worker, no log.
 * @returns null where no nginx is on the PATH
 */
export async function startNginx(
  folder: string,
  pages: ReadonlyMap<string, Buffer>,
): Promise<RunningNginx | null> {
  const root = join(folder, 'site');
  for (const [path, bytes] of pages) {
    const file = join(root, path, 'index.html');
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
  const port = await freePort();
  const settings = join(folder, 'nginx.conf');
  await writeFile(
    settings,
    `daemon off; worker_processes 1; pid ${join(folder, 'nginx.pid')};
events { worker_connections 256; }
http {
  access_log off; default_type text/html; sendfile on; keepalive_requests 1000000000; open_file_cache max=1000;
  server { listen 127.0.0.1:${port}; root ${root}; location / { try_files $uri/index.html =404; } }
}\n`,
  );
  const nginx = spawn('nginx', ['-c', settings, '-e', join(folder, 'nginx.log')], { stdio: 'ignore' });
  const ended = once(nginx, 'exit').catch(() => null);
  const isThere = await Promise.race([
    once(nginx, 'spawn').then(() => true),
    once(nginx, 'error').then(() => false),
  ]).catch(() => false);
  if (!isThere) return null;
  await answers(port);
  return {
    port,
    stop: async () => {
      nginx.kill('SIGQUIT');
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function answers(port: number): Promise<void> {
  for (let time = 0; time < 100; time += 1) {
    const response = await fetch(`http://127.0.0.1:${port}/`).catch(() => null);
    if (response !== null) return;
    await delay(100);
  }
  throw new Error('nginx does not answer');
}
