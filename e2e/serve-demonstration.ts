import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { findBrowser } from './find-browser.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the demonstration answers, without a slash at the end. */
    address: string;
    browser: string;
  }
}

/** The day on which the journeys happen; fixed, so that the city is the same each time. */
const TODAY = '2026-11-21';
const COMMAND = fileURLToPath(new URL('../server/bin/gongkai.mjs', import.meta.url));
const ADDRESS = /^公开平台：(\S+)\/$/;

/** Starts `gongkai demo` on a new directory and a free port for all journeys, and stops it after the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide('browser', await findBrowser());
  const folder = await mkdtemp(join(tmpdir(), 'gongkai-e2e-'));
  const data = join(folder, 'data');
  const { E2E_DATA: prepared, E2E_COMMAND: command } = process.env;
  // While journeys are written: a city that was loaded before, and a build that nobody is changing.
  if (prepared !== undefined) await cp(prepared, data, { recursive: true });
  const demo = spawn(
    process.execPath,
    [command ?? COMMAND, 'demo', '--data', data, '--port', '0', '--today', TODAY],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, LOG_LEVEL: 'error' } },
  );
  const stop = async (): Promise<void> => {
    await end(demo);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    project.provide('address', await addressOf(demo));
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

async function addressOf(demo: ChildProcess): Promise<string> {
  if (demo.stdout === null) throw new Error('the command has no output');
  const said: string[] = [];
  for await (const line of createInterface({ input: demo.stdout })) {
    said.push(line);
    const [, address] = ADDRESS.exec(line) ?? [];
    if (address !== undefined) {
      demo.stdout.resume();
      return address;
    }
  }
  throw new Error(`gongkai demo ended without naming an address:\n${said.join('\n')}`);
}

async function end(demo: ChildProcess): Promise<void> {
  if (demo.exitCode !== null || demo.signalCode !== null) return;
  demo.kill('SIGTERM');
  await once(demo, 'exit');
}
