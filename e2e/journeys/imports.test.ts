import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { picture, settle, useBrowser, visitAs } from '../visitor.js';

const OFFICE = '/console/agencies/CC-MZ/2026';
const HEADINGS = '案件编号,申请人,申请人类别,申请内容,提交方式,提交日期,决定日期,办理结果,送达日期,送达方式';

function row(id: string, applicantClass: string, submittedOn: string): string {
  return `${id},欧阳示范,${applicantClass},澄川路改造的批复,当面提交,${submittedOn},2026-03-20,予以公开,2026-03-23,邮寄`;
}

function ledger(rows: readonly string[]): { name: string; mimeType: string; buffer: Buffer } {
  const buffer = Buffer.from(`${[HEADINGS, ...rows].join('\r\n')}\r\n`);
  return { name: '申请台账.csv', mimeType: 'text/csv', buffer };
}

async function registerHas(page: Page, caseId: string): Promise<boolean> {
  await page.goto(`${OFFICE}/cases/${encodeURIComponent(caseId)}`);
  await settle(page);
  return page.getByRole('heading', { name: '时间线' }).isVisible();
}

async function importLedger(page: Page, file: ReturnType<typeof ledger>): Promise<void> {
  await page.goto(`${OFFICE}/ledger-import`);
  await page.getByLabel('台账文件').setInputFiles(file);
  await page.getByRole('button', { name: '导入', exact: true }).click();
}

describe('files from elsewhere', () => {
  useBrowser();

  test('reads a published report and shows its text beside the figures', async () => {
    const published = await (await fetch(`${inject('address')}/agencies/CC-RS/reports/2019`)).text();
    const damaged = published.replace('>1835</td>', '>18?35</td>').replace('>9273</td>', '>若干</td>');
    expect(damaged).not.toContain('>9273</td>');
    const { page, complaints, leave } = await visitAs('CC-MZ');
    await page.goto(`${OFFICE}/imported-reports`);
    await page.getByLabel('报告文件').setInputFiles({
      name: '人社局2019年度报告.html',
      mimeType: 'text/html',
      buffer: Buffer.from(damaged),
    });
    await page.getByRole('button', { name: '上传并读取' }).click();
    const cells = page.getByRole('table', { name: '原文与读出的数字' }).locator('tbody tr');
    await cells.first().waitFor();
    const doubtful = await cells.allInnerTexts();
    // A row whose figure is no number at all is not recognised: each of its cells asks to be looked at.
    // The two figures that were damaged and no other: each with what is printed, and left empty.
    expect(doubtful).toHaveLength(2);
    for (const [index, printed] of ['18?35', '若干'].entries()) {
      expect(doubtful[index]).toContain(`\t${printed}\t空白\t`);
      expect(doubtful[index]).toContain(`单元格内容不是一个数（“${printed}”）`);
    }
    await picture(page, 'console-imported-report');
    await page.getByRole('checkbox', { name: /列出全部/ }).check();
    const granted = cells.filter({ hasText: '予以公开' }).filter({ hasText: '自然人' }).first();
    expect(await granted.locator('code').innerText()).toBe('130');
    expect(complaints).toEqual([]);
    await leave();
  });

  test('lists every fault of a ledger with its line and keeps none of it', async () => {
    const { page, leave } = await visitAs('CC-MZ');
    await importLedger(
      page,
      ledger([
        row('E2E-1', '自然人', '2026-03-02'),
        row('E2E-2', '外星来客', '2026-13-45'),
        row('E2E-3', '自然人', '2026-03-03'),
      ]),
    );
    const faults = page.getByRole('table', { name: '逐行错误' }).locator('tbody tr');
    await faults.first().waitFor();
    await picture(page, 'console-ledger-faults');
    const lines = await faults.allInnerTexts();
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toMatch(/^3\s/);
    expect(lines.join('\n')).toContain('外星来客');
    expect(lines.join('\n')).toContain('2026-13-45');
    for (const caseId of ['E2E-1', 'E2E-3']) expect(await registerHas(page, caseId)).toBe(false);
    await leave();
  });

  test('recognises a ledger that was imported before', async () => {
    const { page, leave } = await visitAs('CC-MZ');
    const file = ledger([row('E2E-1', '自然人', '2026-03-02'), row('E2E-3', '自然人', '2026-03-03')]);
    await importLedger(page, file);
    await page.getByText('已全部导入').waitFor();
    expect(await registerHas(page, 'E2E-1')).toBe(true);
    await importLedger(page, file);
    await page.getByText('以前导入过').waitFor();
    await picture(page, 'console-ledger-known');
    await leave();
  });
});
