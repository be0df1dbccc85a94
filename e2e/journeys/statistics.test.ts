import { describe, expect, test } from 'vitest';
import { picture, settle, useBrowser, visitAs } from '../visitor.js';

const OFFICE = '/console/agencies/CC-RS/2025';

describe('what the register tells as a whole', () => {
  useBrowser();

  test('figures of a quarter and a year, down to the cases behind a line', async () => {
    const { page, complaints, open, leave } = await visitAs('CC-RS');
    await open(`${OFFICE}/statistics?quarter=year`);
    await page.getByText(/2025年收到申请\d+件，比上年同期/).waitFor();
    const topics = page.getByRole('table', { name: '按主题' });
    await topics.getByRole('row').nth(1).waitFor();
    expect(await page.getByRole('img', { name: /^按主题：/ }).count()).toBe(1);
    await picture(page, 'statistics-year');
    // Figures without a line lead to their cases too, as many as they say.
    const extended = page.getByRole('list', { name: '各项的件数' }).getByRole('link', { name: /^延期/ });
    const count = /\d+/.exec(await extended.innerText())?.[0] ?? '';
    await extended.click();
    await page.getByRole('button', { name: '去掉筛选：2025年延期' }).waitFor();
    await page.getByText(`共 ${count} 件，本页`).waitFor();
    await open(`${OFFICE}/statistics?quarter=year`);
    await page.getByLabel('期间').selectOption('2');
    await page.getByText(/2025年第二季度收到申请\d+件/).waitFor();
    expect(await page.getByRole('main').innerText()).not.toMatch(/申请人：/);

    for (const format of ['csv', 'xlsx', 'docx', 'pdf']) {
      const answer = await page.request.get(
        `/statistics-files/agencies/CC-RS/statistics.${format}?year=2025&quarter=2`,
      );
      expect(answer.status(), format).toBe(200);
    }
    await page.getByRole('table', { name: '按渠道' }).getByRole('link').first().click();
    await page.getByRole('heading', { level: 1, name: '申请台账' }).waitFor();
    await settle(page);
    expect(complaints).toEqual([]);
    await leave();
  });

  test('earlier requests like one stand beside it, with what both share', async () => {
    const { page, complaints, open, leave } = await visitAs('CC-RS');
    await open(`${OFFICE}/cases`);
    await page.getByRole('table', { name: '申请台账' }).locator('[data-row-link]').first().click();
    await page.getByRole('button', { name: '核对相近的申请' }).click();
    const list = page.getByRole('list', { name: '相近的申请' });
    await list.locator('mark').first().waitFor();
    await list.scrollIntoViewIfNeeded();
    await picture(page, 'similar-requests');
    await page.getByRole('button', { name: '看看建议' }).click();
    await page.getByRole('list', { name: '建议的主题' }).getByText('申请内容含').first().waitFor();
    expect(complaints).toEqual([]);
    await leave();
  });

  test('the tree of topics is changed, and words of the register are taken into it', async () => {
    const { page, complaints, open, leave } = await visitAs('CC-RS');
    await open(`${OFFICE}/topics`);
    await page.getByRole('button', { name: '工伤', exact: true }).click();
    await page.getByLabel('名称').fill('工伤和职业病');
    await page.getByRole('button', { name: '保存分类' }).click();
    await page.getByRole('button', { name: '工伤和职业病' }).waitFor();
    await page.reload();
    await settle(page);
    await page.getByRole('button', { name: '工伤和职业病' }).click();
    expect(await page.getByLabel('其他说法').inputValue()).toContain('工伤');
    await picture(page, 'topics');
    await open(`${OFFICE}/hot-spots`);
    await page.getByRole('heading', { level: 1, name: '多人申请的信息' }).waitFor();
    await picture(page, 'hot-spots');
    expect(complaints).toEqual([]);
    await leave();
  });
});
