import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { auditPage } from '../audit-page.js';
import { chooseDocument, reviewAs, takeStep } from '../document-desk.js';
import { moved, readFigures } from '../report-figures.js';
import { picture, settle, useBrowser, visit, visitAs } from '../visitor.js';

const AGENCY = 'CC-ZR';
const PLACE = `/console/agencies/${AGENCY}/2026`;
const POLICY = '关于支持闲置土地盘活利用的若干措施（演示）';
const INTERPRETATIONS = [
  ['《支持闲置土地盘活利用的若干措施》文字解读', '文字解读'],
  ['局负责人解读闲置土地盘活利用措施', '负责人或者专家解读'],
  ['一图看懂闲置土地怎样盘活', '图解'],
] as const;

/** From the empty form to the signature. @returns the address of the document in the console */
async function signed(page: Page, kind: string, title: string, fill: () => Promise<void>): Promise<string> {
  await page.goto(`${PLACE}/documents/new`);
  await settle(page);
  await page.getByLabel('种类').selectOption({ label: kind });
  await page.getByLabel('标题').fill(title);
  await page.getByLabel('内容概述').fill('支持闲置土地盘活利用的措施。');
  await page.getByLabel('成文日期').fill('2026-11-16');
  await page.getByRole('textbox', { name: '正文' }).fill('一、总体要求\n盘活闲置土地。');
  await fill();
  await page.getByRole('button', { name: '保存文稿' }).click();
  await page.waitForURL(/\/documents\/[\w-]{36}$/);
  await settle(page);
  await page.getByRole('button', { name: '送审' }).click();
  await page.getByText('待处室负责人审核').first().waitFor();
  const address = page.url();
  await reviewAs(AGENCY, '公开机构负责人', address, '内容属实');
  await reviewAs(AGENCY, '保密审查员', address, '不涉密');
  await reviewAs(AGENCY, '机关负责人', address, '同意签发');
  return address;
}

