import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditPage } from '../audit-page.js';
import { oneTimeCode } from '../one-time-code.js';
import { startCommand, type RunningCommand } from '../start-command.js';
import { picture, useBrowser, visit } from '../visitor.js';

const PASSWORD = '白榆 澄川 望溪 1949 渡口';
const LINK = /^\s*系统管理员（登录名 (\S+)）：(\S+)$/;

let folder = '';
let server: RunningCommand;

useBrowser();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gongkai-e2e-empty-'));
  server = await startCommand(['serve', '--data', folder, '--port', '0']);
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function typePassword(page: Page, loginName: string, password: string): Promise<void> {
  await page.goto('/sign-in?return-to=%2Faccount');
  await page.getByLabel('登录名').fill(loginName);
  await page.getByLabel('口令', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByRole('heading', { name: '输入验证码' }).waitFor();
  await page.getByLabel('验证码').fill(code);
  await page.getByRole('button', { name: '继续' }).click();
}

test('the first administrator comes by the link, binds a second factor, and signs out everywhere', async () => {
  const [, loginName = '', link = ''] = server.said.flatMap((line) => LINK.exec(line) ?? []);
  const first = await visit({ baseURL: server.address });
  const { page } = first;
  await page.goto(link);
  await page.getByLabel('新口令').fill('123456');
  await page.getByLabel('再输入一遍').fill('123456');
  await page.getByRole('button', { name: '设置并登录' }).click();
  await page.getByRole('alert').getByRole('link').first().waitFor();
  await picture(page, 'sign-in-weak-password');
  expect(await auditPage(page)).toEqual([]);
  await page.getByLabel('新口令').fill(PASSWORD);
  await page.getByLabel('再输入一遍').fill(PASSWORD);
  await page.getByRole('button', { name: '设置并登录' }).click();

  await page.getByRole('heading', { name: '绑定身份验证器' }).waitFor();
  expect((await page.request.get('/api/v1/my-access')).status(), 'before the second factor').toBe(401);
  const secret = await page.locator('.secret').innerText();
  await page.getByLabel('6 位数字').fill(oneTimeCode(secret));
  await page.getByRole('button', { name: '绑定' }).click();
  await page.getByRole('heading', { name: '请保存恢复代码' }).waitFor();
  await picture(page, 'sign-in-recovery-codes');
  expect(await auditPage(page)).toEqual([]);
  const codes = await page.locator('.codes li').allInnerTexts();
  expect(new Set(codes).size).toBe(10);
  await page.getByRole('link', { name: '已经保存好，继续' }).click();
  await page.getByText('还没有机关').waitFor();
  await picture(page, 'console-empty-platform');
  await page.getByRole('button', { name: '登记机关' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('代码').fill('SY-ZFB');
  await dialog.getByLabel('名称').fill('示源县人民政府办公室');
  await dialog.locator('.ant-modal-footer .ant-btn-primary').click();
  await page.getByRole('link', { name: '示源县人民政府办公室' }).waitFor();

  const [recoveryCode = ''] = codes;
  const second = await visit({ baseURL: server.address });
  await typePassword(second.page, loginName, '不是这个口令也不行');
  await second.page.getByRole('alert').first().waitFor();
  await picture(second.page, 'sign-in-refused');
  expect(await auditPage(second.page)).toEqual([]);
  await typePassword(second.page, loginName, PASSWORD);
  await typeCode(second.page, oneTimeCode(secret, 1));
  await second.page.getByRole('heading', { name: '我的账号' }).waitFor();
  const third = await visit({ baseURL: server.address });
  await typePassword(third.page, loginName, PASSWORD);
  await picture(third.page, 'sign-in-code');
  await typeCode(third.page, recoveryCode);
  await third.page.getByText('没用过的恢复代码还有 9 个').waitFor();
  await picture(third.page, 'account-three-sessions');
  expect(await third.page.getByRole('button', { name: '结束', exact: true }).count()).toBe(2);

  await third.page.getByRole('button', { name: '全部退出，包括这里' }).click();
  for (const visitor of [first, second, third]) {
    await visitor.page.goto('/account');
    await visitor.page.getByRole('heading', { name: '工作人员登录' }).waitFor();
    expect((await visitor.page.request.get('/api/v1/my-access')).status()).toBe(401);
  }
  await page.goto(link);
  await page.getByRole('heading', { name: '这个链接不能用了' }).waitFor();
  for (const visitor of [first, second, third]) await visitor.leave();
});
