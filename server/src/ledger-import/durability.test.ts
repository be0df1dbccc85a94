import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { killRounds } from '../../testing/kill-rounds.js';
import { isNativeAsked } from '../../testing/test-database.js';

// npm run durability does twenty rounds on each driver.
test(
  'killed while cases are written and ledgers imported: nothing lost, nothing half',
  { timeout: 300_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gongkai-kill-'));
    try {
      await chmod(folder, 0o755);
      const summary = await killRounds({
        config: { kind: isNativeAsked() ? 'native' : 'pglite', directory: join(folder, 'data') },
        module: new URL('../../testing/case-writer.ts', import.meta.url),
        rounds: 2,
      });
      expect(summary.faults).toEqual([]);
      expect(summary.rounds).toBe(2);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
);
