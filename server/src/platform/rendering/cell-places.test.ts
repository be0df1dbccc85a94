import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alignmentOf, placeCells } from './cell-places.js';
import type { TableRow } from './document.js';

const row = (...cells: TableRow['cells']): TableRow => ({ cells });

test('a cell that reaches down keeps its columns, and the others go around it', () => {
  const rows = [
    row({ text: '甲', rowSpan: 2, columnSpan: 2 }, { text: '乙' }),
    row({ text: '丙' }),
    row({ text: '丁' }, { text: '戊', columnSpan: 2 }),
  ];
  const places = [...placeCells(rows, 3)].map((each) =>
    each.map(({ cell, column, isContinued }) => `${column}${cell.text}${isContinued ? '…' : ''}`),
  );
  expect(places).toEqual([
    ['0甲', '2乙'],
    ['0甲…', '2丙'],
    ['0丁', '1戊'],
  ]);
});

test('a short row is filled up, a row too long is refused, a span ends with the rows', () => {
  const [only] = [...placeCells([row({ text: '甲', rowSpan: 9 })], 2)];
  expect(only).toMatchObject([
    { column: 0, rowSpan: 1 },
    { column: 1, cell: { text: '' } },
  ]);
  expect(() => [...placeCells([row({ text: '甲' }, { text: '乙' })], 1)]).toThrow(RangeError);
});

test('whatever the spans, each row covers each column once', () => {
  const span = fc.integer({ min: 1, max: 4 });
  const cells = fc.array(fc.record({ text: fc.constant('字'), columnSpan: span, rowSpan: span }), {
    maxLength: 2,
  });
  fc.assert(
    fc.property(fc.array(cells, { maxLength: 8 }), (rows) => {
      const columns = 32;
      // Two cells a row, each in at most four rows and four columns: never more than there is room for.
      for (const places of placeCells(
        rows.map((each) => ({ cells: each })),
        columns,
      )) {
        expect(
          places.flatMap(({ column, columnSpan }) =>
            Array.from({ length: columnSpan }, (_, i) => column + i),
          ),
        ).toEqual(Array.from({ length: columns }, (_, i) => i));
      }
    }),
  );
});

test('heads and figures stand in the middle, other text at the left, unless the cell says', () => {
  expect(alignmentOf({ text: '数量', heads: 'column' })).toBe('center');
  expect(alignmentOf({ text: '3', value: 3 })).toBe('center');
  expect(alignmentOf({ text: '', id: 'table3.total' })).toBe('center');
  expect(alignmentOf({ text: '备注' })).toBe('left');
  expect(alignmentOf({ text: '3', value: 3, align: 'right' })).toBe('right');
});
