import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { runCli } from './cli.js';
import { EXIT, type CommandContext } from './command-line.js';
import { startDemonstration } from './demo-command.js';
import type { RunningServer } from './main.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gongkai-demo-'));
  vi.stubEnv('LOG_LEVEL', 'silent');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

function recording(): CommandContext & { readonly lines: string[] } {
  const lines: string[] = [];
  const write = (text: string): void => {
    lines.push(text);
  };
  return { lines, write, warn: write, now: () => new Date('2026-11-21T04:00:00Z'), exit: EXIT.fine };
}

async function countCases({ context: { db } }: RunningServer): Promise<number> {
  const { total } = await db
    .selectFrom('applicationCase')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('agencyId', '=', 'CC-RS')
    .executeTakeFirstOrThrow();
  return total;
}

async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  return response.json();
}

test('the first start loads the city in place of a half loaded one, the second one finds it', async () => {
  const data = join(folder, 'city');
  await mkdir(join(data, 'pglite'), { recursive: true });
  await writeFile(join(data, 'pglite/torn'), 'cut off');
  await writeFile(join(data, 'demonstration.json'), '{"state":"loading","today":"2021-01-31"}');

  const first = recording();
  const server = await startDemonstration({ port: '0', data, today: '2021-02-01' }, first);
  let total: number;
  try {
    const shown = first.lines.join('\n');
    expect(shown).toContain('澄川市人力资源和社会保障局（演示）：');
    expect(shown).toContain(`公开平台：${server.url}/`);
    expect(shown).toContain(`工作台：${server.url}/console`);
    expect(shown).toContain('均为虚构');
    total = await countCases(server);
    expect(total).toBeGreaterThan(200);
    // Nobody has signed in.
    expect((await fetch(`${server.url}/api/v1/agencies/CC-RS/cases`)).status).toBe(401);
    const status = (await fetchJson(`${server.url}/api/v1/status`)) as Record<string, unknown>;
    expect(status).toMatchObject({ isDemonstration: true, today: '2021-02-01' });
    expect(await (await fetch(`${server.url}/`)).text()).toContain('演示');
  } finally {
    await server.stop();
  }
  expect(existsSync(join(data, 'pglite/torn'))).toBe(false);
  expect(JSON.parse(await readFile(join(data, 'demonstration.json'), 'utf8'))).toEqual({
    state: 'loaded',
    today: '2021-02-01',
  });

  const second = recording();
  const again = await startDemonstration({ port: '0', data, today: '2021-02-03' }, second);
  try {
    expect(second.lines.join('\n')).not.toContain('第一次启动');
    expect(second.lines.join('\n')).toContain('按 2021-02-01 的情形生成');
    expect(await countCases(again)).toBe(total);
  } finally {
    await again.stop();
  }
}, 180_000);

test('data that are no demonstration are refused and left as they are', async () => {
  const data = join(folder, 'real');
  await mkdir(join(data, 'pglite'), { recursive: true });
  await writeFile(join(data, 'pglite/PG_VERSION'), '18');
  const context = recording();
  expect(await runCli(['demo', '--data', data], context)).toBe(EXIT.unusable);
  expect(context.lines.join('\n')).toContain('不是演示数据');
  expect(await readFile(join(data, 'pglite/PG_VERSION'), 'utf8')).toBe('18');
});

test('a mark that nobody can read is told, and nothing is loaded', async () => {
  const data = join(folder, 'mark');
  await mkdir(data);
  await writeFile(join(data, 'demonstration.json'), '{');
  const context = recording();
  expect(await runCli(['demo', '--data', data], context)).toBe(EXIT.unusable);
  expect(context.lines.join('\n')).toContain('demonstration.json');
  expect(existsSync(join(data, 'pglite'))).toBe(false);
});

test.each(['2026-2-3', '今天', '2019-06-30'])('“%s” is no day of the demonstration', async (today) => {
  const context = recording();
  const data = join(folder, 'day');
  expect(await runCli(['demo', '--data', data, '--today', today], context)).toBe(EXIT.unusable);
  expect(context.lines.join('\n')).toContain('应写作 2026-03-02 的样子');
  expect(existsSync(data)).toBe(false);
});

test('--print computes the two ledgers without a database', async () => {
  const context = recording();
  expect(await runCli(['demo', '--print'], context)).toBe(EXIT.fine);
  const shown = context.lines.join('\n');
  expect(shown).toContain('city-bureau-2019.json：243 件申请、18 件复议诉讼');
  expect(shown).toContain('ministry-2019.json：376 件申请、17 件复议诉讼');
});
