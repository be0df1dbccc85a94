import { describe, expect, it } from 'vitest';
import {
  canHoldCells,
  cutIntoCells,
  satisfiesBlockSums,
  satisfiesRowSum,
  type RowPiece,
} from './glued-digits.js';

function pieces(printed: string): RowPiece[] {
  return printed.split(' ').map((text): RowPiece => {
    if (/^[-/]+$/.test(text)) return { kind: 'blank', marks: text.length };
    return { kind: 'digits', text: text.replace('-', ''), negative: text.startsWith('-') };
  });
}

describe('a row whose digits ran together', () => {
  it.each([
    ['0000000', [[0, 0, 0, 0, 0, 0, 0]]],
    ['10 00001', [[1, 0, 0, 0, 0, 0, 1]]],
    ['30 0 0 0 03', [[3, 0, 0, 0, 0, 0, 3]]],
    ['0 00 0 0 0 00', []],
    ['4 0 0 0 0 0 4', [[4, 0, 0, 0, 0, 0, 4]]],
    ['500000 5', [[5, 0, 0, 0, 0, 0, 5]]],
    ['3 ///// 3', [[3, null, null, null, null, null, 3]]],
    ['000000', []],
    ['00000000', []],
  ])('%s has the cuts %j', (printed, cuts) => {
    expect(cutIntoCells(pieces(printed), 7)).toEqual(cuts);
  });

  it('finds every cut, and which of them add up', () => {
    const cuts = cutIntoCells(pieces('640020470'), 7) ?? [];
    expect(cuts).toHaveLength(12);
    expect(cuts.filter(satisfiesRowSum)).toEqual([[64, 0, 0, 2, 0, 4, 70]]);
    expect((cutIntoCells(pieces('270020130'), 7) ?? []).filter(satisfiesRowSum)).toEqual([
      [2, 7, 0, 0, 20, 1, 30],
      [27, 0, 0, 2, 0, 1, 30],
    ]);
    expect((cutIntoCells(pieces('191000019'), 7) ?? []).filter(satisfiesRowSum)).toEqual([]);
  });

  it('cuts a negative figure only behind its sign', () => {
    expect(cutIntoCells(pieces('71 -110'), 3)).toEqual([
      [7, 1, -110],
      [71, -1, 10],
      [71, -11, 0],
    ]);
  });

  it('decides 表四 by its three blocks together', () => {
    const cuts = cutIntoCells(pieces('10203120001200000'), 15) ?? [];
    expect(cuts.filter(satisfiesBlockSums)).toEqual([[1, 0, 2, 0, 3, 12, 0, 0, 0, 12, 0, 0, 0, 0, 0]]);
  });

  it('gives up on what has thousands of cuts', () => {
    expect(cutIntoCells(pieces('1'.repeat(30)), 15)).toBeNull();
  });

  it('knows at once what can not be cut', () => {
    expect(canHoldCells(pieces('1 2 3'), 7)).toBe(false);
    expect(canHoldCells(pieces('0000'), 3)).toBe(false);
    expect(canHoldCells(pieces('12345'), 3)).toBe(true);
  });
});
