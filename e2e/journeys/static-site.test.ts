import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditPage, overflowOf } from '../audit-page.js';
import { PHONE, picture, useBrowser, visit } from '../visitor.js';

const MAKER = fileURLToPath(new URL('../../server/testing/export-small-site.ts', import.meta.url));
const SERVICE = 'https://sq.example.gov.cn';
const TYPES: Readonly<Record<string, string>> = {
  ...{ '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript' },
  ...{ '.json': 'application/json', '.atom': 'application/atom+xml', '.xml': 'application/xml' },
};
let out = '';
let server: Server;
let address = '';

/** As bare as a server of files can be: what a path names, `index.html` in a folder, or 404. */
async function answer(
  path: string,
): Promise<{ readonly status: number; readonly type: string; readonly body: Buffer }> {
  let file = join(out, normalize(decodeURIComponent(path)));
  if ((await stat(file).catch(() => null))?.isDirectory() === true) file = join(file, 'index.html');
  const body = await readFile(file).catch(() => null);
  const type = TYPES[extname(file)] ?? 'application/octet-stream';
  return body === null
    ? { status: 404, type: 'text/plain', body: Buffer.from('') }
    : { status: 200, type, body };
}

useBrowser();
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'gongkai-e2e-site-'));
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://files');
    void answer(pathname).then(({ status, type, body }) => {
      response.writeHead(status, { 'content-type': type }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await promisify(execFile)(process.execPath, ['--import', 'tsx', MAKER, out, address, SERVICE]);
}, 300_000);
afterAll(async () => {
  server.close();
  await rm(out, { recursive: true, force: true });
});

test('plain files: pages, lists and feeds without a script, the search with one', async () => {
  const plain = await visit({ baseURL: address, viewport: PHONE, javaScriptEnabled: false });
  await plain.page.goto('/');
  await plain.page.goto('/agencies/YSJ/');
  await picture(plain.page, 'static-agency');
  // On a phone the menu's own link is folded away; the text leads there too.
  await plain.page.locator(`main a[href="${SERVICE}/agencies/YSJ/apply"]:visible`).waitFor();
  await plain.page.goto('/agencies/YSJ/items/');
  await plain.page.getByRole('link', { name: '关于城市规划的通知' }).click();
  await plain.page.getByRole('heading', { name: '关于城市规划的通知' }).waitFor();
  for (const path of ['/agencies/YSJ/items.atom', '/agencies/YSJ/items.json', '/sitemap.xml', '/large/'])
    expect((await plain.page.request.get(path)).status(), path).toBe(200);
  await plain.page.goto('/search/');
  await plain.page.getByText('搜索要由浏览器运行脚本').first().waitFor();
  expect(plain.complaints).toEqual([]);
  await plain.leave();

  const reader = await visit({ baseURL: address, viewport: PHONE });
  const { page } = reader;
  await page.goto('/search/');
  await page.getByText('搜索要由浏览器运行脚本').waitFor({ state: 'detached' });
  await page.getByLabel('要找的内容').fill('云泽花园');
  await page.locator('main').getByRole('button', { name: '搜索' }).click();
  // Found by a word of its text, not of its title.
  await page.getByRole('link', { name: '公租房分配公告' }).waitFor();
  expect(await auditPage(page)).toEqual([]);
  expect(await overflowOf(page)).toBe(0);
  await picture(page, 'static-search');
  await page.getByRole('link', { name: '公租房分配公告' }).click();
  await page.getByRole('heading', { name: '公租房分配公告' }).waitFor();
  expect(reader.complaints).toEqual([]);
  await reader.leave();
});
