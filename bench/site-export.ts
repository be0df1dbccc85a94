import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { operatorActor } from '@gongkai/core';
import { sql } from 'kysely';
import { builtDatabase, builtIdentities, builtKeyring, builtSiteExport } from './built.js';
import { inventFrom } from './invented-cases.js';
import { spreadOf } from './measure.js';
import type { Line } from './result-table.js';
import { withTemporaryDatabase, type OpenConnection } from './temporary-database.js';

const AGENCIES = 20;
/** Characters of an item. */
const LENGTH = 1_000;
const DUTIES = ['budgets', 'planning', 'rulesAndDocuments', 'statistics'] as const;
const WORDS =
  '工作 管理 服务 政府 信息 公开 部门 办法 规定 标准 项目 资金 申请 审批 社会 保险 就业 教育 卫生 住房 规划 环境'.split(
    ' ',
  );
const FIRST_HAN = 0x4e00;
const HAN_IN_USE = 3_500;

/** A site as files: all of it, then what one new item and one withdrawn one write. */
export async function benchSiteExport({
  isSmall,
  size,
}: {
  isSmall: boolean;
  size: number | null;
}): Promise<Line[]> {
  const items = size ?? (isSmall ? 1_000 : 20_000);
  const out = await mkdtemp(join(tmpdir(), 'gongkai-bench-site-'));
  try {
    return await withTemporaryDatabase('native', (db) => measure(db, out, items));
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

async function measure(db: OpenConnection, out: string, items: number): Promise<Line[]> {
  const built = await builtSiteExport();
  const { inTransaction } = await builtDatabase();
  const ctx = await contextOf(db);
  const codes = Array.from({ length: AGENCIES }, (_, number) => `BENCH-${number}`);
  await makeAgencies(db, codes);
  const load = (code: string, documents: ReturnType<typeof documentOf>[]) =>
    inTransaction(db, (trx) => built.loadDocuments(trx, code, documents, new Date().toISOString()));
  for (const [index, code] of codes.entries()) {
    const own = items / AGENCIES;
    await load(
      code,
      Array.from({ length: own }, (_, number) => documentOf(index * own + number, 2010 + (number % 16))),
    );
  }
  const source = built.exportSource(ctx);
  const run = async (isFull: boolean) => {
    const before = process.cpuUsage();
    const settings = { out, baseUrl: 'https://bench.example', serviceUrl: null, isFull };
    const result = await built.exportSite(ctx, source, settings);
    if (result === null) throw new Error('Nothing was exported');
    const { user, system } = process.cpuUsage(before);
    return { ...result, cpuSeconds: (user + system) / 1e6 };
  };
  const lines: Line[] = [];
  const add = (what: string, result: Awaited<ReturnType<typeof run>>): void => {
    lines.push(
      { what: `${what}: time`, unit: 's', values: spreadOf([result.milliseconds / 1000]) },
      // Of this process alone: what it would take on a machine that does nothing else, without the database.
      { what: `${what}: time of the processor`, unit: 's', values: spreadOf([result.cpuSeconds]) },
      { what: `${what}: pages drawn`, unit: 'pages', values: spreadOf([result.drawn]) },
      { what: `${what}: files written`, unit: 'files', values: spreadOf([result.written]) },
      { what: `${what}: files of the index written`, unit: 'files', values: spreadOf([result.indexFiles]) },
    );
  };
  const loadBefore = loadavg()[0] ?? 0;
  add(`all of ${items.toLocaleString('en')} items`, await run(true));
  lines.push({
    what: 'load of the machine before and after',
    unit: '',
    values: spreadOf([loadBefore, loadavg()[0] ?? 0]),
  });
  const [code = ''] = codes;
  await load(code, [{ ...documentOf(items, 2009), publishedAt: new Date().toISOString() }]);
  add('one new item', await run(false));
  await sql`update document set withdrawn_at = now(), withdrawal_reason = 'x', status = 'withdrawn'
    where agency_id = ${code} and document_id = ${idOf(0)}`.execute(db);
  await sql`delete from search_entry where agency_id = ${code} and record_id = ${idOf(0)}`.execute(db);
  add('one item withdrawn', await run(false));
  add('nothing changed', await run(false));
  return lines;
}

async function contextOf(db: OpenConnection) {
  const { createContext, createLog, readConfig } = await builtSiteExport();
  const standing = { config: { kind: 'memory' }, durability: { note: '' }, serverVersion: '' };
  const database = { ...standing, db, sessions: () => ({ open: 0, idle: 0, waiting: 0 }) };
  return createContext(
    readConfig({}, {}),
    database as unknown as Parameters<typeof createContext>[1],
    await builtKeyring(),
    createLog('silent'),
  );
}

async function makeAgencies(db: OpenConnection, codes: readonly string[]): Promise<void> {
  const { createAgency } = await builtIdentities();
  const ctx = { db, now: () => new Date(), today: () => '2026-03-02' as never };
  for (const code of codes) {
    await createAgency(ctx, operatorActor(), {
      ...{ code, name: `测量${code}局`, kind: 'localDepartment', parentCode: null },
      ...{ hasRuleMakingPower: false, scope: 'organ', existsFrom: null },
    });
  }
}

function idOf(number: number): string {
  return `bench-${number}`;
}

function documentOf(number: number, year: number) {
  const invent = inventFrom(number + 1);
  let body = '';
  while (body.length < LENGTH) {
    const rare = String.fromCodePoint(FIRST_HAN + invent(HAN_IN_USE), FIRST_HAN + invent(HAN_IN_USE));
    body += invent(3) === 0 ? rare : (WORDS[invent(WORDS.length)] ?? '');
    if (invent(12) === 0) body += '，';
  }
  const month = String(1 + (number % 12)).padStart(2, '0');
  return {
    documentId: idOf(number),
    draft: {
      ...{ kind: 'policy', mode: 'proactive', modeReason: null, withholdingGround: null, topic: null },
      ...{
        title: `${body.slice(0, 20)}通知`,
        summary: body.slice(0, 60),
        documentNumber: null,
        genre: '通知',
      },
      ...{
        duty: DUTIES[number % DUTIES.length] ?? 'budgets',
        formedOn: `${year}-${month}-10`,
        effectiveOn: null,
      },
      ...{
        expiresOn: null,
        responsibleUnit: null,
        keywords: [],
        body,
        relations: [],
        interpretationPlan: null,
      },
      needsConsent: false,
    } as never,
    ...{
      status: 'published' as const,
      step: null,
      publishedAt: `${year}-${month}-12T02:00:00Z`,
      withdrawn: null,
    },
    ...{ validity: null, recordId: null, author: 'bench' },
  } as const;
}
