import type { Random } from './random.js';
import type { PlacedText } from './sample-pdf.js';
import type { SampleReport, SampleRow } from './sample-report.js';

const TOP = 790;
const BOTTOM = 60;
const LINE = 15;
const LABEL_X = 60;
const FIGURES_X = 280;
const COLUMN = 40;
const LABEL_CHARACTERS = 20;

/** Lays a report out on pages as a table: labels wrapped to the left, figures centred in their columns and rows. */
export function layOutPages(
  random: Random,
  sample: SampleReport,
  order: 'rows' | 'figuresFirst' | 'scrambled',
): PlacedText[][] {
  const pages: PlacedText[][] = [[]];
  let y = TOP;
  const room = (lines: number): void => {
    if (y - lines * LINE >= BOTTOM) return;
    pages[pages.length - 1]?.push({ text: `- ${pages.length} -`, x: 280, y: 40 });
    pages.push([]);
    y = TOP;
  };
  const page = (): PlacedText[] => pages[pages.length - 1] as PlacedText[];
  const write = (text: string): void => {
    for (let at = 0; at < text.length; at += 48) {
      room(1);
      page().push({ text: text.slice(at, at + 48), x: LABEL_X, y });
      y -= LINE;
    }
  };
  const writeRow = (label: string, cells: readonly string[], step: number): void => {
    const lines = Math.ceil(label.length / LABEL_CHARACTERS);
    room(lines);
    const words = Array.from({ length: lines }, (_, index) => ({
      text: label.slice(index * LABEL_CHARACTERS, (index + 1) * LABEL_CHARACTERS),
      x: LABEL_X,
      y: y - index * LINE,
    }));
    const middle = y - ((lines - 1) * LINE) / 2;
    const figures = cells.flatMap((cell, index) =>
      cell === '' ? [] : [{ text: cell, x: FIGURES_X + index * step - cell.length * 2.25, y: middle }],
    );
    page().push(...(order === 'figuresFirst' ? [...figures, ...words] : [...words, ...figures]));
    y -= lines * LINE;
  };
  const rows = (all: readonly SampleRow<string>[], step: number): void => {
    for (const row of all) {
      if (row.group !== '') write(row.group);
      writeRow(
        row.label,
        row.cells.map((cell) => cell.printed),
        step,
      );
    }
  };
  write(`${sample.agency}${sample.year}年政府信息公开工作年度报告`);
  write('一、总体情况');
  write('全年主动公开政府信息三百余条。');
  write('二、主动公开政府信息情况');
  rows(sample.table2, 80);
  write('三、收到和处理政府信息公开申请情况');
  write('（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） 申请人情况');
  room(1);
  page().push(
    ...['自然人', '商业', '科研', '社会', '法律', '其他', '总计'].map((name, index) => ({
      text: name,
      x: FIGURES_X + index * COLUMN - name.length * 4.5,
      y,
    })),
  );
  y -= LINE;
  rows(sample.table3, COLUMN);
  write('四、政府信息公开行政复议、行政诉讼情况');
  write('行政复议 行政诉讼 结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉');
  write('结果维持 结果纠正 其他结果 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计');
  room(1);
  page().push(
    ...(sample.table4 ?? []).map((cell, index) => ({ text: cell.printed, x: LABEL_X + index * 32, y })),
  );
  y -= LINE;
  write('五、存在的主要问题及改进情况');
  write('培训不够。');
  write('六、其他需要报告的事项');
  write('无。');
  if (order !== 'scrambled') return pages;
  return pages.map((texts) =>
    texts
      .map((text) => ({ text, rank: random.below(1_000_000) }))
      .sort((left, right) => left.rank - right.rank)
      .map(({ text }) => text),
  );
}
