import { readFileSync } from 'node:fs';
import {
  AGENCY_KINDS,
  APPLICANT_CLASSES,
  CASE_STATUSES,
  CHANNELS,
  ITEM_FINDINGS,
  LETTERS,
  OUTCOME_ROWS,
  REMEDY_OUTCOMES,
  TABLE2_COLUMNS,
  TABLE2_ROWS,
  TABLE3_COLUMNS,
  TABLE3_ROWS,
  TABLE4_BLOCKS,
  TABLE4_COLUMNS,
  caseEventSchema,
} from '@gongkai/core';
import { describe, expect, test } from 'vitest';

interface Entry {
  readonly chinese: string;
  readonly english: string;
  readonly identifier: string;
  readonly source: string;
}

const PAGE = readFileSync(new URL('glossary.md', import.meta.url), 'utf8');

function without(all: readonly string[], known: readonly string[]): string[] {
  return all.filter((name) => !known.includes(name));
}

/** The glossary's sections by their heading, each row of a table an entry. */
function sections(): Map<string, Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const part of PAGE.split(/^## /m).slice(1)) {
    const lines = part.split('\n');
    const rows = lines.filter((line) => line.startsWith('|')).slice(2);
    const entries = rows.map((row) => {
      const [chinese = '', english = '', identifier = '', source = ''] = row
        .split('|')
        .slice(1)
        .map((cell) => cell.trim());
      return { chinese, english, identifier: identifier.replaceAll('`', ''), source };
    });
    found.set(lines[0] ?? '', entries);
  }
  return found;
}

const reportWords = [
  ...TABLE3_ROWS['2019'],
  ...TABLE3_ROWS['2021'],
  ...TABLE3_COLUMNS,
  ...TABLE2_ROWS,
  ...TABLE2_COLUMNS,
  ...TABLE4_BLOCKS,
  ...TABLE4_COLUMNS,
];

/** What core exports, by the heading of the section that explains it. */
const EXPLAINED: Readonly<Record<string, readonly string[]>> = {
  '机关类别 Kinds of organs ✓': AGENCY_KINDS,
  '申请人类别 Classes of applicants ✓': APPLICANT_CLASSES,
  '申请渠道 Channels ✓': CHANNELS,
  '办理环节 What happens to an application ✓': caseEventSchema.options.map((event) => event.shape.type.value),
  '案件状态 Statuses ✓': Object.keys(CASE_STATUSES),
  '办理结果 Outcome rows ✓': OUTCOME_ROWS,
  '逐项认定 Findings about one item ✓': without(ITEM_FINDINGS, OUTCOME_ROWS),
  '文书 Letters ✓': Object.keys(LETTERS),
  '复议与诉讼 Results of reconsideration and suits ✓': Object.keys(REMEDY_OUTCOMES),
  '年度报告 The annual report ✓': [...new Set(without(reportWords, [...OUTCOME_ROWS, ...APPLICANT_CLASSES]))],
};

describe('sections compared with the code', () => {
  const bySection = sections();

  test.each(Object.entries(EXPLAINED))('%s', (heading, exported) => {
    const explained = (bySection.get(heading) ?? []).map(({ identifier }) => identifier);
    expect([...explained].sort()).toEqual([...exported].sort());
  });

  test('every section marked ✓ is compared', () => {
    const marked = [...bySection.keys()].filter((heading) => heading.endsWith('✓'));
    expect(marked.sort()).toEqual(Object.keys(EXPLAINED).sort());
  });

  test('no entry has an empty cell', () => {
    const entries = [...bySection.values()].flat();
    expect(entries.filter((entry) => Object.values(entry).includes(''))).toEqual([]);
  });
});

test.each([
  ['案件状态 Statuses ✓', CASE_STATUSES],
  ['文书 Letters ✓', LETTERS],
])('Chinese names as in the code: %s', (heading, labels) => {
  const entries = sections().get(heading) ?? [];
  const explained = Object.fromEntries(entries.map(({ identifier, chinese }) => [identifier, chinese]));
  expect(explained).toEqual(labels);
});
