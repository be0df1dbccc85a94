import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { picture, settle, useBrowser, visitAs } from '../visitor.js';

const LAND = '/console/agencies/CC-ZR/2026';
const HEALTH = '/console/agencies/CC-WJ/2026';
/** A unit of the land bureau, and the liaison officer whose matters are those of that unit alone. */
const UNIT = { code: 'ZDK', name: '征地管理科' } as const;

async function caseIdsOn(page: Page, path: string): Promise<string[]> {
  await page.goto(path);
  await settle(page);
  const links = page.getByRole('table', { name: '申请台账' }).locator('[data-row-link]');
  return links.allInnerTexts();
}

function menuLink(page: Page, name: string) {
  return page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name, exact: true });
}

async function unitOf(page: Page, caseId: string): Promise<unknown> {
  const answer = await page.request.get(`/api/v1/agencies/CC-ZR/cases/${encodeURIComponent(caseId)}`);
  expect(answer.status(), caseId).toBe(200);
  return ((await answer.json()) as { unitCode: unknown }).unitCode;
}

describe('who may do what', () => {
  useBrowser();

  test('a liaison officer sees the cases of his unit and no other', async () => {
    const head = await visitAs('CC-ZR');
    const liaison = await visitAs('CC-ZR', new RegExp(`联络员.*${UNIT.name}`));
    const own = await caseIdsOn(liaison.page, `${LAND}/cases`);
    await picture(liaison.page, 'console-register-liaison');
    expect(own.length).toBeGreaterThan(0);
    for (const caseId of own) expect(await unitOf(head.page, caseId), caseId).toBe(UNIT.code);
    const all = await caseIdsOn(head.page, `${LAND}/cases`);
    const others = all.filter((caseId) => !own.includes(caseId));
    const [foreign = ''] = others;
    expect(await unitOf(head.page, foreign)).not.toBe(UNIT.code);
    await liaison.page.goto(`${LAND}/cases/${foreign}`);
    await liaison.page.getByRole('alert').getByText(/没有/).waitFor();
    expect(await menuLink(liaison.page, '三张表').count()).toBe(0);
    expect(await menuLink(liaison.page, '登记申请').count()).toBe(0);
    await head.leave();
    await liaison.leave();
  });

  test('a supervisor reads the reports of those below, and no case', async () => {
    const { page, complaints, leave } = await visitAs('CC', '主管部门监督人员');
    for (const path of [LAND, '/console/agencies/CC-WX-ZR/2025', '/console/agencies/CC/2025']) {
      await page.goto(`${path}/report`);
      await page.locator('[id^="cell-"]').first().waitFor();
    }
    await page.goto(LAND);
    await settle(page);
    await picture(page, 'console-overview-supervisor');
    expect(await menuLink(page, '申请台账').count()).toBe(0);
    await page.goto(`${LAND}/cases`);
    await page.getByText('您在这里没有“查看申请案件”的权限').waitFor();
    expect(complaints).toEqual([]);
    expect((await page.request.get('/api/v1/agencies/CC-ZR/cases')).status()).toBe(403);
    await leave();
  });

  test('a role begins when the security administrator has granted it', async () => {
    const editor = await visitAs('CC-WJ', '编辑');
    await editor.page.goto(HEALTH);
    await settle(editor.page);
    expect(await menuLink(editor.page, '登记申请').count()).toBe(0);
    const loginName = 'cc-wj.bianji';

    const { page, complaints, leave } = await visitAs('CC-WJ', '安全管理员');
    await page.goto(`${HEALTH}/people`);
    const row = page
      .getByRole('table', { name: '人员与角色' })
      .getByRole('row')
      .filter({ hasText: loginName });
    await row.getByRole('button', { name: '授予角色' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('角色').selectOption({ label: '信息公开工作人员' });
    await dialog.getByLabel(/^截止日期/).fill('2026-12-31');
    await picture(page, 'console-granting');
    await dialog
      .getByRole('button', { name: '授 予' })
      .or(dialog.getByRole('button', { name: '授予' }))
      .click();
    await dialog.waitFor({ state: 'hidden' });
    await row.getByText('2026-11-21 至 2026-12-31').waitFor();
    await picture(page, 'console-people-granted');
    expect(complaints).toEqual([]);
    await leave();

    await editor.page.goto(`${HEALTH}/cases/new`);
    await editor.page.getByLabel(/^所需政府信息/).waitFor();
    await editor.leave();
  });

  test('the auditor finds who granted what, and verifies the chain', async () => {
    const { page, complaints, leave } = await visitAs('CC-WJ', '审计员');
    await page.goto('/console/audit?agency=CC-WJ&kind=role.granted');
    const rows = page.getByRole('table', { name: '审计记录' }).locator('tbody tr');
    await rows.first().waitFor();
    expect(await rows.first().innerText()).toContain('濮阳岚');
    await page.getByRole('button', { name: '核验这条链' }).click();
    await page.getByText(/^完好：\d+ 条记录逐条相符。$/).waitFor();
    await picture(page, 'console-audit-verified');
    expect(await menuLink(page, '后台任务').count()).toBe(0);
    expect(complaints).toEqual([]);
    await leave();
  });
});
