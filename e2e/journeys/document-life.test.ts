import { describe, expect, test } from 'vitest';
import { auditPage } from '../audit-page.js';
import { hitsOf, publishNormative } from '../document-desk.js';
import { moved, readFigures } from '../report-figures.js';
import { picture, settle, useBrowser, visit, visitAs, type Visitor } from '../visitor.js';

const AGENCY = 'CC-ZR';
const PLACE = `/console/agencies/${AGENCY}/2026`;
const FIRST = {
  title: '澄川市临时用地复垦管理办法（演示）',
  number: '澄演规〔2026〕911号',
  body: '一、适用范围\n本办法适用于临时用地的复垦。',
};
const CHANGE = {
  title: '关于修改《澄川市临时用地复垦管理办法》的决定（演示）',
  number: '澄演规〔2026〕912号',
  body: '一、修改内容\n第三条中的“六个月”改为“一年”。',
};
const LAST = {
  title: '澄川市土地复垦管理办法（演示）',
  number: '澄演规〔2026〕913号',
  body: '一、适用范围\n本办法适用于土地复垦。',
};
/** What 国办公开办函〔2019〕60号, 表二 counts of normative documents. */
const CELLS = ['made', 'repealed', 'inForce'].map((column) => `table2.normativeDocuments.${column}`);

async function figuresOf(office: Visitor): Promise<Record<string, string>> {
  await office.open(`${PLACE}/report`);
  const all = await readFigures(office.page);
  return Object.fromEntries(CELLS.map((cell) => [cell, all[cell] ?? '']));
}

