import { expect, test } from 'vitest';
import { otherPlaceOf } from './imported-place.js';

const FILED = { agencyName: '澄川市交通运输局（演示）', year: 2026 };

test('a file of the same agency and year is filed where it belongs', () => {
  expect(otherPlaceOf({ agency: '澄川市 交通运输局', year: 2026 }, FILED)).toBeNull();
  expect(otherPlaceOf({ agency: '青江省澄川市交通运输局', year: 2026 }, FILED)).toBeNull();
  expect(otherPlaceOf({ agency: null, year: null }, FILED)).toBeNull();
  expect(
    otherPlaceOf({ agency: '望溪县教育局', year: 2026 }, { agencyName: undefined, year: 2026 }),
  ).toBeNull();
});

test('another agency and another year are told apart', () => {
  expect(otherPlaceOf({ agency: '望溪县教育局', year: 2026 }, FILED)).toEqual({
    agency: '望溪县教育局',
    year: null,
  });
  expect(otherPlaceOf({ agency: '望溪县教育局', year: 2024 }, FILED)).toEqual({
    agency: '望溪县教育局',
    year: 2024,
  });
  expect(otherPlaceOf({ agency: null, year: 2024 }, FILED)).toEqual({ agency: null, year: 2024 });
});
