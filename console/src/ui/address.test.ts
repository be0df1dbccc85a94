import { expect, test } from 'vitest';
import { casePath, cellPath, movedPath, pagePath } from './address.js';

const HERE = { code: 'CC-RS', year: 2019 };
const THERE = { code: 'CC-ZR', year: 2026 };

test('pages stand below their agency and year', () => {
  expect(pagePath(HERE, 'overview')).toBe('/agencies/CC-RS/2019');
  expect(pagePath(HERE, 'register', { status: 'closed', q: undefined })).toBe(
    '/agencies/CC-RS/2019/cases?status=closed',
  );
  expect(casePath(HERE, 'A/1')).toBe('/agencies/CC-RS/2019/cases/A%2F1');
  expect(cellPath(HERE, 'table3.granted.total', { form: '2021' })).toBe(
    '/agencies/CC-RS/2019/cells/table3.granted.total?form=2021',
  );
});

test('another agency or year shows the same page, but not the case or file of the first', () => {
  expect(movedPath('/agencies/CC-RS/2019', THERE)).toBe('/agencies/CC-ZR/2026');
  expect(movedPath('/agencies/CC-RS/2019/report', THERE)).toBe('/agencies/CC-ZR/2026/report');
  expect(movedPath('/agencies/CC-RS/2019/cells/table3.granted.total', THERE)).toBe(
    '/agencies/CC-ZR/2026/cells/table3.granted.total',
  );
  expect(movedPath('/agencies/CC-RS/2019/cases/CC-RS-2019-0001', THERE)).toBe('/agencies/CC-ZR/2026/cases');
  expect(movedPath('/status', THERE)).toBe('/agencies/CC-ZR/2026');
});