describe('a policy with its interpretations, and a clean-up', () => {
  useBrowser();

  test('1+2+X: the file and three interpretations go out together, and each page leads to the others', async () => {
    const editor = await visitAs(AGENCY, '编辑');
    const { page } = editor;
    const policy = await signed(page, '其他政策文件', POLICY, async () => {
      for (const [, form] of INTERPRETATIONS) await page.getByLabel(form, { exact: true }).check();
    });
    for (const [title, form] of INTERPRETATIONS) {
      await signed(page, '政策解读', title, async () => {
        await page.getByLabel('解读的形式').selectOption({ label: form });
        await chooseDocument(page, '解读的文件', POLICY);
        await picture(page, 'together-chosen');
      });
    }
    await page.goto(policy);
    await settle(page);
    await page
      .getByRole('group', { name: '办理' })
      .getByRole('button', { name: '发布', exact: true })
      .click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('checkbox').count()).toBe(3);
    await picture(page, 'together-publish');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });

    const citizen = await visit();
    const documentId = policy.slice(policy.lastIndexOf('/') + 1);
    const item = `/agencies/${AGENCY}/items/${documentId}`;
    expect((await citizen.page.request.get(item)).status()).toBe(404);
    await takeStep(page, '发布');
    await page.getByText('已公开', { exact: true }).first().waitFor();
    await citizen.open(item);
    for (const [title] of INTERPRETATIONS) {
      await citizen.open(item);
      await citizen.page.getByRole('link', { name: title }).first().click();
      await citizen.page.getByRole('heading', { name: title }).waitFor();
      expect(await citizen.page.getByRole('link', { name: POLICY }).count()).toBeGreaterThan(0);
    }
    await citizen.open(item);
    await picture(citizen.page, 'together-item');
    expect(await auditPage(citizen.page)).toEqual([]);
    expect(editor.complaints).toEqual([]);
    await editor.leave();
    await citizen.leave();
  }, 400_000);

  test('a clean-up repeals a document: signed by another, published by a third, and its page, list and figure follow', async () => {
    const officer = await visitAs(AGENCY);
    const { page } = officer;
    await officer.open(`${PLACE}/report`);
    const before = await readFigures(page);
    await officer.open(`${PLACE}/cleanup-rounds`);
    await page.getByRole('button', { name: '开始清理' }).click();
    const opening = page.getByRole('dialog');
    await opening.getByLabel('名称').fill('2026年度行政规范性文件清理（演示）');
    await opening.getByLabel('范围和依据').fill('依照国办发〔2018〕115号，清理现行有效的行政规范性文件。');
    await opening.getByRole('button', { name: /^开\s*始$/ }).click();
    await page.waitForURL(/\/cleanup-rounds\/[\w-]+$/);
    await settle(page);
    const form = page.locator('main form').first();
    const first = page.getByRole('table', { name: '清理的文件' }).getByRole('link').first();
    const title = await first.innerText();
    const address = (await first.getAttribute('href')) ?? '';
    await page.getByRole('checkbox', { name: `选择${title}` }).check();
    await form.getByLabel('清理结果').selectOption({ label: '废止' });
    await form.getByLabel('理由').fill('依据已经修订，不再适用');
    await form.getByRole('button', { name: '给选中的1件拟定结果' }).click();
    await page.getByText('依据已经修订，不再适用').first().waitFor();
    await page.getByRole('button', { name: '选中所有待定的' }).click();
    await form.getByLabel('清理结果').selectOption({ label: '继续有效' });
    await form.getByLabel('理由').fill('');
    await form.getByRole('button', { name: /拟定结果$/ }).click();
    await page.getByText(/待定（0件）/).waitFor({ state: 'attached' });
    const round = page.url();
    await picture(page, 'cleanup-decided');

    const head = await visitAs(AGENCY, '机关负责人');
    await head.page.goto(round);
    await head.page.getByRole('button', { name: /^审\s*定$/ }).click();
    await head.page.getByText('已审定待公布').waitFor();
    const citizen = await visit();
    const item = `/agencies/${AGENCY}/items/${address.slice(address.lastIndexOf('/') + 1)}`;
    await citizen.open(item);
    const badge = citizen.page.locator('h1 .badge');
    expect(await badge.innerText()).not.toBe('废止');

    const editor = await visitAs(AGENCY, '编辑');
    await editor.page.goto(round);
    await editor.page.getByRole('button', { name: '公布清理结果' }).click();
    await editor.page.getByRole('link', { name: '看公布的结果' }).waitFor();
    await picture(editor.page, 'cleanup-published');
    await citizen.open(item);
    expect(await badge.innerText()).toBe('废止');
    await citizen.open(`/agencies/${AGENCY}/cleanup-rounds/${round.slice(round.lastIndexOf('/') + 1)}`);
    await citizen.page.getByText('依据已经修订，不再适用').first().waitFor();
    await picture(citizen.page, 'cleanup-public');
    expect(await auditPage(citizen.page)).toEqual([]);
    await officer.open(`${PLACE}/report`);
    expect(moved(before, await readFigures(page))).toMatchObject({
      'table2.normativeDocuments.repealed': 1,
      'table2.normativeDocuments.inForce': -1,
    });
    for (const visitor of [officer, head, editor, citizen]) {
      expect(visitor.complaints).toEqual([]);
      await visitor.leave();
    }
  });
});

