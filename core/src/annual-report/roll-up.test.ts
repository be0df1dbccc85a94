import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  reportOf,
  tablesOf,
  type ReportParts,
  type Table3Rows,
} from '../../fixtures/annual-report/report-builder.js';
import { checkReport } from './check-report.js';
import { convertForm, sumOf } from './convert-form.js';
import type { MemberReport } from './member-report.js';
import { rollUp } from './roll-up.js';
import { TABLE3_COLUMNS, type FormVersion } from './tables.js';

/** A unit that closed so many applications of natural persons in the row. */
function closed(count: number, row: keyof Table3Rows = 'granted', form: FormVersion = '2021'): ReportParts {
  const line = [count, 0, 0, 0, 0, 0, count];
  return { form, rows: { newReceived: line, [row]: line, resultTotal: line } };
}
function member(code: string, parts: ReportParts | null, extra: Partial<MemberReport> = {}): MemberReport {
  return {
    code,
    name: `单位${code}`,
    status: 'filed',
    ...(parts === null ? {} : { report: tablesOf(parts) }),
    ...extra,
  };
}
function messages(findings: readonly { readonly severity: string; readonly message: string }[]): string[] {
  return findings.map(({ severity, message }) => `${severity} ${message}`);
}

describe('rollUp', () => {
  it('adds the own report and every member that filed, each once', () => {
    const result = rollUp({
      own: tablesOf({
        ...closed(1),
        blocks: { directSuit: [1, 0, 0, 0, 1] },
        table2: { licensing: { decisions: 7 }, adminFees: { amountWanYuan: 0.1 } },
      }),
      members: [
        member('a', {
          ...closed(2),
          blocks: { directSuit: [0, 2, 0, 0, 2] },
          table2: { licensing: { decisions: 5 }, adminFees: { amountWanYuan: 0.2 } },
        }),
        member('b', closed(4, 'unable.notHeld')),
      ],
    });
    expect(result.counted).toEqual(['a', 'b']);
    expect(result.findings).toEqual([]);
    const { table2, table3, table4, forms } = result.tables;
    expect(forms).toEqual({ table2: '2021', table3: '2021' });
    expect([
      table3?.newReceived?.total,
      table3?.granted?.naturalPerson,
      table3?.['unable.notHeld']?.total,
    ]).toEqual([7, 3, 4]);
    expect(table4?.directSuit).toEqual({ upheld: 1, corrected: 2, other: 0, pending: 0, total: 3 });
    expect([table2?.licensing?.decisions, table2?.adminFees?.amountWanYuan, table2?.rules?.made]).toEqual([
      12,
      0.3,
      null,
    ]);
    expect(checkReport({ tables: result.tables, year: 2023, sections: [] }).findings).toEqual([]);
  });

  it('lists units that did not file or have no report', () => {
    const { unfiled, findings, counted } = rollUp({
      own: null,
      members: [
        member('a', null, { status: 'unfiled' }),
        member('b', null),
        member('c', closed(1), { status: 'dissolved' }),
      ],
    });
    expect(unfiled.map(({ code }) => code)).toEqual(['a']);
    expect(counted).toEqual(['c']);
    expect(messages(findings)).toEqual([
      'warning “单位a”未报送年度报告，汇总数不含该单位。',
      'error “单位b”标为已报送，但没有报告。',
    ]);
  });

  it('does not count a unit twice', () => {
    const { tables, findings, succeeded, counted } = rollUp({
      own: null,
      members: [
        member('a', closed(10)),
        member('b', closed(3), { status: 'succeeded', succeededBy: 'a', includedIn: 'a' }),
        member('c', closed(5)),
        member('c', closed(5)),
        member('d', closed(2), { includedIn: 'z' }),
      ],
    });
    expect(tables.table3?.newReceived?.total).toBe(15);
    expect(counted).toEqual(['a', 'c']);
    expect(succeeded.map(({ code }) => code)).toEqual(['b']);
    expect(messages(findings)).toEqual([
      'error “单位c”（c）列出两次，只汇总一次。',
      'error “单位d”的数据声明已包含在“z”的报告中，但该单位不在汇总范围内。',
    ]);
  });

  it('asks about succeeded units that are not declared to be included', () => {
    const { tables, findings } = rollUp({
      own: null,
      members: [
        member('b', closed(3), { status: 'succeeded', succeededBy: 'a', mergedOn: '2023-06-30' }),
        member('c', null, { status: 'succeeded' }),
      ],
    });
    expect(tables.table3?.newReceived?.total).toBe(3);
    expect(messages(findings)).toEqual([
      'warning “单位b”已并入“a”，自己的报告也计入汇总：请确认承继单位的报告没有包含这些数据。',
      'warning “单位c”已并入“其他单位”，没有单独的报告：请确认承继单位的报告包含其并入前的数据。',
    ]);
  });

  it('folds members of the 2021 form into a 2019 sum', () => {
    const { tables, findings } = rollUp({
      own: tablesOf(closed(1, 'other', '2019')),
      members: [member('a', closed(2, 'other.lapsedFee'))],
    });
    expect(tables.forms.table3).toBe('2019');
    expect(tables.table3?.other?.total).toBe(3);
    expect(tables.table3?.['other.lapsedFee']).toBeUndefined();
    expect(findings).toEqual([]);
  });

  it('can not split （六） of a 2019-form member: counted in 3.其他, and said', () => {
    const { tables, findings } = rollUp({
      own: tablesOf(closed(1)),
      members: [member('a', closed(2, 'other', '2019')), member('b', closed(4, 'granted', '2019'))],
    });
    expect(tables.table3?.['other.rest']?.total).toBe(2);
    expect(tables.table3?.['other.lapsedFee']?.total).toBe(0);
    expect(findings).toEqual([
      {
        rule: 'R-1',
        severity: 'warning',
        message: '“单位a”用2019年格式，“（六）其他处理”不能拆分，汇总时全部计入“3.其他”。',
        source: '条例第四十九、五十条',
        cells: ['table3.other.naturalPerson', 'table3.other.total'],
        left: null,
        right: null,
      },
    ]);
    expect(checkReport({ tables, year: 2023, sections: [] }).findings).toEqual([]);
  });

  it('says which figures of 表二 the other form has no cell for', () => {
    const { tables, findings } = rollUp({
      own: null,
      form: '2021',
      members: [
        member('a', {
          form: '2019',
          table2: {
            licensing: { previousItems: 4, change: 0, decisions: 5 },
            procurement: { items: 2, amountYuan: 0 },
          },
        }),
      ],
    });
    expect(tables.table2?.licensing).toEqual({ decisions: 5 });
    expect(findings[0]?.cells).toEqual(['table2.licensing.previousItems', 'table2.procurement.items']);
    expect(findings[0]?.message).toBe(
      '“单位a”的格式不同，表二“行政许可”的“上一年项目数量”、表二“政府集中采购”的“采购项目数量”在汇总格式中没有对应的格，未汇总。',
    );
  });

  it('leaves out suits where a member is only the reconsideration authority (T4-E)', () => {
    const { tables, findings } = rollUp({
      own: null,
      members: [
        member(
          'a',
          { blocks: { suitAfterReconsideration: [3, 1, 0, 1, 5], reconsideration: [1, 0, 0, 0, 1] } },
          { suitsAsAuthority: { suitAfterReconsideration: { upheld: 2, pending: 1 } } },
        ),
      ],
    });
    expect(tables.table4?.suitAfterReconsideration).toEqual({
      upheld: 1,
      corrected: 1,
      other: 0,
      pending: 0,
      total: 2,
    });
    expect(tables.table4?.reconsideration.total).toBe(1);
    expect(findings).toEqual([
      {
        rule: 'T4-E',
        severity: 'info',
        message: '表四“复议后起诉”的“总计”：“单位a”有3件只是复议机关，应在原行为机关统计，汇总时已扣除。',
        source: '国办公开办函〔2016〕201号',
        cells: ['table4.suitAfterReconsideration.total'],
        left: 5,
        right: 2,
      },
    ]);
  });

  it('sums no row that could not be read', () => {
    const blank = [null, null, null, null, null, null, null];
    const unread = member(
      'a',
      { rows: { granted: blank } },
      { candidates: { 'table3.granted': [[1, 0, 0, 0, 0, 0, 1]] } },
    );
    const { tables, findings } = rollUp({ own: tablesOf(closed(3)), members: [unread] });
    expect(tables.table3?.granted?.total).toBeNull();
    expect(tables.table3?.newReceived?.total).toBe(3);
    expect(findings.map(({ severity, cells }) => [severity, cells])).toEqual([
      ['error', TABLE3_COLUMNS.map((column) => `table3.granted.${column}`)],
    ]);
  });

  it('has only the tables that some report has', () => {
    const { tables } = rollUp({ own: null, members: [] });
    expect(tables).toEqual({
      forms: { table2: null, table3: null },
      table2: null,
      table3: null,
      table4: null,
    });
  });

  it('keeps the identities, whatever is added', () => {
    const anyMember = fc
      .record({ count: fc.nat(20), row: fc.constantFrom('granted', 'unable.notHeld', 'other.rest', 'other') })
      .map(({ count, row }) => {
        const form = row === 'other' ? '2019' : '2021';
        return closed(count, row, form);
      });
    fc.assert(
      fc.property(
        fc.array(anyMember, { maxLength: 8 }),
        fc.constantFrom<FormVersion>('2019', '2021'),
        (parts, form) => {
          const members = parts.map((part, index) => member(String(index), part));
          const { tables } = rollUp({ own: tablesOf({ form }), members });
          expect(checkReport({ tables, year: 2023, sections: [] }).findings).toEqual([]);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('R-1 and T4-E: an area against its members', () => {
  const members = [
    member('a', { ...closed(2), blocks: { directSuit: [1, 0, 0, 0, 1] } }),
    member('b', closed(4)),
    member('c', null, { status: 'unfiled' }),
  ];
  const own = tablesOf(closed(1));

  it('hold when the area is the sum', () => {
    const area = reportOf({ ...closed(7), blocks: { directSuit: [1, 0, 0, 0, 1] }, scope: 'area' });
    const check = checkReport(area, { own, members });
    expect(messages(check.findings)).toEqual(['warning “单位c”未报送年度报告，汇总数不含该单位。']);
    expect(check.checked).toMatchObject({ 'R-1': 25 * 7 + 5, 'T4-E': 10 });
  });

  it('name each cell that differs', () => {
    const area = reportOf({ ...closed(8), blocks: { directSuit: [2, 0, 0, 0, 2] } });
    const { findings } = checkReport(area, { own, members });
    expect(findings.map(({ rule, left, right, cells }) => [rule, left, right, cells[0]])).toEqual([
      ['T4-E', 2, 1, 'table4.directSuit.upheld'],
      ['T4-E', 2, 1, 'table4.directSuit.total'],
      ...['newReceived', 'granted', 'resultTotal'].flatMap((row) =>
        ['naturalPerson', 'total'].map((column) => ['R-1', 8, 7, `table3.${row}.${column}`]),
      ),
      ['R-1', null, null, undefined],
    ]);
    expect(findings[2]?.message).toBe(
      '表三“一、本年新收政府信息公开申请数量”的“自然人”为8，本级与各单位合计为7（另有1个单位未报送），请核对。',
    );
  });

  it('are not asked of one organ, or without members', () => {
    const organ = checkReport(reportOf({ ...closed(8), scope: 'organ' }), { own, members });
    expect([organ.findings, organ.checked['R-1'], organ.checked['T4-E']]).toEqual([[], undefined, undefined]);
    expect(checkReport(reportOf(closed(8))).checked['R-1']).toBeUndefined();
  });

  it('leave cells open that could not be read', () => {
    const glued = { ...reportOf({ ...closed(7), blocks: { directSuit: [1, 0, 0, 0, 1] } }) };
    const table3 = { ...glued.tables.table3, carriedIn: { ...glued.tables.table3!.carriedIn!, total: null } };
    const area = {
      ...glued,
      tables: { ...glued.tables, table3 },
      candidates: {
        'table3.carriedIn': [
          [0, 0, 0, 0, 0, 0, 0],
          [1, 0, 0, 0, 0, 0, 1],
        ],
      },
    };
    expect(checkReport(area, { own, members }).notCheckable.filter(({ rule }) => rule === 'R-1')).toEqual([
      { rule: 'R-1', cells: ['table3.carriedIn.total'], reason: '有的报告中这一格所在的行未能读出。' },
    ]);
  });
});

describe('convertForm', () => {
  it('leaves a report of the same form as it is', () => {
    const tables = tablesOf({ ...closed(2), table2: { licensing: { decisions: 1 } } });
    expect(convertForm(tables, '2021')).toEqual({ tables, unsplit: [], dropped: [] });
  });

  it('keeps a missing table missing', () => {
    const none = { forms: { table2: null, table3: null }, table2: null, table3: null, table4: null };
    expect(convertForm(none, '2019').tables).toEqual(none);
  });

  it('adds blanks as zero, and all blanks as blank', () => {
    expect([sumOf([]), sumOf([null, null]), sumOf([null, 2]), sumOf([0.1, 0.2])]).toEqual([
      null,
      null,
      2,
      0.3,
    ]);
  });
});
