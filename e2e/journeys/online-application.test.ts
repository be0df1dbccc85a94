import type { Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { auditPage, overflowOf } from '../audit-page.js';
import { DESKTOP, picture, settle, useBrowser, visit, visitAs } from '../visitor.js';

/** A telephone, and a browser that runs no scripts. */
const TELEPHONE = { viewport: { width: 390, height: 844 }, javaScriptEnabled: false };
const APPLY = '/agencies/CC-ZR/apply';

async function go(page: Page): Promise<void> {
  await page.getByRole('button', { name: '保存并继续' }).click();
}

/** One picture of a page on the telephone; axe needs scripts, so it looks at the same address elsewhere. */
async function look(page: Page, name: string): Promise<void> {
  await picture(page, `online-${name}-phone`);
}

async function record(page: Page, caseId: string, event: object): Promise<void> {
  const path = `/api/v1/agencies/CC-ZR/cases/${caseId}`;
  const { events } = (await (await page.request.get(path)).json()) as { events: unknown[] };
  const answer = await page.request.post(`${path}/events`, {
    data: { event, lastSeq: events.length },
    headers: { origin: inject('address') },
  });
  expect(answer.status(), await answer.text()).toBe(200);
}

describe('a citizen applies on a telephone without scripts', () => {
  useBrowser();

  test('from the first page to the withdrawal, with the officer in the console', async () => {
    const citizen = await visit(TELEPHONE);
    const { page } = citizen;
    await page.goto(APPLY);
    await look(page, 'start');
    await page.getByLabel('您要找的信息').fill('2025年年度报告');
    await page.getByRole('button', { name: '查一查' }).click();
    await page.getByText('可能已经公开了，点开看看').waitFor();
    await page.getByRole('button', { name: '在网上填写' }).click();

    await page.getByLabel('个人（自然人）').check();
    await look(page, 'who');
    await go(page);
    // Nothing is lost when something is wrong.
    await page.getByLabel('姓名').fill('闻人示例');
    await page.getByLabel('证件种类').selectOption('居民身份证');
    await page.getByLabel('证件号码').fill('110105194912310021');
    await go(page);
    await page
      .getByRole('alert')
      .getByRole('link', { name: /居民身份证号码/ })
      .waitFor();
    expect(await page.getByLabel('姓名').inputValue()).toBe('闻人示例');
    await look(page, 'fault');
    await page.getByLabel('证件号码').fill('11010519491231002X');
    await go(page);
    await page.getByLabel('联系电话').fill('13800001234');
    await go(page);
    await page.getByLabel('没有，只有一位申请人').check();
    await go(page);
    await page.getByLabel('我就是申请人').check();
    await go(page);
    await page.getByLabel('所需信息').fill('云山路改造项目的用地批复');
    await page.getByRole('button', { name: '再加一项信息' }).click();
    await page.getByLabel('第2项信息').fill('云山路改造项目的征地补偿方案');
    await look(page, 'items');
    await go(page);
    // What may be public already is shown once, then the same button goes on.
    if (await page.getByRole('heading', { name: '您写的信息可能已经公开了' }).isVisible()) await go(page);
    await page.getByLabel('电子文件').check();
    await page.getByLabel('网上', { exact: true }).check();
    await go(page);
    await page.getByLabel('附件（可不上传）').setInputFiles({
      name: '说明.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('项目在云山路东段。'),
    });
    await page.getByRole('button', { name: '上传所选文件' }).click();
    await page.getByText('说明.txt').first().waitFor();
    await look(page, 'attachments');
    await go(page);
    await go(page);
    await page.getByRole('heading', { name: '核对填写的内容' }).waitFor();
    await look(page, 'check');
    await page.getByRole('button', { name: '提交', exact: true }).click();
    await page.getByRole('heading', { name: '政府信息公开申请回执' }).waitFor();

    const codes = page.locator('dd.secret');
    const [number = '', code = ''] = await codes.allInnerTexts();
    expect(number).toMatch(/^CC-ZR-2026-\d{4}$/);
    await look(page, 'receipt');
    await page.goto(`${APPLY}/check`);
    expect(await codes.allInnerTexts()).toEqual([number, code]);

    const ask = async (): Promise<void> => {
      await page.goto('/progress');
      await page.getByLabel('编号').fill(number);
      await page.getByLabel('查询码').fill(code);
      await page.getByRole('button', { name: '查询', exact: true }).click();
      await page.getByRole('heading', { name: '办理进度' }).waitFor();
    };
    await ask();
    expect(page.url()).not.toContain(code);
    await page.getByText('等待机关与您确认收到').waitFor();
    await look(page, 'progress-unconfirmed');

    // The office is told, and confirms after a call.
    const officer = await visitAs('CC-ZR');
    await officer.open(`/console/agencies/CC-ZR/2026/cases/${number}`);
    const section = officer.page.locator('#online');
    await section.getByText('电子文件，网上').waitFor();
    await picture(officer.page, 'online-console-case');
    await section.getByRole('button', { name: '已与申请人联系，双方确认收到' }).click();
    await officer.page.getByText('双方确认收到').first().waitFor();
    await settle(officer.page);

    // Saturday 2026-11-21 is the day of receipt; 20 working days later is Friday 2026-12-18.
    await page.goto('/progress/case');
    await page.getByText('2026-12-18（周五）').first().waitFor();
    await page.getByText('一天一天怎样算出来的').click();
    await page.getByText('2026-11-23（周一） 第 1 日：工作日').waitFor();
    await look(page, 'progress-due');

    await record(officer.page, number, {
      ...{ type: 'correctionNotice', on: '2026-11-21', receivedOn: '2026-11-21', termDays: 10 },
    });
    await page.goto('/progress/case');
    await page.getByLabel('补正的内容').fill('指东段2025年批准的用地。');
    await look(page, 'progress-supplement');
    await page.getByRole('button', { name: '提交补正' }).click();
    await page.getByText('补正已经提交').waitFor();

    await page.getByRole('link', { name: '撤回这件申请' }).click();
    await page.getByLabel('我确认撤回这件申请').check();
    await look(page, 'withdraw');
    await page.getByRole('button', { name: '撤回' }).click();
    await page.getByText('申请已经撤回。').waitFor();
    await look(page, 'progress-withdrawn');
    await officer.open(`/console/agencies/CC-ZR/2026/cases/${number}`);
    await officer.page.locator('#online').getByText('指东段2025年批准的用地。').waitFor();
    expect(officer.complaints).toEqual([]);
    await officer.leave();
    // The browser notes the one page that was refused on purpose.
    expect(citizen.complaints.filter((line) => !line.includes('status of 422'))).toEqual([]);
    await citizen.leave();
  });

  test('every page of it is accessible on a desktop and at 320 px, in large type too', async () => {
    const { page, leave } = await visit();
    const check = async (name: string): Promise<void> => {
      for (const [size, viewport] of Object.entries({
        desktop: DESKTOP,
        small: { width: 320, height: 640 },
      })) {
        await page.setViewportSize(viewport);
        await picture(page, `online-${name}-${size}`);
        expect.soft(await auditPage(page), `${name} ${size}: axe`).toEqual([]);
        expect.soft(await overflowOf(page), `${name} ${size}: wider than the window by`).toBe(0);
      }
    };
    const form: readonly (readonly [string, (() => Promise<void>)?])[] = [
      ['who', () => page.getByLabel('个人（自然人）').check()],
      [
        'person',
        async () => {
          await page.getByLabel('姓名').fill('闻人示例');
          await page.getByLabel('证件种类').selectOption('护照');
          await page.getByLabel('证件号码').fill('E12345678');
        },
      ],
      ['contact', () => page.getByLabel('联系电话').fill('13800001234')],
      ['together', () => page.getByLabel('有，还有其他申请人').check()],
      [
        'others',
        async () => {
          await page.getByLabel('第2位申请人的姓名').fill('闻人示二');
          await page.getByLabel('第2位的证件种类').selectOption('护照');
          await page.getByLabel('第2位的证件号码').fill('E12345679');
        },
      ],
      ['on-behalf', () => page.getByLabel('我就是申请人').check()],
      ['items', () => page.getByLabel('所需信息').fill('2025年度部门预算')],
      [
        'provision',
        async () => {
          await page.getByLabel('电子文件').check();
          await page.getByLabel('网上', { exact: true }).check();
        },
      ],
      ['attachments'],
      ['help'],
    ];
    await page.goto(`${APPLY}?size=large`);
    await page.getByRole('button', { name: '在网上填写' }).click();
    for (const [name, fill] of form) {
      await check(name);
      // Sent empty first: the page with all its faults is looked at as well.
      if (fill !== undefined) {
        await go(page);
        await check(`${name}-fault`);
        await fill();
      }
      await go(page);
      if (await page.getByRole('heading', { name: '您写的信息可能已经公开了' }).isVisible()) {
        await check(`${name}-public`);
        await go(page);
      }
    }
    await check('check');
    await page.getByRole('button', { name: '提交', exact: true }).click();
    await page.getByRole('heading', { name: '政府信息公开申请回执' }).waitFor();
    await check('receipt');
    const [number = '', code = ''] = await page.locator('dd.secret').allInnerTexts();
    await page.goto('/progress');
    await page.getByLabel('编号').fill(number);
    await page.getByLabel('查询码').fill(code);
    await page.getByRole('button', { name: '查询', exact: true }).click();
    await check('progress');
    await page.getByRole('link', { name: '撤回这件申请' }).click();
    await check('withdraw');
    await leave();
  });
});
