import type { Page } from 'playwright-core';

export async function goOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: '保存并继续' }).click();
}

/** Applies on the public pages, as one natural person. @returns number and query code from the receipt */
export async function applyOnTheWeb(
  page: Page,
  agencyCode: string,
  item: string,
): Promise<readonly [string, string]> {
  await page.goto(`/agencies/${agencyCode}/apply`);
  await page.getByRole('button', { name: '在网上填写' }).click();
  await page.getByLabel('个人（自然人）').check();
  await goOn(page);
  await page.getByLabel('姓名').fill('闻人示例');
  await page.getByLabel('证件种类').selectOption('居民身份证');
  await page.getByLabel('证件号码').fill('11010519491231002X');
  await goOn(page);
  await page.getByLabel('联系电话').fill('13800001234');
  await goOn(page);
  await page.getByLabel('没有，只有一位申请人').check();
  await goOn(page);
  await page.getByLabel('我就是申请人').check();
  await goOn(page);
  await page.getByLabel('所需信息').fill(item);
  await goOn(page);
  // What may be public already is shown once, then the same button goes on.
  if (await page.getByRole('heading', { name: '您写的信息可能已经公开了' }).isVisible()) await goOn(page);
  await page.getByLabel('电子文件').check();
  await page.getByLabel('网上', { exact: true }).check();
  await goOn(page);
  await goOn(page);
  await goOn(page);
  await page.getByRole('heading', { name: '核对填写的内容' }).waitFor();
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await page.getByRole('heading', { name: '政府信息公开申请回执' }).waitFor();
  const [number = '', code = ''] = await page.locator('dd.secret').allInnerTexts();
  return [number, code];
}
