import { importedReportSchema } from '@gongkai/core';
import { describe, expect, test } from 'vitest';
import { importedCells, needsLook } from './imported-cells.js';

function imported(problems: readonly object[]) {
  return importedReportSchema.parse({
    ...{ id: '1', fileName: '报告.html', fileHash: 'sha256:0', importedAt: '2026-11-21T04:00:00Z' },
    ...{ agency: '云泽市自然资源局', year: 2019, form: '2019', raw: {}, problems, findings: [] },
    tables: { forms: { table2: '2019', table3: '2019' }, table2: null, table3: null, table4: null },
    notCheckable: [],
  });
}

describe('cells of an imported report', () => {
  test('that nothing is known of need no look', () => {
    expect(importedCells(imported([])).filter(needsLook)).toEqual([]);
  });

  test('of a row that was not found all need a look', () => {
    const problem = { kind: 'missingRow', message: '没有找到这一行。', cell: 'table2.licensing' };
    const doubtful = importedCells(imported([problem])).filter(needsLook);
    expect(doubtful.map(({ cell }) => cell)).toEqual([
      'table2.licensing.previousItems',
      'table2.licensing.change',
      'table2.licensing.decisions',
    ]);
  });
});
