import { expect, test } from 'vitest';
import { exactFigure } from './cell-styles.js';
import { writeXlsx } from './write-xlsx.js';

async function sizeOf(pieces: AsyncIterable<Uint8Array>): Promise<number> {
  let size = 0;
  for await (const piece of pieces) size += piece.length;
  return size;
}

test('what goes wrong while rows are fetched reaches whoever reads the file', async () => {
  async function* failing(): AsyncGenerator<string[]> {
    yield ['编号'];
    await Promise.resolve();
    throw new Error('the database went away');
  }
  await expect(sizeOf(writeXlsx([{ name: '台账', widths: [10], rows: failing() }]))).rejects.toThrow(
    'the database went away',
  );
});

test('rows are asked for only as fast as the file is read', async () => {
  let asked = 0;
  function* rows(): Generator<string[]> {
    for (; asked < 200_000; asked += 1) yield [`第${asked}行${Math.sin(asked)}`];
  }
  const file = writeXlsx([{ name: '台账', widths: [10], rows: rows() }])[Symbol.asyncIterator]();
  await file.next();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(asked).toBeLessThan(100_000);
  await file.return?.();
});

test.each([
  [12, '12'],
  ['12.50', '12.50'],
  ['-0.5', '-0.5'],
  [0.1 + 0.2, null],
  ['007', null],
  ['1e5', null],
  [Number.NaN, null],
  ['123456789012345', '123456789012345'],
  ['1234567890123456', null],
])('%s is kept in a sheet as %s', (value, expected) => {
  expect(exactFigure(value)).toBe(expected);
});