describe('the whole life of a normative document', () => {
  useBrowser();

  test('published, handed in, counted, amended, repealed: each step seen by whoever reads', async () => {
    const editor = await visitAs(AGENCY, '编辑');
    const office = await visitAs(AGENCY);
    const citizen = await visit();
    const before = await figuresOf(office);

    const documentId = await publishNormative(editor.page, AGENCY, FIRST);
    const item = `/agencies/${AGENCY}/items/${documentId}`;
    const badgeOf = async (path: string): Promise<string> => {
      await citizen.open(path);
      return citizen.page.locator('h1 .badge').innerText();
    };
    const read = async (path: string): Promise<string> => (await citizen.page.request.get(path)).text();

    // The item page, the list, the first pages, the feeds, the search with its suggestions, open data.
    expect(await badgeOf(item)).toBe('有效');
    for (const path of [
      ...['/', `/agencies/${AGENCY}`, `/agencies/${AGENCY}/items?duty=rulesAndDocuments`],
      ...[`/agencies/${AGENCY}/items.atom`, `/agencies/${AGENCY}/items.json`],
      ...[`/agencies/${AGENCY}/open-data/items.json`, `/agencies/${AGENCY}/open-data/items.csv`],
      `/search/suggestions?q=${encodeURIComponent('临时用地复垦')}`,
    ]) {
      expect(await read(path), path).toContain(FIRST.title);
    }
    expect(await read('/sitemap.xml')).toContain(item);
    expect((await hitsOf(citizen, '用地复垦'))[0]).toBe(FIRST.title);
    expect(await hitsOf(citizen, '澄演规[2026]第911号')).toEqual([FIRST.title]);

    // 条例第二十五条: archive, library and service hall; 表二: one more was made and is in force.
    expect(moved(before, await figuresOf(office))).toEqual({
      'table2.normativeDocuments.made': 1,
      'table2.normativeDocuments.inForce': 1,
    });
    await office.open(`${PLACE}/deposits`);
    await office.page.getByRole('checkbox', { name: `选择《${FIRST.title}》` }).check();
    await office.page.getByLabel('接收人').fill('示范市档案馆接收科');
    await office.page.getByRole('button', { name: '登记送交1件' }).click();
    const handedIn = office.page.getByRole('region', { name: '已经送交的' });
    await handedIn.getByText(FIRST.title).first().waitFor();
    await picture(office.page, 'document-life-deposit');

    // Amended: both pages lead to each other, and the first says so wherever it is shown.
    await publishNormative(editor.page, AGENCY, { ...CHANGE, amends: FIRST.title });
    expect(await badgeOf(item)).toBe('已修改');
    await citizen.page.getByRole('link', { name: CHANGE.title }).click();
    await citizen.page.getByRole('heading', { name: CHANGE.title }).waitFor();
    expect(await citizen.page.getByRole('link', { name: FIRST.title }).count()).toBe(1);
    await hitsOf(citizen, '用地复垦管理');
    const named = citizen.page.getByRole('link', { name: FIRST.title, exact: true });
    const hit = citizen.page.locator('.hits > li').filter({ has: named });
    expect(await hit.locator('.badge').innerText()).toBe('已修改');

    // Repealed by a later one: no longer in force, one more was repealed, still to be read.
    await publishNormative(editor.page, AGENCY, { ...LAST, repeals: FIRST.title });
    expect(await badgeOf(item)).toBe('废止');
    expect(await auditPage(citizen.page)).toEqual([]);
    await picture(citizen.page, 'document-life-repealed');
    const data = JSON.parse(await read(`/agencies/${AGENCY}/open-data/items.json`)) as {
      entries: { title: string; validityLabel: string }[];
    };
    expect(data.entries.find(({ title }) => title === FIRST.title)?.validityLabel).toBe('废止');
    const found = await hitsOf(citizen, '土地复垦 管理办法');
    expect(found[0]).toBe(LAST.title);
    // Three were made in all, one of them is repealed.
    expect(moved(before, await figuresOf(office))).toEqual({
      'table2.normativeDocuments.made': 3,
      'table2.normativeDocuments.repealed': 1,
      'table2.normativeDocuments.inForce': 2,
    });
    // From the cell to the rows of the ledger, and from a row to the document itself.
    await office.page.locator('[id="cell-table2.normativeDocuments.repealed"]').click();
    const drawer = office.page.getByRole('dialog');
    await drawer.getByRole('link', { name: FIRST.title }).waitFor();
    await picture(office.page, 'document-life-cell');
    await drawer.getByRole('link', { name: FIRST.title }).click();
    await office.page.getByRole('heading', { name: FIRST.title }).first().waitFor();

    // Section 一 quotes what was handed in, and leads to what it counts.
    await office.open(`${PLACE}/narrative`);
    await office.page.getByText('向国家档案馆、公共图书馆、政务服务大厅送交').first().waitFor();
    await picture(office.page, 'document-life-sentences');
    const text = office.page.getByRole('textbox', { name: '一、总体情况的正文' });
    await text.fill('全年共送交{{ledger.deposits.copies.archive}}份。');
    const preview = office.page.getByRole('group', { name: '一、总体情况的预览' });
    await preview.getByRole('button', { name: /取自送交国家档案馆的文件（份）/ }).click();
    await drawer.getByRole('link', { name: FIRST.title }).waitFor();
    await drawer.getByRole('link', { name: '打开送交登记' }).waitFor();
    await picture(office.page, 'document-life-copies');
    expect(await auditPage(office.page)).toEqual([]);
    await settle(office.page);
    expect([...editor.complaints, ...office.complaints, ...citizen.complaints]).toEqual([]);
  }, 400_000);

  test('an item page is painted after the page and one style sheet, and needs no script', async () => {
    const reader = await visit({ javaScriptEnabled: false });
    const asked: string[] = [];
    reader.page.on('request', (request) => asked.push(`${request.resourceType()} ${request.url()}`));
    const response = await reader.page.goto('/agencies/CC-RS/items/named-01', { waitUntil: 'networkidle' });
    const body = (await response?.body()) ?? Buffer.alloc(0);
    expect(body.length).toBeLessThanOrEqual(60 * 1024);
    expect(asked.filter((line) => !line.includes(' data:')).map((line) => line.split(' ')[0])).toEqual([
      'document',
      'stylesheet',
    ]);
    expect(await reader.page.locator('.item-body').innerText()).toContain('失业');
    await reader.leave();
  });
});
