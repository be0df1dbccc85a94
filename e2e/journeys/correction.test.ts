import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { goOn } from '../applying.js';
import { auditPage, overflowOf } from '../audit-page.js';
import {
  closeOffice,
  fillIn,
  finishLetter,
  liveFigures,
  openOffice,
  placeIn,
  type Office,
} from '../office.js';
import { uploadScan } from '../pdf-scan.js';
import { picture, settle, useBrowser, visit } from '../visitor.js';

const AGENCY = 'CC-RS';
const RECORD = '参保证明里写我2019年断缴';
const CORRECT = '2019年全年正常缴费';
const EVIDENCE = '缴费凭证编号2019-77';

/** Fills in the demand on the public pages. @returns number and query code from the receipt */
async function demandOnTheWeb(page: Page): Promise<readonly [string, string]> {
  await page.goto(`/agencies/${AGENCY}/correction`);
  await page.getByRole('button', { name: '在网上填写' }).click();
  await page.getByLabel('不准确的记录').fill(RECORD);
  await page.getByLabel('应当改成什么').fill(CORRECT);
  await goOn(page);
  await page.getByLabel('证据', { exact: true }).fill(EVIDENCE);
  await goOn(page);
  await page.getByLabel('姓名或者单位名称').fill('申示例');
  await page.getByLabel('证件种类').selectOption('居民身份证');
  await page.getByLabel('证件号码').fill('11010519491231002X');
  await goOn(page);
  await page.getByLabel('联系电话').fill('13800001234');
  await page.getByLabel('通信地址').fill('澄川市示范路9号');
  await goOn(page);
  await page.getByRole('heading', { name: '核对填写的内容' }).waitFor();
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await page.getByRole('heading', { name: /回执/ }).waitFor();
  const [number = '', code = ''] = await page.locator('dd.secret').allInnerTexts();
  return [number, code];
}

/** From the demand's page to its letter, filled in. */
async function draftAnswer(
  page: Page,
  outcome: string,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  await page.getByRole('link', { name: '拟写《信息更正告知书》' }).click();
  await page.getByRole('button', { name: /^预览/ }).waitFor();
  await settle(page);
  // What was demanded stands in it already, in the person's words.
  expect(await page.getByLabel('要求更正的记录').inputValue()).toContain(RECORD);
  await page.getByLabel('处理').selectOption({ label: outcome });
  await fillIn(page, values);
}

