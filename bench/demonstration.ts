import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { spreadOf } from './measure.js';
import type { Line } from './result-table.js';

const COMMAND = fileURLToPath(new URL('../server/bin/gongkai.mjs', import.meta.url));
const ADDRESS = /^公开平台：(\S+)$/;

/** From the command to the first page: on a new directory, and whenever the city is there already. */
export async function benchDemonstration(rounds: number): Promise<Line[]> {
  const directory = await mkdtemp(join(tmpdir(), 'gongkai-bench-'));
  try {
    const cold = await secondsToFirstPage(join(directory, 'data'));
    const warm: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      warm.push(await secondsToFirstPage(join(directory, 'data')));
    }
    return [
      { what: 'demo: first page after the install', unit: 's', values: spreadOf([cold]) },
      { what: 'demo: first page of a warm start', unit: 's', values: spreadOf(warm) },
    ];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function secondsToFirstPage(data: string): Promise<number> {
  const start = performance.now();
  const demo = spawn(process.execPath, [COMMAND, 'demo', '--data', data, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    for await (const line of createInterface({ input: demo.stdout })) {
      const [, address] = ADDRESS.exec(line) ?? [];
      if (address === undefined) continue;
      const page = await fetch(address);
      await page.text();
      if (!page.ok) throw new Error(`The first page answered ${page.status}`);
      return (performance.now() - start) / 1000;
    }
    throw new Error('gongkai demo ended without naming an address');
  } finally {
    if (demo.exitCode === null) {
      demo.kill('SIGTERM');
      await once(demo, 'exit');
    }
  }
}
