import { letterSettingSchema } from '@gongkai/core';
import { expect, test } from 'vitest';
import { draftOf, settingOf } from './setting-draft.js';

const AGENCY = { name: '甲市民政局', kind: 'localDepartment' } as const;
const setting = letterSettingSchema.parse({
  ...{ effectiveFrom: '2024-01-01', organName: '甲市民政局', organKind: 'localDepartment' },
  ...{ officeName: '甲市民政局办公室', numberScheme: '甲民公开〔{年}〕{号}号' },
  numberSchemeByLetter: { thirdPartyConsult: '甲民征询〔{年}〕{号}号' },
  reconsideration: [{ name: '甲市人民政府', address: '一路1号，市民中心' }],
  courts: [{ name: '甲市人民法院', address: '二路2号' }],
  competentDepartment: '甲市人民政府办公室',
  contact: { address: '三路3号', postcode: '999000', phone: '0999-1', hours: '工作日' },
  payment: { payee: '财政专户', how: '网上银行' },
});

test('what is shown to be changed is what is saved again, on its new day', () => {
  const draft = draftOf(setting, AGENCY, '2026-03-02');
  expect(letterSettingSchema.parse(settingOf(draft))).toEqual({
    ...setting,
    effectiveFrom: '2026-03-02',
  });
});

test('a place without its address is not taken', () => {
  const draft = { ...draftOf(setting, AGENCY, '2026-03-02'), courts: '甲市人民法院' };
  const { error } = letterSettingSchema.safeParse(settingOf(draft));
  expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(['courts.0.address']);
});

test('without payment and online address there is none', () => {
  const draft = { ...draftOf(undefined, AGENCY, '2026-03-02'), payee: '', how: '' };
  expect(settingOf(draft)).toMatchObject({ payment: null, onlineReconsideration: null });
});

test('a letter may have a number scheme of its own, and one that is wrong says what is missing', () => {
  const own = (scheme: string) => ({
    ...draftOf(setting, AGENCY, '2026-03-02'),
    ownSchemes: [{ letter: 'feeNotice', scheme }] as const,
  });
  const parsed = letterSettingSchema.parse(settingOf(own('甲民收费〔{年}〕{号}号')));
  expect(parsed.numberSchemeByLetter).toEqual({ feeNotice: '甲民收费〔{年}〕{号}号' });
  const { error } = letterSettingSchema.safeParse(settingOf(own('甲民收费〔{年}〕第{号}号')));
  expect(error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
    ['numberSchemeByLetter.feeNotice', '文号的序号前不加“第”字。'],
  ]);
});
