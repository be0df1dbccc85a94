import {
  defaultTemplate,
  letterSettingSchema,
  parseLocalDate,
  type DomainError,
  type Role,
  type TemplateText,
} from '@gongkai/core';
import { expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { registerCase } from '../application/service.js';
import { makeAgency } from '../identity/factory.js';
import { succeedAgency } from '../identity/service.js';
import {
  discardLetterTemplate,
  getLetterTemplate,
  listLetterTemplates,
  publishLetterTemplate,
  saveLetterTemplate,
} from './edit-template.js';
import { listLetterSettings, saveLetterSetting } from './letter-settings.js';
import { lettersMaterials } from './materials.js';
import { previewLetterTemplate } from './preview-template.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db, now: () => new Date('2026-03-02T04:00:00Z') });
await makeAgency(ctx);
await makeAgency(ctx, { code: 'QTJ', name: '其他局' });

const person = (id: string, role: Role, agencyCode = 'YSJ') => testActor({ id, roles: [role], agencyCode });
const officer = person('officer', 'disclosureOfficer');
const head = person('head', 'officeHead');
const liaison = person('liaison', 'liaisonOfficer');
const day = parseLocalDate;

const EXTENSION = { agencyCode: 'YSJ', letter: 'extensionNotice' } as const;
const REFUSAL = { agencyCode: 'YSJ', letter: 'replyRefuse' } as const;

function textOf(letter: 'extensionNotice' | 'replyRefuse', title: string): TemplateText {
  const { parts, appendix } = defaultTemplate(letter);
  return { title, parts, appendix };
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    (error: unknown) => (error as DomainError).code,
  );
}

const setting = (effectiveFrom: string, authority: string) =>
  letterSettingSchema.parse({
    ...{ effectiveFrom, organName: '临江市云山局', organKind: 'localDepartment', officeName: '云山局办公室' },
    ...{ numberScheme: '云山公开〔{年}〕{号}号', competentDepartment: '临江市人民政府办公室' },
    reconsideration: [{ name: authority, address: '一路1号' }],
    courts: [{ name: '临江市人民法院', address: '二路2号' }],
    contact: { address: '三路3号', postcode: '999000', phone: '0999-1', hours: '工作日' },
    onlineReconsideration: 'https://fuyi.example.cn/',
  });

test('without a text of its own an agency uses the shipped one', async () => {
  const { items } = await listLetterTemplates(ctx, officer, 'YSJ');
  expect(items.every(({ inUse, hasDraft }) => inUse === 0 && !hasDraft)).toBe(true);
  const { template } = await lettersMaterials(db, 'YSJ', 'extensionNotice', day('2026-03-02'));
  expect(template.version).toBe(0);
});

test('a draft changes nothing until somebody else publishes it, from its day on', async () => {
  const draft = await saveLetterTemplate(ctx, officer, EXTENSION, {
    revision: null,
    text: textOf('extensionNotice', '延长答复期限告知书'),
  });
  expect(draft.draft?.revision).toBe(1);
  const use = async (on: string) =>
    (await lettersMaterials(db, 'YSJ', 'extensionNotice', day(on))).template.title;
  expect(await use('2026-03-09')).toBe('延期答复告知书');

  const publish = { revision: 1, effectiveFrom: day('2026-03-09') };
  expect(await refusalOf(publishLetterTemplate(ctx, officer, EXTENSION, publish))).toBe('FORBIDDEN');
  expect(
    await refusalOf(
      publishLetterTemplate(ctx, head, EXTENSION, { revision: 1, effectiveFrom: day('2026-03-01') }),
    ),
  ).toBe('INVALID_INPUT');
  await publishLetterTemplate(ctx, head, EXTENSION, publish);
  expect([await use('2026-03-08'), await use('2026-03-09')]).toEqual([
    '延期答复告知书',
    '延长答复期限告知书',
  ]);
});

test('a published version never changes: what is saved next is another version', async () => {
  await saveLetterTemplate(ctx, officer, EXTENSION, {
    revision: null,
    text: textOf('extensionNotice', '第二版'),
  });
  const { draft, versions } = await getLetterTemplate(ctx, officer, EXTENSION);
  expect(draft?.version).toBe(2);
  expect(versions.map(({ version, text }) => [version, text.title])).toEqual([[1, '延长答复期限告知书']]);
  const after = await discardLetterTemplate(ctx, officer, EXTENSION);
  expect(after.draft).toBeNull();
  expect(await refusalOf(discardLetterTemplate(ctx, officer, EXTENSION))).toBe('NOT_FOUND');
});

test('whoever wrote a text does not publish it', async () => {
  await saveLetterTemplate(ctx, head, EXTENSION, {
    revision: null,
    text: textOf('extensionNotice', '负责人自拟'),
  });
  const publish = { revision: 1, effectiveFrom: day('2026-03-09') };
  expect(await refusalOf(publishLetterTemplate(ctx, head, EXTENSION, publish))).toBe('FORBIDDEN');
  await discardLetterTemplate(ctx, officer, EXTENSION);
});

