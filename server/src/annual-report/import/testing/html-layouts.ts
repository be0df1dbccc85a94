import type { Random } from './random.js';
import type { SampleReport, SampleRow } from './sample-report.js';
import { mangleRows } from './text-layouts.js';

/** How a page is mangled; each is a kind seen in published pages. */
export interface PageMangling {
  readonly isNested: boolean;
  readonly closesCells: boolean;
  readonly hasTableBody: boolean;
  readonly splitsNumbers: boolean;
  readonly isWordExport: boolean;
  readonly breaksLabels: boolean;
  readonly group: 'rowspan' | 'repeated' | 'first' | 'joined';
  readonly splitsTable3: boolean;
  readonly numberSpan: 1 | 2;
  readonly hasRemarkColumn: boolean;
  readonly hasSerialColumn: boolean;
  readonly mergesBlanks: boolean;
  readonly isOneCellARow: boolean;
  readonly isUpperCase: boolean;
  readonly blank: string | null;
  readonly dropsRow: boolean;
  readonly corruptsLabel: boolean;
}

export function drawPageMangling(random: Random): PageMangling {
  return {
    isNested: random.chance(0.25),
    closesCells: random.chance(0.8),
    hasTableBody: random.chance(0.6),
    splitsNumbers: random.chance(0.3),
    isWordExport: random.chance(0.4),
    breaksLabels: random.chance(0.4),
    group: random.pick(['rowspan', 'rowspan', 'repeated', 'first', 'joined']),
    splitsTable3: random.chance(0.25),
    numberSpan: random.pick([1, 1, 2]),
    hasRemarkColumn: random.chance(0.1),
    hasSerialColumn: random.chance(0.1),
    mergesBlanks: random.chance(0.1),
    isOneCellARow: random.chance(0.08),
    isUpperCase: random.chance(0.1),
    blank: random.chance(0.4) ? random.pick(['', '/', '-', '—', '&nbsp;']) : null,
    dropsRow: random.chance(0.1),
    corruptsLabel: random.chance(0.15),
  };
}

function attribute(name: string, value: number): string {
  return value === 1 ? '' : ` ${name}="${value}"`;
}

class PageWriter {
  constructor(
    private readonly random: Random,
    private readonly mangling: PageMangling,
  ) {}

  private content(text: string): string {
    const { random, mangling } = this;
    let inner = text;
    if (/^\d{2,}$/.test(text) && mangling.splitsNumbers) {
      const at = 1 + random.below(text.length - 1);
      inner = `<span lang=EN-US>${text.slice(0, at)}</span><span\nstyle='font-size:10.5pt;\nfont-family:仿宋'>${text.slice(at)}</span>`;
    } else if (text.length > 8 && mangling.breaksLabels) {
      const at = 3 + random.below(text.length - 5);
      inner = `${text.slice(0, at)}${random.pick(['<br>', '</p><p>', '<span>', '<wbr>'])}${text.slice(at)}`;
    }
    if (!mangling.isWordExport) return random.chance(0.5) ? inner : `&nbsp;${inner} `;
    return `<p class="MsoNormal" align="center" style="mso-pagination:widow-orphan;\nmargin:0"><span style="font-family:宋体">${inner}<o:p></o:p></span></p>`;
  }

  cell(text: string, columns = 1, rows = 1): string {
    return `<td${attribute('colspan', columns)}${attribute('rowspan', rows)} width="66">${this.content(text)}${this.mangling.closesCells ? '</td>' : ''}`;
  }

  row(cells: readonly string[]): string {
    return `<tr>${cells.join('\n')}${this.mangling.closesCells ? '</tr>' : ''}\n`;
  }

  table(rows: readonly string[]): string {
    const body = this.mangling.hasTableBody ? `<tbody>${rows.join('')}</tbody>` : rows.join('');
    return `<table border=1 cellspacing=0>${body}</table>\n`;
  }

  figures(row: SampleRow<string>): string[] {
    const cells: string[] = [];
    for (let index = 0; index < row.cells.length; index += 1) {
      const cell = row.cells[index];
      if (cell === undefined) continue;
      let span = 1;
      if (this.mangling.mergesBlanks && cell.printed === '') {
        while (row.cells[index + 1]?.printed === '') {
          span += 1;
          index += 1;
        }
      }
      cells.push(this.cell(cell.printed, span * this.mangling.numberSpan));
    }
    return cells;
  }
}

