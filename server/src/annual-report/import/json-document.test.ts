import { describe, expect, it } from 'vitest';
import { readReport } from './read-report.js';
import { compareReading } from './testing/compare-reading.js';
import { printedTables } from './testing/printed-tables.js';
import { randomFrom } from './testing/random.js';
import { drawSampleReport, type SampleReport } from './testing/sample-report.js';

interface JsonCell {
  readonly text: string;
  readonly value?: number;
  readonly columnSpan: number;
  readonly rowSpan: number;
}

function jsonOf(sample: SampleReport, change: (cell: JsonCell) => JsonCell = (cell) => cell): Uint8Array {
  const tables = printedTables(sample).map((rows, index) => ({
    kind: 'table',
    id: `table${index + 2}`,
    caption: null,
    columns: [],
    isLandscape: false,
    head: [],
    body: rows.map((cells) => ({
      cells: cells.map(({ text, isFigure, columnSpan, rowSpan }) => {
        const value = isFigure && /^-?\d+(?:\.\d+)?$/.test(text) ? { value: Number(text) } : {};
        return change({ text, columnSpan, rowSpan, ...value });
      }),
    })),
  }));
  const heading = (text: string) => ({ kind: 'heading', level: 1, text });
  const paragraph = (...texts: string[]) => ({
    kind: 'paragraph',
    role: 'body',
    runs: texts.map((text) => ({ text })),
  });
  const document = {
    title: `${sample.agency}${sample.year}年政府信息公开工作年度报告`,
    format: 'plain',
    metadata: { author: sample.agency, subject: null, keywords: [], createdAt: '2026-01-30T00:00:00Z' },
    letterhead: null,
    blocks: [
      heading('一、总体情况'),
      paragraph('收到申请12件，', '占3.5%。'),
      heading('二、主动公开政府信息情况'),
      tables[0],
      heading('三、收到和处理政府信息公开申请情况'),
      tables[1],
      heading('四、政府信息公开行政复议、行政诉讼情况'),
      tables[2],
      heading('五、存在的主要问题及改进情况'),
      { kind: 'list', isNumbered: false, items: ['人手不足。'] },
      { kind: 'pageBreak' },
      heading('六、其他需要报告的事项'),
      paragraph('无。'),
    ],
    signature: { organ: sample.agency, signedOn: '2026-01-30', hasSeal: false },
    imprint: null,
  };
  return new TextEncoder().encode(JSON.stringify(document));
}

describe('a report as json', () => {
  it('is read wholly', async () => {
    const random = randomFrom(43);
    for (let round = 0; round < 20; round += 1) {
      const sample = drawSampleReport(random);
      const reading = await readReport(jsonOf(sample));
      expect(reading).toMatchObject({
        format: 'json',
        agency: sample.agency,
        year: sample.year,
        publishedOn: '2026-01-30',
      });
      expect(compareReading(reading, sample)).toMatchObject({ open: 0, wrong: [] });
      expect(reading.sections[1]).toMatchObject({ heading: '一、总体情况', text: '收到申请12件，占3.5%。' });
    }
  });

  it('shows no figure where number and text differ', async () => {
    const sample = drawSampleReport(randomFrom(43));
    const reading = await readReport(
      jsonOf(sample, (cell) => (cell.value === undefined ? cell : { ...cell, value: cell.value + 1 })),
    );
    expect(reading.tables.table3?.newReceived?.total).toBeNull();
    expect(reading.problems).toContainEqual(
      expect.objectContaining({ kind: 'unreadable', cell: 'table3.newReceived.total' }),
    );
  });

  it.each([
    ['{"title": "某局2025年政府信息公开工作年度报告", "blocks": [', /不完整/],
    ['{"figures": [1, 2, 3]}', /不是本平台导出/],
  ])('of another kind is refused: %s', async (text, message) => {
    await expect(readReport(new TextEncoder().encode(text))).rejects.toMatchObject({
      code: 'UNREADABLE_FILE',
      message: expect.stringMatching(message) as string,
    });
  });
});
