import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentDraftSchema, type Actor } from '@gongkai/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { documentMaker } from '../publication/factory.js';
import {
  attachFile,
  changeValidity,
  loadDocuments,
  publishDocument,
  reviewDocument,
  saveDraft,
  startChange,
  withdrawDocument,
} from '../publication/service.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { exportSource } from '../site-source.js';
import { exportSite, type SiteExportResult } from './service.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db });
const source = exportSource(ctx);
const CODE = 'YSJ';
const OTHER = 'YZS-CZ';
const author = testActor({ roles: ['editor'], agencyCode: CODE, id: 'author' });
const reviewer: Actor = testActor({ id: 'reviewer' });
const out = await mkdtemp(join(tmpdir(), 'gongkai-site-'));
const BASE = 'https://www.yunze.gov.cn/xxgk';
const SERVICE = 'https://sq.yunze.gov.cn';

beforeAll(async () => {
  await makeAgency({ db });
  await makeAgency({ db }, { code: OTHER, name: '云泽市财政局' });
});
afterAll(() => rm(out, { recursive: true, force: true }));

async function run(isFull = false, folder = out): Promise<SiteExportResult> {
  const result = await exportSite(ctx, source, { out: folder, baseUrl: BASE, serviceUrl: SERVICE, isFull });
  if (result === null) throw new Error('Nothing was exported');
  return result;
}

const { drafted, sign, publish } = documentMaker(ctx, { agencyCode: CODE, author, reviewer });
async function load(count: number): Promise<void> {
  const documents = Array.from(
    { length: count },
    (_, number) =>
      ({
        documentId: randomUUID(),
        draft: documentDraftSchema.parse({
          ...{ kind: 'policy', title: `第${number}号公告`, summary: '概述', duty: 'budgets', body: '正文' },
          ...{ formedOn: '2026-02-10', mode: 'proactive' },
        }),
        ...{ status: 'published' as const, step: null, publishedAt: '2026-03-01T02:00:00Z', withdrawn: null },
        ...{ validity: null, recordId: null, author: 'author' },
      }) as const,
  );
  await inTransaction(db, (trx) => loadDocuments(trx, OTHER, documents, ctx.now().toISOString()));
}
async function attach(documentId: string, fileName: string, text: string): Promise<void> {
  const content = [new TextEncoder().encode(text)];
  await attachFile(ctx, author, documentId, { agencyCode: CODE, fileName, content });
}

/** Every file of the site, what is kept beside it included. */
async function filesOf(folder = out): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, string>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(folder.length + 1), await readFile(path, 'latin1'));
  }
  return files;
}

/** Files that have the words, in a text, or as pairs of characters in the index. */
async function filesWith(words: string, folder = out): Promise<string[]> {
  const bytes = Buffer.from(words).toString('latin1');
  return [...(await filesOf(folder))].filter(([, text]) => text.includes(bytes)).map(([path]) => path);
}

