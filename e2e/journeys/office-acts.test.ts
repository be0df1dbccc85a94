import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { auditPage } from '../audit-page.js';
import { picture, settle, useBrowser, visitAs } from '../visitor.js';

const AGENCY = 'CC-RS';
const OFFICER = '信息公开工作人员';

async function registerCase(page: Page, request: string): Promise<string> {
  const answer = await page.request.post(`/api/v1/agencies/${AGENCY}/cases`, {
    data: {
      ...{ applicantClass: 'naturalPerson', applicantName: '欧阳示例', request },
      events: [{ type: 'submitted', on: '2026-11-16', channel: 'counter' }],
    },
    headers: { origin: inject('address') },
  });
  expect(answer.status(), await answer.text()).toBe(200);
  return ((await answer.json()) as { caseId: string }).caseId;
}

async function openCase(page: Page, caseId: string): Promise<void> {
  await page.goto(`/console/agencies/${AGENCY}/2026/cases/${encodeURIComponent(caseId)}`);
  await settle(page);
}

function section(page: Page, name: string) {
  return page.getByRole('region', { name });
}

/** Fills what the open dialog asks for by its labels, and presses its button. */
async function answerDialog(
  page: Page,
  fields: Readonly<Record<string, string>>,
  button: RegExp,
): Promise<void> {
  const dialog = page.getByRole('dialog');
  for (const [label, value] of Object.entries(fields)) {
    const field = dialog.getByLabel(label);
    const isChoice = (await field.locator('option').count()) > 0;
    await (isChoice ? field.selectOption({ label: value }) : field.fill(value));
  }
  await dialog.getByRole('button', { name: button }).click();
  await dialog.waitFor({ state: 'detached' });
  await settle(page);
}

/** The text of a pdf, runs as they stand in it. */
async function printed(file: Buffer): Promise<string> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const document = await getDocument({ data: new Uint8Array(file) }).promise;
  const page = await document.getPage(1);
  const { items } = await page.getTextContent();
  return items.map((item) => ('str' in item ? item.str : '')).join('');
}

const RECORD = /^登\s*记$/;

