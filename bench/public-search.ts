import { operatorActor } from '@gongkai/core';
import { sql } from 'kysely';
import { builtDatabase, builtIdentities, builtSearch } from './built.js';
import { inventFrom } from './invented-cases.js';
import { spreadOf } from './measure.js';
import type { Line } from './result-table.js';
import { withTemporaryDatabase, type Driver, type OpenConnection } from './temporary-database.js';

const AGENCY = 'BENCH-SEARCH';
/** Characters of a document, in the middle. */
const LENGTH = 2_000;
const CHUNK = 250;
const FASTER_THAN_LIKE = 20;
const TAIL = 10;

/** Frequent words of official texts make the common part; the rest is drawn from all characters in use. */
const WORDS =
  '工作 管理 服务 政府 信息 公开 部门 单位 办法 规定 标准 项目 资金 申请 审批 条件 程序 社会 保险 就业 养老 失业 工伤 教育 卫生 医疗 住房 征收 补偿 规划 建设 环境 保护 监督 检查 处罚 许可 登记 企业 个人 机关 负责 组织 实施 加强 完善 提高 推进 落实 制度 机制 责任 期限 材料 办理 受理 公示 结果 年度 预算 决算'.split(
    ' ',
  );
const FIRST_HAN = 0x4e00;
const HAN_IN_USE = 3_500;

/**
 * Search of the public: two-character words over many documents beside `LIKE` on the same rows, what it finds held against
 * what `LIKE` finds. In small, PGlite; in full, native PostgreSQL at three sizes.
 */
export async function benchPublicSearch(rounds: number, isSmall: boolean): Promise<Line[]> {
  const [driver, sizes]: [Driver, readonly number[]] = isSmall
    ? ['pglite', [1_000, 2_000]]
    : ['native', [50_000, 100_000, 200_000]];
  return withTemporaryDatabase(driver, async (db) => {
    const lines: Line[] = [];
    const { createAgency } = await builtIdentities();
    const ctx = { db, now: () => new Date(), today: () => '2026-03-02' as never };
    await createAgency(ctx, operatorActor(), {
      ...{ code: AGENCY, name: '测量局', kind: 'localDepartment', parentCode: null },
      ...{ hasRuleMakingPower: false, scope: 'organ', existsFrom: null },
    });
    let filled = 0;
    for (const size of sizes) {
      const seconds = await fill(db, filled, size);
      lines.push(
        {
          what: `${driver}: documents indexed a second, from ${filled.toLocaleString('en')} to ${size.toLocaleString('en')}`,
          unit: '/s',
          values: spreadOf([(size - filled) / seconds]),
        },
        {
          what: `${driver}: index ÷ texts, ${size.toLocaleString('en')}`,
          unit: 'times',
          values: await sizeOf(db),
        },
      );
      filled = size;
    }
    await sql`analyze search_entry`.execute(db);
    return [...lines, ...(await compare(db, driver, filled, rounds))];
  });
}

function invented(seed: number): string {
  const invent = inventFrom(seed);
  const wanted = LENGTH / 2 + invent(LENGTH);
  let text = '';
  while (text.length < wanted) {
    const word = WORDS[invent(WORDS.length)] ?? '';
    const rare = String.fromCodePoint(FIRST_HAN + invent(HAN_IN_USE));
    text += invent(3) === 0 ? `${rare}${String.fromCodePoint(FIRST_HAN + invent(HAN_IN_USE))}` : word;
    if (invent(12) === 0) text += '，';
  }
  return text;
}

/** Seconds that it took. */
async function fill(db: OpenConnection, from: number, to: number): Promise<number> {
  const { inTransaction } = await builtDatabase();
  const { indexRecords } = await builtSearch();
  const begun = performance.now();
  for (let at = from; at < to; at += CHUNK) {
    const records = Array.from({ length: Math.min(CHUNK, to - at) }, (_, index) => {
      const number = at + index;
      const text = invented(number);
      return {
        ...{ agencyId: AGENCY, kind: 'document' as const, recordId: `d${number}`, documentNumber: null },
        title: text.slice(0, 24),
        publishedAt: new Date(Date.UTC(2015, 0, 1) + number * 1_800_000).toISOString(),
        ...{ isValid: number % 9 !== 0, topic: null, genre: null, validity: null },
        texts: [{ place: null, text }],
      };
    });
    await inTransaction(db, (trx) => indexRecords(trx, records));
  }
  return (performance.now() - begun) / 1000;
}

async function sizeOf(db: OpenConnection) {
  const { rows } = await sql<{ share: number }>`
    select pg_indexes_size('search_entry')::float8 / sum(octet_length(content)) as share
    from search_entry`.execute(db);
  return spreadOf([rows[0]?.share ?? Number.NaN]);
}

async function compare(db: OpenConnection, driver: Driver, size: number, rounds: number): Promise<Line[]> {
  const { searchPublic } = await builtSearch();
  const asked = [...WORDS.slice(0, 15), ...rareWords()];
  const ours: number[] = [];
  const theirs: number[] = [];
  let missed = 0;
  for (const word of asked) {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from search_entry where content like ${`%${word}%`}`.execute(db);
    const { rows: found } = await sql<{ count: number }>`
      select count(*) as count from search_entry where words @@ ${`'${word}'`}::tsquery`.execute(db);
    if ((rows[0]?.count ?? 0) !== (found[0]?.count ?? -1)) missed += 1;
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const word of asked) {
      ours.push(await timed(() => searchPublic(db, word, {}, { page: 1, size: 20 })));
      theirs.push(
        await timed(() =>
          sql`select record_id from search_entry where content like ${`%${word}%`}
            order by is_valid desc, published_at desc limit 20`.execute(db),
        ),
      );
    }
  }
  const name = `${driver}: ${size.toLocaleString('en')} documents,`;
  const median = spreadOf(ours).median;
  return [
    { what: `${name} search of a two-character word`, unit: 'ms', values: spreadOf(ours) },
    { what: `${name} LIKE for the same`, unit: 'ms', values: spreadOf(theirs) },
    {
      what: `${name} search ÷ LIKE, medians`,
      unit: 'times the time',
      values: spreadOf([median / spreadOf(theirs).median]),
      limit: 1 / FASTER_THAN_LIKE,
    },
    {
      what: `${name} p99 ÷ median`,
      unit: 'times',
      values: spreadOf([percentile(ours, 0.99) / median]),
      limit: TAIL,
    },
    {
      what: `${name} words whose hits differ from LIKE's`,
      unit: 'of 30',
      values: spreadOf([missed]),
      limit: 0,
    },
  ];
}

function rareWords(): string[] {
  const invent = inventFrom(7);
  return Array.from({ length: 15 }, () => {
    const text = invented(invent(500));
    const at = invent(text.length - 20);
    return /\p{Script=Han}{2}/u.exec(text.slice(at))?.[0] ?? '工作';
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
