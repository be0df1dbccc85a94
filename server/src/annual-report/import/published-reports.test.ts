import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TABLE3_COLUMNS, TABLE4_BLOCKS, TABLE4_COLUMNS, type Table2Row } from '@gongkai/core';
import { describe, expect, it } from 'vitest';
import { readReport, type ReportReading } from './read-report.js';

/** Real reports stand beside the repository where they are at hand; the project must do without them. */
const folder = fileURLToPath(new URL('../../../../../shared/reports/', import.meta.url));

interface PublishedFigures {
  readonly year: number;
  readonly format: '2019' | '2021' | 'pre-2019';
  readonly table2:
    readonly { label: string; values: readonly (number | string | null)[]; printed?: string }[] | null;
  readonly table3: readonly { key: string; values: readonly (number | null)[] }[] | null;
  readonly table4: readonly number[] | null;
}

/** Names of rows in the figures that a person read, where they differ from the names of the forms in core. */
const ROW_NAMES: Readonly<Record<string, string>> = {
  new: 'newReceived',
  partial: 'partiallyGranted',
  'refused.otherLaw': 'refused.forbiddenByLaw',
  'refused.threeSafety': 'refused.threeSecuritiesOneStability',
  'refused.thirdParty': 'refused.thirdPartyRights',
  'refused.internal': 'refused.internalAffairs',
  'refused.process': 'refused.processInformation',
  'refused.caseFile': 'refused.enforcementCaseFile',
  'refused.query': 'refused.specialQuery',
  'unavailable.notHeld': 'unable.notHeld',
  'unavailable.needsCreation': 'unable.needsCreation',
  'unavailable.unclear': 'unable.stillUnclear',
  'notProcessed.petition': 'unprocessed.petition',
  'notProcessed.repeat': 'unprocessed.repeat',
  'notProcessed.publication': 'unprocessed.publication',
  'notProcessed.excessive': 'unprocessed.abusive',
  'notProcessed.reissue': 'unprocessed.confirmOrReissue',
  'other.noCorrection': 'other.lapsedCorrection',
  'other.noFee': 'other.lapsedFee',
  total: 'resultTotal',
};

const TABLE2_ROW_NAMES: Readonly<Record<string, Table2Row>> = {
  规章: 'rules',
  规范性文件: 'normativeDocuments',
  行政规范性文件: 'normativeDocuments',
  行政许可: 'licensing',
  其他对外管理服务事项: 'otherServices',
  行政处罚: 'penalty',
  行政强制: 'coercion',
  行政事业性收费: 'adminFees',
  政府集中采购: 'procurement',
};

/** Words and units in the printed cells of 表二, as a person reads them. */
const PRINTED_VALUES: Readonly<Record<string, number>> = {
  减少2项: -2,
  增加23项: 23,
  增加1项: 1,
  无增减: 0,
  '4389.64万元': 43896400,
};

/** Rows whose digits ran together in a way that nothing in the row decides: they must stay open. */
const OPEN_ROWS: Readonly<Record<string, readonly string[]>> = {
  '014-pingtan-2021.txt': ['table3.granted', 'table3.unable.notHeld', 'table2.normativeDocuments'],
  '016-pingtan-2023.txt': ['table3.granted', 'table3.partiallyGranted', 'table2.normativeDocuments'],
  '020-pingtan-resources-2019.txt': [
    'table2.normativeDocuments',
    'table2.penalty',
    'table2.coercion',
    'table2.procurement',
  ],
  '024-pingtan-resources-2023.txt': ['table3.resultTotal', 'table2.normativeDocuments'],
  '030-pingtan-social-2021.txt': ['table2.normativeDocuments', 'table2.licensing', 'table2.penalty'],
};

async function read(file: string): Promise<ReportReading> {
  return readReport(new Uint8Array(readFileSync(`${folder}${file}`)));
}

function publishedFiles(): { file: string; figures: PublishedFigures }[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder);
  const figures = names.filter((name) => name.endsWith('.json'));
  return names
    .filter((name) => /\.(?:txt|html|pdf)$/.test(name))
    .flatMap((file) => {
      const own = figures.find((name) => file.startsWith(name.slice(0, -'.json'.length)));
      return own === undefined
        ? []
        : [{ file, figures: JSON.parse(readFileSync(`${folder}${own}`, 'utf8')) as PublishedFigures }];
    });
}

function expectRow(
  file: string,
  reading: ReportReading,
  address: string,
  expected: readonly (number | null)[],
  actual: object | undefined,
): void {
  const values: unknown[] = Object.values(actual ?? {});
  if (OPEN_ROWS[file]?.includes(address) === true) {
    expect(values, address).toEqual(expected.map(() => null));
    expect(
      reading.problems.some((problem) => problem.kind === 'unreadable' && problem.row === address),
      address,
    ).toBe(true);
    const cuts = reading.candidates[address] ?? [];
    expect(cuts.length, address).toBeGreaterThan(1);
    if (expected.every((value) => value !== null)) expect(cuts, address).toContainEqual(expected);
  } else expect(values, address).toEqual(expected);
}

const files = publishedFiles();

