import { describe, expect, it } from 'vitest';
import { reportOf } from '../../fixtures/annual-report/report-builder.js';
import {
  cellName,
  cellsOfForm,
  groupOfRow,
  isCellAddress,
  parseCellAddress,
  positionInRow,
  rowKeyOf,
  rowName,
  valueAt,
} from './cell-address.js';
import type { CellAddress } from './tables.js';

describe('cell addresses', () => {
  it('takes an address apart although a row name has a dot', () => {
    expect(parseCellAddress('table3.refused.stateSecret.total')).toEqual({
      table: 'table3',
      row: 'refused.stateSecret',
      column: 'total',
    });
    expect(parseCellAddress('table2.rules.totalDisclosed')).toEqual({
      table: 'table2',
      row: 'rules',
      column: 'totalDisclosed',
    });
    expect(parseCellAddress('table4.directSuit.pending')).toEqual({
      table: 'table4',
      row: 'directSuit',
      column: 'pending',
    });
  });

  it.each([
    '',
    'table3',
    'table3.granted',
    'table3.granted.amount',
    'table2.rules.decisions',
    'table4.appeal.total',
  ])('knows no cell %j', (text) => {
    expect(parseCellAddress(text)).toBeNull();
    expect(isCellAddress(text)).toBe(false);
  });

  it('counts the cells of both forms: 22 or 10 of 表二, 23 or 25 rows of seven, 15 of 表四', () => {
    expect([cellsOfForm('2019').length, cellsOfForm('2021').length]).toEqual([
      22 + 23 * 7 + 15,
      10 + 25 * 7 + 15,
    ]);
    expect(new Set([...cellsOfForm('2019'), ...cellsOfForm('2021')]).size).toBe(27 + 26 * 7 + 15);
    expect(cellsOfForm('2021')[0]).toBe('table2.rules.made');
  });

  it('reads values, null where there is no figure', () => {
    const { tables } = reportOf({
      rows: { granted: [1, 2, 3, 4, 5, 6, 21] },
      blocks: { directSuit: [1, 0, 2, 0, 3] },
    });
    expect(valueAt(tables, 'table3.granted.publicInterest')).toBe(4);
    expect(valueAt(tables, 'table4.directSuit.other')).toBe(2);
    expect(valueAt(tables, 'table3.other.total')).toBeNull();
    expect(valueAt(tables, 'table2.rules.made')).toBeNull();
    expect(valueAt({ ...tables, table3: null, table4: null }, 'table4.directSuit.other')).toBeNull();
    expect(() => valueAt(tables, 'table9.x' as CellAddress)).toThrow(RangeError);
  });

  it('keys rows as candidates are keyed', () => {
    expect(rowKeyOf('table3.unable.notHeld.total')).toBe('table3.unable.notHeld');
    expect(rowKeyOf('table4.directSuit.upheld')).toBe('table4');
    expect(rowKeyOf('table2.rules.inForce')).toBe('table2.rules');
  });

  it('finds the place of a cell in its printed digits', () => {
    expect(positionInRow('table3.granted.naturalPerson', '2021')).toBe(0);
    expect(positionInRow('table3.granted.total', null)).toBe(6);
    expect(positionInRow('table4.reconsideration.upheld', '2021')).toBe(0);
    expect(positionInRow('table4.suitAfterReconsideration.corrected', '2021')).toBe(11);
    expect(positionInRow('table2.rules.inForce', '2021')).toBe(2);
    expect(positionInRow('table2.rules.totalDisclosed', '2019')).toBe(2);
    expect(positionInRow('table2.rules.inForce', null)).toBe(2);
    expect(positionInRow('table2.rules.totalDisclosed', '2021')).toBe(-1);
    expect(positionInRow('table2.procurement.items', '2021')).toBe(-1);
  });

  it('names rows and cells for people', () => {
    expect(rowName('newReceived')).toBe('一、本年新收政府信息公开申请数量');
    expect(rowName('partiallyGranted')).toBe('三、（二）部分公开');
    expect(rowName('refused.specialQuery')).toBe('（三）不予公开8.属于行政查询事项');
    expect(rowName('other')).toBe('三、（六）其他处理');
    expect(rowName('other.rest')).toBe('（六）其他处理3.其他');
    expect(rowName('resultTotal')).toBe('三、（七）总计');
    expect(cellName('table3.granted.commercial')).toBe('表三“三、（一）予以公开”的“商业企业”');
    expect(cellName('table4.suitAfterReconsideration.pending')).toBe('表四“复议后起诉”的“尚未审结”');
    expect(cellName('table2.normativeDocuments.made', '2019')).toBe('表二“规范性文件”的“本年新制作数量”');
    expect(cellName('table2.normativeDocuments.made')).toBe('表二“行政规范性文件”的“本年制发件数”');
  });

  it('knows the groups of rows', () => {
    expect(groupOfRow('refused.stateSecret')).toBe('refused');
    expect(groupOfRow('other.rest')).toBe('other');
    expect(groupOfRow('other')).toBeNull();
    expect(groupOfRow('granted')).toBeNull();
  });
});