test('of two who change the same draft one is told', async () => {
  const save = (revision: number | null, title: string) =>
    saveLetterTemplate(ctx, officer, EXTENSION, { revision, text: textOf('extensionNotice', title) });
  await save(null, '甲');
  expect(await refusalOf(save(null, '乙'))).toBe('CHANGED_MEANWHILE');
  await save(1, '丙');
  expect(await refusalOf(save(1, '丁'))).toBe('CHANGED_MEANWHILE');
  expect((await getLetterTemplate(ctx, officer, EXTENSION)).draft?.text.title).toBe('丙');
  await discardLetterTemplate(ctx, officer, EXTENSION);
});

test('a text without its clause on prior reconsideration is kept as a draft and never used', async () => {
  const { title, parts, appendix } = textOf('replyRefuse', '不予公开告知书');
  const without = parts.filter(({ when }) => when !== 'reconsiderationFirst');
  const { findings } = await saveLetterTemplate(ctx, officer, REFUSAL, {
    revision: null,
    text: { title, parts: without, appendix },
  });
  expect(findings.map(({ rule }) => rule)).toEqual(['partMissing']);
  const publish = { revision: 1, effectiveFrom: day('2026-03-09') };
  expect(await refusalOf(publishLetterTemplate(ctx, head, REFUSAL, publish))).toBe('INVALID_INPUT');
  const { items } = await listLetterTemplates(ctx, officer, 'YSJ');
  expect(items.find(({ letter }) => letter === 'replyRefuse')).toMatchObject({
    hasDraft: true,
    errors: 1,
    inUse: 0,
  });
});

test('only who may: the office of that agency writes, its head publishes and registers authorities', async () => {
  const text = textOf('extensionNotice', '某');
  expect(await refusalOf(getLetterTemplate(ctx, liaison, EXTENSION))).toBe('FORBIDDEN');
  expect(
    await refusalOf(
      saveLetterTemplate(ctx, officer, { ...EXTENSION, agencyCode: 'QTJ' }, { revision: null, text }),
    ),
  ).toBe('FORBIDDEN');
  expect(await refusalOf(saveLetterSetting(ctx, officer, 'YSJ', setting('2024-01-01', '甲')))).toBe(
    'FORBIDDEN',
  );
});

test('authorities by day; the same day again replaces, a scheme without 〔〕 is refused', async () => {
  await saveLetterSetting(ctx, head, 'YSJ', setting('2024-01-01', '临江市人民政府'));
  await saveLetterSetting(ctx, head, 'YSJ', setting('2019-05-15', '云陵省某厅'));
  await saveLetterSetting(ctx, head, 'YSJ', setting('2019-05-15', '临江市政府或者云陵省某厅'));
  const { items } = await listLetterSettings(ctx, officer, 'YSJ');
  expect(
    items.map(({ effectiveFrom, reconsideration }) => [effectiveFrom, reconsideration[0]?.name]),
  ).toEqual([
    ['2019-05-15', '临江市政府或者云陵省某厅'],
    ['2024-01-01', '临江市人民政府'],
  ]);
  const wrong = { ...setting('2026-01-01', '甲'), numberScheme: '云山公开[{年}]{号}号' };
  expect(await refusalOf(saveLetterSetting(ctx, head, 'YSJ', wrong))).toBe('INVALID_INPUT');
});

test('what an agency took over is known to its letters, from the day of the succession', async () => {
  await makeAgency(ctx, { code: 'JYJ', name: '旧云局' });
  await succeedAgency(ctx, testActor(), 'JYJ', {
    ...{
      kind: 'merged',
      fromOn: day('2025-06-01'),
      basis: '机构改革方案',
      successorCodes: ['YSJ'],
      continues: false,
      units: [],
    },
  });
  const on = async (text: string) =>
    (await lettersMaterials(db, 'YSJ', 'replyNotExist', day(text))).successions.map(({ organ }) => organ);
  expect([await on('2025-05-31'), await on('2025-06-01')]).toEqual([[], ['旧云局']]);
});

test('a preview on a real case shows its number, day and request, and hides who applied', async () => {
  await registerCase(ctx, testActor(), 'YSJ', {
    ...{ caseId: 'A-1', applicantClass: 'naturalPerson', applicantName: '欧阳示范', topic: null },
    ...{ request: '云山路改造项目的批复文件', unitCode: 'BGS' },
    events: [{ type: 'submitted', on: day('2026-02-06'), channel: 'registeredMail' }],
  });
  const { lines, findings } = await previewLetterTemplate(ctx, officer, REFUSAL, {
    ...{ text: textOf('replyRefuse', '不予公开告知书'), caseId: 'A-1', on: day('2026-03-02') },
  });
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  const shown = lines.join('\n');
  expect(shown).toContain(
    '本机关于2026年2月6日收到您以邮寄方式提出的政府信息公开申请（登记编号：A-1），申请公开：云山路改造项目的批复文件。',
  );
  expect(shown).toContain('应当先申请行政复议：自收到之日起60日内向临江市人民政府（地址：一路1号）提出申请');
  expect(shown).not.toContain('欧阳示范');
});

test('each of these steps leaves its record', async () => {
  expect(await recordedKinds(db)).toEqual(
    expect.arrayContaining([
      'letterTemplate.saved',
      'letterTemplate.discarded',
      'letterTemplate.published',
      'letterTemplate.previewed',
      'letterSetting.saved',
    ]),
  );
});
