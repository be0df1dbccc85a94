import { expect, test } from 'vitest';
import { maskParty, normaliseRequest, normaliseValue, partyValuesSchema } from './party-values.js';
import { RETENTION_RULES } from './retention.data.js';
import { PARTY_FIELD_NAMES } from './party-values.js';

const PARTY = {
  name: '张三',
  identityKind: '居民身份证',
  identityNumber: '11010519491231002X',
  organisationCode: null,
  telephone: '13812345678',
  address: '云泽市示范区云山路1号',
  email: 'zhang@example.cn',
} as const;

test('every value is masked, what is missing stays missing', () => {
  expect(maskParty(PARTY)).toEqual({
    name: '张*',
    identityKind: '居民身份证',
    identityNumber: '110***********002X',
    organisationCode: null,
    telephone: '138****5678',
    address: '云泽市示范****',
    email: 'z****@example.cn',
  });
});

test('a resident identity number is held to its check (GB 11643-1999), another document is not', () => {
  expect(partyValuesSchema.safeParse(PARTY).success).toBe(true);
  const wrong = { ...PARTY, identityNumber: '110105194912310021' };
  expect(partyValuesSchema.safeParse(wrong).error?.issues[0]?.path).toEqual(['identityNumber']);
  expect(partyValuesSchema.safeParse({ ...wrong, identityKind: '护照' }).success).toBe(true);
});

test('values that mean the same are equal for the search', () => {
  expect(normaliseValue(' 11010519491231002x ')).toBe(normaliseValue('11010519491231002X'));
  expect(normaliseValue('0999-1234567')).toBe(normaliseValue('０９９９ 1234567'));
  expect(normaliseRequest(' 云山路 批复\n')).toBe('云山路 批复');
});

test('every value has exactly one term', () => {
  const ruled = Object.values(RETENTION_RULES).flatMap(({ fields }) => [...fields]);
  expect(ruled.toSorted()).toEqual([...PARTY_FIELD_NAMES].toSorted());
});
