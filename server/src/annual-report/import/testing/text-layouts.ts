import type { Random } from './random.js';
import type { SampleCell, SampleReport, SampleRow } from './sample-report.js';

const TRADITIONAL: readonly (readonly [string, string])[] = [
  ['规', '規'],
  ['范', '範'],
  ['开', '開'],
  ['请', '請'],
  ['数', '數'],
  ['结', '結'],
  ['转', '轉'],
  ['办', '辦'],
  ['处', '處'],
  ['属', '屬'],
  ['国', '國'],
  ['权', '權'],
  ['类', '類'],
  ['务', '務'],
  ['过', '過'],
  ['执', '執'],
  ['询', '詢'],
  ['项', '項'],
  ['无', '無'],
  ['总', '總'],
  ['计', '計'],
  ['护', '護'],
  ['机', '機'],
  ['关', '關'],
  ['没', '沒'],
  ['现', '現'],
  ['补', '補'],
  ['后', '後'],
  ['访', '訪'],
  ['举', '舉'],
  ['报', '報'],
  ['诉', '訴'],
];

/** How a text is mangled; each is a kind of fault seen in published files. */
export interface Mangling {
  readonly layout: 'lines' | 'cells' | 'glued' | 'half' | 'tabs' | 'wrapped' | 'pipes' | 'numbersFirst';
  readonly isTraditional: boolean;
  readonly isFullWidth: boolean;
  readonly losesOrdinals: boolean;
  readonly ordinalMark: string;
  readonly halfWidthBrackets: boolean;
  readonly hasFooters: boolean;
  readonly repeatsHeaders: boolean;
  readonly hasRemarks: boolean;
  readonly hasHeadings: boolean;
  readonly blank: string | null;
  readonly dropsCell: boolean;
  readonly corruptsLabel: boolean;
  readonly dropsRow: boolean;
}

export function drawMangling(random: Random): Mangling {
  const layout = random.pick(['lines', 'cells', 'glued', 'half', 'tabs', 'wrapped', 'pipes', 'numbersFirst']);
  return {
    layout,
    isTraditional: random.chance(0.12),
    isFullWidth: random.chance(0.12),
    losesOrdinals: random.chance(0.15),
    ordinalMark: random.pick(['.', '.', '．', '、', '. ']),
    halfWidthBrackets: random.chance(0.25),
    hasFooters: layout !== 'cells' && random.chance(0.3),
    repeatsHeaders: random.chance(0.2),
    hasRemarks: random.chance(0.2),
    hasHeadings: random.chance(0.85),
    blank: random.chance(0.25) ? random.pick(['/', '-', '—', '']) : null,
    dropsCell: random.chance(0.15),
    corruptsLabel: random.chance(0.15),
    dropsRow: random.chance(0.1),
  };
}

interface PrintedRow {
  readonly group: string;
  readonly label: string;
  readonly cells: readonly string[];
}

/** A sample report whose printed rows were mangled: the text, and the report with what it still says. */
export interface MangledText {
  readonly text: string;
  readonly report: SampleReport;
}

/** Blanks cells, drops a cell or a row, spoils a label; the rows returned say what is left to be read. */
export function mangleRows<Row extends string>(
  random: Random,
  mangling: Pick<Mangling, 'blank' | 'dropsRow' | 'dropsCell' | 'corruptsLabel'>,
  rows: readonly SampleRow<Row>[],
  canShowEmptyCells: boolean,
): SampleRow<Row>[] {
  const dropped = mangling.dropsRow && rows.length > 10 ? 2 + random.below(rows.length - 4) : -1;
  const kept = rows.filter((_, index) => index !== dropped);
  const corrupted = mangling.corruptsLabel ? random.below(kept.length) : -1;
  const shortened = mangling.dropsCell ? random.below(kept.length) : -1;
  return kept.map((row, index) => {
    const cells = row.cells.map((cell): SampleCell => {
      if (mangling.blank === null || cell.value !== 0 || !random.chance(0.5)) return cell;
      if (mangling.blank === '' && !canShowEmptyCells) return cell;
      return { printed: mangling.blank, value: null };
    });
    const label =
      index === corrupted && row.label.length > 6
        ? `${row.label.slice(0, -2)}点击查看更多${row.label.slice(-2)}`
        : row.label;
    const left = index === shortened && cells.length === 7 ? cells.filter((_, at) => at !== 3) : cells;
    return { ...row, label, cells: left };
  });
}

function printRow(mangling: Mangling, row: SampleRow<string>): PrintedRow {
  const dress = (label: string): string => {
    let text = label.replace(/^(\d)\./, mangling.losesOrdinals ? '' : `$1${mangling.ordinalMark}`);
    if (mangling.halfWidthBrackets) text = text.replaceAll('（', '(').replaceAll('）', ')');
    return text;
  };
  return { group: dress(row.group), label: dress(row.label), cells: row.cells.map((cell) => cell.printed) };
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (let at = 0; at < text.length; at += width) lines.push(text.slice(at, at + width));
  return lines;
}

