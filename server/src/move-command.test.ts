import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runCli } from './cli.js';
import { parseDatabasePlace } from './move-command.js';

const folder = mkdtempSync(join(tmpdir(), 'gongkai-move-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(...argv: string[]): Promise<{ out: string; err: string; exit: number }> {
  const lines: string[] = [];
  const warnings: string[] = [];
  const exit = await runCli(argv, {
    write: (text) => void lines.push(text),
    warn: (text) => void warnings.push(text),
  });
  return { out: lines.join('\n'), err: warnings.join('\n'), exit };
}

test('places are written as kind and folder, or as an address', () => {
  expect(parseDatabasePlace('pglite:/var/lib/gongkai')).toEqual({
    kind: 'pglite',
    directory: '/var/lib/gongkai',
  });
  expect(parseDatabasePlace('native:data')).toEqual({ kind: 'native', directory: 'data' });
  expect(parseDatabasePlace('postgresql://u@h/d')).toEqual({ kind: 'server', url: 'postgresql://u@h/d' });
  for (const text of ['', 'data', 'pglite:', 'mysql://u@h/d']) {
    expect(() => parseDatabasePlace(text)).toThrow(/看不懂/);
  }
});

test('moves a database to an empty one, and says how a place is written', async () => {
  const [first, second] = [join(folder, 'first'), join(folder, 'second')];
  expect((await run('migrate', '--data', first)).exit).toBe(0);
  const moved = await run('move', '--from', `pglite:${first}`, '--to', `pglite:${second}`);
  expect(moved.err).toBe('');
  expect(moved.exit).toBe(0);
  expect(moved.out).toContain('逐表相符');
  const wrong = await run('move', '--from', first, '--to', `pglite:${second}`);
  expect(wrong.exit).toBe(2);
  expect(wrong.err).toContain('pglite:目录');
}, 120_000);
