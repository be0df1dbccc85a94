import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killRounds } from './kill-rounds.js';

// npm run durability [-- rounds [writer.ts…]]: kills a writing process at random moments, on each driver, and counts what is lost.

const WRITERS = ['family-writer.ts', 'case-writer.ts', 'job-writer.ts', 'file-writer.ts', 'mixed-writer.ts'];
const [, , asked = '20', ...chosen] = process.argv;
const rounds = Number(asked);
const folder = await mkdtemp(join(tmpdir(), 'gongkai-durability-'));
await chmod(folder, 0o755);
try {
  for (const name of chosen.length > 0 ? chosen : WRITERS) {
    for (const kind of ['pglite', 'native'] as const) {
      const { acknowledged, faults, slowestOpenMs } = await killRounds({
        config: { kind, directory: join(folder, `${name}-${kind}`) },
        module: new URL(name, import.meta.url),
        rounds,
        onRound: (summary) => process.stdout.write(`\r${name} ${kind} ${summary.rounds}/${rounds} `),
      });
      console.log(
        `acknowledged ${acknowledged}, faults ${faults.length}, slowest opening ${slowestOpenMs} ms`,
      );
      for (const fault of faults) console.error(fault);
      // Nothing lost of nothing written proves nothing.
      if (faults.length > 0 || acknowledged === 0) process.exitCode = 1;
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
