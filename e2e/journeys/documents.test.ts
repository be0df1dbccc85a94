import { describe, expect, test } from 'vitest';
import { auditPage, overflowOf } from '../audit-page.js';
import { hitsOf, reviewAll, takeStep } from '../document-desk.js';
import { PHONE, picture, settle, useBrowser, visit, visitAs } from '../visitor.js';

const AGENCY = 'CC-ZR';
const TITLE = '澄川市水源保护区用地管理办法（演示）';
const NUMBER = '澄演规〔2026〕901号';

describe('a normative document from its draft to its withdrawal', () => {
  useBrowser();

  test('drafted, checked, reviewed by each office, published, found, counted, withdrawn', async () => {
    const editor = await visitAs(AGENCY, '编辑');
    const { page } = editor;
    await page.goto(`/console/agencies/${AGENCY}/2026/documents/new`);
    await settle(page);
    await page.getByLabel('种类').selectOption({ label: '行政规范性文件' });
    await page.getByLabel('标题').fill(TITLE);
    await page.getByLabel('文号').fill('澄演规[2026] 第901号');
    await page.getByLabel('内容概述').fill('规定水源保护区内用地的条件和程序。');
    await page.getByLabel('成文日期').fill('2026-11-16');
    await page.getByLabel('施行日期').fill('2026-12-20');
    await page.getByLabel('解读方案').fill('由规划编制科撰写文字解读，与文件同日发布。');
    await page.getByRole('textbox', { name: '正文' }).fill('一、适用范围\n联系人电话13812345678。');
    await page.getByRole('button', { name: '保存文稿' }).click();
    await page.waitForURL(/\/documents\/[\w-]{36}$/);
    await settle(page);
    const address = page.url();
    // A telephone number keeps it from review, with where it stands.
    await page
      .getByText('138******78', { exact: false })
      .or(page.getByText(/138\*+/))
      .first()
      .waitFor();
    expect(await page.getByRole('button', { name: '送审' }).isDisabled()).toBe(true);
    await page
      .getByRole('textbox', { name: '正文' })
      .fill('一、适用范围\n本办法适用于水源保护区内的建设用地。');
    await page.getByRole('button', { name: '保存修改' }).click();
    await page.getByText('已保存。').waitFor();
    expect(await auditPage(page)).toEqual([]);
    await picture(page, 'document-draft');
    await page.getByRole('button', { name: '送审' }).click();
    await page.getByText('待处室负责人审核').first().waitFor();

    await reviewAll(AGENCY, address);

    const citizen = await visit();
    expect(await hitsOf(citizen, '水源保护区用地')).toEqual([]);
    await page.reload();
    await settle(page);
    await takeStep(page, '发布');
    await page.getByText('已公开', { exact: true }).first().waitFor();

    expect(await hitsOf(citizen, '水源保护区用地')).toEqual([TITLE]);
    expect(await hitsOf(citizen, '〔2026〕901')).toEqual([TITLE]);
    await citizen.page.getByRole('link', { name: TITLE }).click();
    await citizen.page.getByRole('heading', { name: TITLE }).waitFor();
    expect(await citizen.page.locator('.item-meta').innerText()).toContain(NUMBER);
    expect(await auditPage(citizen.page)).toEqual([]);
    await picture(citizen.page, 'document-public');
    const publicAddress = citizen.page.url();
    const feed = await (await citizen.page.request.get(`/agencies/${AGENCY}/items.atom`)).text();
    expect(feed).toContain(TITLE);

    await takeStep(page, '撤回公开', '附图有误，更正后重新发布');
    const gone = await citizen.page.request.get(publicAddress);
    expect(gone.status()).toBe(410);
    expect(await gone.text()).toContain('附图有误，更正后重新发布');
    expect(await hitsOf(citizen, '水源保护区用地')).toEqual([]);
    expect([...editor.complaints, ...citizen.complaints]).toEqual([]);
  });

  test('what is public is looked at again: where it leads, and what the words of now find in it', async () => {
    const office = await visitAs(AGENCY);
    const { page } = office;
    const rows = page.locator('.data-table tbody tr');
    await office.open(`/console/agencies/${AGENCY}/2026/published-links`);
    await page.getByText('失效2处，等待复查1处。').waitFor();
    expect(await rows.count()).toBe(3);
    expect(await auditPage(page)).toEqual([]);
    await picture(page, 'published-links');

    // Nights have looked; a link to an item of the platform is looked up without any network.
    await page.getByLabel('链接种类').selectOption({ label: '本平台' });
    await page.getByText('链接的信息已经撤回').waitFor();
    expect(await rows.count()).toBe(1);
    const tries = Number(/共(\d+)次/u.exec(await rows.innerText())?.[1]);
    expect(tries).toBeGreaterThanOrEqual(2);
    await page.getByRole('button', { name: /^再查一次/ }).click();
    await page.getByRole('button', { name: /^已请后台检查/ }).waitFor();
    await expect
      .poll(
        async () => {
          await page.getByRole('button', { name: '刷新' }).click();
          await settle(page);
          return rows.innerText();
        },
        { timeout: 30_000, interval: 1_000 },
      )
      .toContain(`共${tries + 1}次`);
    expect(await rows.innerText()).toContain('失效');

    await office.open(`/console/agencies/${AGENCY}/2026/published-findings`);
    await page.getByText('待核对2处').waitFor();
    expect(await auditPage(page)).toEqual([]);
    await picture(page, 'published-findings');
    await page.getByLabel('程度').selectOption({ label: '必须处理' });
    await page.getByText('出现敏感词“内部联系电话”，请核对。').waitFor();
    expect(await rows.count()).toBe(1);
    await page.getByRole('button', { name: /^登记核对结果/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('核对的结果').fill('没有写出号码，可以公开。');
    expect(await auditPage(page)).toEqual([]);
    await dialog.getByRole('button', { name: /^登\s?记$/ }).click();
    await page.getByText('没有符合条件的结果').waitFor();
    await page.getByLabel('核对', { exact: true }).selectOption({ label: '已核对' });
    await page.getByText('没有写出号码，可以公开。').waitFor();
    expect(await rows.count()).toBe(1);
    const [sheet] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '导出（xlsx）' }).click(),
    ]);
    expect(sheet.suggestedFilename()).toBe(`${AGENCY}-公开后复查.xlsx`);

    await page.setViewportSize(PHONE);
    for (const list of ['published-links', 'published-findings?settled=true']) {
      await office.open(`/console/agencies/${AGENCY}/2026/${list}`);
      await rows.first().waitFor();
      expect(await overflowOf(page), list).toBeLessThanOrEqual(0);
      expect(await auditPage(page), list).toEqual([]);
      await picture(page, `${list.replace(/\?.*$/, '')}-phone`);
    }
    expect(office.complaints).toEqual([]);
  });

  test('lists, items and the search stand on a phone and in large type', async () => {
    const citizen = await visit({ viewport: PHONE });
    for (const path of [
      `/agencies/${AGENCY}`,
      `/agencies/${AGENCY}/items`,
      '/agencies/CC-RS/items/named-01',
      '/search?q=%E6%8B%86%E8%BF%81',
    ]) {
      for (const size of ['', 'size=large']) {
        await citizen.page.goto(size === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${size}`);
        expect(await overflowOf(citizen.page), `${path} ${size}`).toBeLessThanOrEqual(0);
        expect(await auditPage(citizen.page), `${path} ${size}`).toEqual([]);
      }
    }
    await picture(citizen.page, 'search-phone');
    expect(citizen.complaints).toEqual([]);
  });
});
