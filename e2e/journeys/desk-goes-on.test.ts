import { describe, expect, test } from 'vitest';
import { auditPage, overflowOf } from '../audit-page.js';
import { DESKTOP, PHONE, picture, settle, signIn, useBrowser, visitAs } from '../visitor.js';

const AGENCY = 'CC-ZR';
const DESK = `/console/agencies/${AGENCY}/2026/cases/new`;
const OFFICER = '信息公开工作人员';

describe('the desk goes on', () => {
  useBrowser();

  test('an oral application, typed while the session ends: nothing is lost after signing in again', async () => {
    const { page, leave, forgetComplaints, complaints } = await visitAs(AGENCY, OFFICER);
    await page.goto(DESK);
    await page.getByRole('radio', { name: '口头' }).check();
    await page.getByLabel('口头提出并代填的日期').fill('2026-11-20');
    await page.getByLabel('申请人类别').selectOption('naturalPerson');
    await page.getByLabel('姓名', { exact: true }).fill('上官示文');
    await page.getByLabel('证件种类').selectOption('居民身份证');
    await page.getByLabel('证件号码').fill('530102199205080116');
    await page.getByLabel('联系电话').fill('13800001234');
    await page.getByText(/草稿已在/).waitFor();

    // The session ends while he types; the page says so and keeps what stands in it.
    const context = page.context();
    await context.clearCookies();
    await page.getByLabel(/^所需政府信息/).fill('某镇宅基地审批台账中本户的记录');
    await page.getByText(/草稿没有保存到服务器/).waitFor();
    expect(await page.getByLabel(/^所需政府信息/).inputValue()).toContain('宅基地');
    await picture(page, 'intake-signed-out');

    // He signs in again beside it, goes on typing, and all of it is kept and registered.
    const beside = await context.newPage();
    await signIn(beside, AGENCY, OFFICER);
    await beside.close();
    forgetComplaints();
    await page.getByLabel('申请人书写有什么困难').fill('右手受伤，不能书写');
    await page.getByText(/草稿已在/).waitFor();
    await page.getByLabel('申请人怎样确认').selectOption('fingerprint');
    // Whether it was read back is asked for (条例第二十九条).
    await page.getByRole('button', { name: /^登\s*记$/ }).click();
    await page.locator('.issue').first().waitFor();
    await page.getByRole('checkbox', { name: /读/ }).check();
    for (const viewport of [PHONE, DESKTOP]) {
      await page.setViewportSize(viewport);
      await settle(page);
      expect.soft(await auditPage(page), `${String(viewport.width)}: axe`).toEqual([]);
      expect.soft(await overflowOf(page)).toBe(0);
      await picture(page, `intake-oral-${String(viewport.width)}`);
    }
    await page.getByRole('button', { name: /^登\s*记$/ }).click();
    await page.getByRole('heading', { name: '登记完成' }).waitFor();
    await settle(page);
    const print = page.waitForEvent('download');
    await page.locator('a[href*="oral-record.pdf"]').click();
    expect((await print).suggestedFilename()).toContain('口头申请记录');
    expect(complaints).toEqual([]);
    await leave();
  });

  test('the ticked rows of the register are exported in the background and fetched', async () => {
    const { page, leave, complaints } = await visitAs(AGENCY);
    await page.goto(`/console/agencies/${AGENCY}/2026/cases`);
    await settle(page);
    const boxes = page.getByRole('checkbox', { name: /^选择 / });
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await page.getByText('导出台账', { exact: true }).click();
    await page.getByRole('button', { name: '导出所选 csv' }).click();
    const link = page.getByRole('link', { name: '下载 csv，共 2 件' });
    // Right after a start the jobs of the day stand before it.
    await link.waitFor({ timeout: 120_000 });
    const file = page.waitForEvent('download');
    await link.click();
    expect((await file).suggestedFilename()).toBe(`${AGENCY}-申请台账.csv`);
    await settle(page);
    await picture(page, 'register-exports');
    expect(await auditPage(page)).toEqual([]);

    await page.goto(`/console/agencies/${AGENCY}/2026/redecisions`);
    await settle(page);
    await page.getByLabel('状态').selectOption('served');
    await settle(page);
    expect(await auditPage(page)).toEqual([]);
    await picture(page, 'redecisions');
    await page.goto(`/console/agencies/${AGENCY}/2026/hot-spots`);
    await settle(page);
    await picture(page, 'hot-spots');
    expect(await auditPage(page)).toEqual([]);
    await page.goto(`/console/agencies/${AGENCY}/2026/report`);
    await settle(page);
    await page.getByRole('button', { name: '改变口径' }).click();
    await page.getByRole('dialog', { name: '改变表四的统计口径' }).waitFor();
    await settle(page);
    await picture(page, 'remedy-policy');
    expect(await auditPage(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await leave();
  }, 300_000);
});
