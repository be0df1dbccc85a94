import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { auditPage, overflowOf } from '../audit-page.js';
import { DESKTOP, PHONE, picture, settle, useBrowser, visit, visitAs } from '../visitor.js';

const TELEPHONE = { viewport: { width: 390, height: 844 } };
const PASSWORD = '石榴树下的第三把旧藤摇椅';

async function go(page: Page): Promise<void> {
  await page.getByRole('button', { name: '保存并继续' }).click();
}

async function register(page: Page, mobile: string): Promise<void> {
  await page.goto('/my/register');
  await page.getByLabel('手机号码').fill(mobile);
  await page.getByLabel('新口令').fill(PASSWORD);
  await page.getByLabel('再输入一遍').fill(PASSWORD);
  await page.getByRole('button', { name: '注册' }).click();
  await page.getByRole('heading', { name: '我的申请', level: 1 }).waitFor();
}

async function apply(page: Page): Promise<string> {
  await page.goto('/agencies/CC-ZR/apply');
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
  await page.getByLabel('所需信息').fill('云山路改造项目的竣工验收报告');
  await go(page);
  // What may be public already is shown once, then the same button goes on.
  if (await page.getByRole('heading', { name: '您写的信息可能已经公开了' }).isVisible()) await go(page);
  await page.getByLabel('电子文件').check();
  await page.getByLabel('网上', { exact: true }).check();
  await go(page);
  for (let pages = 0; pages < 3 && !page.url().includes('/check'); pages += 1) await go(page);
  await page.getByRole('button', { name: /提交/ }).click();
  await page.getByRole('heading', { name: /回执/ }).waitFor();
  return (await page.locator('dd.secret').first().textContent()) ?? '';
}

describe('an applicant with an account of its own', () => {
  useBrowser();

  test('registers, applies, finds its case, leaves, and nobody at that device finds it again', async () => {
    const { page, leave, complaints, forgetComplaints } = await visit({
      ...TELEPHONE,
      javaScriptEnabled: false,
    });
    await register(page, '13900001111');
    await picture(page, 'my-empty-390');
    const number = await apply(page);
    await page.goto('/my');
    await page.getByText(number).first().waitFor();
    await page.getByText('双方确认收到以后起算答复期限').first().waitFor();
    await picture(page, 'my-case-390');
    await page.getByRole('button', { name: `查看进度：${number}` }).click();
    await page.getByText('云山路改造项目的竣工验收报告').waitFor();
    await page.goto('/my');
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByText('已经退出登录').waitFor();
    for (const path of ['/my', '/progress/case', '/agencies/CC-ZR/apply/receipt']) {
      await page.goto(path);
      expect(await page.content(), path).not.toContain(number);
    }
    // The receipt is not found any more.
    forgetComplaints();
    await page.goto('/my/sign-in');
    await page.getByLabel('手机号码').fill('13900001111');
    await page.getByLabel('口令').fill(PASSWORD);
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByText(number).first().waitFor();
    expect(complaints).toEqual([]);
    await leave();
  });

  test('its session opens nothing of the console, one of the staff nothing of its own', async () => {
    const applicant = await visit();
    await register(applicant.page, '13900002222');
    const answer = await applicant.page.request.get('/api/v1/my-access');
    expect(answer.status()).toBe(401);
    await applicant.page.goto('/account');
    expect(applicant.page.url()).toContain('/sign-in');
    await applicant.leave();
    const staff = await visitAs('CC-ZR');
    await staff.page.goto('/my');
    expect(staff.page.url()).toContain('/my/sign-in');
    await staff.leave();
  });

  test('every page of the account is accessible at 1440, 390 and 320 px', async () => {
    const { page, complaints, leave } = await visit();
    const look = async (name: string, path: string) => {
      for (const viewport of [DESKTOP, TELEPHONE.viewport, PHONE]) {
        await page.setViewportSize(viewport);
        await page.goto(path);
        await settle(page);
        await picture(page, `${name}-${String(viewport.width)}`);
        expect.soft(await auditPage(page), `${name} ${String(viewport.width)}: axe`).toEqual([]);
        expect.soft(await overflowOf(page), `${name} ${String(viewport.width)}: wider by`).toBe(0);
      }
    };
    await look('my-sign-in', '/my/sign-in');
    await look('my-register', '/my/register');
    await look('my-forgot', '/my/forgot');
    await look('my-reset-gone', '/my/reset?token=x');
    await register(page, '13900003333');
    await look('my-account', '/my/account');
    await apply(page);
    await look('my-cases', '/my');
    expect(complaints).toEqual([]);
    await leave();
  });
});
