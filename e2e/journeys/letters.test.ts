import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { auditPage } from '../audit-page.js';
import { uploadScan } from '../pdf-scan.js';
import { picture, settle, useBrowser, visitAs } from '../visitor.js';

const AGENCY = 'CC-RS';
const REQUEST = '2025年度局内人员考核结果';
const REASONS = '所申请的信息是本机关对工作人员年度考核形成的记录，只用于内部人事管理';

/** Takes a step after reading what it will do. */
async function take(page: Page, step: string): Promise<string> {
  await page.getByRole('button', { name: step, exact: true }).click();
  const dialog = page.getByRole('dialog');
  const told = await dialog.innerText();
  await dialog.getByRole('button', { name: `确认${step}` }).click();
  await dialog.waitFor({ state: 'hidden' });
  await settle(page);
  return told;
}

async function registerCase(page: Page): Promise<string> {
  const answer = await page.request.post(`/api/v1/agencies/${AGENCY}/cases`, {
    data: {
      ...{ applicantClass: 'naturalPerson', applicantName: '欧阳示例', request: REQUEST },
      applicantDetails: { address: '澄川市示范路9号', telephone: '13800001234' },
      events: [{ type: 'submitted', on: '2026-11-16', channel: 'counter' }],
    },
    headers: { origin: inject('address') },
  });
  expect(answer.status(), await answer.text()).toBe(200);
  return ((await answer.json()) as { caseId: string }).caseId;
}

describe('a refusal from its draft to the post', () => {
  useBrowser();

  test('the officer drafts, the head approves, it is numbered, sealed and posted, and counts in its cell', async () => {
    const officer = await visitAs(AGENCY, '信息公开工作人员');
    const { page } = officer;
    const caseId = await registerCase(page);
    await page.goto(`/console/agencies/${AGENCY}/2026/cases/${encodeURIComponent(caseId)}`);
    await settle(page);
    await page.getByRole('link', { name: '拟写文书' }).click();
    await page.getByLabel('文书种类').selectOption({ label: '不予公开告知书' });
    await settle(page);
    // The addressee comes from the case, the item from its request.
    expect(await page.getByLabel('收件人', { exact: true }).inputValue()).toBe('欧阳示例');
    expect(await page.getByLabel('申请的内容（用申请人的话）').inputValue()).toBe(REQUEST);
    await page.getByRole('button', { name: /^预览/ }).click();
    await page.getByText('须改正').first().waitFor();
    await page.getByLabel('结论').selectOption({ label: '内部事务信息' });
    await page.getByLabel('人事管理').check();
    await page.getByLabel('理由').fill(REASONS);
    await page.getByRole('button', { name: /^预览/ }).click();
    const preview = page.getByRole('article');
    await preview.waitFor();
    await picture(page, 'letter-draft');
    await page.getByRole('button', { name: '保存拟稿' }).click();
    await page.waitForURL(/\/letters\/[\w-]+$/);
    await settle(page);
    expect(await take(page, '提交审批')).toContain('不予公开告知书');
    const address = page.url();
    // Who drafted it is not offered to approve it.
    expect(await page.getByRole('button', { name: '批准并编号' }).count()).toBe(0);

    const head = await visitAs(AGENCY);
    await head.page.goto('/console/');
    await settle(head.page);
    await head.page
      .getByRole('region', { name: '待审批的文书' })
      .first()
      .getByRole('link', { name: new RegExp(caseId) })
      .click();
    await settle(head.page);
    const told = await take(head.page, '批准并编号');
    expect(told).toContain('欧阳示例');
    expect(told).toContain(caseId);
    const text = await head.page.getByRole('article').innerText();
    expect(text).toMatch(/公开〔2026〕\d+号/);
    expect(text).toContain('《中华人民共和国政府信息公开条例》');
    expect(text).toContain('第三十六条第（三）项、第十六条第一款');
    expect(text).toContain(REASONS);
    // 行政复议法第二十三条: since 2024 reconsideration comes first, and the letter must say so.
    expect(text).toContain('应当先申请行政复议');
    expect(text).toContain('60日内');
    await picture(head.page, 'letter-approved');

    await page.goto(address);
    await settle(page);
    await take(page, '申请用印');
    await head.page.reload();
    await settle(head.page);
    await take(head.page, '批准用印');

    await page.reload();
    await settle(page);
    await page.getByLabel('盖章份数').fill('3');
    await uploadScan(page.getByLabel('盖章件', { exact: true }), 'sealed');
    await page.getByRole('button', { name: '保存盖章件' }).click();
    await page.getByRole('heading', { name: '登记送达' }).waitFor();
    await page.getByLabel('邮件号码（EMS等）').fill('1000000000099');
    await uploadScan(page.getByLabel('交邮凭证（邮政收寄单）扫描件'), 'slip');
    await page.getByRole('button', { name: '确认登记送达' }).click();
    await page.getByText('已送达', { exact: true }).first().waitFor();
    expect(await auditPage(page)).toEqual([]);
    await picture(page, 'letter-served');

    // The cell of 表三: refused for internal affairs, a natural person, in the year of the posting.
    const cell = 'table3.refused.internalAffairs.naturalPerson';
    const counted = await page.request.get(
      `/api/v1/agencies/${AGENCY}/cases?year=2026&cell=${cell}&limit=200`,
    );
    const { items } = (await counted.json()) as { items: { caseId: string; closedOn: string }[] };
    expect(items.find((it) => it.caseId === caseId)?.closedOn).toBe('2026-11-21');

    // The register shows it with its number.
    await page.goto(`/console/agencies/${AGENCY}/2026/letters`);
    await settle(page);
    expect(await page.getByRole('row').filter({ hasText: caseId }).innerText()).toContain('已送达');
    expect(await auditPage(page)).toEqual([]);
    expect([...officer.complaints, ...head.complaints]).toEqual([]);
    await Promise.all([officer.leave(), head.leave()]);
  });
});
