import type { CaseDetail } from '@gongkai/core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { auditPage } from '../audit-page.js';
import { caseOf, casePathIn, fillIn, openOffice, registerCase, takeStep, type Office } from '../office.js';
import { uploadScan } from '../pdf-scan.js';
import { picture, settle, useBrowser, visitAs, type Visitor } from '../visitor.js';

const AGENCY = 'CC-RS';
const ON = '2026-11-16';
const REASON = '理由部分没有说明为什么属于内部人事管理，请补充后再报';

describe('two officers on one case', () => {
  useBrowser();
  let office: Office;
  let chief: Visitor;
  beforeAll(async () => {
    office = await openOffice(AGENCY, '2026-11-21', inject('address'));
    chief = await visitAs(AGENCY, '机关负责人');
  });
  afterAll(async () => {
    await Promise.all([office.officer.leave(), office.head.leave(), chief.leave()]);
  });

  async function openSteps(page: Page, caseId: string): Promise<void> {
    await page.goto(casePathIn(office, caseId));
    await settle(page);
    await page.getByRole('button', { name: '记录一个环节' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('环节', { exact: true }).selectOption({ label: '作出决定' });
  }

  test('of two decisions taken at once one is recorded; the other officer is told and keeps what he chose', async () => {
    const caseId = await registerCase(office, { request: '2025年度窗口人员排班表', on: ON });
    const [first, second] = [office.officer.page, office.head.page];
    for (const page of [first, second]) await openSteps(page, caseId);
    await first.getByRole('dialog').getByLabel('第1项').selectOption({ label: '信息不存在' });
    await second.getByRole('dialog').getByLabel('第1项').selectOption({ label: '内部事务信息' });
    await first.getByRole('dialog').getByRole('button', { name: '记录', exact: true }).click();
    await first.getByRole('dialog').waitFor({ state: 'hidden' });

    const dialog = second.getByRole('dialog');
    await dialog.getByRole('button', { name: '记录', exact: true }).click();
    await dialog.getByText('在此期间他人作了下列记录，您填写的内容没有丢失').waitFor();
    expect(await dialog.getByRole('list').first().innerText()).toContain('作出决定');
    expect(await dialog.getByLabel('第1项').locator('option:checked').innerText()).toBe('内部事务信息');
    expect(await auditPage(second)).toEqual([]);
    await picture(second, 'two-officers-decision');
    await dialog.getByRole('button', { name: '不再保存，看最新的记录' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const { events } = await caseOf(office, caseId);
    const decided = events.filter(({ event }) => event.type === 'decided');
    expect(decided.map(({ event }) => (event as { items: unknown }).items)).toEqual([
      [expect.objectContaining({ finding: 'notExist' }) as unknown],
    ]);
  });

  test('a letter approved by one while the other sends it back: the second is told, his reason stays, the new state is read', async () => {
    const caseId = await registerCase(office, { request: '2025年度考核结果', on: ON });
    const { page } = office.officer;
    await page.goto(`${casePathIn(office, caseId)}/letters/new?kind=replyRefuse`);
    await settle(page);
    await page.getByLabel('结论').selectOption({ label: '内部事务信息' });
    await fillIn(page, { 人事管理: true, 理由: '所申请的信息是本机关对工作人员年度考核形成的记录' });
    await page.getByRole('button', { name: '保存拟稿' }).click();
    await page.waitForURL(/\/letters\/(?!new)[\w-]+$/);
    await settle(page);
    await takeStep(page, '提交审批');
    const path = new URL(page.url()).pathname;
    for (const visitor of [office.head, chief]) {
      await visitor.page.goto(path);
      await settle(visitor.page);
    }
    await chief.page.getByRole('button', { name: '退回修改' }).click();
    const dialog = chief.page.getByRole('dialog');
    await dialog.getByLabel('退回的理由').fill(REASON);
    await takeStep(office.head.page, '批准并编号');

    await dialog.getByRole('button', { name: '确认退回修改' }).click();
    await dialog.getByText('这件文书刚刚有人改过或者办过').waitFor();
    expect(await dialog.getByLabel('退回的理由').inputValue()).toBe(REASON);
    await picture(chief.page, 'two-officers-letter');
    await dialog.getByRole('button', { name: '载入最新的状态' }).click();
    await dialog.getByText('这一步已经不能再办').waitFor();
    expect(await dialog.getByLabel('退回的理由').inputValue()).toBe(REASON);
    expect(await dialog.getByRole('button', { name: '确认退回修改' }).isDisabled()).toBe(true);
    expect(await auditPage(chief.page)).toEqual([]);
    await dialog
      .getByRole('button', { name: '取 消' })
      .or(dialog.getByRole('button', { name: '取消' }))
      .click();
    // The page behind shows the letter as it stands.
    expect(await chief.page.getByRole('article').innerText()).toMatch(/公开〔2026〕\d+号/);
    const { events }: CaseDetail = await caseOf(office, caseId);
    expect(events.filter(({ event }) => event.type === 'decided')).toHaveLength(1);

    // On the screen to its end: seal asked for, allowed, copies counted, posted, come back, posted again.
    await page.reload();
    await settle(page);
    await takeStep(page, '申请用印');
    await office.head.page.reload();
    await settle(office.head.page);
    await takeStep(office.head.page, '批准用印');
    await page.reload();
    await settle(page);
    await page.getByLabel('盖章份数').fill('3');
    await uploadScan(page.getByLabel('盖章件', { exact: true }), 'sealed');
    await page.getByRole('button', { name: '保存盖章件' }).click();
    await page.getByRole('heading', { name: '登记送达' }).waitFor();
    const post = async (tracking: string): Promise<void> => {
      await page.getByLabel('邮件号码（EMS等）').fill(tracking);
      await uploadScan(page.getByLabel('交邮凭证（邮政收寄单）扫描件'), `slip-${tracking}`);
      await page.getByRole('button', { name: '确认登记送达' }).click();
    };
    await post('1000000000101');
    await page.getByText('已送达', { exact: true }).first().waitFor();
    const services = page.getByRole('region', { name: '送达记录' });
    await services.getByText('登记投递情况或者退回').click();
    await services.getByLabel('情况').fill('地址写错，邮局退回');
    await services.getByLabel('退回的原因').selectOption({ label: '地址或者收件人写错等本机关原因' });
    await services.getByRole('button', { name: '登记退回，须再次送达' }).click();
    await page.getByRole('heading', { name: '登记送达' }).waitFor();
    // By the organ's own fault it was no service: the case is open again until it is served.
    expect((await caseOf(office, caseId)).closedOn).toBeNull();
    await post('1000000000102');
    await page.getByText('已送达', { exact: true }).first().waitFor();
    await services.getByText('1000000000102').waitFor();
    expect(await services.innerText()).toContain('退回：地址或者收件人写错等本机关原因');
    expect(await services.getByRole('link', { name: '送达回证', exact: true }).count()).toBe(2);
    expect((await caseOf(office, caseId)).closedOn).toBe('2026-11-21');
    expect(await auditPage(page)).toEqual([]);
    await picture(page, 'letter-served-again');
  });
});
