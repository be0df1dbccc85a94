import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { killRounds } from '../testing/kill-rounds.js';
import { isNativeAsked } from '../testing/test-database.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gongkai-kill-all-'));
  await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

// npm run durability does twenty rounds on each driver.
test('kills while cases, jobs and files are written at once lose nothing', { timeout: 300_000 }, async () => {
  const summary = await killRounds({
    config: { kind: isNativeAsked() ? 'native' : 'pglite', directory: join(folder, 'data') },
    module: new URL('../testing/mixed-writer.ts', import.meta.url),
    rounds: 3,
  });
  expect(summary.faults).toEqual([]);
  expect(summary.acknowledged).toBeGreaterThan(0);
});
