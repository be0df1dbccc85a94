import type * as core from '@gongkai/core';
import type * as reader from '../server/src/annual-report/import/read-report.js';

/** What ships is measured, not the sources; `npm run bench` builds first. */
async function importBuilt(path: string): Promise<unknown> {
  return import(new URL(`../${path}`, import.meta.url).href);
}

export async function builtReader(): Promise<typeof reader> {
  return (await importBuilt('server/dist/annual-report/import/read-report.js')) as typeof reader;
}

export async function builtCore(): Promise<typeof core> {
  return (await importBuilt('core/dist/index.js')) as typeof core;
}
