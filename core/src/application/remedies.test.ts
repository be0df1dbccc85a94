import { expect, test } from 'vitest';
import { parseLocalDate } from '../calendar/local-date.js';
import { reconsiderationAuthorityOf, remediesOf, routeOf } from './remedies.js';

const lastDay = parseLocalDate('2023-12-31');
const firstDay = parseLocalDate('2024-01-01');

test('the revised 行政复议法 applies from its first day on', () => {
  expect(routeOf('refused.stateSecret', lastDay)).toBe('choice');
  expect(routeOf('refused.stateSecret', firstDay)).toBe('reconsiderationFirst');
  expect(reconsiderationAuthorityOf('localDepartment', lastDay)).toBe('peopleGovernmentOrUpperDepartment');
  expect(reconsiderationAuthorityOf('localDepartment', firstDay)).toBe('peopleGovernmentOfSameLevel');
});

test('行政查询 rests on 第三十六条, not on 第十四至十六条: the choice stays free', () => {
  expect(routeOf('refused.specialQuery', firstDay)).toBe('choice');
});

test('where there is nothing to review no authority is named', () => {
  const decision = { items: [{ finding: 'inquiry' as const }, { finding: 'notExist' as const }] };
  expect(remediesOf(decision, 'localGovernment', firstDay)).toEqual([
    { items: [1], route: 'choice', authority: 'nextUpperGovernment' },
    { items: [0], route: 'none' },
  ]);
});
