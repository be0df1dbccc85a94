import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import {
  casePathIn,
  closeOffice,
  expectInCell,
  fillIn,
  issueLetter,
  liveFigures,
  openOffice,
  type Office,
} from '../office.js';
import { moved } from '../report-figures.js';
import { picture, settle, useBrowser, visit } from '../visitor.js';

const AGENCY = 'CC-RS';
const ITEM = '2025年企业稳岗返还名单';

async function go(page: Page): Promise<void> {
  await page.getByRole('button', { name: '保存并继续' }).click();
}

/** Applies on the public pages. @returns number and query code from the receipt */
async function apply(page: Page): Promise<readonly [string, string]> {
  await page.goto(`/agencies/${AGENCY}/apply`);
  await page.getByRole('button', { name: '在网上填写' }).click();
  await page.getByLabel('个人（自然人）').check();
  await go(page);
  await page.getByLabel('姓名').fill('闻人示例');
  await page.getByLabel('证件种类').selectOption('居民身份证');
  await page.getByLabel('证件号码').fill('11010519491231002X');
  await go(page);
  await page.getByLabel('联系电话').fill('13800001234');
  await go(page);
  await page.getByLabel('没有，只有一位申请人').check();
  await go(page);
  await page.getByLabel('我就是申请人').check();
  await go(page);
  await page.getByLabel('所需信息').fill(ITEM);
  await go(page);
  // What may be public already is shown once, then the same button goes on.
  if (await page.getByRole('heading', { name: '您写的信息可能已经公开了' }).isVisible()) await go(page);
  await page.getByLabel('电子文件').check();
  await page.getByLabel('网上', { exact: true }).check();
  await go(page);
  await go(page);
  await go(page);
  await page.getByRole('heading', { name: '核对填写的内容' }).waitFor();
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await page.getByRole('heading', { name: '政府信息公开申请回执' }).waitFor();
  const [number = '', code = ''] = await page.locator('dd.secret').allInnerTexts();
  return [number, code];
}

describe('an applicant, the officer and the head, each in a browser of their own', () => {
  useBrowser();
  let office: Office;
  beforeAll(async () => {
    office = await openOffice(AGENCY, '2026-11-21', inject('address'));
  });
  afterAll(() => closeOffice(office));

  test('applied on the web, extended, disclosed: the applicant reads both letters on their own page', async () => {
    const before = await liveFigures(office);
    const citizen = await visit({ viewport: { width: 390, height: 844 } });
    const { page } = citizen;
    const [number, code] = await apply(page);
    const officer = office.officer.page;
    await officer.goto(casePathIn(office, number));
    await settle(officer);
    await officer.getByRole('button', { name: '已与申请人联系，双方确认收到' }).click();
    await officer.getByText('双方确认收到').first().waitFor();
    await settle(officer);

    const extension = await issueLetter(office, number, 'extensionNotice', (draft) =>
      fillIn(draft, { 延长的工作日数: '5', 延期的理由: '需要核对的名单较多' }),
    );
    // Received on Saturday 2026-11-21 by confirmation (条例第三十一条): 20 working days end on 12-18, five more on 12-25.
    expect(extension).toContain('第三十三条第二款');
    expect(extension).toContain('因需要核对的名单较多，本机关不能在2026年12月18日前答复');
    expect(extension).toContain('政府信息公开工作机构负责人');
    expect(extension).toContain('延长5个工作日，答复期限至2026年12月25日');

    await page.goto('/progress');
    await page.getByLabel('编号').fill(number);
    await page.getByLabel('查询码').fill(code);
    await page.getByRole('button', { name: '查询', exact: true }).click();
    await page.getByRole('heading', { name: '办理进度' }).waitFor();
    await page.getByText('2026-12-25（周五）').first().waitFor();
    await page.getByText('延期答复告知书').first().waitFor();

    const reply = await issueLetter(office, number, 'replyDisclose', (draft) =>
      fillIn(draft, { 随文提供的文件: ITEM }),
    );
    expect(reply).toContain('以网上方式提出');
    expect(reply).toContain('第三十六条第（二）项');
    await page.goto('/progress/case');
    const main = page.locator('main');
    await main.getByText('予以公开告知书').first().waitFor();
    const shown = await main.innerText();
    expect(shown).toContain(/CCRS公开〔2026〕\d+号/.exec(reply)?.[0] ?? '—');
    const download = page.waitForEvent('download');
    await main
      .getByRole('link', { name: /盖章件/ })
      .last()
      .click();
    expect((await (await download).path()).length).toBeGreaterThan(0);
    await picture(page, 'applicant-progress-answered-phone');
    expect(citizen.complaints).toEqual([]);
    await citizen.leave();

    expect(moved(before, await liveFigures(office))).toEqual(
      Object.fromEntries(
        ['newReceived', 'granted', 'resultTotal'].flatMap((row) => [
          [`table3.${row}.naturalPerson`, 1],
          [`table3.${row}.total`, 1],
        ]),
      ),
    );
    await expectInCell(office, number, 'granted');
  });
});
