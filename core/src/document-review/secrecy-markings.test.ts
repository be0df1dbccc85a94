import { describe, expect, test } from 'vitest';
import { findSecrecyMarkings, isRefused } from './secrecy-markings.js';

/** The forms of 国家秘密定密管理规定 and GB/T 9704: level, ★, term, day of release or condition of release. */
describe('refused', () => {
  test.each([
    ['机密★10年', '机密'],
    ['秘密★6个月', '秘密'],
    ['绝密★30年', '绝密'],
    ['绝密★', '绝密'],
    ['秘密★长期', '秘密'],
    ['绝密★启用前', '绝密'],
    ['机密★2030年1月1日', '机密'],
    ['机密☆五年', '机密'],
    ['000001\n机密★１０年\n特急\n云泽市人民政府文件', '机密'],
    ['机　密　★　1 0 年', '机密'],
    ['秘 密★1年', '秘密'],
    ['机密级★10年', '机密'],
    ['机密*10年', '机密'],
    ['机密⭐️5年', '机密'],
    ['本件为机密★10年，请按规定管理。', '机密'],
  ])('%j carries level and star', (text, level) => {
    const markings = findSecrecyMarkings(text);
    expect(markings).toContainEqual({ rule: 'levelWithStar', level });
    expect(markings.some(isRefused)).toBe(true);
  });

  test.each(['机密10年', '（秘密 长期）', '【绝密】\n机密（5年）', '秘密：三年'])(
    '%j carries level and term on a line of its own',
    (text) => {
      expect(findSecrecyMarkings(text).map(({ rule }) => rule)).toContain('levelWithTerm');
      expect(findSecrecyMarkings(text).some(isRefused)).toBe(true);
    },
  );

  test.each(['密级：机密', '密 级: 秘密', '文号：云政〔2025〕3号  密级：绝密级  页数：4'])(
    '%j states a level',
    (text) => {
      expect(findSecrecyMarkings(text).map(({ rule }) => rule)).toEqual(['levelStated']);
      expect(findSecrecyMarkings(text).some(isRefused)).toBe(true);
    },
  );
});

describe('kept, with a warning', () => {
  test.each([
    ['机密', 'levelAlone'],
    ['标题\n（秘密）\n正文', 'levelAlone'],
    ['文件首页标有“机密★10年”的，一律不得上网。', 'markingQuoted'],
    ['内部资料', 'internalMaterial'],
    ['内部资料 注意保存', 'internalMaterial'],
    ['内部文件，严禁外传', 'internalMaterial'],
    ['【内部使用】', 'internalMaterial'],
    ['工作秘密★', 'internalMaterial'],
  ])('%j', (text, rule) => {
    const markings = findSecrecyMarkings(text);
    expect(markings.map((it) => it.rule)).toEqual([rule]);
    expect(markings.some(isRefused)).toBe(false);
  });
});

describe('silent', () => {
  test.each([
    '依法确定为国家秘密的政府信息，不予公开。',
    '公开前应当依照《中华人民共和国保守国家秘密法》进行保密审查。',
    '保证数据的机密性、完整性和可用性。',
    '1.属于国家秘密\t0\t0',
    '不得泄露国家秘密、工作秘密、商业秘密和个人隐私。',
    '商业秘密10年内有效',
    '国家秘密的密级分为绝密、机密、秘密三级。',
    '密级：□绝密 □机密 □秘密 ☑公开',
    '密级：绝密/机密/秘密',
    '密级：公开',
    '国家秘密的保密期限，绝密级不超过三十年，机密级不超过二十年，秘密级不超过十年。',
    '属于内部资料性出版物的，依照出版管理规定办理。',
    '申请公开的信息为内部资料，不属于政府信息。',
    '秘密警察',
    '服务满意度：★★★★★ 保密',
    '加密 解密 密码 机要 秘书处',
    '',
  ])('%j', (text) => {
    expect(findSecrecyMarkings(text)).toEqual([]);
  });
});

test('a kind of marking is reported once, however often it stands', () => {
  expect(findSecrecyMarkings('机密★10年\n'.repeat(500))).toEqual([{ rule: 'levelWithStar', level: '机密' }]);
});

test('a megabyte of prose that nearly has a marking in each line has none', () => {
  const text = '机构 密切 内容 秘密 工作部署，内部资料性出版物。　　　　\n'.repeat(30_000);
  expect(findSecrecyMarkings(text)).toEqual([]);
});
