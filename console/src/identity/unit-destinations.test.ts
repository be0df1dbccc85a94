import { expect, test } from 'vitest';
import { destinationsOf } from './unit-destinations.js';

test('units go where they are sent; one whose successor was taken back is left undecided', () => {
  const units = {
    GH: { successorCode: 'A', successorUnitCode: 'G1' },
    GD: { successorCode: 'A', successorUnitCode: '' },
    JT: { successorCode: 'B', successorUnitCode: '' },
  };
  expect(destinationsOf(units, ['A'])).toEqual([
    { unitCode: 'GH', successorCode: 'A', successorUnitCode: 'G1' },
    { unitCode: 'GD', successorCode: 'A', successorUnitCode: null },
  ]);
});
