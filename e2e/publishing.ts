import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Hands the open report in for its check; who may signs for each error that it finds. */
export async function checkReport(page: Page): Promise<void> {
  const state = stateOf(page);
  for (let attempt = 0; attempt < 3 && (await state.getByText('草稿').isVisible()); attempt += 1) {
    await acceptErrors(page);
    const answered = page.waitForResponse(/\/check$/);
    await state.getByRole('button', { name: '提交核对' }).click();
    await answered;
    await state.locator('.ant-btn-loading').waitFor({ state: 'detached' });
  }
}

/** Publishes the open report, which has been checked. */
export async function publishReport(page: Page, look?: () => Promise<void>): Promise<void> {
  const state = stateOf(page);
  await state.getByRole('button', { name: '公布……' }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByRole('button', { name: '公布', exact: true }).isEnabled()).toBe(false);
  await dialog.getByLabel('以上内容已经核对，同意公布').check();
  await look?.();
  await dialog.getByRole('button', { name: '公布', exact: true }).click();
  await state.getByText('已公布', { exact: true }).waitFor();
}

export function stateOf(page: Page) {
  return page.getByRole('region', { name: '报告的状态与办理' });
}

/** Signs for each error that the checks found; warnings need no more than being seen. */
async function acceptErrors(page: Page): Promise<void> {
  const open = page.locator('.finding.error').getByRole('button', { name: /^说明理由/ });
  while ((await open.count()) > 0) {
    const before = await open.count();
    await open.first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('签字人').fill('欧阳示范');
    await dialog.getByLabel('理由').fill('已与原始记录核对无误（演示）。');
    await dialog.getByRole('button', { name: '签字并接受' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await open.count()).toBeLessThan(before);
  }
}
