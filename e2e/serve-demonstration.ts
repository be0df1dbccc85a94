import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { findBrowser } from './find-browser.js';
import { startCommand } from './start-command.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the demonstration answers, without a slash at the end. */
    address: string;
    browser: string;
  }
}

/** The day on which the journeys happen; fixed, so that the city is the same each time. */
export const TODAY = '2026-11-21';

/** Starts `gongkai demo` on a new directory and a free port for all journeys, and stops it after the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide('browser', await findBrowser());
  const folder = await mkdtemp(join(tmpdir(), 'gongkai-e2e-'));
  const data = join(folder, 'data');
  const { E2E_DATA: prepared } = process.env;
  // While journeys are written: a city that was loaded before.
  if (prepared !== undefined) await cp(prepared, data, { recursive: true });
  try {
    const demo = await startCommand(['demo', '--data', data, '--port', '0', '--today', TODAY]);
    project.provide('address', demo.address);
    return async () => {
      await demo.stop();
      await rm(folder, { recursive: true, force: true });
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}
