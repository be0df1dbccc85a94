import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { auditPage, overflowOf } from '../audit-page.js';
import { picture, settle, useBrowser, visitAs } from '../visitor.js';

const AGENCY = 'CC-ZR';
const DESK = `/console/agencies/${AGENCY}/2026/cases/new`;
const PHONE = { width: 390, height: 844 };
const SCAN = Buffer.from('政府信息公开申请书（扫描）');

async function openDesk(page: Page, channel: string): Promise<void> {
  await page.goto(DESK);
  await page.getByRole('radio', { name: channel }).check();
}

async function applicant(page: Page, index: number, name: string, number: string): Promise<void> {
  await page.getByLabel('姓名', { exact: true }).nth(index).fill(name);
  await page.getByLabel('证件种类').nth(index).selectOption('居民身份证');
  await page.getByLabel('证件号码').nth(index).fill(number);
  await page.getByLabel('联系电话').nth(index).fill('13800001234');
}

/** Registers, and says which cases it became. */
async function register(page: Page): Promise<string[]> {
  await page.getByRole('button', { name: /^登\s*记$/ }).click();
  await page.getByRole('heading', { name: '登记完成' }).waitFor();
  await settle(page);
  return page.locator('main ul.plain-list > li > a.figures').allTextContents();
}

async function openCase(page: Page, caseId: string): Promise<void> {
  await page.goto(`/console/agencies/${AGENCY}/2026/cases/${encodeURIComponent(caseId)}`);
  await page.getByRole('heading', { name: `申请 ${caseId}` }).waitFor();
  await settle(page);
}

