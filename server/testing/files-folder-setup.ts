import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Below it each test file keeps its files; a process that vitest ends cannot clean up after itself. */
export const TEST_FILES_VARIABLE = 'GONGKAI_TEST_FILES';

/** Run by vitest once for all test files. */
export async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'gongkai-test-files-'));
  process.env[TEST_FILES_VARIABLE] = folder;
  return () => rm(folder, { recursive: true, force: true });
}
