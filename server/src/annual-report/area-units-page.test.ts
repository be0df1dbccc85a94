import { parseLocalDate, type Agency, type ReportSummary } from '@gongkai/core';
import { expect, test } from 'vitest';
import { publicUnits } from './area-units-page.js';

const unit = (code: string, given: Partial<Agency> = {}): Agency => ({
  ...{ code, name: code, kind: 'localDepartment', parentCode: 'CITY', hasRuleMakingPower: false },
  ...{ scope: 'organ', isDemonstration: true, existsFrom: null, existsUntil: null },
  ...given,
});
const published: ReportSummary = {
  ...{ agencyCode: 'A', agencyName: 'A', year: 2024, form: '2021', version: 1, status: 'published' },
  publishedOn: parseLocalDate('2025-01-20'),
};

test('every unit of the year is listed, with a report only where one is published', () => {
  const agencies = [
    unit('CITY', { parentCode: null, scope: 'area' }),
    unit('A'),
    unit('B'),
    unit('GONE', { existsUntil: parseLocalDate('2023-12-31') }),
    unit('ELSEWHERE', { parentCode: 'OTHER' }),
  ];
  expect(publicUnits(agencies, [published], { code: 'CITY', year: 2024 })).toEqual([
    { code: 'A', name: 'A', publishedOn: '2025-01-20' },
    { code: 'B', name: 'B', publishedOn: null },
  ]);
});
