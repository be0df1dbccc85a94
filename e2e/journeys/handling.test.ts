import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { auditPage } from '../audit-page.js';
import { picture, settle, useBrowser, visitAs } from '../visitor.js';

const AGENCY = 'CC-RS';

async function registerCase(page: Page): Promise<string> {
  const answer = await page.request.post(`/api/v1/agencies/${AGENCY}/cases`, {
    data: {
      ...{ applicantClass: 'naturalPerson', applicantName: '欧阳示例', request: '某项目的建设批复' },
      events: [{ type: 'submitted', on: '2026-11-16', channel: 'counter' }],
    },
    headers: { origin: inject('address') },
  });
  expect(answer.status(), await answer.text()).toBe(200);
  return ((await answer.json()) as { caseId: string }).caseId;
}

function section(page: Page, name: string) {
  return page.getByRole('region', { name });
}

describe('a case between its events', () => {
  useBrowser();

  test('a third party is asked, its last day is explained, a search is entered, and a unit answers its task', async () => {
    const officer = await visitAs(AGENCY, '信息公开工作人员');
    const { page } = officer;
    const caseId = await registerCase(page);
    await page.goto(`/console/agencies/${AGENCY}/2026/cases/${encodeURIComponent(caseId)}`);
    await settle(page);
    const cooperation = section(page, '协办与征求意见');
    await cooperation.getByRole('button', { name: '征求意见或者请求协助' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('对方名称').fill('澄川示范建设公司');
    await dialog.getByLabel('征求意见的内容').fill('是否同意公开该批复');
    await dialog.getByLabel('发出日期').fill('2026-11-17');
    await dialog.getByLabel('对方收到日期').fill('2026-11-17');
    await dialog.getByRole('button', { name: '登记发出' }).click();
    await dialog.waitFor({ state: 'detached' });
    await settle(page);
    // 条例第三十二条: 15 working days from its receipt, 2026-12-08.
    await cooperation.getByText('2026-12-08').first().waitFor();
    await cooperation.getByRole('button', { name: '第三方的答复期限：如何推算' }).click();
    await page.getByRole('dialog').getByText('期限届满日').waitFor();
    await page.keyboard.press('Escape');

    const searches = section(page, '检索记录');
    await searches.getByRole('button', { name: '登记检索' }).click();
    await page.getByLabel('检索人', { exact: true }).fill('档案室');
    await page.getByLabel('检索的系统、档案或者处室').fill('公文系统、档案室');
    await page.getByLabel('检索用的词').fill('批复');
    await page.getByLabel('检索的结果').fill('没有检索到');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^登\s*记$/ })
      .click();
    await searches.getByText('公文系统、档案室').waitFor();

    await cooperation.getByRole('button', { name: '交处室协办' }).click();
    await page.getByLabel('要协办什么').fill('请核对该批复由谁制作');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^交\s*办$/ })
      .click();
    await cooperation.getByText('请核对该批复由谁制作').waitFor();
    await settle(page);
    await picture(page, 'handling-case');
    expect(await auditPage(page)).toEqual([]);
    expect(officer.complaints).toEqual([]);

    await page.goto(`/console/agencies/${AGENCY}/2026/unit-tasks`);
    await settle(page);
    const row = page.getByRole('row').filter({ hasText: caseId });
    await row.getByRole('button', { name: /^答\s*复$/ }).click();
    await page.getByLabel('协办意见').fill('由本处室制作，可以公开');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^答\s*复$/ })
      .click();
    await row.waitFor({ state: 'detached' });
    await page.getByLabel('状态').selectOption({ label: '已答复' });
    await page.getByText('由本处室制作，可以公开').waitFor();
    await picture(page, 'handling-tasks');
    await officer.leave();
  });
});
