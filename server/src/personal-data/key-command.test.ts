import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operatorActor, parseLocalDate } from '@gongkai/core';
import { afterAll, expect, test } from 'vitest';
import { runCli } from '../cli.js';
import { registerCase } from '../application/service.js';
import { findPartyIds } from '../party/service.js';
import { makeAgency } from '../identity/factory.js';
import { migrate } from '../platform/database/migrate.js';
import { openDatabase } from '../platform/database/open-database.js';
import { openKeyring } from '../platform/secrets/open-keyring.js';
import { unmaskApplicant } from './service.js';

const directory = await mkdtemp(join(tmpdir(), 'gongkai-keys-'));
afterAll(() => rm(directory, { recursive: true, force: true }));
const keyFile = join(directory, 'keys.json');

async function onDatabase<T>(
  work: (ctx: {
    db: Awaited<ReturnType<typeof openDatabase>>['db'];
    keyring: Awaited<ReturnType<typeof openKeyring>>;
    now: () => Date;
    today: () => ReturnType<typeof parseLocalDate>;
  }) => Promise<T>,
): Promise<T> {
  const database = await openDatabase({ kind: 'pglite', directory });
  try {
    await migrate(database.db);
    const keyring = await openKeyring(database.db, keyFile);
    const today = () => parseLocalDate('2024-03-05');
    return await work({ db: database.db, keyring, now: () => new Date('2024-03-05T04:00:00Z'), today });
  } finally {
    await database.close();
  }
}

async function run(...words: string[]): Promise<{ readonly code: number; readonly lines: string[] }> {
  const lines: string[] = [];
  const write = (text: string) => void lines.push(text);
  const code = await runCli([...words, '--data', directory], { write, warn: write });
  return { code, lines };
}

test(
  'a new key, everything sealed under it, and the old one taken out of the file',
  { timeout: 300_000 },
  async () => {
    const at = { agencyCode: 'YSJ', caseId: 'A-1' };
    const oldKey = await onDatabase(async (ctx) => {
      await makeAgency(ctx);
      await registerCase(ctx, operatorActor(), 'YSJ', {
        ...{ caseId: 'A-1', applicantClass: 'naturalPerson', applicantName: '欧阳示范', request: '批复' },
        ...{ topic: null, unitCode: null },
        events: [{ type: 'submitted', on: ctx.today(), channel: 'counter' }],
      });
      return ctx.keyring.activeKeyId;
    });

    const rotated = await run('key', 'rotate', '--suite', 'sm4-ctr-hmac-sm3');
    expect(rotated.lines.at(-1)).toBe('已重新加密 3 行。');
    const { lines: both } = await run('key', 'status');
    expect(both).toEqual([
      `${oldKey}  aes-256-gcm  0 行  旧，可以移除`,
      expect.stringMatching(/sm4-ctr-hmac-sm3 {2}3 行 {2}现用$/),
    ]);
    expect((await run('key', 'remove', oldKey)).code).toBe(0);
    expect(await readFile(keyFile, 'utf8')).not.toContain(oldKey);
    await onDatabase(async (ctx) => {
      const { values } = await unmaskApplicant(ctx, operatorActor(), at, 'audit');
      expect(values.name).toBe('欧阳示范');
    });

    // On several nodes: first every one of them holds the new key, then they use it, one after the other.
    const before = await onDatabase((ctx) => Promise.resolve(ctx.keyring));
    const added = await run('key', 'add');
    const [, newKey = ''] = /已加入密钥 (\S+)，/.exec(added.lines.join('')) ?? [];
    const waiting = await onDatabase((ctx) => Promise.resolve(ctx.keyring));
    expect([waiting.activeKeyId, waiting.keys.has(newKey)]).toEqual([before.activeKeyId, true]);
    expect((await run('key', 'activate', 'k-none')).code).not.toBe(0);
    expect((await run('key', 'activate', newKey)).code).toBe(0);
    await onDatabase(async (ctx) => {
      expect(ctx.keyring.activeKeyId).toBe(newKey);
      await registerCase(ctx, operatorActor(), 'YSJ', {
        ...{ caseId: 'A-2', applicantClass: 'naturalPerson', applicantName: '欧阳后来', request: '批复' },
        ...{ topic: null, unitCode: null },
        events: [{ type: 'submitted', on: ctx.today(), channel: 'counter' }],
      });
      // A node that was started before the key was activated reads what is sealed under it, and finds it by its index.
      const late = await unmaskApplicant(
        { ...ctx, keyring: waiting },
        operatorActor(),
        { agencyCode: 'YSJ', caseId: 'A-2' },
        'audit',
      );
      expect(late.values.name).toBe('欧阳后来');
      expect(await findPartyIds(ctx.db, waiting, 'YSJ', '欧阳后来')).toHaveLength(1);
    });

    // Without the file nothing starts, and no other is made in its place.
    const kept = await readFile(keyFile, 'utf8');
    await rm(keyFile);
    const lost = await run('key', 'status');
    expect([lost.code, lost.lines.join('')]).toEqual([2, expect.stringContaining('不要新建')]);
    await expect(readFile(keyFile)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(kept).toContain('sm4-ctr-hmac-sm3');
  },
);
