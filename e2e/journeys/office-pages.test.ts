import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { auditPage, overflowOf } from '../audit-page.js';
import { DESKTOP, picture, settle, useBrowser, visitAs } from '../visitor.js';

const PLACE = '/console/agencies/CC-RS/2026';
const NARROW = { width: 390, height: 844 };

/** Looks at the open page on a desktop and a telephone: by axe, by its width, and a picture for people. */
async function look(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of Object.entries({ desktop: DESKTOP, phone: NARROW })) {
    await page.setViewportSize(viewport);
    await settle(page);
    await picture(page, `office-${name}-${size}`);
    expect.soft(await auditPage(page), `${name} ${size}: axe`).toEqual([]);
    expect.soft(await overflowOf(page), `${name} ${size}: wider than the window by`).toBe(0);
  }
  await page.setViewportSize(DESKTOP);
}

describe('pages of the office that are rarely opened', () => {
  useBrowser();

  test('remedies, the papers of a case, what is archived, redecisions, fees and topics', async () => {
    const { page, complaints, open, leave } = await visitAs('CC-RS');
    for (const [name, path] of [
      ['archive', `${PLACE}/archive`],
      ['redecisions', `${PLACE}/redecisions`],
      ['unit-tasks', `${PLACE}/unit-tasks`],
      ['unconfirmed', `${PLACE}/unconfirmed`],
      ['letters', `${PLACE}/letters`],
      ['letter-settings', `${PLACE}/letter-settings`],
      ['statistics', `${PLACE}/statistics?quarter=year`],
      ['topics', `${PLACE}/topics`],
      ['calendar', '/console/calendar'],
    ] as const) {
      await open(path);
      await look(page, name);
    }

    await open(`${PLACE}/remedies`);
    await look(page, 'remedies');
    await page.locator('main table [data-row-link]').first().click();
    await page.getByRole('heading', { name: /^复议诉讼 / }).waitFor();
    await settle(page);
    await look(page, 'remedy');
    await page.getByRole('button', { name: /^修\s*改$/ }).click();
    await page.getByRole('dialog').getByLabel('类别').waitFor();
    await look(page, 'remedy-dialog');
    await page.keyboard.press('Escape');

    await open(`/console/agencies/CC-RS/2025/hot-spots`);
    await look(page, 'hot-spots');

    // A case with all that is below its events: fees, the papers as one file, similar requests.
    await open(`${PLACE}/cases`);
    await page.locator('[data-row-link]').first().click();
    await page.getByRole('button', { name: '核对相近的申请' }).click();
    await page.getByRole('list', { name: '相近的申请' }).waitFor();
    await settle(page);
    await look(page, 'case');
    expect(complaints).toEqual([]);
    await leave();
  });

  test('another system gets a key and a webhook, each shown once', async () => {
    const { page, complaints, open, leave } = await visitAs('CC-RS', '系统管理员');
    await open(`${PLACE}/integration`);
    await look(page, 'integration-empty');
    await page.getByLabel('名称').fill('云陵省政务服务平台（演示）');
    await page.getByRole('button', { name: '登记并生成密钥' }).click();
    await page.getByText('的密钥，只显示这一次').waitFor();
    await page.getByLabel(/^办理进展通知到/).fill('https://hook.example.cn/progress');
    await page.getByRole('button', { name: '设定通知地址' }).click();
    await page.getByText('的通知签名密钥，只显示这一次').waitFor();
    await settle(page);
    await look(page, 'integration');
    await page.reload();
    await settle(page);
    expect(await page.getByText('只显示这一次').count()).toBe(0);
    await open('/console/calendar');
    await page.getByRole('button', { name: '预览会移动哪些期限' }).waitFor();
    await look(page, 'calendar-notice');
    expect(complaints).toEqual([]);
    await leave();
  });
});
