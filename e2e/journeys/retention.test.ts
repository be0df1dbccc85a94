import { expect, test } from 'vitest';
import { auditPage, overflowOf } from '../audit-page.js';
import { picture, settle, useBrowser, visitAs } from '../visitor.js';

const PAGE = '/console/agencies/CC-WJ/2026/agency';
const BASIS = '澄档发〔2026〕3号';

useBrowser();

test('a term of keeping is set within its bounds, stands there afterwards, and the auditor finds who set it', async () => {
  const { page, complaints, open, leave } = await visitAs('CC-WJ', '系统管理员');
  await open(PAGE);
  const row = page.getByRole('table', { name: '保存期限' }).getByRole('row').filter({ hasText: '联系方式' });
  expect(await row.innerText()).toContain('5 年');
  await page.getByRole('button', { name: '设定联系方式的保存期限' }).click();
  const dialog = page.getByRole('dialog');
  const confirm = dialog.locator('.ant-modal-footer .ant-btn-primary');
  await dialog.getByLabel('期限（年）').fill('4');
  await dialog.getByText('“联系方式”的保存期限应为 5 至 10 年的整数').waitFor();
  expect(await confirm.isDisabled()).toBe(true);
  await dialog.getByLabel('期限（年）').fill('7');
  await dialog.getByLabel('依据').fill(BASIS);
  await picture(page, 'retention-dialog');
  expect(await auditPage(page)).toEqual([]);
  await confirm.click();
  await row.getByText('7 年').waitFor();
  await page.reload();
  await settle(page);
  expect(await row.innerText()).toContain(BASIS);
  await picture(page, 'retention-set');
  expect(await overflowOf(page)).toBe(0);
  expect(complaints).toEqual([]);
  await leave();

  const auditor = await visitAs('CC-WJ', '审计员');
  await auditor.page.goto('/console/audit?agency=CC-WJ&kind=retention.termSet');
  await settle(auditor.page);
  const rows = auditor.page.getByRole('table', { name: '审计记录' }).locator('tbody tr');
  expect(await rows.count()).toBe(1);
  await picture(auditor.page, 'retention-audited');
  expect(auditor.complaints).toEqual([]);
  await auditor.leave();
});
