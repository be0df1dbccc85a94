import { expect, test } from 'vitest';
import { findingsByCell, heldLabelOf, layoutOfTable, scopeOf, shownFigure } from './report-layout.js';

test('labels head their columns where a row has no figures, else their row', () => {
  const { rows } = layoutOfTable('2021', 'table3');
  const [head = [], , , first = [], , third = []] = rows;
  expect(head.map((cell) => scopeOf(head, cell))).toEqual(['colgroup', 'colgroup']);
  expect(first.filter(({ label }) => label).map((cell) => scopeOf(first, cell))).toEqual(['row']);
  expect(third.filter(({ label }) => label).map((cell) => scopeOf(third, cell))).toEqual(['rowgroup', 'row']);
  expect(heldLabelOf(first)).toBe(0);
  expect(heldLabelOf(third)).toBe(1);
});

test('findings are found by each cell that they name', () => {
  const byCell = findingsByCell([
    { key: 'a', cells: ['x', 'y'] },
    { key: 'b', cells: ['y'] },
    { key: 'c', cells: [] },
  ]);
  expect([...byCell]).toEqual([
    ['x', ['a']],
    ['y', ['a', 'b']],
  ]);
});

test('figures as printed', () => {
  expect(shownFigure('table3.granted.total', null)).toBe('');
  expect(shownFigure('table3.granted.total', 1234)).toBe('1234');
  expect(shownFigure('table2.adminFees.amountWanYuan', 1234.5)).toBe('1,234.5');
});
