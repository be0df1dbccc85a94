import { describe, expect, test } from 'vitest';
import { auditPage, overflowOf } from '../audit-page.js';
import { PUBLIC_PAGES } from '../public-pages.data.js';
import { DESKTOP, PHONE, picture, settle, useBrowser, signIn, visit, visitAs } from '../visitor.js';

/** Of an agency of the demonstration that has published one. */
const CLEANUPS = '/agencies/CC-ZR/cleanup-rounds';
const OFFICE = '/console/agencies/CC-ZR/2025';
const CONSOLE_PAGES = [
  ['agencies', '/console/'],
  ['people', '/console/agencies/CC-ZR/2026/people'],
  ['people-grants', '/console/agencies/CC-ZR/2026/people', '安全管理员'],
  ['people-own', '/console/agencies/CC-ZR/2026/people', '联络员'],
  ['agency', '/console/agencies/CC-SJ/2026/agency', '系统管理员'],
  ['administrators', '/console/administrators', '安全管理员'],
  ['jobs', '/console/jobs', '系统管理员'],
  ['audit', '/console/audit', '审计员'],
  ['not-permitted', '/console/audit'],
  ['secrecy-incidents', '/console/agencies/CC-ZR/2026/secrecy-incidents', '保密审查员'],
  ['notifications', '/console/notifications'],
  ['area-report', '/console/agencies/CC/2025/report'],
  ['remedy-cell', '/console/agencies/CC-ZR/2025/cells/table4.reconsideration.upheld'],
  ['status', '/console/status'],
  ['overview', OFFICE],
  ['report-published', `${OFFICE}/report`],
  ['report-draft', '/console/agencies/CC-ZR/2026/report'],
  ['report-with-findings', '/console/agencies/CC-SJ/2022/report'],
  ['cell-drawer', `${OFFICE}/report?cell=table3.granted.naturalPerson`],
  ['cell', `${OFFICE}/cells/table3.granted.naturalPerson`],
  ['cell-attested', '/console/agencies/CC-RS/2019/cells/table2.licensing.decisions'],
  ['narrative', '/console/agencies/CC-ZR/2026/narrative'],
  ['narrative-published', `${OFFICE}/narrative`],
  ['difference', `${OFFICE}/difference`],
  ['register', '/console/agencies/CC-ZR/2026/cases'],
  ['new-case', '/console/agencies/CC-ZR/2026/cases/new'],
  ['rights-requests', '/console/agencies/CC-ZR/2026/rights-requests'],
  ['guide', '/console/agencies/CC-ZR/2026/guide'],
  ['deposits', '/console/agencies/CC-ZR/2026/deposits'],
  ['statistics', '/console/agencies/CC-ZR/2026/statistics'],
  ['proposals', '/console/agencies/CC-ZR/2026/proposals'],
  ['standard-catalogue', '/console/agencies/CC-ZR/2026/standard-catalogue'],
  ['regulations', '/console/agencies/CC-ZR/2026/regulations'],
  ['cleanups', '/console/agencies/CC-ZR/2026/cleanup-rounds'],
  ['publication-setting', '/console/agencies/CC-ZR/2026/publication-setting'],
  ['published-links', '/console/agencies/CC-ZR/2026/published-links'],
  ['published-findings', '/console/agencies/CC-ZR/2026/published-findings'],
  ['reading-statistics', '/console/agencies/CC-ZR/2026/reading-statistics'],
  ['desk-setting', '/console/agencies/CC-ZR/2026/desk-setting'],
  ['documents', '/console/agencies/CC-ZR/2026/documents'],
  ['administrative-records', '/console/agencies/CC-ZR/2026/administrative-records'],
  ['review-paths', '/console/agencies/CC-ZR/2026/review-paths', '系统管理员'],
  ['exchange', '/console/agencies/CC-ZR/2026/exchange', '系统管理员'],
  ['calendar', '/console/calendar'],
  ['ledger-import', `${OFFICE}/ledger-import`],
  ['attested-figures', `${OFFICE}/attested-figures`],
  ['imported-reports', `${OFFICE}/imported-reports`],
  ['comparison', `${OFFICE}/comparison?left=report:CC-ZR:2024&right=report:CC-ZR:2025`],
] as const satisfies readonly (readonly [string, string, string?])[];

/** Whose head of office sees the page. */
function agencyOf(path: string): string {
  return /agencies\/([^/]+)/.exec(path)?.[1] ?? 'CC-ZR';
}

const PAGES: readonly { name: string; path: string; duty?: string | undefined }[] = [
  { name: 'public-sign-in', path: '/sign-in' },
  { name: 'public-invitation-gone', path: '/invitation?token=x' },
  { name: 'account', path: '/account' },
  { name: 'account-second-factor', path: '/account/second-factor' },
  ...PUBLIC_PAGES.map(([name, path]) => ({ name: `public-${name}`, path })),
  ...CONSOLE_PAGES.map(([name, path, duty]) => ({ name: `console-${name}`, path, duty })),
];

describe('every page', () => {
  useBrowser();

  test.each(PAGES)('is accessible on a desktop and at 320 px: $name', async ({ name, path, duty }) => {
    const { page, complaints, leave } = await visit();
    const isMissing = name.endsWith('missing');
    if (!name.startsWith('public-')) await signIn(page, agencyOf(path), duty);
    for (const [size, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
      await page.setViewportSize(viewport);
      const response = await page.goto(path);
      expect(response?.status()).toBe(isMissing ? 404 : 200);
      await settle(page);
      await picture(page, `${name}-${size}`);
      expect.soft(await auditPage(page), `${name} ${size}: axe`).toEqual([]);
      expect.soft(await overflowOf(page), `${name} ${size}: wider than the window by`).toBe(0);
    }
    const unexpected = complaints.filter((line) => !(isMissing && line.includes('404')));
    expect.soft(unexpected, `${name}: errors and broken policies in the browser's console`).toEqual([]);
    await leave();
  });

  test('a published clean-up is accessible on a desktop and at 320 px', async () => {
    const { page, complaints, leave } = await visit();
    for (const [size, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
      await page.setViewportSize(viewport);
      await page.goto(CLEANUPS);
      await page.locator('main .list a').first().click();
      await page.getByRole('link', { name: '下载清理结果' }).waitFor();
      await picture(page, `public-cleanup-round-${size}`);
      expect.soft(await auditPage(page), `clean-up ${size}: axe`).toEqual([]);
      expect.soft(await overflowOf(page), `clean-up ${size}: wider than the window by`).toBe(0);
    }
    expect(complaints).toEqual([]);
    await leave();
  });

  test('one case is accessible on a desktop and at 320 px', async () => {
    const { page, complaints, leave } = await visitAs('CC-ZR');
    for (const [size, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
      await page.setViewportSize(viewport);
      await page.goto('/console/agencies/CC-ZR/2026/cases');
      await page.locator('[data-row-link]').first().click();
      await page.getByRole('heading', { name: '时间线' }).waitFor();
      await settle(page);
      await picture(page, `console-case-${size}`);
      expect.soft(await auditPage(page), `case ${size}: axe`).toEqual([]);
      expect.soft(await overflowOf(page), `case ${size}: wider than the window by`).toBe(0);
    }
    expect(complaints).toEqual([]);
    await leave();
  });
});
