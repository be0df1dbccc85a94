import type { Letter } from '@gongkai/core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import {
  closeOffice,
  enterHandling,
  expectOutcome,
  expectRemedies,
  fillIn,
  issueLetter,
  liveFigures,
  openOffice,
  recordStep,
  registerCase,
  type CaseStep,
  type Office,
} from '../office.js';
import { useBrowser } from '../visitor.js';

const AGENCY = 'CC-RS';
const ON = '2026-11-09';
const REGULATIONS = '《中华人民共和国政府信息公开条例》';

interface Outcome {
  readonly about: string;
  readonly letter: Letter;
  readonly request: string;
  readonly fields: Readonly<Record<string, string | true>>;
  /** The finding as it is chosen, where the letter carries several. */
  readonly finding?: string;
  /** Article, paragraph and item that the letter must cite. */
  readonly article: string;
  readonly says: readonly string[];
  readonly remedies: 'reconsiderationFirst' | 'choice';
  /** 表三, law.md: one row for each outcome. */
  readonly row: string;
  /** What happened before, on earlier days. */
  readonly before?: readonly CaseStep[];
  /** What must be on the case's record before the letter says it. */
  readonly proof?: object;
}

/** What each reply must say and where it is counted, from 条例第三十五至三十九条 and the printed form. */
const OUTCOMES: readonly Outcome[] = [
  {
    about: 'disclosed in full (36(2))',
    letter: 'replyDisclose',
    request: '2025年公益性岗位开发名单',
    fields: { 随文提供的文件: '2025年公益性岗位开发名单' },
    article: '第三十六条第（二）项',
    says: ['本机关决定予以公开', '《2025年公益性岗位开发名单》'],
    remedies: 'choice',
    row: 'granted',
  },
  {
    about: 'a state secret (14)',
    letter: 'replyRefuse',
    request: '某涉密项目的立项文件',
    finding: '国家秘密',
    fields: { 理由: '该文件由定密机关依法确定为国家秘密，尚未解密' },
    article: '第三十六条第（三）项、第十四条',
    says: ['属于依法确定为国家秘密的政府信息', '不予公开', '该文件由定密机关依法确定为国家秘密'],
    remedies: 'reconsiderationFirst',
    row: 'refused.stateSecret',
    proof: {
      ...{ kind: 'secrecyDetermination', on: '2026-11-12', determinedOn: '2024-05-06' },
      ...{ determinedBy: '某局 定密责任人', basis: '国家秘密事项范围第三项', offlineNumber: '线下-2026-003' },
    },
  },
  {
    about: 'rights of a third party who objected (15)',
    letter: 'replyRefuse',
    request: '某企业缴费基数明细',
    finding: '保护第三方合法权益',
    fields: { 商业秘密: true, 理由: '该企业书面答复不同意公开，明细反映其用工成本' },
    article: '第三十六条第（三）项、第十五条',
    says: ['涉及商业秘密，公开会对第三方合法权益造成损害', '不予公开'],
    remedies: 'reconsiderationFirst',
    row: 'refused.thirdPartyRights',
    before: [
      { type: 'thirdPartyConsulted', on: '2026-11-10', receivedOn: '2026-11-11' },
      { type: 'thirdPartyAnswered', on: '2026-11-17', agrees: false },
    ],
  },
  {
    about: 'information of the process (16, second paragraph)',
    letter: 'replyRefuse',
    request: '政策出台前的讨论记录',
    finding: '过程性信息',
    fields: { 讨论记录: true, 理由: '该记录是形成政策过程中的个人意见，公开会妨碍坦率讨论' },
    article: '第三十六条第（三）项、第十六条第二款',
    says: ['讨论记录', '过程性信息', '不予公开'],
    remedies: 'reconsiderationFirst',
    row: 'refused.processInformation',
  },
  {
    about: 'not this agency, with the right one (36(5))',
    letter: 'replyNotThisAgency',
    request: '某地块的规划许可',
    fields: {
      理由: '规划许可由自然资源和规划部门作出',
      名称: '澄川市自然资源和规划局（演示）',
      联系方式: '0999-0000001',
    },
    article: '第三十六条第（五）项',
    says: ['不属于本机关负责公开', '可以向澄川市自然资源和规划局（演示）提出申请（联系方式：0999-0000001）'],
    remedies: 'choice',
    row: 'unable.notHeld',
  },
  {
    about: 'a petition (39, first paragraph)',
    letter: 'replyPetition',
    request: '请查处某公司拖欠工资并答复处理结果',
    fields: { 理由: '所提的是对用人单位的投诉，不是要求获取现有政府信息' },
    article: '第三十九条第一款',
    says: ['进行信访、投诉、举报等活动', '不作为政府信息公开申请处理'],
    remedies: 'choice',
    row: 'unprocessed.petition',
  },
  {
    about: 'excessive, the reasons not reasonable (35)',
    letter: 'replyAbusive',
    request: '近十年全部公文目录',
    fields: { 理由: '在短期内提出大量内容相近的申请，说明的用途与所申请的信息无关' },
    article: '第三十五条',
    says: ['数量、频次明显超过合理范围', '不予处理', '本机关于2026年11月11日要求您说明理由'],
    remedies: 'choice',
    row: 'unprocessed.abusive',
    before: [{ type: 'reasonsDemanded', on: '2026-11-11' }],
  },
];

async function chooseFinding(page: Page, finding: string | undefined): Promise<void> {
  if (finding === undefined) return;
  const options = await page.getByLabel('结论').locator('option').allInnerTexts();
  const chosen = options.find((one) => one.includes(finding));
  expect(chosen, options.join(' ')).toBeDefined();
  await page.getByLabel('结论').selectOption({ label: chosen ?? '' });
}

describe('each reply says what the law asks for and is counted in its row', () => {
  useBrowser();
  let office: Office;
  let figures: Record<string, string>;
  beforeAll(async () => {
    office = await openOffice(AGENCY, '2026-11-21', inject('address'));
    figures = await liveFigures(office);
  });
  afterAll(() => closeOffice(office));

  test.each(OUTCOMES)('$about', async (outcome) => {
    const { letter, request, finding, fields, article, says, remedies, row, before = [], proof } = outcome;
    const caseId = await registerCase(office, { request, on: ON });
    for (const step of before) await recordStep(office, caseId, step);
    if (proof) await enterHandling(office, caseId, proof);
    const text = await issueLetter(office, caseId, letter, async (page) => {
      await chooseFinding(page, finding);
      await fillIn(page, fields);
    });
    expect(text).toMatch(/公开〔2026〕\d+号/);
    // 条例第二十九条: the day and way of receipt and the request are restated.
    expect(text).toContain('本机关于2026年11月9日收到您以当面方式提出的政府信息公开申请');
    expect(text).toContain(request);
    expect(text).toContain(REGULATIONS + article);
    for (const words of says) expect(text).toContain(words);
    expectRemedies(text, remedies);
    figures = await expectOutcome(office, caseId, row, figures);
  });
});