describe('the ledger of table 二 and the path of a review', () => {
  useBrowser();

  test('a purchase and a licence are entered, summed and traced from the figure', async () => {
    const officer = await visitAs(AGENCY);
    const { page } = officer;
    await officer.open(`${PLACE}/administrative-records`);
    await page.getByRole('button', { name: '登记政府集中采购' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: /^编号/ }).fill('示采〔2026〕31号');
    await dialog.getByRole('textbox', { name: /^名称/ }).fill('不动产档案数字化服务采购');
    await dialog.getByLabel('成交日期').fill('2026-10-12');
    await dialog.getByLabel('金额（元）').fill('251000.50');
    await picture(page, 'table-two-entry');
    await dialog.getByRole('button', { name: /^登\s*记$/ }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('不动产档案数字化服务采购').first().waitFor();
    await picture(page, 'table-two-ledger');
    expect(await auditPage(page)).toEqual([]);

    await officer.open(`${PLACE}/administrative-records?kind=licensing`);
    await page.getByRole('button', { name: '登记行政许可决定' }).click();
    await dialog.getByRole('textbox', { name: /^编号/ }).fill('示许〔2026〕77号');
    await dialog.getByRole('textbox', { name: /^名称/ }).fill('准予临时用地的决定');
    await dialog.getByLabel('决定日期').fill('2026-10-13');
    await dialog.getByRole('button', { name: /^登\s*记$/ }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('准予临时用地的决定').first().waitFor();
    await page.getByRole('link', { name: /看这一格.*行政许可决定/ }).click();
    await settle(page);
    await page.getByText('准予临时用地的决定', { exact: false }).first().waitFor();
    await picture(page, 'table-two-cell');

    // Entered by mistake: struck with a reason it stays to be seen and counts no more, until it is restored.
    await officer.open(`${PLACE}/administrative-records?kind=licensing`);
    const figure = page
      .getByRole('row', { name: /^行政许可决定/ })
      .getByRole('cell')
      .first();
    const counted = Number(await figure.innerText());
    await page.getByRole('button', { name: /^划\s*销\s*准予临时用地的决定$/ }).click();
    await dialog.getByLabel('划销的理由').fill('与上一条重复登记');
    await dialog.getByRole('button', { name: /^划\s*销$/ }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('已划销，不计数：与上一条重复登记').waitFor();
    expect(Number(await figure.innerText())).toBe(counted - 1);
    await picture(page, 'table-two-struck');
    expect(await auditPage(page)).toEqual([]);
    await page.getByRole('button', { name: /^恢\s*复\s*准予临时用地的决定$/ }).click();
    await page.getByText('已划销，不计数').waitFor({ state: 'hidden' });
    expect(Number(await figure.innerText())).toBe(counted);
    expect(officer.complaints).toEqual([]);
    await officer.leave();
  });

  test('the path of a kind is set with an opinion that must be written, and what a document would go through is shown', async () => {
    const officer = await visitAs(AGENCY);
    const { page } = officer;
    await officer.open(`${PLACE}/review-paths`);
    await page.getByRole('button', { name: /^设定\s*行政规范性文件$/ }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByLabel(/^合法性审核（必经）/).isDisabled()).toBe(true);
    await dialog.getByLabel('保密审查必须写明意见').check();
    // By keyboard: the step moves, the hand stays on its button, and what came of it is said.
    await dialog.getByRole('button', { name: /^上移\s*合法性审核$/ }).focus();
    await page.keyboard.press('Enter');
    await dialog.getByText('“合法性审核”移到第2个，共5个环节。').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await dialog.getByText('“合法性审核”不能再上移。').waitFor();
    await picture(page, 'review-path-dialog');
    await dialog.getByRole('button', { name: /^保\s*存$/ }).click();
    await dialog.waitFor({ state: 'hidden' });
    const preview = page.getByRole('list', { name: '预览的环节' });
    await preview.getByText('必须写明意见').waitFor();
    expect(await preview.getByRole('listitem').count()).toBe(6);
    expect(await preview.getByRole('listitem').first().innerText()).toContain('合法性审核');
    expect(await preview.getByRole('listitem').nth(4).innerText()).toContain('签发');
    await picture(page, 'review-paths');
    expect(await auditPage(page)).toEqual([]);
    expect(officer.complaints).toEqual([]);
    await officer.leave();
  });
});