/** Like a browser on a server of files under a folder: every link of ours must lead to a file. */
async function brokenLinks(): Promise<string[]> {
  const files = await filesOf();
  const broken: string[] = [];
  for (const [path, text] of files) {
    if (!path.endsWith('.html')) continue;
    const isNotice = /^4\d\d\.html$/.test(path);
    for (const [, raw = ''] of text.matchAll(/\s(?:href|src|action)="([^"]*)"/g)) {
      const value = raw.replaceAll('&amp;', '&');
      if (/^(#|data:|https:|mailto:|tel:)/.test(value)) continue;
      const { pathname, search } = new URL(value, `${BASE}/${path}`);
      const target = decodeURIComponent(pathname.slice('/xxgk/'.length));
      const name = target === '' || target.endsWith('/') ? `${target}index.html` : target;
      const isRelative = isNotice ? value.startsWith('/xxgk/') : !value.startsWith('/');
      if (
        !pathname.startsWith('/xxgk/') ||
        search !== '' ||
        !isRelative ||
        !files.has(Buffer.from(name).toString())
      )
        broken.push(`${path} → ${value}`);
    }
  }
  return broken;
}

const SCRIPT = new URL('../../assets/search.js', import.meta.url).href;

/** What the script of the search page finds in the files of the index. */
async function found(typed: string): Promise<string[]> {
  const script = (await import(SCRIPT)) as {
    search: (typed: string, load: unknown, filter?: unknown) => Promise<{ hits: unknown[] }>;
    readHits: (hits: unknown[], load: unknown) => Promise<[string, string, string, unknown, string][]>;
  };
  const loaded: string[] = [];
  const load = async (name: string): Promise<unknown> => {
    loaded.push(name);
    return JSON.parse(await readFile(join(out, 'search/index', name), 'utf8'));
  };
  const { hits } = await script.search(typed, load);
  const entries = await script.readHits(hits, load);
  for (const [, , , , url] of entries) await stat(join(out, decodeURIComponent(url), 'index.html'));
  return entries.map(([title]) => title);
}

describe('a whole site as files', () => {
  test('every link leads to a file, to the service, or outside', { timeout: 120_000 }, async () => {
    const first = await publish({ title: '关于城市规划的通知', body: '一、总则\n本通知说明规划。' });
    await publish({
      title: '《关于城市规划的通知》解读',
      relations: [{ kind: 'interprets', documentId: first }],
    });
    const withFile = await drafted({ title: '带附件的公告', summary: '见附件' });
    await attach(withFile, '名单 一.txt', '附件里的名单文字');
    await publishDocument(ctx, author, CODE, withFile, await sign(withFile));
    await load(25);
    const result = await run();
    expect(result.isFull).toBe(true);
    expect(result.broken).toEqual([]);
    expect(await brokenLinks()).toEqual([]);
    const files = await filesOf();
    for (const path of [
      'index.html',
      'large/index.html',
      'reports/index.html',
      'apply/index.html',
      'search/index.html',
      'privacy/index.html',
      `agencies/${CODE}/index.html`,
      `agencies/${CODE}/guide/index.html`,
      `agencies/${CODE}/items/index.html`,
      `agencies/${OTHER}/items/q/month-2026-03/page-2/index.html`,
      `agencies/${CODE}/items.atom`,
      `agencies/${CODE}/items.json`,
      `agencies/${CODE}/items.xlsx`,
      `agencies/${CODE}/items/q/duty-planning.atom`,
      'sitemap.xml',
      'robots.txt',
      '404.html',
      '410.html',
      'assets/search.js',
    ])
      expect([...files.keys()], path).toContain(path);
    expect(files.get('sitemap.xml')).toContain(`<loc>${BASE}/agencies/${CODE}/items/${first}/</loc>`);
    expect(files.get('robots.txt')).toContain(`Sitemap: ${BASE}/sitemap.xml`);
    expect(files.get(`agencies/${CODE}/items.atom`)).toContain(
      `href="${BASE}/agencies/${CODE}/items/${first}/"`,
    );
    expect(files.get(`agencies/${CODE}/index.html`)).toContain(`href="${SERVICE}/agencies/${CODE}/apply"`);
    const page = Buffer.from(
      files.get(`agencies/${CODE}/items/${withFile}/index.html`) ?? '',
      'latin1',
    ).toString();
    expect(page).toMatch(/href="files\/[^"]+\.txt" download="名单 一\.txt"/);
  });

  test('no page but the search needs a script, and the search says so', async () => {
    const files = await filesOf();
    const withScript = [...files].filter(
      ([path, text]) => path.endsWith('.html') && text.includes('<script'),
    );
    expect(withScript.map(([path]) => path).sort()).toEqual(['large/search/index.html', 'search/index.html']);
    const search = Buffer.from(files.get('search/index.html') ?? '', 'latin1').toString();
    expect(search).toContain('id="search-needs-script"');
    expect(search).toContain('搜索要由浏览器运行脚本');
    expect(search).toContain("script-src 'self'");
  });

  test('the script finds titles, texts and texts of files, titles first', async () => {
    expect((await found('城市规划')).sort()).toEqual(['《关于城市规划的通知》解读', '关于城市规划的通知']);
    expect(await found('名单文字')).toEqual(['带附件的公告']);
    expect(await found('总则 规划')).toEqual(['关于城市规划的通知']);
    expect(await found('没有的词')).toEqual([]);
  });

  test('a folder with files of somebody else is left alone', async () => {
    const other = await mkdtemp(join(tmpdir(), 'gongkai-other-'));
    await writeFile(join(other, 'letter.txt'), 'mine');
    await expect(run(true, other)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(await readdir(other)).toEqual(['letter.txt']);
    await rm(other, { recursive: true });
  });
});

describe('nothing unreleased is in it', () => {
  const SECRET = '拆分处置';
  const FILE_SECRET = '鸿雁数目';

  test('in each state of a document, before and after', async () => {
    const documentId = await drafted({ title: SECRET, summary: SECRET, body: SECRET });
    await attach(documentId, '数目.txt', FILE_SECRET);
    const unseen = async (state: string): Promise<void> => {
      await run();
      for (const words of [SECRET, '拆分', '分处', FILE_SECRET, '鸿雁', '雁数', documentId])
        expect(await filesWith(words), `${state}：${words}`).toEqual([]);
      expect(await found(SECRET), state).toEqual([]);
    };
    await unseen('草稿');
    const at = { agencyCode: CODE, documentId, opinion: null };
    const submitted = await reviewDocument(ctx, author, { ...at, action: 'submit', seenStep: null });
    await unseen('审查中');
    let now = submitted;
    while (now.step !== null)
      now = await reviewDocument(ctx, reviewer, { ...at, action: 'approve', seenStep: now.step });
    await unseen('已签发');

    await publishDocument(ctx, author, CODE, documentId, now.version);
    const published = await run();
    expect(published.isFull).toBe(false);
    expect(await filesWith(SECRET)).toContain(`agencies/${CODE}/items/${documentId}/index.html`);
    expect(await found(FILE_SECRET)).toEqual([SECRET]);
    expect(await brokenLinks()).toEqual([]);

    const change = await startChange(ctx, author, CODE, documentId, '改正');
    await saveDraft(ctx, author, CODE, documentId, { ...change.draft, body: '新版未定稿' }, change.draft);
    await run();
    expect(await filesWith('新版未定')).toEqual([]);
    await publishDocument(ctx, author, CODE, documentId, await sign(documentId));
    await run();
    expect(await found('新版未定稿')).toEqual([SECRET]);
    expect(await brokenLinks()).toEqual([]);

    await changeValidity(ctx, author, CODE, documentId, {
      validity: 'repealed',
      reason: '清理',
      endedOn: ctx.today(),
    });
    await run();
    const item = await readFile(join(out, `agencies/${CODE}/items/${documentId}/index.html`), 'utf8');
    expect(item).toContain('废止');

    const paths = (await filesWith(SECRET)).filter((path) => path.includes(documentId));
    expect(paths.length).toBeGreaterThan(2);
    const outside = await mkdtemp(join(tmpdir(), 'gongkai-outside-'));
    await cp(out, outside, { recursive: true });
    await withdrawDocument(ctx, author, CODE, documentId, '公布有误');
    await run();
    for (const words of [SECRET, '拆分', '分处', FILE_SECRET, '鸿雁', '雁数', '新版'])
      expect(await filesWith(words), words).toEqual([]);
    // Its address alone is left, for the server to say that it is gone.
    expect((await filesWith(documentId)).sort()).toEqual([
      '.gongkai/gone.map',
      '.gongkai/gone.txt',
      '.gongkai/manifest.json',
      '.gongkai/removed.txt',
    ]);
    // A server outside to which only what there is now is carried, and which deletes what it is told to.
    const removed = (await readFile(join(out, '.gongkai/removed.txt'), 'utf8')).trim().split('\n');
    for (const path of paths) expect(removed).toContain(path);
    await cp(out, outside, { recursive: true });
    for (const path of removed) await rm(join(outside, path), { recursive: true, force: true });
    for (const words of [SECRET, '拆分', FILE_SECRET, '鸿雁', '新版'])
      expect(await filesWith(words, outside), words).toEqual([]);
    await rm(outside, { recursive: true });
    const gone = await readFile(join(out, '.gongkai/gone.map'), 'utf8');
    expect(gone).toContain(`"/xxgk/agencies/${CODE}/items/${documentId}/" 1;`);
    expect(gone).toContain(`"/xxgk/agencies/${CODE}/items/${documentId}" 1;`);
    expect(await brokenLinks()).toEqual([]);
  });
});

describe('only what shows a change is written', () => {
  test('nothing is written when nothing has changed', async () => {
    expect(await run()).toMatchObject({ isFull: false, written: 0, removed: 0, indexFiles: 0 });
  });

  test('one document: its page, its lists, its feeds; the result is that of a full export', async () => {
    await publish({ title: '新发布的一条', duty: 'budgets' });
    const result = await run();
    expect(result).toMatchObject({ isFull: false, broken: [] });
    expect(result.written).toBeLessThan(60);
    const whole = await mkdtemp(join(tmpdir(), 'gongkai-whole-'));
    const full = await run(true, whole);
    expect(full.written).toBeGreaterThan(result.written * 2);
    const own = await filesOf();
    const others = await filesOf(whole);
    // A table carries the time at which it was made; the index may have more segments.
    const isPage = (path: string) =>
      !path.startsWith('search/index/') && !path.startsWith('.gongkai/') && !path.endsWith('.xlsx');
    const different = [...new Set([...own.keys(), ...others.keys()])].filter(
      (path) => isPage(path) && own.get(path) !== others.get(path),
    );
    expect(different).toEqual([]);
    await rm(whole, { recursive: true });
  });

  test('what was lost or left behind is put right by a full export', async () => {
    await rm(join(out, 'privacy/index.html'));
    await writeFile(join(out, 'agencies', 'left-behind.html'), 'old');
    const result = await run(true);
    expect(result.written).toBeGreaterThan(0);
    const files = await filesOf();
    expect(files.has('privacy/index.html')).toBe(true);
    expect(files.has('agencies/left-behind.html')).toBe(false);
  });
});
