import { createHash } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { checkReport, publishReport, stateOf } from '../publishing.js';
import { readFigures } from '../report-figures.js';
import { picture, settle, useBrowser, visit, visitAs } from '../visitor.js';

const REPORT = '/console/agencies/CC-HB/2025/report';
const PUBLIC = '/agencies/CC-HB/reports/2025';
const CELL = 'table3.newReceived.total';
const FORMATS = ['docx', 'html', 'json', 'pdf', 'xlsx'];

interface Listed {
  readonly address: string;
  readonly sha256: string;
}

function panelOf(page: Page) {
  return page.getByRole('region', { name: '导出文件' });
}

/** The finished files of the panel, once there are as many. */
async function filesOn(page: Page, count: number): Promise<Listed[]> {
  const links = panelOf(page).locator('a[download]');
  await links.nth(count - 1).waitFor({ timeout: 60_000 });
  expect(await links.count()).toBe(count);
  const digests = await panelOf(page).locator('.digest code').allInnerTexts();
  const addresses = await addressesOf(links);
  return addresses.map((address, index) => ({ address, sha256: digests[index] ?? '' }));
}

async function addressesOf(links: Locator): Promise<string[]> {
  return Promise.all((await links.all()).map(async (link) => (await link.getAttribute('href')) ?? ''));
}

async function bytesOf(address: string): Promise<{ status: number; bytes: Buffer }> {
  const response = await fetch(new URL(address, inject('address')));
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

useBrowser();

test('whoever writes a report exports the draft, which nobody outside can fetch, and does not publish it', async () => {
  const { page, complaints, leave } = await visitAs('CC-HB', '信息公开工作人员');
  await page.goto(REPORT);
  await stateOf(page).getByRole('button', { name: '另起一版' }).click();
  await stateOf(page).getByText('草稿').waitFor();
  for (const format of ['PDF', '网页', 'Excel 工作簿']) {
    await panelOf(page).getByRole('checkbox', { name: format }).uncheck();
  }
  await panelOf(page).getByRole('button', { name: '导出' }).click();
  const files = await filesOn(page, 2);
  await picture(page, 'console-draft-exported');
  for (const { address, sha256: expected } of files) {
    expect((await bytesOf(address)).status, address).toBe(404);
    const own = await page.request.get(address);
    expect(sha256(await own.body())).toBe(expected);
  }
  expect(await stateOf(page).getByRole('button', { name: '公布……' }).count()).toBe(0);
  await stateOf(page).getByText('公布由公开机构负责人、机关负责人办理。').waitFor();
  const refused = await page.request.post('/api/v1/agencies/CC-HB/reports/2025/publish');
  expect(refused.ok()).toBe(false);
  expect(complaints).toEqual([]);
  await leave();
});

test('an approver publishes it: every format appears with its digest, and anybody downloads and opens it', async () => {
  const { page, complaints, leave } = await visitAs('CC-HB');
  await page.goto(REPORT);
  await settle(page);
  await checkReport(page);
  const head = await visitAs('CC-HB', '机关负责人');
  await head.page.goto(REPORT);
  await settle(head.page);
  await publishReport(head.page);
  await head.leave();
  await page.goto(REPORT);
  await settle(page);
  const figure = (await readFigures(page))[CELL] ?? '';
  const files = await filesOn(page, FORMATS.length);
  await picture(page, 'console-published-exported');
  expect(files.map(({ address }) => /\w+$/.exec(address)?.[0]).sort()).toEqual(FORMATS);

  const anybody = await visit();
  await anybody.open(PUBLIC);
  const downloads = anybody.page.locator('.downloads a');
  const offered = await addressesOf(downloads);
  await picture(anybody.page, 'public-report-downloads');
  expect(offered.sort()).toEqual(files.map(({ address }) => address).sort());
  for (const { address, sha256: expected } of files) {
    const { status, bytes } = await bytesOf(address);
    expect(status, address).toBe(200);
    expect(sha256(bytes), address).toBe(expected);
    // Opened by the reader of the platform, which takes each format from the file itself.
    const name = address.split('/').at(-1) ?? '';
    expect(await figureRead(page, name, bytes), address).toBe(figure);
  }
  expect(anybody.complaints).toEqual([]);
  expect(complaints).toEqual([]);
  await anybody.leave();
  await leave();
});

async function figureRead(page: Page, name: string, buffer: Buffer): Promise<string> {
  await page.goto('/console/agencies/CC-HB/2026/imported-reports');
  await page.getByLabel('报告文件').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  await page.getByRole('button', { name: '上传并读取' }).click();
  await page.getByRole('checkbox', { name: /列出全部/ }).check();
  const cells = page.getByRole('table', { name: '原文与读出的数字' }).locator('tbody tr');
  const row = cells.filter({ hasText: '本年新收' }).filter({ hasText: '总计' }).first();
  return row.locator('code').innerText();
}
