import {
  EXPORT_FORMAT_NAMES,
  defaultNarrative,
  renderNarrative,
  type ExportFinding,
  type ExportFormat,
  type FormVersion,
  type PresentedReport,
  type ReportTables,
} from '@gongkai/core';
import { describe, expect, it } from 'vitest';
import type { PrintedDocument } from '../platform/rendering/document.js';
import { withCells, withFigure, withText } from './testing/changed-document.js';
import { publishedReport } from './testing/published-report.js';
import { WRITERS, writeReport } from './write-report.js';

/** A different figure in each cell, and prose whose figures are bound to them. */
function reportWithProse(form: FormVersion): PresentedReport {
  const report = publishedReport(form, { year: form === '2019' ? 2019 : 2023 });
  const sections = defaultNarrative(form).map((section) => {
    const { text } = renderNarrative(section.template, report.tables as ReportTables, report.year);
    return { ...section, text, figures: [], revision: 1, editedBy: null, editedAt: null };
  });
  return { ...report, sections };
}

type Fault = (document: PrintedDocument) => PrintedDocument;

/** What comes of the export when the writer is handed another paper than the report's. */
async function findingsWith(
  report: PresentedReport,
  format: ExportFormat,
  fault: Fault,
): Promise<readonly ExportFinding[]> {
  const written = await writeReport(report, format, (document) => WRITERS[format](fault(document)));
  expect(written.bytes === null).toBe(written.findings.length > 0);
  return written.findings;
}

const setTo =
  (figures: Readonly<Record<string, string>>): Fault =>
  (document) =>
    withCells(document, (cell) => {
      const figure = cell.id === undefined ? undefined : figures[cell.id];
      return figure === undefined ? cell : withFigure(cell, figure);
    });

/** Per form and table: cells in its first, its last row and between. */
const CELLS: Readonly<Record<FormVersion, readonly (readonly [string, string, string])[]>> = {
  '2019': [
    ['table2.rules.made', 'table2.penalty.change', 'table2.procurement.amountYuan'],
    ['table3.newReceived.naturalPerson', 'table3.unable.notHeld.total', 'table3.carriedOut.total'],
    ['table4.reconsideration.upheld', 'table4.directSuit.pending', 'table4.suitAfterReconsideration.total'],
  ],
  '2021': [
    ['table2.rules.made', 'table2.licensing.decisions', 'table2.adminFees.amountWanYuan'],
    ['table3.newReceived.commercial', 'table3.other.rest.otherOrganization', 'table3.resultTotal.total'],
    ['table4.reconsideration.total', 'table4.directSuit.other', 'table4.suitAfterReconsideration.corrected'],
  ],
};

const CASES = EXPORT_FORMAT_NAMES.flatMap((format) =>
  (['2019', '2021'] as const).map((form) => [format, form] as const),
);

describe.each(CASES)('%s of the %s form', (format, form) => {
  const report = reportWithProse(form);
  const shown = figuresOfReport(report);

  it('is read back equal', async () => {
    expect(await findingsWith(report, format, (document) => document)).toEqual([]);
  });

  it.each(CELLS[form].map((cells) => [cells[0].split('.')[0], cells] as const))(
    'with a figure of %s dropped, swapped or rounded is refused, and the cell named',
    async (_, [first, second, third]) => {
      for (const cell of [first, second, third]) {
        expect(placesOf(await findingsWith(report, format, setTo({ [cell]: '' })))).toContain(cell);
      }
      const swapped = { [first]: shown.get(second) ?? '', [second]: shown.get(first) ?? '' };
      expect(placesOf(await findingsWith(report, format, setTo(swapped)))).toEqual(
        expect.arrayContaining([first, second]),
      );
      const rounded = await findingsWith(report, format, setTo({ [third]: rounding(shown.get(third)) }));
      expect(placesOf(rounded)).toEqual([third]);
      expect(rounded[0]).toMatchObject({ format, rule: 'X-1', severity: 'error' });
      expect(rounded[0]?.message).toContain(rounded[0]?.expected ?? 'none');
      expect(rounded[0]?.message).toContain(rounded[0]?.found ?? 'none');
    },
  );

  it('with a figure of the text changed, dropped or swapped is refused, and its place named', async () => {
    const total = shown.get('table3.newReceived.total') ?? '';
    const carried = shown.get('table3.carriedIn.total') ?? '';
    const sentence = `公开申请${total}件，上年结转${carried}件`;
    for (const wrong of [
      `公开申请${Number(total) + 1}件，上年结转${carried}件`,
      `公开申请件，上年结转${carried}件`,
      `公开申请${carried}件，上年结转${total}件`,
    ]) {
      const fault: Fault = (document) => withText(document, (text) => text.replace(sentence, wrong));
      const [finding] = await findingsWith(report, format, fault);
      expect(finding).toMatchObject({ place: 'section.1', expected: total });
      expect(finding?.message).toContain('table3.newReceived.total');
    }
  });

  it('without a whole table is refused, and all its cells named', async () => {
    const fault: Fault = (document) => ({
      ...document,
      blocks: document.blocks.filter((block) => block.kind !== 'table' || block.id !== 'table4'),
    });
    const places = placesOf(await findingsWith(report, format, fault));
    expect(places.filter((place) => place.startsWith('table4.'))).toHaveLength(15);
  });
});

function placesOf(findings: readonly ExportFinding[]): string[] {
  return findings.map(({ place }) => place);
}

function figuresOfReport(report: PresentedReport): ReadonlyMap<string, string> {
  const tables = report.tables as unknown as Record<string, Record<string, Record<string, number>>>;
  const shown = new Map<string, string>();
  for (const [table, rows] of Object.entries(tables)) {
    if (table === 'forms') continue;
    for (const [row, columns] of Object.entries(rows))
      for (const [column, value] of Object.entries(columns))
        shown.set(`${table}.${row}.${column}`, `${value}`);
  }
  return shown;
}

/** To the next ten. */
function rounding(figure: string | undefined): string {
  return String(Math.ceil((Number(figure) + 1) / 10) * 10);
}
