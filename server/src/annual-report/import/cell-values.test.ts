import { describe, expect, it } from 'vitest';
import { readAmount, readChange, readCount, shiftDecimalPoint } from './cell-values.js';

describe('a count', () => {
  it.each([
    ['0', 0, undefined],
    [' 12 件', 12, undefined],
    ['1,234', 1234, undefined],
    ['3119', 3119, undefined],
    ['-3', -3, 'negative'],
    ['2.5', 2.5, 'fractional'],
    ['', null, 'blank'],
    ['/', null, 'blank'],
    ['—', null, 'blank'],
    ['1 49', null, 'unreadable'],
    ['007', null, 'unreadable'],
    ['无', null, 'unreadable'],
    ['12万', null, 'unreadable'],
  ])('“%s” is %s (%s)', (printed, value, fault) => {
    const reading = readCount(printed, printed);
    expect([reading.value, reading.fault]).toEqual([value, fault]);
  });
});

describe('本年增/减', () => {
  it.each([
    ['减少2项', -2],
    ['增加23项', 23],
    ['无增减', 0],
    ['减4', -4],
    ['-8', -8],
    ['+5', 5],
    ['0', 0],
    ['减少0项', 0],
    ['增加', null],
  ])('“%s” is %s', (printed, value) => {
    expect(readChange(printed, printed).value).toBe(value);
  });
});

describe('采购总金额, in yuan', () => {
  it.each([
    ['4389.64万元', null, 43896400, undefined],
    ['251000元', null, 251000, undefined],
    ['40628700', null, 40628700, undefined],
    ['52.15', null, 521500, 'unit'],
    ['0', null, 0, undefined],
    ['350', null, 3500000, 'unit'],
    ['1.2亿元', null, 120000000, undefined],
    ['1,234,567.89元', null, 1234567.89, undefined],
    ['4389.64', '万元', 43896400, undefined],
    ['2059.2090万元', null, 20592090, undefined],
    ['059.2万元', null, null, 'unreadable'],
    ['-', null, null, 'blank'],
  ])('“%s” under %s is %s (%s)', (printed, headerUnit, value, fault) => {
    const reading = readAmount(printed, printed, 'yuan', headerUnit);
    expect([reading.value, reading.fault]).toEqual([value, fault]);
  });
});

describe('本年收费金额, in 万元', () => {
  it.each([
    ['96171.6', '万元', 96171.6, undefined],
    ['24252.311082', null, 24252.311082, undefined],
    ['3940元', '万元', 0.394, 'unit'],
    ['3940', '元', 0.394, 'unit'],
    ['12万元', '万元', 12, undefined],
    ['', '万元', null, 'blank'],
  ])('“%s” under %s is %s (%s)', (printed, headerUnit, value, fault) => {
    const reading = readAmount(printed, printed, 'wanYuan', headerUnit);
    expect([reading.value, reading.fault]).toEqual([value, fault]);
  });
});

it('moves the decimal point without a trace of binary fractions', () => {
  expect(shiftDecimalPoint('4389.64', 4)).toBe(43896400);
  expect(shiftDecimalPoint('0.07', 4)).toBe(700);
  expect(shiftDecimalPoint('3940', -4)).toBe(0.394);
  expect(shiftDecimalPoint('-1.005', 3)).toBe(-1005);
});
