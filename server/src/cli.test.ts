import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { runCli } from './cli.js';

/** What a command printed, its warnings, and its exit code; the clock stands at noon of 2026-11-21 in China. */
async function run(...argv: string[]): Promise<{ out: string; err: string; exit: number }> {
  const out: string[] = [];
  const err: string[] = [];
  const exit = await runCli(argv, {
    write: (text) => void out.push(text),
    warn: (text) => void err.push(text),
    now: () => new Date('2026-11-21T04:00:00Z'),
  });
  return { out: out.join('\n'), err: err.join('\n'), exit };
}

async function runJson(...argv: string[]): Promise<Record<string, unknown> & { exit: number }> {
  const { out, exit } = await run(...argv, '--json');
  return { ...(JSON.parse(out) as Record<string, unknown>), exit };
}

const folder = mkdtempSync(join(tmpdir(), 'gongkai-cli-'));

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function fixture(path: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../core/fixtures/${path}`, import.meta.url), 'utf8'));
}

describe('deadline', () => {
  interface Vector {
    readonly id: string;
    readonly received: string;
    readonly days?: number;
    readonly knownOn?: string;
    readonly events: readonly string[];
    readonly dueOn: string | null;
    readonly provisional: boolean;
  }

  test.each(fixture('deadline/vectors.json') as Vector[])('$id', async (vector) => {
    const argv = ['deadline', '--received', vector.received];
    if (vector.days !== undefined) argv.push('--days', String(vector.days));
    if (vector.knownOn !== undefined) argv.push('--known-on', vector.knownOn);
    for (const event of vector.events) argv.push('--event', event);
    const result = await runJson(...argv);
    expect({ dueOn: result.dueOn, provisional: result.provisional }).toEqual({
      dueOn: vector.dueOn,
      provisional: vector.provisional,
    });
  });

  test('explains every day and the notice behind it', async () => {
    const { out, exit } = await run('deadline', '--received', '2020-01-16', '--explain');
    expect(exit).toBe(0);
    expect(out).toContain('答复期限：2020-02-20（周四）');
    expect(out).toContain(
      '2020-02-01（周六） 不计：春节放假，依据国办发明电〔2020〕1号（取代国办发明电〔2019〕16号）',
    );
    expect(out).toContain('2020-02-20（周四） 第 20 日');
  });

  test('counts with notices of a file as well', async () => {
    const notice = {
      ...{ number: '国办发明电〔2026〕8号', issuedOn: '2026-11-20', year: 2026 },
      off: [{ from: '2026-12-07', to: '2026-12-08', holiday: '示范节' }],
    };
    const path = write('notices.json', JSON.stringify([notice]));
    const argv = ['deadline', '--received', '2026-11-16', '--calendar', path];
    expect((await runJson(...argv)).dueOn).toBe('2026-12-16');
    expect((await runJson(...argv, '--known-on', '2026-11-19')).dueOn).toBe('2026-12-14');
    const wrong = await run(...argv.slice(0, 4), write('wrong.json', '[{"number":"甲"}]'));
    expect(wrong.exit).not.toBe(0);
  });

  test('labels what rests on a year without a notice', async () => {
    const { out } = await run('deadline', '--received', '2026-12-21');
    expect(out).toContain('暂定：2027 年放假安排尚未发布');
  });

  test('a second extension is an error and moves nothing', async () => {
    const extended = ['deadline', '--received', '2026-03-02', '--event', 'extension:2026-03-20:10'];
    const once = await runJson(...extended);
    const twice = await runJson(...extended, '--event', 'extension:2026-03-25:10');
    expect(once.exit).toBe(0);
    expect(twice.dueOn).toBe(once.dueOn);
    expect(twice.exit).toBe(1);
    expect(twice.findings).toMatchObject([{ rule: 'extensionRepeated', severity: 'error' }]);
  });

  test.each([
    [['--received', '2026-02-30']],
    [['--received', '2017-06-01']],
    [['--received', '2026-03-02', '--event', 'holiday:2026-03-03']],
    [['--received', '2026-03-02', '--event', 'extension:2026-03-03']],
    [['--received', '2026-03-02', '--event', 'supplement:2026-02-03']],
    [['--received', '2026-03-02', '--event', 'inter-agency:2026-03-09:2026-03-05']],
    [['--received', '2026-03-02', '--days', '0']],
    [[]],
    [['--received', '2026-03-02', '--no-such-option']],
  ])('wrong use ends with 2 and says why: %j', async (argv) => {
    const { out, err, exit } = await run('deadline', ...argv);
    expect(exit).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(/\p{Script=Han}/u);
  });
});

describe('fee', () => {
  test.each(fixture('fee/vectors.json') as { items?: number; pages?: number; amountYuan: number }[])(
    '%j',
    async ({ items, pages, amountYuan }) => {
      const argv = items === undefined ? ['--pages', String(pages)] : ['--items', String(items)];
      const result = await runJson('fee', ...argv);
      expect(result.amountYuan).toBe(amountYuan);
      const brackets = result.brackets as { count: number; amountYuan: number }[];
      expect(brackets.reduce((sum, line) => sum + line.count, 0)).toBe(items ?? pages);
      expect(brackets.reduce((sum, line) => sum + line.amountYuan, 0)).toBe(amountYuan);
    },
  );

  test('per item and per page are never both charged', async () => {
    expect((await run('fee', '--items', '3', '--pages', '4')).exit).toBe(2);
    expect((await run('fee')).exit).toBe(2);
    expect((await run('fee', '--items', '-1')).exit).toBe(2);
    expect((await run('fee', '--items', '1.5')).exit).toBe(2);
  });

  test('shows the brackets', async () => {
    const { out } = await run('fee', '--items', '41');
    expect(out).toContain('应收 4300 元');
    expect(out).toContain('第 41–41 件：1 × 300 元 = 300 元');
  });
});

describe('case evaluate', () => {
  const refusal = {
    applicant: 'naturalPerson',
    agency: 'localDepartment',
    events: [
      { type: 'submitted', on: '2026-03-02', channel: 'counter' },
      {
        type: 'decided',
        on: '2026-03-18',
        items: [{ finding: 'disclosed' }, { finding: 'refused.stateSecret' }],
      },
      { type: 'served', on: '2026-03-19', way: 'post' },
    ],
  };

  test('gives deadline, row, place and remedies', async () => {
    const result = await runJson('case', 'evaluate', write('refusal.json', JSON.stringify(refusal)));
    expect(result).toMatchObject({
      exit: 0,
      receivedOn: '2026-03-02',
      dueOn: '2026-03-30',
      status: 'closed',
      inTime: true,
      row: 'partiallyGranted',
      letters: ['replyPartial'],
      years: { '2026': { isNew: true, isCarriedIn: false, row: 'partiallyGranted', isCarriedOut: false } },
      remedies: [
        { items: [1], route: 'reconsiderationFirst', authority: 'peopleGovernmentOfSameLevel' },
        { items: [0], route: 'choice' },
      ],
    });
  });

  test('prints the same for people, and exits 1 when the reply was late', async () => {
    const events = refusal.events.map((event) =>
      event.type === 'served' ? { ...event, on: '2026-03-31' } : event,
    );
    const { out, exit } = await run(
      'case',
      'evaluate',
      write('late.json', JSON.stringify({ ...refusal, events })),
    );
    expect(exit).toBe(1);
    expect(out).toContain('答复期限：2026-03-30（周一），逾期');
    expect(out).toContain('第 2 项：应当先申请行政复议');
    expect(out).toContain('错误 repliedLate');
  });

  test('a case is seen from the day given', async () => {
    const file = write('open.json', JSON.stringify({ ...refusal, events: refusal.events.slice(0, 1) }));
    expect(await runJson('case', 'evaluate', file, '--today', '2026-03-30')).toMatchObject({
      inTime: null,
      exit: 0,
    });
    expect(await runJson('case', 'evaluate', file, '--today', '2026-03-31')).toMatchObject({
      inTime: false,
      exit: 1,
    });
  });

  test.each([
    ['not json', '{'],
    ['unknown event', JSON.stringify({ ...refusal, events: [{ type: 'lost', on: '2026-03-02' }] })],
    [
      'impossible day',
      JSON.stringify({ ...refusal, events: [{ type: 'submitted', on: '2026-02-30', channel: 'web' }] }),
    ],
    [
      'unknown finding',
      JSON.stringify({
        ...refusal,
        events: [{ type: 'decided', on: '2026-03-02', items: [{ finding: 'x' }] }],
      }),
    ],
    ['no events', JSON.stringify({ ...refusal, events: [] })],
    ['unknown class', JSON.stringify({ ...refusal, applicant: 'robot' })],
    ['empty', ''],
  ])('bad input (%s) ends with 2 and a message in Chinese', async (name, content) => {
    const { err, exit } = await run('case', 'evaluate', write(`${name}.json`, content));
    expect(exit).toBe(2);
    expect(err).toMatch(/\p{Script=Han}/u);
  });

  test('a missing file is said to be missing', async () => {
    const { err, exit } = await run('case', 'evaluate', join(folder, 'nowhere.json'));
    expect(exit).toBe(2);
    expect(err).toContain('文件不存在');
  });
});

describe('report compute', () => {
  const ledger = fileURLToPath(new URL('../seeds/ledgers/city-bureau-2019.json', import.meta.url));

  test('computes the tables with the cases behind each cell', async () => {
    const result = await runJson('report', 'compute', '--ledger', ledger, '--year', '2019');
    expect(result).toMatchObject({ exit: 0, form: '2019', year: 2019, isDemonstration: true });
    const cells = result.cells as Record<string, { ids: string[] }>;
    expect(cells['table3.newReceived.total']?.ids).toHaveLength(224);
    expect(cells['table3.carriedIn.commercial']?.ids).toEqual(['CC-RS-2018-0003']);
  });

  test('the same ledger in the form of 2021 has its 25 rows', async () => {
    const result = await runJson('report', 'compute', '--ledger', ledger, '--year', '2020', '--form', '2021');
    const table3 = result.table3 as Record<string, { total: number }>;
    expect(Object.keys(table3)).toHaveLength(25);
    expect(table3.carriedIn?.total).toBe(4);
    expect(table3.resultTotal?.total).toBe(4);
  });

  test('what is not a ledger is refused with the places of its faults', async () => {
    const bad = write(
      'bad-ledger.json',
      JSON.stringify({ format: 'gongkai-ledger-1', cases: [{ id: 'a' }] }),
    );
    const { err, exit } = await run('report', 'compute', '--ledger', bad, '--year', '2019');
    expect(exit).toBe(2);
    expect(err).toContain('cases.0.events');
    const twice = JSON.parse(readFileSync(ledger, 'utf8')) as { cases: unknown[] };
    twice.cases.push(twice.cases[0]);
    const repeated = await run(
      'report',
      'compute',
      '--ledger',
      write('twice.json', JSON.stringify(twice)),
      '--year',
      '2019',
    );
    expect(repeated.exit).toBe(2);
    expect(repeated.err).toContain('重复');
    expect((await run('report', 'compute', '--ledger', ledger, '--year', '19')).exit).toBe(2);
    expect(
      (await run('report', 'compute', '--ledger', ledger, '--year', '2019', '--form', '2020')).exit,
    ).toBe(2);
  });
});

test('help is in both languages and ends with 0', async () => {
  const { out, exit } = await run('--help');
  expect(exit).toBe(0);
  expect(out).toContain('用法 / Usage:');
  for (const argv of [
    ['report', 'read', '--help'],
    ['deadline', '--help'],
    ['case', 'evaluate', '-h'],
    ['fee', '-h'],
  ]) {
    const help = await run(...argv);
    expect(help.exit).toBe(0);
    expect(help.out).toMatch(/\p{Script=Han}/u);
    expect(help.out).toMatch(/[a-z]{4}/);
  }
});

test('no command at all is wrong use', async () => {
  expect((await run()).exit).toBe(2);
  expect((await run('publish')).exit).toBe(2);
});