describe('what an office does beside its letters', () => {
  useBrowser();

  test('a hard case is conferred on with its minutes, and a petition is handed over without the identity', async () => {
    const officer = await visitAs(AGENCY, OFFICER);
    const { page } = officer;
    await openCase(page, await registerCase(page, '投诉某公司欠薪的处理情况'));

    const conferences = section(page, '会商');
    await conferences.getByRole('button', { name: '登记会商' }).click();
    await answerDialog(
      page,
      {
        会商的问题: '申请内容是否属于信访投诉',
        参加人和意见: '欧阳甲｜法规科科长｜属于投诉\n司徒乙｜信访科｜可以转交',
        诉讼风险: '中等',
        风险估计的依据: '同类案件上年有一件诉讼',
        会商结论: '不作为政府信息公开申请处理，告知渠道',
      },
      RECORD,
    );
    await conferences.getByText('司徒乙').waitFor();
    const minutes = conferences.getByRole('link', { name: 'Word' });
    const paper = await page.request.get((await minutes.getAttribute('href')) ?? '');
    expect(paper.status()).toBe(200);
    expect((await paper.body()).subarray(0, 2).toString()).toBe('PK');

    // 条例第三十九条第一款: the identity goes along only with consent.
    const special = section(page, '说明理由、转交和涉密');
    await special.getByRole('button', { name: '登记信访投诉举报转交' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('已经转交（不勾选的为只告知渠道）').check();
    await dialog.getByLabel('转交时附带申请人身份').check();
    await dialog.getByLabel('事项').fill('反映某公司拖欠工资');
    await dialog.getByLabel('相应的渠道或者机关').fill('市劳动监察支队');
    await dialog.getByRole('button', { name: RECORD }).click();
    await dialog.getByText(/同意/).first().waitFor();
    expect(await dialog.isVisible(), 'without consent nothing is recorded').toBe(true);
    await dialog.getByLabel('转交时附带申请人身份').uncheck();
    await dialog.getByRole('button', { name: RECORD }).click();
    await dialog.waitFor({ state: 'detached' });
    await special.getByText('市劳动监察支队').waitFor();
    await settle(page);
    await picture(page, 'office-acts-conference');
    expect(await auditPage(page)).toEqual([]);
    await officer.leave();
  });

  test('a fee is approved by another, once waived and once paid and paid back', async () => {
    const officer = await visitAs(AGENCY, OFFICER);
    const head = await visitAs(AGENCY);
    const caseId = await registerCase(officer.page, '2015年以来全部会议材料');
    const fees = (page: Page) => section(page, '费用');
    const propose = async (): Promise<void> => {
      await openCase(officer.page, caseId);
      await fees(officer.page).getByRole('button', { name: '提出收费' }).click();
      await answerDialog(
        officer.page,
        {
          '计费标准（按件或者按量，只能选一种）': '按量',
          件数或者页数: '60',
          理由: '共60页',
        },
        /^提交审批$/,
      );
      // 国办函〔2020〕109号: 30 pages free, 31 to 100 at 10 yuan: 300.
      await fees(officer.page).getByText('300 元').first().waitFor();
      expect(await fees(officer.page).getByRole('button', { name: '审批' }).count()).toBe(0);
      await openCase(head.page, caseId);
      await fees(head.page)
        .getByRole('button', { name: /^审\s*批$/ })
        .click();
      await answerDialog(head.page, {}, /^确\s*定$/);
    };

    await propose();
    await fees(head.page)
      .getByRole('button', { name: /^减\s*免$/ })
      .click();
    await answerDialog(head.page, { 理由: '申请人属于低保对象' }, /^减\s*免$/);
    await fees(head.page).getByText('申请人属于低保对象').waitFor();

    await propose();
    await openCase(officer.page, caseId);
    await fees(officer.page).getByRole('button', { name: '登记收费通知' }).click();
    await answerDialog(officer.page, { 申请人收到日期: '2026-11-21' }, RECORD);
    // 20 working days from the day after receipt.
    await fees(officer.page).getByText('2026-12-18').first().waitFor();
    await fees(officer.page).getByRole('button', { name: '登记缴费' }).click();
    await answerDialog(officer.page, { 票据号码: 'PJ-0001' }, RECORD);
    await fees(officer.page).getByText('PJ-0001').waitFor();
    await openCase(head.page, caseId);
    await fees(head.page)
      .getByRole('button', { name: /^退\s*费$/ })
      .click();
    await answerDialog(head.page, { '退还金额（元）': '300', 理由: '信息未能提供' }, /^登记退费$/);
    await fees(head.page).getByText('退还 300 元').waitFor();
    await picture(head.page, 'office-acts-fees');
    expect(await auditPage(head.page)).toEqual([]);
    await officer.leave();
    await head.leave();
  });

  test('the register is printed as it is shown', async () => {
    const officer = await visitAs(AGENCY, OFFICER);
    const { page } = officer;
    await page.goto(`/console/agencies/${AGENCY}/2026/cases`);
    await settle(page);
    const href = (await page.getByRole('link', { name: '打印' }).getAttribute('href')) ?? '';
    const paper = await page.request.get(href);
    expect(paper.status()).toBe(200);
    const text = await printed(await paper.body());
    const shown = await page.locator('.data-table thead th').allInnerTexts();
    const heads = shown.map((head) => head.split(/\s/)[0] ?? '').filter((head) => head !== '选择');
    expect(heads.length).toBeGreaterThan(5);
    // Every column of the page and the first line below it.
    for (const head of heads) expect(text).toContain(head);
    expect(text).toContain(await page.locator('.data-table tbody a[data-row-link]').first().innerText());
    await officer.leave();
  });
});
