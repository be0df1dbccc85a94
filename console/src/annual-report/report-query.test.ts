import { expect, test } from 'vitest';
import { usualFormOf } from '@gongkai/core';

test('reports of 2019 and 2020 are in the form of 2019, later ones in that of 2021', () => {
  expect([2019, 2020, 2021, 2026].map(usualFormOf)).toEqual(['2019', '2019', '2021', '2021']);
});
