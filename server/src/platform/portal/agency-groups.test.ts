import { expect, test } from 'vitest';
import { parseLocalDate, type Agency } from '@gongkai/core';
import { agencyGroups } from './agency-groups.js';

const agency = (code: string, given: Partial<Agency> = {}): Agency => ({
  ...{ code, name: code, kind: 'localDepartment', parentCode: null, hasRuleMakingPower: false },
  ...{ scope: 'organ', isDemonstration: true, existsFrom: null, existsUntil: null },
  ...given,
});
const summary = (agencies: readonly Agency[]) =>
  agencyGroups(agencies).map(({ name, area, agencies: own }) => [
    name,
    area?.code ?? null,
    own.map(({ code }) => code).join(' '),
  ]);

test('an area stands before the areas inside of it, what belongs to none and what has ended last', () => {
  expect(
    summary([
      agency('县', { scope: 'area', parentCode: '市' }),
      agency('县局', { parentCode: '县' }),
      agency('镇', { parentCode: '县', kind: 'localGovernment' }),
      agency('市', { scope: 'area' }),
      agency('市局', { parentCode: '市' }),
      agency('旧局', { parentCode: '市', existsUntil: parseLocalDate('2024-06-30') }),
      agency('总署'),
    ]),
  ).toEqual([
    ['市', '市', '市局'],
    ['县', '县', '县局 镇'],
    ['其他机关', null, '总署'],
    ['已经撤销的机关', null, '旧局'],
  ]);
});

test('departments without a government here are one group', () => {
  expect(summary([agency('甲局', { parentCode: '市' }), agency('乙局')])).toEqual([
    ['部门和单位', null, '甲局 乙局'],
  ]);
});
