import { describe, expect, test } from 'vitest';
import {
  DEFAULT_PASSWORD_POLICY,
  isPasswordExpired,
  normalisePassword,
  passwordFaults,
} from './password-policy.js';

const OWNER = { loginName: 'wenren', displayName: '闻人示文', words: ['云山局', 'YSJ', 'HB'] };
const faultsOf = (password: string, given = {}) =>
  passwordFaults(password, OWNER, false, { ...DEFAULT_PASSWORD_POLICY, ...given });

describe('length over composition', () => {
  test('twelve characters are enough, eleven are not, whatever they are', () => {
    expect(faultsOf('kuxjqhvbtrmz')).toEqual([]);
    expect(faultsOf('kuxjqhvbtrm')).toEqual([expect.stringContaining('至少 12 个字符，现在是 11 个')]);
    expect(faultsOf('石榴树下的第三把旧藤椅。')).toEqual([]);
    expect(faultsOf('four words and spaces')).toEqual([]);
  });

  test('characters are counted, not the units that store them', () => {
    expect(faultsOf('𠮷'.repeat(11))).toHaveLength(1);
    expect(faultsOf('𠮷'.repeat(12))).toEqual([]);
    expect(faultsOf('x'.repeat(128))).toEqual([]);
    expect(faultsOf('x'.repeat(129))).toEqual([expect.stringContaining('最多 128 个字符')]);
  });

  test('wide and narrow characters are the same password', () => {
    expect(normalisePassword('ＡＢＣ１２３')).toBe('ABC123');
    expect(faultsOf('ＷＥＮＲＥＮ的长长长口令啊')).toEqual([expect.stringContaining('wenren')]);
  });
});

test('kinds of characters are asked for where the office sets it', () => {
  expect(faultsOf('kuxjqhvbtrmz7', { minCharacterKinds: 3 })).toEqual([expect.stringContaining('至少 3 种')]);
  expect(faultsOf('kuxjqhvbtrmZ7', { minCharacterKinds: 3 })).toEqual([]);
  expect(faultsOf('kuxjqhvbtrm 7', { minCharacterKinds: 3 })).toEqual([]);
});

test.each([
  '2026WenRen口令口令口令',
  '我是闻人示文我是工作人员',
  '云山局的口令就是云山局了',
  'my-ysj-long-password',
])('%s contains what everybody would try', (password) => {
  expect(faultsOf(password)).toEqual([expect.stringContaining('口令里不能有')]);
});

test('a code of two letters forbids nothing', () => {
  expect(faultsOf('shb kuxj qhv btrmz')).toEqual([]);
});

test('what attackers try first is refused however long it is', () => {
  expect(passwordFaults('password1234567', OWNER, true)).toEqual([expect.stringContaining('太常见')]);
});

test('a password lasts until the end of its term to the millisecond, or for ever', () => {
  const policy = { ...DEFAULT_PASSWORD_POLICY, maxAgeDays: 90 };
  const setAt = new Date('2026-01-01T08:00:00.000Z');
  expect(isPasswordExpired(setAt, new Date('2026-04-01T07:59:59.999Z'), policy)).toBe(false);
  expect(isPasswordExpired(setAt, new Date('2026-04-01T08:00:00.000Z'), policy)).toBe(true);
  expect(isPasswordExpired(setAt, new Date('2099-01-01T00:00:00Z'), DEFAULT_PASSWORD_POLICY)).toBe(false);
});
