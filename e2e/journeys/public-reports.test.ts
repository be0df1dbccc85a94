import { describe, expect, test } from 'vitest';
import { DESKTOP, PHONE, picture, useBrowser, visit } from '../visitor.js';

describe('the public reports', () => {
  useBrowser();

  test.each([
    { where: 'desktop', viewport: DESKTOP, javaScriptEnabled: true },
    { where: 'desktop without JavaScript', viewport: DESKTOP, javaScriptEnabled: false },
    { where: 'phone without JavaScript', viewport: PHONE, javaScriptEnabled: false },
  ])('lead from the list to a report and through its years: $where', async ({ where: _, ...options }) => {
    const { page, complaints, open, leave } = await visit(options);
    await open('/');
    await page.getByRole('navigation', { name: '主要栏目' }).getByRole('link', { name: '年度报告' }).click();
    await page.getByLabel('机关').selectOption('CC-RS');
    await page.getByRole('button', { name: '查询' }).click();
    await page
      .getByRole('main')
      .getByRole('link', { name: /2025年/ })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: /人力资源和社会保障局.*2025年/ }).waitFor();
    const years = page.getByRole('navigation', { name: '各年度报告' });
    await years.getByRole('link', { name: '2019年' }).click();
    await page.getByRole('heading', { level: 1, name: /2019年/ }).waitFor();
    expect(await years.locator('[aria-current=page]').innerText()).toBe('2019年');
    expect(await page.getByRole('table').count()).toBeGreaterThanOrEqual(3);
    expect(complaints).toEqual([]);
    await leave();
  });

  // 条例第四十九条: a government reports for its own and for all its units.
  test('of a government adds up those of its units, to which it leads', async () => {
    const { page, complaints, open, leave } = await visit({ javaScriptEnabled: false });
    const received = async (): Promise<number> => {
      const row = page.getByRole('row', { name: /本年新收政府信息公开申请数量/ });
      return Number(await row.getByRole('cell').last().innerText());
    };
    await open('/agencies/CC-WX');
    await page.getByRole('link', { name: /2025年政府信息公开工作年度报告/ }).click();
    await page.getByRole('heading', { level: 1, name: /望溪县人民政府.*2025年/ }).waitFor();
    const total = await received();
    const units = page.getByRole('region', { name: '所属单位的年度报告' }).getByRole('link');
    const addresses = await Promise.all((await units.all()).map((unit) => unit.getAttribute('href')));
    expect(addresses).toHaveLength(4);
    let sum = 0;
    for (const address of addresses) {
      await open(address ?? '');
      sum += await received();
    }
    expect(total).toBe(sum);
    expect(total).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
    await leave();
  });

  test('print the report alone', async () => {
    const { page, open, leave } = await visit();
    await open('/agencies/CC-RS/reports/2019');
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('navigation').filter({ visible: true }).count()).toBe(0);
    expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true);
    await picture(page, 'public-report-printed');
    await leave();
  });
});
