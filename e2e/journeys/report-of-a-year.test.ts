import { readFile } from 'node:fs/promises';
import { cellsOfForm, reportSchema, valueAt, type ReportTables } from '@gongkai/core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { checkReport, publishReport, stateOf } from '../publishing.js';
import { moved, readFigures } from '../report-figures.js';
import { picture, settle, useBrowser, visit, visitAs } from '../visitor.js';

const PUBLISHED = new URL(
  '../../core/fixtures/annual-report/tianjin-human-resources-2019.json',
  import.meta.url,
);
/** An office that has let the last year's term pass: its report is still a draft. */
const DRAFT = '/console/agencies/CC-JT/2025';
const NEXT_YEAR = '/console/agencies/CC-JT/2026';
const CELL = 'table3.granted.naturalPerson';

/** What moves when a case of a natural person that was granted is served only in the year after. */
const CARRIED_OVER = {
  'table3.granted.naturalPerson': -1,
  'table3.granted.total': -1,
  'table3.resultTotal.naturalPerson': -1,
  'table3.resultTotal.total': -1,
  'table3.carriedOut.naturalPerson': 1,
  'table3.carriedOut.total': 1,
};

async function figuresOf(page: Page, path: string): Promise<Record<string, string>> {
  await page.goto(`${path}/report`);
  await settle(page);
  return readFigures(page);
}

/** Opens a cell beside its table and gives its cases. */
async function openCell(page: Page, path: string, cell: string): Promise<string[]> {
  await page.goto(`${path}/report`);
  await page.locator(`[id="cell-${cell}"]`).click();
  const links = page.getByRole('dialog').locator('[data-row-link]');
  await links.first().waitFor();
  return links.allTextContents();
}

/** Corrects when the decision of a case was served. */
async function redateService(page: Page, path: string, caseId: string, on: string): Promise<void> {
  await page.goto(`${path}/cases/${caseId}`);
  await page.getByRole('button', { name: /^更正第\d+号记录：送达/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[type=date]').first().fill(on);
  await dialog.getByLabel('更正的理由').fill('回执显示次年一月才送达。');
  await dialog.getByRole('button', { name: '更正', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await settle(page);
}

describe('the report of a year', () => {
  useBrowser();

  test('shows the figures that were published, in each cell', async () => {
    const { tables } = JSON.parse(await readFile(PUBLISHED, 'utf8')) as { tables: unknown };
    const published = reportSchema.shape.tables.parse(tables) as ReportTables;
    const { page, complaints, leave } = await visitAs('CC-RS');
    const figures = await figuresOf(page, '/console/agencies/CC-RS/2019');
    const expected = cellsOfForm('2019').map((cell) => [
      cell,
      valueAt(published, cell)?.toLocaleString('zh-CN', { useGrouping: cell.includes('.amount') }) ?? '',
    ]);
    expect(figures).toEqual(Object.fromEntries(expected));
    expect(complaints).toEqual([]);
    await leave();
  });

  test('follows a case from its cell to the reason, and into the next year when it is redated', async () => {
    const { page, complaints, leave } = await visitAs('CC-JT');
    const before = await figuresOf(page, DRAFT);
    const nextBefore = await figuresOf(page, NEXT_YEAR);

    const cases = await openCell(page, DRAFT, CELL);
    expect(cases).toHaveLength(Number(before[CELL]));
    await picture(page, 'console-cell-opened');
    const [caseId = ''] = cases;
    await page.getByRole('dialog').getByRole('link', { name: caseId }).click();
    await page.getByRole('heading', { level: 1, name: caseId }).waitFor();
    const reasons = page.getByRole('region', { name: '2025年度', exact: true });
    await reasons.waitFor();
    expect(await reasons.getByRole('listitem').count()).toBeGreaterThan(0);

    await redateService(page, DRAFT, caseId, '2026-01-05');
    await picture(page, 'console-case-corrected');
    expect(moved(before, await figuresOf(page, DRAFT))).toEqual(CARRIED_OVER);
    expect(moved(nextBefore, await figuresOf(page, NEXT_YEAR))).toEqual({
      'table3.carriedIn.naturalPerson': 1,
      'table3.carriedIn.total': 1,
      'table3.granted.naturalPerson': 1,
      'table3.granted.total': 1,
      'table3.resultTotal.naturalPerson': 1,
      'table3.resultTotal.total': 1,
    });
    expect(complaints).toEqual([]);
    await leave();
  });

  test('is checked and published, and tells later changes apart', async () => {
    const { page, complaints, leave } = await visitAs('CC-JT');
    await page.goto(`${DRAFT}/report`);
    await settle(page);
    await checkReport(page);
    await picture(page, 'console-report-checked');
    // Whoever handed it in does not publish it, and is told so.
    expect(await stateOf(page).getByRole('button', { name: '公布……' }).isEnabled()).toBe(false);
    await stateOf(page).getByText('应当由另一位负责人审核后公布').waitFor();
    const head = await visitAs('CC-JT', '机关负责人');
    await head.page.goto(`${DRAFT}/report`);
    await settle(head.page);
    await publishReport(head.page, () => picture(head.page, 'console-publishing'));
    expect(head.complaints).toEqual([]);
    await head.leave();
    await page.goto(`${DRAFT}/report`);
    await settle(page);
    const published = await readFigures(page);

    const [caseId = ''] = await openCell(page, DRAFT, CELL);
    await redateService(page, DRAFT, caseId, '2026-01-06');
    expect(moved(published, await figuresOf(page, DRAFT))).toEqual({});

    await page.goto(`${DRAFT}/difference`);
    const rows = page.getByRole('table', { name: /不同的格|公布的数字/ }).locator('tbody tr');
    await rows.first().waitFor();
    await picture(page, 'console-difference');
    expect(await rows.count()).toBe(Object.keys(CARRIED_OVER).length);
    const changed = page.getByRole('table', { name: '公布之后改变位置的申请' }).locator('tbody tr');
    expect(await changed.count()).toBe(1);
    expect(await changed.innerText()).toContain(caseId);
    expect(await changed.innerText()).toContain('理由：回执显示次年一月才送达。');
    expect(await changed.innerText()).not.toContain('。。');
    expect(complaints).toEqual([]);

    const anybody = await visit();
    await anybody.open('/agencies/CC-JT/reports/2025');
    await anybody.leave();
    await leave();
  });
});
