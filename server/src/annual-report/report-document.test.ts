import { cellsOfForm, FORM_VERSIONS, layoutOf } from '@gongkai/core';
import { describe, expect, it } from 'vitest';
import type { Block, Table } from '../platform/rendering/document.js';
import { reportDocument } from './report-document.js';
import { figuresOf } from './testing/changed-document.js';
import { publishedReport } from './testing/published-report.js';

function textOf(block: Block): string {
  if (block.kind === 'heading') return block.text;
  if (block.kind === 'paragraph') return block.runs.map(({ text }) => text).join('');
  if (block.kind === 'pageBreak') return '[page]';
  return block.kind === 'table' ? `[${block.id}]` : '';
}

describe('the annual report as a paper', () => {
  it('has the six sections in their order, each table in its own, then what was published over', () => {
    const document = reportDocument(publishedReport());
    expect(document.title).toBe('云泽市自然资源局2025年政府信息公开工作年度报告');
    expect(document.blocks.map(textOf)).toEqual([
      '根据条例编制本报告。',
      '一、总体情况',
      '第一段。',
      '第二段。',
      '二、主动公开政府信息情况',
      '[table2]',
      '[page]',
      '三、收到和处理政府信息公开申请情况',
      '[table3]',
      '四、政府信息公开行政复议、行政诉讼情况',
      '[table4]',
      '五、存在的主要问题及改进情况',
      '第一段。',
      '第二段。',
      '六、其他需要报告的事项',
      '第一段。',
      '第二段。',
      '数据说明',
      '下列核对结果经签字人说明理由后保留。',
      '上年结转与上一年报告的结转下年度不一致。',
      '说明：机构改革，案件移交。（周明，2026年1月29日）',
    ]);
    expect(document.signature).toEqual({
      organ: '云泽市自然资源局',
      signedOn: '2026-01-30',
      hasSeal: false,
    });
  });

  it.each(FORM_VERSIONS)('prints every cell of the %s form once, under its name', (form) => {
    const document = reportDocument(publishedReport(form));
    expect([...figuresOf(document).keys()]).toEqual(cellsOfForm(form));
    const layout = layoutOf(form);
    const tables = document.blocks.filter((block): block is Table => block.kind === 'table');
    expect(tables.map(({ columns }) => columns.length)).toEqual([
      layout.table2.width,
      layout.table3.width,
      layout.table4.width,
    ]);
  });

  it('repeats the heads of 表三 and 表四, and ties every label to its column or row', () => {
    const tables = reportDocument(publishedReport()).blocks.filter(
      (block): block is Table => block.kind === 'table',
    );
    expect(tables.map(({ head }) => head.length)).toEqual([0, 3, 3]);
    for (const { head, body } of tables) {
      for (const { cells } of [...head, ...body])
        for (const cell of cells) expect(cell.id ?? cell.heads).toBeDefined();
    }
  });

  it('shows zero as zero, no figure as a dash, money as it was attested', () => {
    const report = publishedReport('2019');
    const tables = {
      ...report.tables,
      table2: {
        ...report.tables.table2,
        rules: { made: 0, disclosed: null, totalDisclosed: 3 },
        procurement: { items: 1, amountYuan: 123456.78 },
      },
    };
    const cells = figuresOf(reportDocument({ ...report, tables }));
    expect(cells.get('table2.rules.made')).toMatchObject({ text: '0', value: 0 });
    expect(cells.get('table2.rules.disclosed')?.text).toBe('—');
    expect(cells.get('table2.rules.disclosed')?.value).toBeUndefined();
    expect(cells.get('table2.procurement.amountYuan')?.text).toBe('123456.78元');
  });

  it('says in its title that a draft is one, and signs it not', () => {
    const draft = reportDocument(publishedReport('2021', { status: 'draft', publishedOn: null }));
    expect(draft.title).toBe('云泽市自然资源局2025年政府信息公开工作年度报告（草稿）');
    expect(draft.blocks[0] && textOf(draft.blocks[0])).toBe('草稿，尚未公布。数字截至2026年1月30日。');
    expect(draft.signature).toBeNull();
  });
});
