import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actorWithEveryRole, parseLocalDate } from '@gongkai/core';
import { afterAll, expect, test } from 'vitest';
import { runCli } from '../cli.js';
import { makeAgency } from '../identity/factory.js';
import { migrate } from '../platform/database/migrate.js';
import { openDatabase } from '../platform/database/open-database.js';
import { registerCase } from './service.js';
import { TEST_KEYRING } from '../../testing/test-context.js';

const folder = await mkdtemp(join(tmpdir(), 'gongkai-rebuild-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const directory = join(folder, 'data');

async function run(...argv: readonly string[]) {
  const written: string[] = [];
  const warned: string[] = [];
  const exit = await runCli(['rebuild', ...argv, '--data', directory, '--db', 'pglite'], {
    write: (text) => void written.push(text),
    warn: (text) => void warned.push(text),
    now: () => new Date('2024-03-20T04:00:00Z'),
  });
  return { exit, out: written.join('\n'), err: warned.join('\n') };
}

async function onDatabase<T>(
  work: (db: Awaited<ReturnType<typeof openDatabase>>['db']) => Promise<T>,
): Promise<T> {
  const { db, close } = await openDatabase({ kind: 'pglite', directory });
  try {
    return await work(db);
  } finally {
    await close();
  }
}

test(
  'the command mends what is derived, of one agency or of all, and says how many',
  { timeout: 120_000 },
  async () => {
    await onDatabase(async (db) => {
      await migrate(db);
      await makeAgency({ db });
      await makeAgency({ db }, { code: 'OTHER' });
      const ctx = {
        db,
        now: () => new Date('2024-03-05T04:00:00Z'),
        keyring: TEST_KEYRING,
        today: () => parseLocalDate('2024-03-05'),
      };
      for (const [agency, caseId] of [
        ['YSJ', 'A-1'],
        ['YSJ', 'A-2'],
        ['OTHER', 'B-1'],
      ] as const) {
        await registerCase(ctx, actorWithEveryRole('wenren', '闻人示文'), agency, {
          caseId,
          applicantClass: 'naturalPerson',
          applicantName: null,
          request: '批复',
          topic: null,
          unitCode: null,
          events: [{ type: 'submitted', on: parseLocalDate('2024-03-04'), channel: 'counter' }],
        });
      }
      await db.updateTable('applicationCase').set({ dueOn: null }).execute();
    });

    expect(await run('--agency', 'OTHER')).toMatchObject({
      exit: 0,
      out: expect.stringContaining('已重算 1 件申请') as string,
    });
    expect(await dueDays()).toEqual({ 'A-1': null, 'A-2': null, 'B-1': '2024-04-01' });
    expect((await run()).out).toContain('已重算 3 件申请');
    expect(await dueDays()).toEqual({ 'A-1': '2024-04-01', 'A-2': '2024-04-01', 'B-1': '2024-04-01' });
    expect(await run('--agency', 'NOBODY')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('NOBODY') as string,
    });
  },
);

function dueDays(): Promise<Record<string, string | null>> {
  return onDatabase(async (db) => {
    const rows = await db.selectFrom('applicationCase').select(['caseId', 'dueOn']).execute();
    return Object.fromEntries(rows.map(({ caseId, dueOn }) => [caseId, dueOn]));
  });
}
