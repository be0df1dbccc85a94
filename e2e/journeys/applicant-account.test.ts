import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { applyOnTheWeb } from '../applying.js';
import { auditPage, overflowOf } from '../audit-page.js';
import { oneTimeCode } from '../one-time-code.js';
import { TODAY } from '../serve-demonstration.js';
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

/** So many codes of an app lie between the machine's clock and that of the demonstration, which has another day. */
const DEMONSTRATION_STEPS =
  (Date.parse(TODAY) - Date.parse(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10))) / 30_000;

async function signInAt(page: Page, mobile: string): Promise<void> {
  await page.goto('/my/sign-in');
  await page.getByLabel('手机号码').fill(mobile);
  await page.getByLabel('口令').fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('heading', { name: '输入验证码' }).waitFor();
}

async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('验证码').fill(code);
  await page.getByRole('button', { name: '继续' }).click();
  await page.getByRole('heading', { name: '我的申请', level: 1 }).waitFor();
}

async function isSignedIn(page: Page): Promise<boolean> {
  await page.goto('/my/account');
  return page.url().endsWith('/my/account');
}

async function look(page: Page, name: string): Promise<void> {
  await picture(page, name);
  expect.soft(await auditPage(page), `${name}: axe`).toEqual([]);
  expect.soft(await overflowOf(page), `${name}: wider by`).toBe(0);
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
    const lookAt = async (name: string, path: string) => {
      for (const viewport of [DESKTOP, TELEPHONE.viewport, PHONE]) {
        await page.setViewportSize(viewport);
        await page.goto(path);
        await settle(page);
        await picture(page, `${name}-${String(viewport.width)}`);
        expect.soft(await auditPage(page), `${name} ${String(viewport.width)}: axe`).toEqual([]);
        expect.soft(await overflowOf(page), `${name} ${String(viewport.width)}: wider by`).toBe(0);
      }
    };
    await lookAt('my-sign-in', '/my/sign-in');
    await lookAt('my-register', '/my/register');
    await lookAt('my-forgot', '/my/forgot');
    await lookAt('my-reset-gone', '/my/reset?token=x');
    await register(page, '13900003333');
    await lookAt('my-account', '/my/account');
    await applyOnTheWeb(page, 'CC-ZR', ITEM);
    await lookAt('my-cases', '/my');
    expect(complaints).toEqual([]);
    await leave();
  });

  test('binds an authenticator, signs in with codes of both kinds, sees where it is signed in and ends that', async () => {
    const mobile = '13900004444';
    const first = await visit();
    const { page } = first;
    await register(page, mobile);
    await page.goto('/my/account');
    await page.getByRole('link', { name: '绑定身份验证器' }).click();
    const secret = await page.locator('.secret').innerText();
    await page.getByLabel('6 位数字').fill('000000');
    await page.getByRole('button', { name: '绑定' }).click();
    await page.getByRole('alert').getByRole('link').first().waitFor();
    expect(await page.locator('.secret').innerText(), 'the same secret after a wrong code').toBe(secret);
    await look(page, 'my-factor');
    first.forgetComplaints();
    await page.getByLabel('6 位数字').fill(oneTimeCode(secret, DEMONSTRATION_STEPS));
    await page.getByRole('button', { name: '绑定' }).click();
    await page.getByRole('heading', { name: '请保存恢复代码' }).waitFor();
    await look(page, 'my-recovery-codes');
    const codes = await page.locator('.codes li').allInnerTexts();
    expect(new Set(codes).size).toBe(10);
    await page.getByRole('link', { name: '已经保存好，继续' }).click();
    await page.getByText('没用过的恢复代码还有 10 个').waitFor();

    const second = await visit(TELEPHONE);
    await signInAt(second.page, mobile);
    await second.page.goto('/my/account');
    expect(second.page.url(), 'before its code').toMatch(/\/my\/sign-in\/code$/);
    await typeCode(second.page, oneTimeCode(secret, DEMONSTRATION_STEPS + 1));
    const [recoveryCode = ''] = codes;
    const third = await visit(TELEPHONE);
    await signInAt(third.page, mobile);
    await look(third.page, 'my-code');
    await typeCode(third.page, recoveryCode);
    await third.page.goto('/my/account');
    await third.page.getByText('没用过的恢复代码还有 9 个').waitFor();
    await look(third.page, 'my-sessions');
    const others = third.page.getByRole('button', { name: /^结束：/ });
    expect(await others.count()).toBe(2);

    // Signed in last before it: the second.
    await others.first().click();
    await third.page.getByText('已经结束。').waitFor();
    expect(await others.count()).toBe(1);
    expect([await isSignedIn(page), await isSignedIn(second.page)]).toEqual([true, false]);
    await third.page.getByRole('button', { name: '全部退出，包括这里' }).click();
    await third.page.getByText('已经退出登录').waitFor();
    expect([await isSignedIn(page), await isSignedIn(third.page)]).toEqual([false, false]);

    // A recovery code serves once.
    await signInAt(third.page, mobile);
    await third.page.getByLabel('验证码').fill(recoveryCode);
    await third.page.getByRole('button', { name: '继续' }).click();
    await third.page.getByRole('alert').first().waitFor();
    for (const { complaints } of [first, second]) expect(complaints).toEqual([]);
    for (const visitor of [first, second, third]) await visitor.leave();
  });
});
