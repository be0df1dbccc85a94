import { describe, expect, test } from 'vitest';
import { settle, useBrowser, visit, visitAs } from '../visitor.js';

const PEOPLE = '/console/agencies/CC-RS/2026/people';

describe('letting people in and putting them out', () => {
  useBrowser();

  test('the system administrator hands over a link by which a person sets a password, once', async () => {
    const { page, complaints, leave } = await visitAs('CC-RS', '系统管理员');
    await page.goto(PEOPLE);
    await settle(page);
    const clerk = page.getByRole('row').filter({ hasText: 'cc-rs.bianji' });
    await clerk.getByRole('button', { name: '设置口令的链接' }).click();
    const link = await page.getByRole('dialog').locator('code').innerText();
    await page.keyboard.press('Escape');

    // Nothing is bound where no provider is set, and the page says so.
    await clerk.getByRole('button', { name: '绑定统一身份认证' }).click();
    const dialog = page.getByRole('dialog', { name: /绑定到统一身份认证/ });
    await dialog.getByRole('button', { name: /^绑\s?定$/ }).click();
    await dialog.getByText('请填写统一身份认证给出的标识。').waitFor();
    await dialog.getByLabel('统一身份认证给出的标识').fill('somebody');
    await dialog.getByRole('button', { name: /^绑\s?定$/ }).click();
    await dialog.getByRole('alert').first().waitFor();
    expect(complaints.filter((it) => !it.includes('404'))).toEqual([]);
    await leave();

    const invited = await visit();
    await invited.page.goto(link);
    for (const label of ['新口令', '再输入一遍']) {
      await invited.page.getByLabel(label, { exact: false }).first().fill('石榴树下的第三把旧藤摇椅');
    }
    await invited.page.getByRole('button', { name: '设置并登录' }).click();
    await invited.page.waitForURL(/\/console\//);
    await invited.page.goto(link);
    await invited.page.getByText('这个链接').first().waitFor();
    await invited.leave();
  });

  test('the security administrator ends the sessions of another', async () => {
    const other = await visitAs('CC-RS', '合法性审核员');
    const { page, leave } = await visitAs('CC-RS', '安全管理员');
    await page.goto(PEOPLE);
    await settle(page);
    const row = page.getByRole('row').filter({ hasText: 'cc-rs.fazhi' });
    await row.getByRole('button', { name: '结束登录' }).click();
    await page.getByRole('tooltip').getByRole('button', { name: '结束登录' }).click();
    await row.getByText('登录已全部结束').waitFor();
    await other.page.goto('/account');
    expect(new URL(other.page.url()).pathname).toBe('/sign-in');
    await Promise.all([leave(), other.leave()]);
  });
});
