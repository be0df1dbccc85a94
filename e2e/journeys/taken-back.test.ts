import { describe, expect, inject, test } from 'vitest';
import { auditPage, overflowOf } from '../audit-page.js';
import { DESKTOP, PHONE, picture, settle, useBrowser, visitAs } from '../visitor.js';

describe('what was entered and is no longer so', () => {
  useBrowser();

  test('a record that never happened is voided with its reason, and stays readable', async () => {
    const { page, complaints, leave } = await visitAs('CC-ZR');
    await page.goto('/console/agencies/CC-ZR/2026/cases');
    await page.locator('[data-row-link]').first().click();
    await page.getByRole('heading', { name: '时间线' }).waitFor();
    await settle(page);
    const button = page.getByRole('button', { name: /^作废第\d+号记录/ }).last();
    const number = /第(\d+)号/.exec((await button.getAttribute('aria-label')) ?? '')?.[1] ?? '';
    await button.click();
    const dialog = page.getByRole('dialog', { name: `作废第${number}号记录` });
    await dialog.locator('.ant-modal-footer .ant-btn-primary').click();
    await dialog.getByText('请说明作废的理由。').waitFor();
    await dialog.getByLabel('作废的理由').fill('误记到这件申请上');
    for (const viewport of [DESKTOP, PHONE]) {
      await page.setViewportSize(viewport);
      await picture(page, `void-dialog-${String(viewport.width)}`);
      expect.soft(await auditPage(page), `${String(viewport.width)}: axe`).toEqual([]);
    }
    await page.setViewportSize(DESKTOP);
    await dialog.locator('.ant-modal-footer .ant-btn-primary').click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText(`作废第${number}号：误记到这件申请上`).waitFor();
    await page
      .getByText(/已被第\d+号作废/)
      .first()
      .waitFor();
    expect(await page.getByRole('button', { name: new RegExp(`^作废第${number}号记录`) }).count()).toBe(0);
    expect(complaints).toEqual([]);
    await leave();
  });

  test('a figure that is attested anew shows every attestation, the one that counts first', async () => {
    const { page, complaints, leave } = await visitAs('CC-RS');
    const path = '/console/agencies/CC-RS/2019/cells/table2.licensing.decisions';
    const answer = await page.request.put('/api/v1/agencies/CC-RS/reports/2019/attested-figures', {
      headers: { origin: inject('address') },
      data: {
        ...{ row: 'licensing', column: 'decisions', value: 4711, sourceSystem: '行政审批系统' },
        ...{
          query: '本年度办结数',
          extractedOn: '2026-11-20',
          fileHash: 'a'.repeat(64),
          responsibleUnit: '审批科',
        },
        signer: '示某',
      },
    });
    expect(answer.status(), await answer.text()).toBe(200);
    for (const viewport of [DESKTOP, PHONE]) {
      await page.setViewportSize(viewport);
      await page.goto(path);
      await settle(page);
      const history = page.getByRole('region', { name: '历次证明' });
      await history.waitFor();
      expect(await history.getByRole('listitem').count()).toBeGreaterThan(1);
      expect(await history.getByRole('listitem').first().innerText()).toMatch(/4711.*现在采用/);
      await picture(page, `attestation-history-${String(viewport.width)}`);
      expect.soft(await auditPage(page), `${String(viewport.width)}: axe`).toEqual([]);
      expect.soft(await overflowOf(page), `${String(viewport.width)}: wider by`).toBe(0);
    }
    expect(complaints).toEqual([]);
    await leave();
  });
});
