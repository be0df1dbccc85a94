import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from '../cli.js';
import { migrate } from '../platform/database/migrate.js';
import { openDatabase } from '../platform/database/open-database.js';
import { tokenOf } from './testing/sign-in-world.js';
import { tokenHash } from './secret-token.js';

const data = await mkdtemp(join(tmpdir(), 'gongkai-admin-'));
afterAll(() => rm(data, { recursive: true, force: true }));
/** A new directory takes seconds, each command opens it anew. */
const SLOW_MS = 120_000;

async function invite(...argv: string[]) {
  const lines: string[] = [];
  const write = (text: string) => void lines.push(text);
  const now = () => new Date('2026-03-02T04:00:00Z');
  const exit = await runCli(['admin', 'invite', ...argv, '--data', data], { write, warn: write, now });
  const text = lines.join('\n');
  return { exit, text, token: tokenOf(/\/invitation\?token=\S+/.exec(text)?.[0] ?? '/') };
}

beforeAll(async () => {
  const { db, close } = await openDatabase({ kind: 'pglite', directory: data });
  await migrate(db);
  await close();
}, SLOW_MS);

async function accounts() {
  const { db, close } = await openDatabase({ kind: 'pglite', directory: data });
  try {
    const rows = await db
      .selectFrom('account as a')
      .leftJoin('roleGrant as g', 'g.accountId', 'a.accountId')
      .leftJoin('invitation as i', 'i.accountId', 'a.accountId')
      .select(['a.loginName', 'a.displayName', 'a.kind', 'g.role', 'i.tokenHash', 'i.expiresAt'])
      .where('a.loginName', 'like', 'audit%')
      .execute();
    const records = await db.selectFrom('auditPending').select(['kind', 'actorId']).execute();
    return { rows, records };
  } finally {
    await close();
  }
}

test(
  'gongkai admin invite makes an administrator and prints a link that works once; a second run replaces it',
  async () => {
    const first = await invite('audit-2', '--role', 'auditor', '--name', '顾示文');
    expect(first.exit, first.text).toBe(0);
    expect(first.text).toContain('24 小时内有效，只能用一次');
    const again = await invite('audit-2');
    expect([again.exit, again.token === first.token]).toEqual([0, false]);
    const { rows, records } = await accounts();
    expect(rows).toEqual([
      {
        loginName: 'audit-2',
        displayName: '顾示文',
        kind: 'auditor',
        role: 'auditor',
        tokenHash: tokenHash(again.token),
        expiresAt: '2026-03-03T04:00:00.000000Z',
      },
    ]);
    // Whoever holds the machine leaves a record as well.
    expect(records.map(({ kind }) => kind).sort()).toEqual([
      'account.changed',
      'account.changed',
      'account.created',
      'role.granted',
    ]);
    expect(new Set(records.map(({ actorId }) => actorId)).size).toBe(1);
  },
  SLOW_MS,
);

test(
  'what cannot be done ends with 2, writes nothing and says what to do',
  async () => {
    const nobody = await invite('nobody');
    expect([nobody.exit, nobody.text]).toEqual([2, expect.stringContaining('请用 --role 指明角色')]);
    const noRole = await invite('audit-3', '--role', 'disclosureOfficer');
    expect([noRole.exit, noRole.text]).toEqual([
      2,
      expect.stringContaining('没有“disclosureOfficer”这种管理员'),
    ]);
    const taken = await invite('audit-2', '--role', 'systemAdministrator');
    expect([taken.exit, taken.text]).toEqual([2, expect.stringContaining('已有人使用')]);
    expect((await accounts()).rows).toHaveLength(1);
    expect((await invite()).exit).toBe(2);
  },
  SLOW_MS,
);