// 条例第四十一条: with evidence; whoever has the power corrects and tells.
describe('a demand to correct a record about oneself', () => {
  useBrowser();
  let office: Office;
  beforeAll(async () => {
    office = await openOffice(AGENCY, '2026-11-21', inject('address'));
  });
  afterAll(() => closeOffice(office));

  test('on paper by registered mail: taken in at the desk, answered by its letter, in no row of the report', async () => {
    const before = await liveFigures(office);
    const { page } = office.officer;
    await page.goto(placeIn(office, 'rights-requests'));
    await settle(page);
    await page.getByRole('link', { name: '登记收到的要求或者建议' }).click();
    expect(await page.getByRole('radio', { name: '更正记录的要求' }).isChecked()).toBe(true);
    await page.getByRole('radio', { name: '邮寄（签收）' }).check();
    await page.getByLabel('机关签收的日期（收发室或者任何处室）').fill('2026-11-18');
    await page.getByLabel('转到公开机构的日期').fill('2026-11-20');
    // 第三十一条第二项: the signature counts, not the hand-over.
    const receipt = page.getByRole('status', { name: '收到之日和期限' });
    await receipt.getByText('以行政机关签收之日 2026-11-18').waitFor();
    await page.getByRole('button', { name: /^登\s*记$/ }).click();
    await page.getByText('请写明哪一条记录不准确。').waitFor();
    await fillIn(page, { 不准确的记录: RECORD, 应当改成什么: CORRECT, 姓名或者单位名称: '申示范' });
    await receipt.getByText(/还缺：证据、证件种类、证件号码、联系电话/).waitFor();
    await page.getByLabel('证件种类').selectOption('居民身份证');
    await fillIn(page, { 证据: EVIDENCE, 证件号码: '11010519491231002X', 联系电话: '13800001234' });
    await fillIn(page, { 通信地址: '澄川市示范路9号', 邮件号: 'XA123456789CN' });
    await uploadScan(page.getByLabel('选择扫描件或者文件'), '更正申请');
    await page.getByRole('list', { name: '已上传的材料' }).getByText('更正申请.pdf').waitFor();
    await settle(page);
    await picture(page, 'correction-desk');
    expect(await auditPage(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await overflowOf(page)).toBe(0);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('button', { name: /^登\s*记$/ }).click();
    await page.getByRole('heading', { name: '登记完成' }).waitFor();
    const number = await page.locator('main a.figures').innerText();
    expect(number).toMatch(/^CC-RS-GZ-2026-\d{4}$/);
    const print = page.waitForEvent('download');
    await page.getByRole('link', { name: 'PDF' }).click();
    expect((await print).suggestedFilename()).toContain(number);
    // Opened again, the draft says what it became.
    await page.reload();
    await page.getByRole('link', { name: number }).click();
    await page.getByRole('heading', { name: number }).waitFor();
    await settle(page);
    const main = page.locator('main');
    for (const said of ['邮寄（签收）', '2026-11-18', '2026-11-20', '申请书：更正申请.pdf', 'XA123456789CN'])
      expect(await main.innerText()).toContain(said);
    await picture(page, 'correction-demand');
    expect(await auditPage(page)).toEqual([]);

    await draftAnswer(page, '不予更正', { 理由: '经核对银行对账单，2019年3月至5月确未到账' });
    const text = await finishLetter(office);
    expect(text).toMatch(/〔2026〕\d+号/);
    expect(text).toContain('《中华人民共和国政府信息公开条例》第四十一条');
    expect(text).toContain('2019年3月至5月确未到账');
    expect(text).toContain('行政复议');

    await page.goto(placeIn(office, 'rights-requests'));
    await settle(page);
    expect(await page.getByRole('row').filter({ hasText: number }).innerText()).toContain('不予更正');
    // 条例第五十条: a demand is no application.
    expect(await liveFigures(office)).toEqual(before);
  });

  test('over the public pages: confirmed by telephone, corrected, and the person downloads the sealed letter', async () => {
    const citizen = await visit({ viewport: { width: 390, height: 844 } });
    const [number, code] = await demandOnTheWeb(citizen.page);
    expect(number).toMatch(/^CC-RS-GZ-2026-\d{4}$/);

    const { page } = office.officer;
    await page.goto(placeIn(office, `rights-requests/${number}`));
    await settle(page);
    // 第三十一条第三项: over the web it is received when both sides have confirmed.
    await page.getByText(/待双方确认/).waitFor();
    await page.getByRole('button', { name: '登记一次联系' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('日期').fill('2026-11-21');
    await dialog.getByLabel('时间').fill('09:30');
    await dialog.getByLabel('联系上了').check();
    await dialog.getByLabel('说了什么').fill('本人确认已提交');
    await dialog.getByRole('button', { name: /^登\s*记$/ }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText(/双方确认收到：09:30 电话，联系上了：本人确认已提交/).waitFor();
    expect(await page.getByText(/待双方确认/).count()).toBe(0);

    await draftAnswer(page, '已经更正', { 理由: '凭证属实，原记录系录入错误', 更正日期: '2026-11-21' });
    const text = await finishLetter(office);
    expect(text).toContain('本机关已于2026年11月21日更正');

    await citizen.page.goto('/progress');
    await citizen.page.getByLabel('编号').fill(number);
    await citizen.page.getByLabel('查询码').fill(code);
    await citizen.page.getByRole('button', { name: '查询', exact: true }).click();
    const main = citizen.page.locator('main');
    await main.getByText('信息更正告知书').first().waitFor();
    expect(await main.innerText()).toContain('已经更正');
    expect(await main.innerText()).toContain(/CCRS\S*〔2026〕\d+号/.exec(text)?.[0] ?? '—');
    const download = citizen.page.waitForEvent('download');
    await main
      .getByRole('link', { name: /盖章件/ })
      .last()
      .click();
    expect((await (await download).path()).length).toBeGreaterThan(0);
    await picture(citizen.page, 'correction-progress-phone');
    expect(await auditPage(citizen.page)).toEqual([]);

    // 个人信息保护法第四十七条: once it has served its purpose the head of the office erases it; the letter stays.
    const head = office.head.page;
    await head.goto(placeIn(office, `rights-requests/${number}`));
    await head.getByRole('button', { name: '删除内容' }).click();
    const asked = head.getByRole('dialog');
    await asked.getByRole('button', { name: /^删\s*除$/ }).click();
    await asked.getByText('请选择删除的理由。').waitFor();
    await asked.getByLabel('理由').selectOption({ label: '处理目的已实现、无法实现或者不再必要' });
    await asked.getByRole('button', { name: /^删\s*除$/ }).click();
    await head.getByText('附件已按规定删除；编号、日期和结果仍然保留').waitFor();
    expect(await head.getByText('本人确认已提交').count()).toBe(0);
    expect(await head.getByRole('button', { name: '删除内容' }).count()).toBe(0);
    expect(await auditPage(head)).toEqual([]);
    await citizen.page.reload();
    await main.getByText('内容已按规定删除。编号、日期和结果仍然保留。').waitFor();
    expect(await main.innerText()).toContain('信息更正告知书');
    expect(await auditPage(citizen.page)).toEqual([]);
    expect(citizen.complaints).toEqual([]);
    await citizen.leave();
  });
});