if (files.length > 0)
  describe.each(files)('$file', ({ file, figures }) => {
    it('yields the figures that a person read in it, or leaves open what no one can know', async () => {
      const reading = await read(file);
      const { table2, table3, table4 } = reading.tables;
      expect(reading.year).toBe(figures.year);
      expect(reading.form).toBe(figures.format === 'pre-2019' ? 'free' : figures.format);
      if (figures.table3 === null || figures.table4 === null || figures.table2 === null) {
        expect(reading.tables).toEqual({
          forms: { table2: null, table3: null },
          table2: null,
          table3: null,
          table4: null,
        });
        return;
      }
      const rows3 = figures.table3.map((row) => ROW_NAMES[row.key] ?? row.key);
      expect(Object.keys(table3 ?? {}).sort()).toEqual([...rows3].sort());
      figures.table3.forEach((row, index) => {
        const name = rows3[index] as keyof NonNullable<typeof table3>;
        expect(Object.keys(table3?.[name] ?? {})).toEqual(TABLE3_COLUMNS);
        expectRow(file, reading, `table3.${name}`, row.values, table3?.[name]);
      });
      const rows2 = figures.table2.map((row) => TABLE2_ROW_NAMES[row.label] as Table2Row);
      expect(Object.keys(table2 ?? {}).sort()).toEqual([...rows2].sort());
      figures.table2.forEach((row, index) => {
        const name = rows2[index] as Table2Row;
        const values = row.values.map((value) =>
          typeof value === 'string' ? (PRINTED_VALUES[value] as number) : value,
        );
        expectRow(file, reading, `table2.${name}`, values, table2?.[name]);
      });
      expect(
        TABLE4_BLOCKS.flatMap((block) => TABLE4_COLUMNS.map((column) => table4?.[block][column])),
      ).toEqual(figures.table4);
    });
  });

if (files.length === 0) {
  it('has no published reports at hand: the samples made here stand alone', () => {
    expect(existsSync(folder)).toBe(false);
  });
}

if (files.length > 0)
  describe('the published reports', () => {
    it('recognises the form per table where a report mixes them', async () => {
      const reading = await read('030-pingtan-social-2021.txt');
      expect(reading.tables.forms).toEqual({ table2: '2019', table3: '2021' });
    });

    it('names the row of seed B whose label was spoilt, with what is printed', async () => {
      const reading = await read('seed-mohrss-2019.txt');
      expect(reading.problems.map(({ kind, row, text }) => ({ kind, row, text }))).toEqual([
        {
          kind: 'label',
          row: 'table3.unprocessed.abusive',
          text: '4.无正当理由大量反复申引导网民按需进行互动留言请',
        },
      ]);
    });

    it('reads the agency, title and chapters of both seeds', async () => {
      const tianjin = await read('seed-tianjin-2019.txt');
      expect(tianjin).toMatchObject({
        title: '市人社局2019年政府信息公开工作年度报告',
        agency: '市人社局',
        publishedOn: null,
      });
      expect(tianjin.sections.map((section) => section.number)).toEqual([0, 1, 2, 3, 4, 5, 6]);
      expect(tianjin.sections.at(-1)).toEqual({
        number: 6,
        heading: '六、其他需要报告的事项',
        text: '本年度无其他需要报告的事项。',
      });
      const ministry = await read('seed-mohrss-2019.txt');
      expect(ministry).toMatchObject({ agency: '人力资源社会保障部', publishedOn: '2020-01-22' });
      expect(ministry.sections.map((section) => section.heading)).toContain('五、存在的主要问题和改进措施');
      expect(ministry.sections.map((section) => section.number)).toEqual([0, 1, 2, 3, 4, 5]);
    });

    it('keeps the printed words beside the figure', async () => {
      const { raw, tables } = await read('seed-tianjin-2019.txt');
      expect(raw.table2?.licensing?.change?.text).toBe('减少2项');
      expect(raw.table2?.procurement?.amountYuan?.text).toBe('4389.64万元');
      expect(tables.table2?.procurement?.amountYuan).toBe(43896400);
    });

    it('marks the cells that a sum decided, and only those', async () => {
      const { cutBySum, raw } = await read('014-pingtan-2021.txt');
      expect([...cutBySum].sort()).toEqual(['table3.newReceived', 'table3.resultTotal', 'table4']);
      expect(raw.table3?.newReceived?.naturalPerson).toEqual({ text: '64', cutBy: 'sum' });
      expect(raw.table3?.carriedOut?.naturalPerson).toEqual({ text: '1' });
    });

    it('gives every cut of a row that no cut makes add up', async () => {
      const { candidates, cutBySum } = await read('024-pingtan-resources-2023.txt');
      expect(candidates['table3.resultTotal']).toHaveLength(7);
      expect([...cutBySum]).toEqual(['table3.newReceived']);
    });

    it('counts the empty cells of a page as blank, each by its address', async () => {
      const { problems } = await read('007-shuyang-ndrc-2023.html');
      expect(problems.filter((problem) => problem.kind === 'blank')).toHaveLength(25 * 5);
      expect(problems.filter((problem) => problem.kind !== 'blank')).toEqual([]);
    });
  });
