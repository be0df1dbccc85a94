import { EXPORT_FORMAT_NAMES, parseLocalDate, type ReportTables } from '@gongkai/core';
import { describe, expect, test } from 'vitest';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeFiles, type MadeFile } from './make-files.js';
import { MEMBERS_A_PART, type AppendixPart, type MemberFigures } from './report-appendix.js';
import { withCells, withFigure } from './testing/changed-document.js';
import { publishedReport } from './testing/published-report.js';
import { WRITERS, writeAppendixPart } from './write-report.js';

const AREA = publishedReport('2021', { agencyCode: 'YZ', agencyName: '云泽市', year: 2023 });

function member(number: number, form: '2019' | '2021' = '2021'): MemberFigures {
  const { tables } = publishedReport(form);
  return { name: `云泽市第${number}局`, form, tables: tables as ReportTables };
}

const PART: AppendixPart = {
  number: 2,
  parts: 3,
  firstMember: 21,
  members: [member(21), member(22, '2019'), member(23)],
};

describe.each(EXPORT_FORMAT_NAMES)('the units of an area as %s', (format) => {
  test('are read back equal, whichever form each has', async () => {
    const { bytes, findings } = await writeAppendixPart(AREA, PART, format);
    expect(findings).toEqual([]);
    expect(bytes?.length).toBeGreaterThan(0);
  });

  test('with a figure changed are refused, and unit and cell are named', async () => {
    const id = 'member22.table3.granted.total';
    const { bytes, findings } = await writeAppendixPart(AREA, PART, format, (document) =>
      WRITERS[format](withCells(document, (cell) => (cell.id === id ? withFigure(cell, '987') : cell))),
    );
    expect(bytes).toBeNull();
    expect(findings).toMatchObject([{ format, place: id, found: '987' }]);
    expect(findings[0]?.message).toContain('附表22“云泽市第22局”表三');
  });

  test('with a unit left out or under another name are refused', async () => {
    const { findings } = await writeAppendixPart(AREA, PART, format, (document) => {
      const heads = document.blocks.map((block) => (block.kind === 'heading' ? block.text : ''));
      const first = document.blocks.slice(0, heads.indexOf('附表22 云泽市第22局'));
      return WRITERS[format]({ ...document, blocks: first });
    });
    expect(findings.map(({ place, found }) => [place, found])).toEqual([
      ['member22', null],
      ['member23', null],
    ]);
  });
});

test('an area gets its units in parts, those that have published alone; an organ that is no area gets none', async () => {
  const { db } = await openTestDatabase();
  const agency = (agencyId: string, parentId: string | null, scope: 'organ' | 'area') => ({
    ...{
      agencyId,
      name: `${agencyId}局`,
      kind: 'localDepartment' as const,
      hasRuleMakingPower: false,
      scope,
    },
    ...{ isDemonstration: true, parentId, existsFrom: null, existsUntil: null },
  });
  const count = MEMBERS_A_PART + 1;
  const codes = Array.from({ length: count }, (_, index) => `U-${String(index + 1).padStart(3, '0')}`);
  await db
    .insertInto('agency')
    .values([agency('YZ', null, 'area'), agency('YZ-X', 'YZ', 'area'), agency('U-999', 'YZ', 'organ')])
    .execute();
  // The last stands below a part of the area.
  await db
    .insertInto('agency')
    .values(codes.map((code, index) => agency(code, index === count - 1 ? 'YZ-X' : 'YZ', 'organ')))
    .execute();
  const tables = JSON.stringify(publishedReport('2021').tables);
  const publishedOn = parseLocalDate('2024-01-20');
  const published = {
    year: 2023,
    version: 1,
    form: '2021',
    status: 'published',
    tables,
    publishedOn,
  } as const;
  await db
    .insertInto('annualReport')
    .values(codes.map((agencyId) => ({ agencyId, ...published, seenFindings: '[]' })))
    .execute();

  const files: MadeFile[] = [];
  const keep = (file: MadeFile) => Promise.resolve(void files.push(file));
  expect(await makeFiles(testContext({ db }), AREA, 'json', keep)).toEqual([]);
  expect(files.map(({ part, fileName }) => [part, fileName])).toEqual([
    [0, '云泽市2023年政府信息公开工作年度报告（第2版）.json'],
    [1, '云泽市2023年政府信息公开工作年度报告附表（第1册，共2册）（第2版）.json'],
    [2, '云泽市2023年政府信息公开工作年度报告附表（第2册，共2册）（第2版）.json'],
  ]);
  expect(new TextDecoder().decode(files[2]?.bytes)).toContain(`附表${count} ${codes.at(-1)}局`);

  files.length = 0;
  expect(await makeFiles(testContext({ db }), { ...AREA, agencyCode: 'U-001' }, 'json', keep)).toEqual([]);
  expect(files).toHaveLength(1);
});