function table3Rows(
  writer: PageWriter,
  mangling: PageMangling,
  rows: readonly SampleRow<string>[],
): string[] {
  const header = [
    writer.row([
      ...(mangling.hasSerialColumn ? [writer.cell('序号', 1, 3)] : []),
      writer.cell('（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）', 3, 3),
      writer.cell('申请人情况', 7),
      ...(mangling.hasRemarkColumn ? [writer.cell('备注', 1, 3)] : []),
    ]),
    writer.row([writer.cell('自然人', 1, 2), writer.cell('法人或其他组织', 5), writer.cell('总计', 1, 2)]),
    writer.row(
      ['商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他'].map((name) => writer.cell(name)),
    ),
  ];
  const printed = rows.map((row, index) => {
    const next = rows.findIndex((each, at) => at > index && each.group !== '');
    const isTop = /^[一二四]、|^（[一二七]）/.test(row.label) || row.label === '（六）其他处理';
    const groupSpan = row.group.startsWith('三、')
      ? rows.filter((each) => !/^[一二四]、/.test(each.label)).length
      : (next < 0 ? rows.length : next) - index;
    const labels: string[] = [];
    if (mangling.hasSerialColumn) labels.push(writer.cell(String(index + 1)));
    if (mangling.group === 'joined') labels.push(writer.cell(`${row.group}${row.label}`, 3));
    else if (mangling.group === 'rowspan') {
      if (row.group !== '')
        labels.push(
          writer.cell(row.group, 1, row.group.startsWith('三、') ? groupSpan : Math.min(groupSpan, 8)),
        );
      labels.push(writer.cell(row.label, isTop ? 2 : 1));
    } else
      labels.push(
        writer.cell(mangling.group === 'repeated' && row.group === '' ? '' : row.group),
        writer.cell(row.label, 2),
      );
    if (mangling.isOneCellARow)
      return writer.row([...labels, `<td>${row.cells.map((cell) => cell.printed).join('&nbsp; ')}</td>`]);
    return writer.row([
      ...labels,
      ...writer.figures(row),
      ...(mangling.hasRemarkColumn ? [writer.cell('')] : []),
    ]);
  });
  return [...header, ...printed];
}

/** Prints a report as a mangled page; the report returned says what is left to be read. */
export function printMangledPage(
  random: Random,
  sample: SampleReport,
  mangling: PageMangling,
): { html: string; report: SampleReport } {
  const writer = new PageWriter(random, mangling);
  const none = { dropsCell: false, dropsRow: false };
  const isExplicit = !mangling.isOneCellARow;
  const blank =
    mangling.isOneCellARow && (mangling.blank === '' || mangling.blank === '&nbsp;') ? null : mangling.blank;
  const rows2 = mangleRows(random, { ...mangling, ...none, blank }, sample.table2, isExplicit);
  const rows3 = mangleRows(
    random,
    { ...mangling, ...none, blank, dropsRow: mangling.dropsRow },
    sample.table3,
    isExplicit,
  );
  const tables2: string[] = [];
  for (const row of rows2) {
    if (row.group !== '') {
      const [item = '', ...heads] = row.group.split(' ');
      tables2.push(
        writer.table([
          writer.row([writer.cell(item, 4)]),
          writer.row(heads.map((head) => writer.cell(head))),
        ]),
      );
    }
    const last = tables2.pop() ?? '';
    tables2.push(
      last.replace(
        /(?:<\/tbody>)?<\/table>\n$/,
        `${writer.row([writer.cell(row.label), ...writer.figures(row)])}$&`,
      ),
    );
  }
  const rows = table3Rows(writer, mangling, rows3);
  const at = 12;
  const tables3 =
    mangling.splitsTable3 && mangling.group !== 'rowspan'
      ? [writer.table(rows.slice(0, at)), writer.table([...rows.slice(0, 3), ...rows.slice(at)])]
      : [writer.table(rows)];
  const results = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计'].map((name) => writer.cell(name));
  const table4 = writer.table([
    writer.row([writer.cell('行政复议', 5), writer.cell('行政诉讼', 10)]),
    writer.row([...results, writer.cell('未经复议直接起诉', 5), writer.cell('复议后起诉', 5)]),
    writer.row([...results, ...results]),
    writer.row((sample.table4 ?? []).map((cell) => writer.cell(cell.printed))),
  ]);
  const content = [
    `<h2>${sample.agency}${sample.year}年政府信息公开工作年度报告</h2>`,
    `<p>统计期限自${sample.year}年1月1日起至${sample.year}年12月31日止。</p><p>一、总体情况</p><p>主动公开政府信息320条。</p>`,
    `<p>二、主动公开政府信息情况</p>`,
    ...tables2,
    `<p>三、收到和处理政府信息公开申请情况</p>`,
    ...tables3,
    `<p>四、政府信息公开行政复议、行政诉讼情况</p>`,
    table4,
    `<p>五、存在的主要问题及改进情况</p><p>解读形式不多。</p><p>六、其他需要报告的事项</p><p>无。</p>`,
  ].join('\n');
  const framed = mangling.isNested
    ? `<table width=100%><tr><td>导航 1 2 3</td><td>${content}</td></tr></table>`
    : content;
  const html = `<html><head><title>${sample.agency}</title><style>td{width:1px}</style></head><body><script>var a = '<table><tr><td>1</td></tr></table>';</script>${framed}</body></html>`;
  return {
    html: mangling.isUpperCase
      ? html.replace(/<\/?(?:table|tbody|tr|td|p|span)\b/g, (tag) => tag.toUpperCase())
      : html,
    report: { ...sample, table2: rows2, table3: rows3 },
  };
}