function layOut(random: Random, mangling: Mangling, row: PrintedRow): string {
  const isGlueable = row.cells.every((cell) => /^\d+$/.test(cell));
  switch (mangling.layout) {
    case 'lines':
      return `${row.group === '' ? '' : `${row.group}\n`}${row.label} ${row.cells.join(' ')}\n`;
    case 'cells':
      return `${[row.group, row.label, ...row.cells].filter((cell) => cell !== '').join('\n')}\n`;
    case 'glued':
      return `${row.group}${row.label}${isGlueable ? row.cells.join('') : ` ${row.cells.join(' ')} `}`;
    case 'half':
      return `${row.group}${row.label}${random.pick(['', ' '])}${isGlueable ? row.cells.map((cell) => cell + (random.chance(0.6) ? ' ' : '')).join('') : ` ${row.cells.join(' ')} `}`;
    case 'tabs':
      return `\t${row.group}\n\t${row.label}\n${row.cells.map((cell) => `\t\u00a0${cell}\n`).join('')}\n`;
    case 'pipes':
      return `${row.group} | ${row.label} | ${row.cells.join(' | ')}\n`;
    case 'wrapped': {
      const lines = wrap(row.label, 14);
      const numbers = row.cells.join(' ');
      const group = row.group === '' ? '' : `${wrap(row.group, 4).join('\n')}\n`;
      if (lines.length === 1) return `${group}${row.label} ${numbers}\n`;
      const middle = Math.ceil(lines.length / 2);
      return `${group}${[...lines.slice(0, middle), numbers, ...lines.slice(middle)].join('\n')}\n`;
    }
    case 'numbersFirst':
      return `${row.group === '' ? '' : `${row.group}\n`}${row.cells.join(' ')}\n${row.label}\n`;
  }
}

const HEADER3 =
  '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\n申请人情况\n自然人\n法人或其他组织\n总计\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他\n';
const REPEATED_HEADER3 =
  '申请人情况 自然人 法人或其他组织 总计 商业企业 科研机构 社会公益组织 法律服务机构 其他\n';
const HEADER4 =
  '行政复议\n行政诉讼\n结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n未经复议直接起诉\n复议后起诉\n结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n';

function toFullWidth(text: string): string {
  return text.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
}

function toTraditional(text: string): string {
  return TRADITIONAL.reduce(
    (changed, [simplified, traditional]) => changed.replaceAll(simplified, traditional),
    text,
  );
}

/** Prints a report as a mangled text. */
export function printMangledText(random: Random, sample: SampleReport, mangling: Mangling): MangledText {
  const isExplicit = mangling.layout === 'pipes' || mangling.layout === 'tabs';
  const canLoseCell = !isExplicit && mangling.layout !== 'glued' && mangling.layout !== 'half';
  const rows2 = mangleRows(
    random,
    { ...mangling, dropsRow: false, dropsCell: false },
    sample.table2,
    isExplicit,
  );
  const rows3 = mangleRows(
    random,
    { ...mangling, dropsCell: mangling.dropsCell && canLoseCell },
    sample.table3,
    isExplicit,
  );
  const table4 = sample.table4;
  const isFlat = mangling.layout === 'glued' || mangling.layout === 'half';
  const heading = (text: string): string => (mangling.hasHeadings ? `${text}${isFlat ? '' : '\n'}` : '');
  const footers = { page: 0 };
  const footer = (): string => {
    if (!mangling.hasFooters || isFlat || !random.chance(0.12)) return '';
    footers.page += 1;
    return `- ${footers.page} -\n`;
  };
  const glueFooter = (text: string): string => {
    if (
      !mangling.hasFooters ||
      isFlat ||
      mangling.layout === 'tabs' ||
      mangling.layout === 'pipes' ||
      !random.chance(0.1)
    )
      return text;
    footers.page += 1;
    return text.endsWith('\n') ? `${text.slice(0, -1)}- ${footers.page} -\n` : text;
  };
  const parts = [
    `${sample.agency}${sample.year}年政府信息公开工作年度报告\n本报告所列数据的统计期限自${sample.year}年1月1日起至${sample.year}年12月31日止。联系电话：0512-6543210。\n`,
    heading('一、总体情况'),
    `全年主动公开政府信息${100 + random.below(900)}条，收到申请${random.below(90)}件。\n`,
    heading('二、主动公开政府信息情况'),
    ...rows2.map((row) => {
      const printed = printRow(mangling, row);
      const remark =
        mangling.hasRemarks && row.group !== ''
          ? `${printed.group}（指${sample.year}年的数，减用负值表示，如-8）`
          : printed.group;
      return layOut(random, mangling, { ...printed, group: remark });
    }),
    heading('三、收到和处理政府信息公开申请情况'),
    isFlat ? HEADER3.replaceAll('\n', '') : HEADER3,
    ...rows3.map((row, index) => {
      const repeated =
        mangling.repeatsHeaders && index === 9 && !isFlat && mangling.layout !== 'numbersFirst'
          ? REPEATED_HEADER3
          : '';
      return `${footer()}${repeated}${glueFooter(layOut(random, mangling, printRow(mangling, row)))}`;
    }),
    heading('四、政府信息公开行政复议、行政诉讼情况'),
    isFlat ? HEADER4.replaceAll('\n', '') : HEADER4,
    table4 === null
      ? ''
      : `${table4.map((cell) => cell.printed).join(mangling.layout === 'cells' ? '\n' : mangling.layout === 'glued' ? '' : ' ')}\n`,
    heading('五、存在的主要问题及改进情况'),
    '公开的深度还不够，下一步将加强培训。\n',
    heading('六、其他需要报告的事项'),
    '无收取信息处理费情况。\n',
  ];
  let text = parts.join('');
  if (mangling.isTraditional) text = toTraditional(text);
  if (mangling.isFullWidth) text = toFullWidth(text);
  return { text, report: { ...sample, table2: rows2, table3: rows3 } };
}
