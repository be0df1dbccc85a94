import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { applyOnTheWeb } from '../applying.js';
import {
  casePathIn,
  closeOffice,
  expectInCell,
  fillIn,
  issueLetter,
  liveFigures,
  openOffice,
  type Office,
} from '../office.js';
import { moved } from '../report-figures.js';
import { picture, settle, useBrowser, visit } from '../visitor.js';

const AGENCY = 'CC-RS';
const ITEM = '2025年企业稳岗返还名单';

describe('an applicant, the officer and the head, each in a browser of their own', () => {
  useBrowser();
  let office: Office;
  beforeAll(async () => {
    office = await openOffice(AGENCY, '2026-11-21', inject('address'));
  });
  afterAll(() => closeOffice(office));

  test('applied on the web, extended, disclosed: the applicant reads both letters on their own page', async () => {
    const before = await liveFigures(office);
    const citizen = await visit({ viewport: { width: 390, height: 844 } });
    const { page } = citizen;
    const [number, code] = await applyOnTheWeb(page, AGENCY, ITEM);
    const officer = office.officer.page;
    await officer.goto(casePathIn(office, number));
    await settle(officer);
    await officer.getByRole('button', { name: '已与申请人联系，双方确认收到' }).click();
    await officer.getByText('双方确认收到').first().waitFor();
    await settle(officer);

    const extension = await issueLetter(office, number, 'extensionNotice', (draft) =>
      fillIn(draft, { 延长的工作日数: '5', 延期的理由: '需要核对的名单较多' }),
    );
    // Received on Saturday 2026-11-21 by confirmation (条例第三十一条): 20 working days end on 12-18, five more on 12-25.
    expect(extension).toContain('第三十三条第二款');
    expect(extension).toContain('因需要核对的名单较多，本机关不能在2026年12月18日前答复');
    expect(extension).toContain('政府信息公开工作机构负责人');
    expect(extension).toContain('延长5个工作日，答复期限至2026年12月25日');

    await page.goto('/progress');
    await page.getByLabel('编号').fill(number);
    await page.getByLabel('查询码').fill(code);
    await page.getByRole('button', { name: '查询', exact: true }).click();
    await page.getByRole('heading', { name: '办理进度' }).waitFor();
    await page.getByText('2026-12-25（周五）').first().waitFor();
    await page.getByText('延期答复告知书').first().waitFor();

    const reply = await issueLetter(office, number, 'replyDisclose', (draft) =>
      fillIn(draft, { 随文提供的文件: ITEM }),
    );
    expect(reply).toContain('以网上方式提出');
    expect(reply).toContain('第三十六条第（二）项');
    await page.goto('/progress/case');
    const main = page.locator('main');
    await main.getByText('予以公开告知书').first().waitFor();
    const shown = await main.innerText();
    expect(shown).toContain(/CCRS公开〔2026〕\d+号/.exec(reply)?.[0] ?? '—');
    const download = page.waitForEvent('download');
    await main
      .getByRole('link', { name: /盖章件/ })
      .last()
      .click();
    expect((await (await download).path()).length).toBeGreaterThan(0);
    await picture(page, 'applicant-progress-answered-phone');
    expect(citizen.complaints).toEqual([]);
    await citizen.leave();

    expect(moved(before, await liveFigures(office))).toEqual(
      Object.fromEntries(
        ['newReceived', 'granted', 'resultTotal'].flatMap((row) => [
          [`table3.${row}.naturalPerson`, 1],
          [`table3.${row}.total`, 1],
        ]),
      ),
    );
    await expectInCell(office, number, 'granted');
  });
});
