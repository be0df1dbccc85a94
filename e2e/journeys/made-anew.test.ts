import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { auditPage } from '../audit-page.js';
import {
  caseOf,
  casePathIn,
  closeOffice,
  expectInCell,
  expectRemedies,
  fillIn,
  issueLetter,
  liveFigures,
  openOffice,
  placeIn,
  recordStep,
  registerCase,
  type Office,
} from '../office.js';
import { moved } from '../report-figures.js';
import { picture, settle, useBrowser } from '../visitor.js';

const BLOCK = 'table4.reconsideration';

describe('a refusal is overturned in reconsideration and answered again', () => {
  useBrowser();
  let office: Office;
  beforeAll(async () => {
    office = await openOffice('CC-RS', '2026-11-21', inject('address'));
  });
  afterAll(() => closeOffice(office));

  test('it counts in table four, keeps its one place in table three, and the new answer has its own term', async () => {
    const { page } = office.officer;
    const caseId = await registerCase(office, { request: '劳动保障监察处理决定', on: '2026-09-01' });
    const items = [{ finding: 'refused.enforcementCaseFile' as const }];
    await recordStep(office, caseId, { type: 'decided', on: '2026-09-08', items });
    await recordStep(office, caseId, { type: 'served', on: '2026-09-10', way: 'post' });
    const refused = await liveFigures(office);

    await page.goto(casePathIn(office, caseId));
    await settle(page);
    await page.getByRole('button', { name: '登记复议诉讼' }).click();
    await fillIn(page, {
      复议机关: '澄川市人民政府（演示）',
      复议案号: '澄府复〔2026〕88号',
      提起日期: '2026-10-12',
      收到申请书副本的日期: '2026-10-14',
      提交答复和证据的日期: '2026-10-19',
      审结日期: '2026-11-16',
      决定或者裁判生效日期: '2026-11-16',
    });
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^结果/).selectOption({ label: '撤销' });
    await dialog.getByRole('button', { name: /^保\s*存$/ }).click();
    await page.getByRole('heading', { name: /^复议诉讼 / }).waitFor();
    await settle(page);
    await page.getByText('2026年度计入“结果纠正”').waitFor();
    // 20 working days from the day of the decision, where it sets none.
    await page.getByText('2026-11-16 起，期限 2026-12-14').waitFor();
    await picture(page, 'remedy-overturned');
    expect(await auditPage(page)).toEqual([]);

    const overturned = await liveFigures(office);
    expect(moved(refused, overturned)).toEqual({ [`${BLOCK}.corrected`]: 1, [`${BLOCK}.total`]: 1 });
    await page.goto(placeIn(office, 'redecisions'));
    await settle(page);
    expect(await page.getByRole('row').filter({ hasText: caseId }).innerText()).toContain('2026-12-14');
    expect(await auditPage(page)).toEqual([]);
    expect((await caseOf(office, caseId)).status).toBe('redeciding');

    const text = await issueLetter(office, caseId, 'replyDisclose', async (draft) => {
      await fillIn(draft, {
        随文提供的文件: '劳动保障监察处理决定',
        复议决定书或者判决书的文号: '澄府复〔2026〕88号',
      });
      await draft.getByLabel('作出的机关').selectOption({ label: '复议机关' });
    });
    expect(text).toContain('第三十六条第（二）项');
    expect(text).toContain('决定予以公开');
    expect(text).toContain('澄府复〔2026〕88号');
    expectRemedies(text, 'choice');
    // No second outcome and no new application: 表三 stays as it was.
    expect(moved(overturned, await liveFigures(office))).toEqual({});
    await expectInCell(office, caseId, 'refused.enforcementCaseFile');
    const answered = await caseOf(office, caseId);
    expect(answered.status).toBe('closed');
    expect(answered.years['2026']?.row).toBe('refused.enforcementCaseFile');
    await page.goto(placeIn(office, 'redecisions'));
    await settle(page);
    // It waits no longer, and stays in the list as answered.
    for (const [state, shown] of [
      ['open', 0],
      ['served', 1],
    ] as const) {
      await page.getByLabel('状态').selectOption(state);
      await settle(page);
      expect(await page.getByRole('row').filter({ hasText: caseId }).count()).toBe(shown);
    }
  });
});
