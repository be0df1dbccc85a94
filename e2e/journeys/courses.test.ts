import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { auditPage } from '../audit-page.js';
import {
  casePathIn,
  closeOffice,
  expectOutcome,
  expectRemedies,
  fillIn,
  issueLetter,
  liveFigures,
  openOffice,
  placeIn,
  recordStep,
  registerCase,
  send,
  type Office,
} from '../office.js';
import { moved } from '../report-figures.js';
import { settle, useBrowser, visit, visitAs } from '../visitor.js';

const AGENCY = 'CC-RS';
const PARTY = '澄川示范建设公司';
const LAPSED = ['视为放弃申请', '不再处理'] as const;

let office: Office;
let figures: Record<string, string>;

async function openCase(page: Page, caseId: string): Promise<void> {
  await page.goto(casePathIn(office, caseId));
  await settle(page);
}

function section(page: Page, name: string) {
  return page.getByRole('region', { name });
}

async function confirm(page: Page, button: RegExp): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: button }).click();
  await dialog.waitFor({ state: 'detached' });
  await settle(page);
}

/** Sends for an opinion on the screen, with the day on which it arrived. */
async function consult(page: Page, kind: RegExp, sentOn: string, receivedOn: string): Promise<void> {
  const cooperation = section(page, '协办与征求意见');
  await cooperation.getByRole('button', { name: '征求意见或者请求协助' }).click();
  const kinds = page.getByLabel('征求谁的意见');
  const options = await kinds.locator('option').allInnerTexts();
  await kinds.selectOption({ label: options.find((one) => kind.test(one)) ?? '' });
  await fillIn(page, {
    对方名称: PARTY,
    征求意见的内容: '是否同意公开该合同',
    发出日期: sentOn,
    对方收到日期: receivedOn,
  });
  await confirm(page, /登记发出/);
}

