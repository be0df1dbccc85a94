import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { writeXlsx } from '../../server/src/platform/spreadsheet/write-xlsx.js';
import { auditPage, overflowOf } from '../audit-page.js';
import { DESKTOP, picture, settle, useBrowser, visit, visitAs } from '../visitor.js';

const AGENCY = 'CC-ZR';
const PLACE = `/console/agencies/${AGENCY}/2026`;
const NARROW = { width: 390, height: 844 };

async function look(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of Object.entries({ desktop: DESKTOP, phone: NARROW })) {
    await page.setViewportSize(viewport);
    await settle(page);
    await picture(page, `ledgers-${name}-${size}`);
    expect.soft(await auditPage(page), `${name} ${size}: axe`).toEqual([]);
    expect.soft(await overflowOf(page), `${name} ${size}: wider than the window by`).toBe(0);
  }
  await page.setViewportSize(DESKTOP);
}

/** 国办发〔2019〕54号: the columns of a field's catalogue. */
const HEAD = ['序号', '一级事项', '二级事项', '公开内容', '公开依据', '公开时限', '公开主体', '公开渠道'];
const CATALOGUE = [
  [...HEAD, '公开对象', '公开方式', '公开层级'],
  [
    '1',
    '供地管理',
    '供地结果',
    '宗地、用途、价款',
    '条例',
    '20个工作日内',
    '自然资源局',
    '网站',
    '社会',
    '主动',
    '县级',
  ],
  [
    '2',
    '供地管理',
    '供地计划',
    '年度计划',
    '条例',
    '20个工作日内',
    '自然资源局',
    '网站',
    '社会',
    '主动',
    '县级',
  ],
];

describe('the ledgers beside publication', () => {
  useBrowser();

  test('a standard catalogue is taken in, linked to a column, and read by the public', async () => {
    const officer = await visitAs(AGENCY);
    const { page } = officer;
    await officer.open(`${PLACE}/standard-catalogue`);
    const pieces: Uint8Array[] = [];
    const sheet = { name: '国有土地领域', widths: CATALOGUE[0]?.map(() => 16) ?? [], rows: CATALOGUE };
    for await (const piece of writeXlsx([sheet])) pieces.push(piece);
    await page.getByLabel('导入新的一版').setInputFiles({
      name: '国有土地领域标准目录.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: Buffer.concat(pieces),
    });
    await page.getByText(/共1类2项/).waitFor();
    await page.getByRole('button', { name: /^关\s*联\s*供地结果$/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('或者整个栏目').selectOption({ index: 1 });
    await dialog.getByRole('button', { name: /^保\s*存$/ }).click();
    await dialog.waitFor({ state: 'hidden' });
    await look(page, 'catalogue');

    const citizen = await visit();
    await citizen.open(`/agencies/${AGENCY}`);
    await citizen.page.getByRole('link', { name: '基层政务公开标准目录' }).first().click();
    await citizen.page.getByText('共1类2项').waitFor();
    expect(await citizen.page.getByRole('rowheader').allInnerTexts()).toEqual([
      '供地管理\n供地结果',
      '供地管理\n供地计划',
    ]);
    await look(citizen.page, 'catalogue-public');
    expect([...officer.complaints, ...citizen.complaints]).toEqual([]);
    await officer.leave();
    await citizen.leave();
  });

  test('what is public is handed in with its receipt, and a proposal is answered', async () => {
    const officer = await visitAs(AGENCY);
    const { page } = officer;
    await officer.open(`${PLACE}/deposits`);
    await look(page, 'deposits-waiting');
    await page
      .getByRole('checkbox', { name: /^选择《/ })
      .first()
      .check();
    await page.getByLabel('接收人').fill('示范市档案馆接收科');
    await page.getByRole('button', { name: '登记送交1件' }).click();
    await page
      .getByRole('button', { name: /^登记回执/ })
      .first()
      .click();
    const receipt = page.getByRole('dialog', { name: /^登记回执/ });
    await receipt.getByRole('textbox', { name: '回执编号' }).fill('档收〔2026〕7号');
    await receipt.getByRole('button', { name: '登记回执' }).click();
    await page.getByText('档收〔2026〕7号').waitFor();
    await look(page, 'deposits');

    await officer.open(`${PLACE}/proposals`);
    await page.getByRole('button', { name: '登记建议提案' }).click();
    const entry = page.getByRole('dialog');
    await entry.getByLabel('编号').fill('第31号');
    await entry.getByLabel('会议').fill('市十五届人大六次会议');
    await entry.getByLabel('题目').fill('关于公开供地计划的建议');
    await entry.getByLabel('答复期限').fill('2026-12-31');
    await entry.getByRole('button', { name: /^登\s*记$/ }).click();
    await entry.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: /^登记答复\s*关于公开供地计划的建议$/ }).click();
    const answer = page.getByRole('dialog');
    await answer.getByLabel('复文是否公开').selectOption({ label: '不公开' });
    await answer.getByLabel('不公开的理由').fill('涉及尚未确定的地块');
    await answer.getByRole('button', { name: /^保\s*存$/ }).click();
    await answer.waitFor({ state: 'hidden' });
    await page.getByText('不公开：涉及尚未确定的地块').waitFor();
    await look(page, 'proposals');
    expect(officer.complaints).toEqual([]);
    await officer.leave();
  });

  test('readings, channels and reminders, and the days of keeping stand on a desktop and a telephone', async () => {
    const officer = await visitAs(AGENCY);
    for (const [name, path] of [
      ['readings', `${PLACE}/reading-statistics`],
      ['desk-setting', `${PLACE}/desk-setting`],
      ['intake', `${PLACE}/cases/new`],
    ] as const) {
      await officer.open(path);
      await look(officer.page, name);
    }
    expect(officer.complaints).toEqual([]);
    await officer.leave();
  });
});
