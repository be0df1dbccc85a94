import { describe, expect, it } from 'vitest';
import { cellsOfForm } from './cell-address.js';
import { layoutOf, type LayoutCell, type TableLayout } from './layout.js';
import { FORM_VERSIONS } from './tables.js';

const TABLES = FORM_VERSIONS.flatMap((form) =>
  (['table2', 'table3', 'table4'] as const).map((table) => [form, table, layoutOf(form)[table]] as const),
);

/** Fills a grid with the spans; throws when two cells overlap or a row has a hole. */
function gridOf(layout: TableLayout): LayoutCell[][] {
  const grid: (LayoutCell | undefined)[][] = layout.rows.map(() => []);
  layout.rows.forEach((cells, top) => {
    let column = 0;
    for (const cell of cells) {
      while (grid[top]![column] !== undefined) column += 1;
      for (let y = top; y < top + cell.rowSpan; y += 1) {
        for (let x = column; x < column + cell.colSpan; x += 1) {
          if (grid[y]![x] !== undefined) throw new Error(`overlap at ${y},${x}`);
          grid[y]![x] = cell;
        }
      }
    }
  });
  return grid.map((line) => {
    if (line.length !== layout.width || line.includes(undefined)) throw new Error('hole');
    return line as LayoutCell[];
  });
}

function labelsOf(layout: TableLayout): string[][] {
  return layout.rows.map((row) => row.flatMap(({ label }) => (label === undefined ? [] : [label.zh])));
}

describe('layoutOf', () => {
  it.each(TABLES)('%s form, %s: spans fill the grid without overlap', (_form, _table, layout) => {
    expect(gridOf(layout)).toHaveLength(layout.rows.length);
  });

  it.each(FORM_VERSIONS)('%s form prints every cell once, in printed order', (form) => {
    const { table2, table3, table4 } = layoutOf(form);
    const cells = [table2, table3, table4]
      .flatMap(({ rows }) => rows.flat())
      .flatMap(({ cell }) => cell ?? []);
    expect(cells).toEqual(cellsOfForm(form));
  });

  it('has 23 rows with figures in the 2019 form and 25 in the 2021 form, and spans 20 and 22 results', () => {
    const spans = FORM_VERSIONS.map((form) => {
      const { rows, headerRows } = layoutOf(form).table3;
      const results = rows.flat().find(({ label }) => label?.zh === '三、本年度办理结果');
      return [rows.length - headerRows, results?.rowSpan, results?.colSpan];
    });
    expect(spans).toEqual([
      [23, 20, 1],
      [25, 22, 1],
    ]);
  });

  it('spans the groups of results', () => {
    const spans = FORM_VERSIONS.map((form) =>
      layoutOf(form)
        .table3.rows.flat()
        .filter(({ label }) => /^（[一二三四五六七]）/.test(label?.zh ?? ''))
        .map(({ label, rowSpan, colSpan }) => `${label!.zh.slice(0, 7)} ${rowSpan}x${colSpan}`),
    );
    const shared = [
      '（一）予以公开 1x2',
      '（二）部分公开 1x2',
      '（三）不予公开 8x1',
      '（四）无法提供 3x1',
      '（五）不予处理 5x1',
    ];
    expect(spans).toEqual([
      [...shared, '（六）其他处理 1x2', '（七）总计 1x2'],
      [...shared, '（六）其他处理 3x1', '（七）总计 1x2'],
    ]);
  });

  it('prints the header of 表三 with its official identity', () => {
    expect(labelsOf(layoutOf('2021').table3).slice(0, 4)).toEqual([
      ['（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）', '申请人情况'],
      ['自然人', '法人或其他组织', '总计'],
      ['商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他'],
      ['一、本年新收政府信息公开申请数量'],
    ]);
    expect(layoutOf('2021').table3.rows[0]!.map(({ rowSpan, colSpan }) => [rowSpan, colSpan])).toEqual([
      [3, 3],
      [1, 7],
    ]);
  });

  it('prints 表四 under three header rows', () => {
    const layout = layoutOf('2019').table4;
    expect(layout.headerRows).toBe(3);
    expect(labelsOf(layout)).toEqual([
      ['行政复议', '行政诉讼'],
      ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计', '未经复议直接起诉', '复议后起诉'],
      [
        '结果维持',
        '结果纠正',
        '其他结果',
        '尚未审结',
        '总计',
        '结果维持',
        '结果纠正',
        '其他结果',
        '尚未审结',
        '总计',
      ],
      [],
    ]);
  });

  it('words 表二 as each form does', () => {
    expect(labelsOf(layoutOf('2019').table2)).toEqual([
      ['第二十条第（一）项'],
      ['信息内容', '本年新制作数量', '本年新公开数量', '对外公开总数量'],
      ['规章'],
      ['规范性文件'],
      ['第二十条第（五）项'],
      ['信息内容', '上一年项目数量', '本年增/减', '处理决定数量'],
      ['行政许可'],
      ['其他对外管理服务事项'],
      ['第二十条第（六）项'],
      ['信息内容', '上一年项目数量', '本年增/减', '处理决定数量'],
      ['行政处罚'],
      ['行政强制'],
      ['第二十条第（八）项'],
      ['信息内容', '上一年项目数量', '本年增/减'],
      ['行政事业性收费'],
      ['第二十条第（九）项'],
      ['信息内容', '采购项目数量', '采购总金额'],
      ['政府集中采购'],
    ]);
    expect(labelsOf(layoutOf('2021').table2)).toEqual([
      ['第二十条第（一）项'],
      ['信息内容', '本年制发件数', '本年废止件数', '现行有效件数'],
      ['规章'],
      ['行政规范性文件'],
      ['第二十条第（五）项'],
      ['信息内容', '本年处理决定数量'],
      ['行政许可'],
      ['第二十条第（六）项'],
      ['信息内容', '本年处理决定数量'],
      ['行政处罚'],
      ['行政强制'],
      ['第二十条第（八）项'],
      ['信息内容', '本年收费金额（单位：万元）'],
      ['行政事业性收费'],
    ]);
  });

  it('gives every label in English too', () => {
    const labels = TABLES.flatMap(([, , layout]) => layout.rows.flat()).flatMap(({ label }) => label ?? []);
    expect(labels.filter(({ en }) => en === '' || /[一-鿿]/.test(en))).toEqual([]);
  });
});