describe('the intake desk', () => {
  useBrowser();

  test('two people at the counter with a scan: what is typed outlives the page, the day and the term are told before', async () => {
    const officer = await visitAs(AGENCY, '信息公开工作人员');
    const { page } = officer;
    await openDesk(page, '当面提交');
    await page.getByLabel('当面提交的日期').fill('2026-11-16');
    // 条例第三十一条第一项, 第三十三条: handed in on Monday, 16 November; the twentieth working day is 14 December.
    const receipt = page.getByRole('status', { name: '收到之日和期限' });
    await receipt.getByText('2026-12-14').waitFor();
    await page.getByLabel('申请人类别').selectOption('naturalPerson');
    await page.getByRole('button', { name: '再加一位共同申请人' }).click();
    await applicant(page, 0, '欧阳示范', '11010519491231002X');
    await applicant(page, 1, '诸葛示例', '530102199205080116');
    await page.getByRole('radio', { name: '推选的代表人' }).nth(1).check();
    await page.getByLabel(/^所需政府信息/).fill('澄川市某地块土地出让合同及补充协议');
    await receipt.getByText('推选代表人的材料').waitFor();
    await page.getByText(/草稿已在/).waitFor();

    // The page is closed and opened again.
    await page.reload();
    await page.getByText(/草稿已在/).waitFor();
    expect(await page.getByLabel('姓名', { exact: true }).nth(1).inputValue()).toBe('诸葛示例');
    await page.getByLabel('材料的种类').selectOption('election');
    await page
      .getByLabel('选择扫描件或者文件')
      .setInputFiles({ name: '推选书.txt', mimeType: 'text/plain', buffer: SCAN });
    await page.getByRole('list', { name: '已上传的材料' }).getByText('推选书.txt').waitFor();
    await page.getByLabel('材料的种类').selectOption('application');
    await page
      .getByLabel('选择扫描件或者文件')
      .setInputFiles({ name: '申请书.txt', mimeType: 'text/plain', buffer: SCAN });
    await page.getByRole('list', { name: '已上传的材料' }).getByText('申请书.txt').waitFor();
    await page.getByLabel('信息的形式').selectOption('paper');
    await page.getByLabel('获取信息的途径').selectOption('pickUp');
    await settle(page);
    await page.evaluate('window.scrollTo(0, 0)');
    await picture(page, 'intake-counter');
    expect(await auditPage(page)).toEqual([]);
    await page.setViewportSize(PHONE);
    await settle(page);
    expect(await overflowOf(page)).toBe(0);
    await picture(page, 'intake-counter-390');
    await page.setViewportSize({ width: 1440, height: 900 });

    const [caseId = ''] = await register(page);
    await picture(page, 'intake-done');
    await page.getByText('2026-12-14').waitFor();
    await openCase(page, caseId);
    const intake = page.getByRole('region', { name: '收件登记' });
    await intake.getByText('共同申请人').waitFor();
    const papers = page.getByRole('region', { name: '附件' });
    const download = page.waitForEvent('download');
    await papers.getByRole('link', { name: '申请书.txt' }).click();
    expect((await download).suggestedFilename()).toBe('申请书.txt');
    const print = page.waitForEvent('download');
    await intake.getByRole('link', { name: 'PDF' }).first().click();
    expect((await print).suggestedFilename()).toContain('登记回执');
    await papers.scrollIntoViewIfNeeded();
    await picture(page, 'intake-case');
    expect(await auditPage(page)).toEqual([]);
    expect(officer.complaints).toEqual([]);
    await officer.leave();
  });

  test('one registered envelope with two applications counts from the signature of the mailroom', async () => {
    const officer = await visitAs(AGENCY, '信息公开工作人员');
    const { page } = officer;
    await openDesk(page, '邮寄（签收）');
    await page.getByLabel('机关签收的日期（收发室或者任何处室）').fill('2026-11-10');
    await page.getByLabel('转到公开机构的日期').fill('2026-11-13');
    await page.getByLabel('邮件号').fill('XA123456789CN');
    await page.getByLabel('申请人类别').selectOption('naturalPerson');
    await applicant(page, 0, '司马示理', '530102199205080116');
    await page.getByLabel(/^所需政府信息/).fill('某矿山采矿权延续登记材料');
    await page.getByRole('button', { name: '信封里还有一件' }).click();
    await page.getByLabel(/^第 2 件/).fill('某林地占用审核同意书');
    // 第三十一条第二项: Tuesday, 10 November, though the office had it on the 13th; twenty working days end on 8 December.
    await page.getByRole('status', { name: '收到之日和期限' }).getByText('2026-12-08').waitFor();
    await page.getByLabel('材料的种类').selectOption('envelope');
    await page
      .getByLabel('选择扫描件或者文件')
      .setInputFiles({ name: '信封.txt', mimeType: 'text/plain', buffer: SCAN });
    await page.getByText('信封：信封.txt').waitFor();
    await settle(page);
    await picture(page, 'intake-envelope');
    const caseIds = await register(page);
    expect(caseIds).toHaveLength(2);
    await page.getByText('2026-12-08').nth(1).waitFor();
    await openCase(page, caseIds[1] ?? '');
    await page.getByRole('region', { name: '附件' }).getByText('信封.txt').waitFor();
    const links = page.getByRole('region', { name: '并案与重复提交' });
    await links.getByText(caseIds[0] ?? 'none').waitFor();
    await links.getByText('2026-11-13').waitFor();
    expect(officer.complaints).toEqual([]);
    await officer.leave();
  });

  test('a fax has no day of receipt until both sides confirm: a call in vain, another, then the day it was confirmed', async () => {
    const officer = await visitAs(AGENCY, '信息公开工作人员');
    const { page } = officer;
    await openDesk(page, '传真');
    await page.getByLabel('传真收到的日期').fill('2026-11-20');
    await page.getByLabel('发来的传真号码').fill('0999-7654321');
    const receipt = page.getByRole('status', { name: '收到之日和期限' });
    await receipt.getByText('还没有收到之日').waitFor();
    await page.getByLabel('申请人类别').selectOption('naturalPerson');
    await applicant(page, 0, '上官示文', '530102199205080116');
    await page.getByLabel(/^所需政府信息/).fill('某区国土空间详细规划调整论证报告');
    await page.getByRole('checkbox', { name: '已经联系申请人确认，现在记录' }).check();
    await page.getByLabel('联系日期').fill('2026-11-20');
    await page.getByLabel('时间').fill('16:10');
    await page.getByLabel('经过').fill('电话无人接听');
    // The answer that is missing is asked for, and nothing is lost.
    await page.getByRole('button', { name: /^登\s*记$/ }).click();
    await page.getByText('请选择有没有联系上。').waitFor();
    await page.getByLabel('结果').selectOption('no');
    await settle(page);
    await picture(page, 'intake-fax');
    expect(await auditPage(page)).toEqual([]);
    const [caseId = ''] = await register(page);
    await page.getByText('等待双方确认，还没有收到之日').waitFor();

    await page.goto(`/console/agencies/${AGENCY}/2026/unconfirmed`);
    await settle(page);
    await page.getByRole('row').filter({ hasText: caseId }).waitFor();
    await picture(page, 'intake-unconfirmed');
    await openCase(page, caseId);
    const contacts = page.getByRole('region', { name: '联系记录' });
    await contacts.getByText('电话无人接听').waitFor();
    await contacts.getByRole('button', { name: '登记一次联系' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('日期').fill('2026-11-21');
    await dialog.getByLabel('时间').fill('09:30');
    await dialog.getByRole('checkbox').check();
    await dialog.getByLabel('说了什么').fill('本人接听，双方确认收到');
    await dialog.getByRole('button', { name: /^登\s*记$/ }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.reload();
    await settle(page);
    // 第三十一条第三项: Saturday, 21 November, is the day of receipt; the twentieth working day is 18 December.
    await page.getByText('2026-12-18').first().waitFor();
    await picture(page, 'intake-fax-confirmed');
    expect(officer.complaints).toEqual([]);
    await officer.leave();
  });

  test('the dialogs of a case open whole, and rows of the register are given to a unit with a word on each', async () => {
    const head = await visitAs(AGENCY);
    const { page } = head;
    await page.goto(`/console/agencies/${AGENCY}/2026/cases`);
    await settle(page);
    const boxes = page.getByRole('checkbox', { name: /^选择 / });
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await page.getByText('已选 2 件').waitFor();
    await picture(page, 'register-selection');
    await page.getByRole('button', { name: /^催\s*办$/ }).click();
    await page.getByRole('list', { name: '逐件结果' }).getByRole('listitem').nth(1).waitFor();
    expect(await auditPage(page)).toEqual([]);

    await page.goto(`/console/agencies/${AGENCY}/2026/cases?status=processing`);
    await settle(page);
    await page.locator('[data-row-link]').first().click();
    await page.getByRole('region', { name: '并案与重复提交' }).waitFor();
    await settle(page);
    const links = page.getByRole('region', { name: '并案与重复提交' });
    const timeline = page.getByRole('region', { name: '时间线' });
    for (const [name, area, button] of [
      ['merge', links, '一并答复'],
      ['split', links, /^拆\s*分$/],
      ['exclude', links, '认定同日重复提交'],
      ['correct', timeline, /^更\s*正/],
    ] as const) {
      await area.getByRole('button', { name: button }).first().click();
      const dialog = page.getByRole('dialog');
      await dialog.waitFor();
      await page.screenshot({ path: `reports/e2e/dialog-${name}.png` });
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
    }
    await page.goto(`/console/agencies/${AGENCY}/2026/desk-setting`);
    await settle(page);
    await picture(page, 'desk-setting');
    expect(await page.getByRole('checkbox', { name: /不能关闭/ }).count()).toBe(4);
    expect(await auditPage(page)).toEqual([]);
    expect(head.complaints).toEqual([]);
    await head.leave();
  });
});