describe('the course of a case decides its letters and its cell', () => {
  useBrowser();
  beforeAll(async () => {
    office = await openOffice(AGENCY, '2026-11-21', inject('address'));
  });
  beforeEach(async () => {
    figures = await liveFigures(office);
  });
  afterAll(() => closeOffice(office));

  test('a third party objects, the public interest prevails, and what is disclosed is told to both', async () => {
    const { page } = office.officer;
    const caseId = await registerCase(office, { request: '公共实训基地运营合同', on: '2026-10-26' });
    await openCase(page, caseId);
    await consult(page, /^第三方/, '2026-11-03', '2026-11-04');
    const cooperation = section(page, '协办与征求意见');
    await cooperation.getByRole('button', { name: '生成网上答复凭证' }).click();
    const token = await cooperation.locator('code').innerText();
    const thirdParty = await visit();
    await thirdParty.open(`/agencies/${AGENCY}/opinion?token=${token}`);
    // 条例第三十二条: what is asked and until when, and never who applied. 15 working days from 2026-11-04.
    const asked = await thirdParty.page.locator('main').innerText();
    expect(asked).toContain('最迟在2026-11-25');
    expect(asked).toContain('由机关决定是否公开');
    expect(asked).not.toContain('欧阳');
    expect(await auditPage(thirdParty.page)).toEqual([]);
    await thirdParty.page.getByLabel('不同意公开').check();
    await thirdParty.page.getByLabel('理由').fill('合同总价属于商业秘密。');
    await thirdParty.page.getByRole('button', { name: '提交意见' }).click();
    await thirdParty.page.locator('.done').waitFor();
    expect(thirdParty.complaints).toEqual([]);
    await thirdParty.leave();

    await openCase(office.head.page, caseId);
    const headsView = section(office.head.page, '协办与征求意见');
    await headsView.getByText('不同意公开').first().waitFor();
    await headsView.getByRole('button', { name: '认定公共利益' }).click();
    await office.head.page
      .getByRole('dialog')
      .getByLabel('理由')
      .fill('合同使用财政资金，不公开会对公共利益造成重大影响。');
    await confirm(office.head.page, /^认\s*定$/);

    const toParty = await issueLetter(office, caseId, 'thirdPartyDecision', (draft) =>
      fillIn(draft, {
        收件人: PARTY,
        决定公开的内容: '合同的服务内容、期限和总价',
        理由: '该合同使用财政资金，不公开可能对公共利益造成重大影响',
      }),
    );
    expect(toParty).toContain('2026年11月3日');
    expect(toParty).toContain('2026年11月21日答复不同意公开');
    expect(toParty).toContain('本机关决定公开以下内容：合同的服务内容、期限和总价');
    expect(toParty).toContain('不公开可能对公共利益造成重大影响');
    expect(toParty).toContain('《中华人民共和国政府信息公开条例》第三十二条');
    expect(toParty).not.toContain('欧阳');
    // It is no refusal: the third party may choose between reconsideration and suit.
    expect(toParty).toContain('60日内');
    expect(toParty).toContain('6个月内');

    const reply = await issueLetter(office, caseId, 'replyPartial', async (draft) => {
      await fillIn(draft, { 随文提供的文件: '公共实训基地运营合同（节录）' });
      await draft.getByRole('button', { name: '再加一部分' }).click();
      await draft.getByLabel('依据', { exact: true }).selectOption('refused.processInformation');
      await fillIn(draft, {
        哪一部分: '合同附件中的谈判记录',
        讨论记录: true,
        不予公开的理由: '是形成合同过程中的个人意见',
      });
    });
    expect(reply).toContain('能够作区分处理');
    expect(reply).toContain('第三十七条');
    expect(reply).toContain('不予公开的部分：合同附件中的谈判记录');
    expect(reply).toContain('第三十六条第（三）项、第十六条第二款');
    expect(reply).toContain('理由：是形成合同过程中的个人意见');
    // 行政复议法第二十三条: for the part that is withheld, reconsideration comes first.
    expect(reply).toContain('本告知书中不予公开的部分');
    expectRemedies(reply, 'reconsiderationFirst');
    figures = await expectOutcome(office, caseId, 'partiallyGranted', figures);
  });

  test('silence of a co-producing organ is consent, silence of a third party is not', async () => {
    const { page } = office.officer;
    const caseId = await registerCase(office, { request: '两局联合调研报告', on: '2026-10-20' });
    const letter = await issueLetter(
      office,
      caseId,
      'coProducerConsult',
      (draft) =>
        fillIn(draft, {
          收件人: '澄川市民政局（演示）',
          共同制作的信息: '两局联合调研报告',
          共同制作的情况: '本机关与贵机关共同制作',
        }),
      'approved',
    );
    // 条例第三十四条, against 第三十二条.
    expect(letter).toContain('第三十四条');
    expect(letter).toContain('15个工作日内');
    expect(letter).toContain('逾期未提出意见的，视为同意公开');
    const question = await issueLetter(
      office,
      caseId,
      'thirdPartyConsult',
      (draft) =>
        fillIn(draft, {
          收件人: PARTY,
          '拟公开的信息（不得写明申请人）': '报告中的企业用工数据',
          征求意见的事项: '公开是否损害你单位的合法权益',
        }),
      'approved',
    );
    expect(question).toContain('第三十二条');
    expect(question).toContain('15个工作日内');
    expect(question).toContain('逾期未提出意见的，由本机关依照条例的规定决定是否公开');
    expect(question).not.toContain('视为同意');
    expect(question + letter).not.toContain('欧阳');

    await openCase(page, caseId);
    const cooperation = section(page, '协办与征求意见');
    await consult(page, /^共同制作机关/, '2026-10-21', '2026-10-22');
    await cooperation.getByText('逾期未答复，视为同意公开（条例第三十四条）').waitFor();
    await consult(page, /^第三方/, '2026-10-21', '2026-10-22');
    await cooperation.getByText('逾期未答复，由本机关决定是否公开（条例第三十二条）').waitFor();
    // 15 working days from 2026-10-22 for both.
    expect(await cooperation.getByText('2026-11-12').count()).toBeGreaterThanOrEqual(2);

    const reply = await issueLetter(office, caseId, 'replyDisclose', (draft) =>
      fillIn(draft, { 随文提供的文件: '两局联合调研报告' }),
    );
    expect(reply).toContain('第三十六条第（二）项');
    expectRemedies(reply, 'choice');
    figures = await expectOutcome(office, caseId, 'granted', figures);
  });

  test('what does not exist is said only after a search, in which a unit had its part', async () => {
    const { page } = office.officer;
    const request = '1998年就业专项资金审计底稿';
    const caseId = await registerCase(office, { request, on: '2026-11-09' });
    await send(office, page, 'post', `cases/${encodeURIComponent(caseId)}/unit-tasks`, {
      ...{ unitCode: 'JYK', asked: '请检索1998年审计底稿', days: 5 },
    });
    const liaison = await visitAs(AGENCY, /联络员.*就业促进科/, { baseURL: office.address });
    await liaison.page.goto(placeIn(office, 'unit-tasks'));
    await settle(liaison.page);
    const row = liaison.page.getByRole('row').filter({ hasText: caseId });
    await row.getByRole('button', { name: /^答\s*复$/ }).click();
    await liaison.page.getByLabel('协办意见').fill('已查本科室全部文书，没有该底稿');
    await liaison.page
      .getByRole('dialog')
      .getByRole('button', { name: /^答\s*复$/ })
      .click();
    await row.waitFor({ state: 'detached' });
    expect(liaison.complaints).toEqual([]);
    await liaison.leave();

    const words: Readonly<Record<string, string>> = {
      检索记录编号: '检索〔2026〕12号',
      检索日期: '2026-11-20',
      检索的范围和关键词: '公文系统和档案室，关键词“审计”“底稿”',
    };
    // Without a record of the search on the case the letter goes no further.
    await page.goto(`${casePathIn(office, caseId)}/letters/new?kind=replyNotExist`);
    await settle(page);
    await fillIn(page, words);
    await page.getByRole('button', { name: '保存拟稿' }).click();
    await page.waitForURL(/\/letters\/(?!new)[\w-]+$/);
    await settle(page);
    await page.getByRole('button', { name: '提交审批', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '确认提交审批' }).click();
    await dialog.getByText(/须在案件的“检索记录”登记/).waitFor();
    // The browser notes the one call that was refused on purpose.
    office.officer.forgetComplaints();

    await openCase(page, caseId);
    const searches = section(page, '检索记录');
    await searches.getByRole('button', { name: '登记检索' }).click();
    await fillIn(page, {
      检索人: '就业促进科、档案室',
      '检索的系统、档案或者处室': '公文系统、档案室',
      检索用的词: '审计、底稿',
      检索的结果: '没有检索到',
    });
    await confirm(page, /^登\s*记$/);
    await searches.getByText('没有检索到').first().waitFor();

    const text = await issueLetter(office, caseId, 'replyNotExist', (draft) => fillIn(draft, words));
    expect(text).toContain('第三十六条第（四）项');
    expect(text).toContain('本机关于2026年11月20日进行了检索（检索〔2026〕12号）');
    expect(text).toContain('公文系统和档案室，关键词“审计”“底稿”');
    expect(text).toContain('经检索，所申请的信息不存在');
    expectRemedies(text, 'choice');
    figures = await expectOutcome(office, caseId, 'unable.notHeld', figures);
  });

  test('what is unclear must be supplemented: too late with a good reason goes on, never ends it', async () => {
    const { page } = office.officer;
    const steps = [
      { type: 'correctionNotice', on: '2026-09-17', receivedOn: '2026-09-18', termDays: 10 },
    ] as const;
    const late = await registerCase(office, { request: '有关培训的材料', on: '2026-09-14' });
    const notice = await issueLetter(
      office,
      late,
      'correctionNotice',
      (draft) =>
        fillIn(draft, {
          需要补正什么: '申请内容没有指明年份和文件',
          怎样补正: '写明文件的名称、文号或者年份',
          '补正期限（工作日）': '10',
        }),
      'approved',
    );
    // 条例第三十条: once and completely, a reasonable term, what lateness means.
    expect(notice).toContain('第三十条');
    expect(notice).toContain('申请内容没有指明年份和文件');
    expect(notice).toContain('写明文件的名称、文号或者年份');
    expect(notice).toContain('10个工作日内补正');
    for (const words of LAPSED) expect(notice).toContain(words);
    for (const step of steps) await recordStep(office, late, step);
    await openCase(page, late);
    await page.getByText('逾期视为放弃').first().waitFor();

    await page
      .getByRole('button', { name: /^收到补正/ })
      .first()
      .click();
    await fillIn(page, { 收到补正材料日期: '2026-10-30' });
    await page.getByLabel(/^逾期而有正当理由/).selectOption({ label: '是' });
    await confirm(page, /^记\s*录$/);
    // The clock runs anew from the supplement: 20 working days from 2026-10-30.
    await page.getByText('2026-11-27').first().waitFor();
    const reply = await issueLetter(office, late, 'replyDisclose', (draft) =>
      fillIn(draft, { 随文提供的文件: '2025年培训目录' }),
    );
    expect(reply).toContain('本机关于2026年10月30日收到您的补正材料');
    figures = await expectOutcome(office, late, 'granted', figures);

    const never = await registerCase(office, { request: '有关补贴的材料', on: '2026-09-14' });
    for (const step of steps) await recordStep(office, never, step);
    const closing = await issueLetter(office, never, 'closeLapsed', () => Promise.resolve());
    expect(closing).toContain('《中华人民共和国政府信息公开条例》第三十条');
    // 10 working days from 2026-09-18; 2026-09-20 is a make-up working day, the holidays are left out.
    expect(closing).toContain('本机关于2026年9月17日告知您补正，补正期限至2026年10月9日届满');
    for (const words of LAPSED) expect(closing).toContain(words);
    expectRemedies(closing, 'choice');
    figures = await expectOutcome(office, never, 'other.lapsedCorrection', figures);
  });

  test('a fee that is never paid ends it', async () => {
    const caseId = await registerCase(office, { request: '近三年全部培训名册', on: '2026-09-01' });
    const fees = `cases/${encodeURIComponent(caseId)}/fees`;
    const { feeId } = await send<{ feeId: string }>(office, office.officer.page, 'post', fees, {
      ...{ basis: 'perPage', quantity: 100, reason: '名册共100页，申请人要求纸质件' },
    });
    const approval = { isApproved: true, reason: '' };
    await send(office, office.head.page, 'post', `${fees}/${feeId}/decision`, approval);
    const notice = await issueLetter(office, caseId, 'feeNotice', () => Promise.resolve(), 'approved');
    // 条例第四十二条, 国办函〔2020〕109号: basis, rate, amount, how to pay, 20 working days, what lateness means.
    for (const words of ['第四十二条', '国办函〔2020〕109号', '按量', '700', '20个工作日内', ...LAPSED]) {
      expect(notice).toContain(words);
    }
    expect(notice).toContain('示范财政非税收入专户');
    await recordStep(office, caseId, { type: 'feeNotice', on: '2026-09-10', receivedOn: '2026-09-11' });
    const closing = await issueLetter(office, caseId, 'closeLapsed', async (draft) => {
      await draft.getByLabel('结论').selectOption('other.lapsedFee');
    });
    // 20 working days from the day after receipt, over two holidays and two make-up days.
    expect(closing).toContain('本机关于2026年9月10日向您发出收费通知，缴费期限至2026年10月15日届满');
    expect(closing).toContain('第四十二条');
    expect(closing).toContain('国办函〔2020〕109号');
    for (const words of LAPSED) expect(closing).toContain(words);
    expectRemedies(closing, 'choice');
    figures = await expectOutcome(office, caseId, 'other.lapsedFee', figures);
  });

  test('reasons are asked for before an application counts as excessive', async () => {
    const caseId = await registerCase(office, { request: '全部公文目录', on: '2026-11-16' });
    const letter = await issueLetter(office, caseId, 'reasonRequest', (draft) =>
      fillIn(draft, {
        申请的数量和频次: '您在一个月内提出30件内容相近的申请',
        为什么认为明显超过合理范围: '数量明显多于一般申请人',
        '说明理由的期限（工作日）': '10',
      }),
    );
    for (const words of ['第三十五条', '30件内容相近', '10个工作日内说明', '不予处理', '说明申请的理由']) {
      expect(letter).toContain(words);
    }
    const steps = office.officer.page;
    await openCase(steps, caseId);
    await steps.getByText('要求说明理由').first().waitFor();
    // It is open, and counted as received alone.
    const now = await liveFigures(office);
    expect(moved(figures, now)).toEqual({
      ...{ 'table3.newReceived.naturalPerson': 1, 'table3.newReceived.total': 1 },
      ...{ 'table3.carriedOut.naturalPerson': 1, 'table3.carriedOut.total': 1 },
    });
    figures = now;
  });

  test('the same information for the same applicant again is not answered twice', async () => {
    const request = '2025年培训补贴发放办法';
    const first = await registerCase(office, { request, on: '2026-11-09' });
    const reply = await issueLetter(office, first, 'replyDisclose', (draft) =>
      fillIn(draft, { 随文提供的文件: request }),
    );
    figures = await expectOutcome(office, first, 'granted', figures);
    const number = /CCRS公开〔2026〕\d+号/.exec(reply)?.[0] ?? '';
    expect(number).not.toBe('');
    const again = await registerCase(office, { request, on: '2026-11-21' });
    const text = await issueLetter(office, again, 'replyRepeat', (draft) =>
      fillIn(draft, { 文号: number, 送达日期: '2026-11-21' }),
    );
    expect(text).toContain('第三十六条第（六）项');
    expect(text).toContain('不再重复处理');
    expect(text).toContain(`${number}，于2026年11月21日送达`);
    expectRemedies(text, 'choice');
    figures = await expectOutcome(office, again, 'unprocessed.repeat', figures);
  });

  test('a withdrawal has its proof', async () => {
    const caseId = await registerCase(office, { request: '技能大赛评分表', on: '2026-11-16' });
    const text = await issueLetter(
      office,
      caseId,
      'withdrawalRecord',
      (draft) =>
        fillIn(draft, {
          申请人撤回的日期: '2026-11-20',
          '撤回的凭据（书面撤回或者通话记录）': '2026年11月20日的书面撤回声明',
        }),
      'approved',
    );
    expect(text).toContain('2026年11月20日撤回申请');
    expect(text).toContain('凭证：2026年11月20日的书面撤回声明');
    // Nothing was decided: there is nothing to review.
    expect(text).not.toContain('行政复议');
    figures = await expectOutcome(office, caseId, 'other.rest', figures);
  });
});
