import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { applyOnTheWeb } from '../applying.js';
import { auditPage, overflowOf } from '../audit-page.js';
import { DESKTOP, PHONE, picture, settle, useBrowser, visit, visitAs } from '../visitor.js';

const TELEPHONE = { viewport: { width: 390, height: 844 } };
const ITEM = '云山路改造项目的竣工验收报告';
const PASSWORD = '石榴树下的第三把旧藤摇椅';

async function register(page: Page, mobile: string): Promise<void> {
  await page.goto('/my/register');
  await page.getByLabel('手机号码').fill(mobile);
  await page.getByLabel('新口令').fill(PASSWORD);
  await page.getByLabel('再输入一遍').fill(PASSWORD);
  await page.getByRole('button', { name: '注册' }).click();
  await page.getByRole('heading', { name: '我的申请', level: 1 }).waitFor();
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
    const [number] = await applyOnTheWeb(page, 'CC-ZR', ITEM);
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
    await applyOnTheWeb(page, 'CC-ZR', ITEM);
    await look('my-cases', '/my');
    expect(complaints).toEqual([]);
    await leave();
  });
});
