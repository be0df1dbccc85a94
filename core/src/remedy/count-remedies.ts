import { parseLocalDate, yearOf, type LocalDate } from '../calendar/local-date.js';
import type { Finding } from '../finding.js';
import { table4Cell } from '../annual-report/cell-address.js';
import {
  TABLE4_BLOCKS,
  TABLE4_COLUMNS,
  type CellAddress,
  type Table4,
  type Table4Block,
  type Table4Column,
} from '../annual-report/tables.js';
import { REMEDY_OUTCOMES, type RemedyCase, type RemedyInstance, type RemedyOutcome } from './remedy-case.js';
import { DEFAULT_REMEDY_POLICIES, type RemedyPolicies } from './remedy-policy.js';

export interface CountedRemedies {
  readonly table4: Table4;
  readonly cases: ReadonlyMap<CellAddress, readonly string[]>;
  readonly notCounted: readonly string[];
  readonly problems: readonly Finding[];
}

interface Conclusion {
  readonly on: LocalDate;
  readonly outcome: RemedyOutcome | null;
}

/** Of the instances filed so far, oldest first, the one whose result counts. */
function countedInstance(
  filed: readonly RemedyInstance[],
  { resultOf }: RemedyPolicies,
): RemedyInstance | undefined {
  if (resultOf === 'firstInstance') return filed[0];
  return filed.filter(({ level }) => resultOf === 'latestInstance' || level !== 'retrial').at(-1);
}

/** How a remedy stood at the end of a day: concluded, or null while pending. */
function conclusionOn(remedy: RemedyCase, day: LocalDate, policies: RemedyPolicies): Conclusion | null {
  const filed = (remedy.instances ?? [])
    .filter((instance) => instance.filedOn <= day)
    .sort((a, b) => (a.filedOn < b.filedOn ? -1 : 1));
  const counted = countedInstance(filed, policies);
  const { concludedOn, outcome } = counted ?? remedy;
  return concludedOn === undefined || concludedOn > day
    ? null
    : { on: concludedOn, outcome: outcome ?? null };
}

/** The column in which a remedy stands in a year; null when the year does not count it. */
function columnOf(remedy: RemedyCase, year: number, policies: RemedyPolicies): Table4Column | null {
  if (yearOf(remedy.filedOn) > year) return null;
  if (yearOf(remedy.filedOn) < year) {
    const wasConcluded = conclusionOn(remedy, parseLocalDate(`${year - 1}-12-31`), policies) !== null;
    if (wasConcluded || !policies.countPendingAgain) return null;
  }
  const conclusion = conclusionOn(remedy, parseLocalDate(`${year}-12-31`), policies);
  if (conclusion === null) return 'pending';
  return conclusion.outcome === null ? 'other' : REMEDY_OUTCOMES[conclusion.outcome].column;
}

function problemsOf(remedy: RemedyCase): string[] {
  const stages = [remedy, ...(remedy.instances ?? [])];
  return [
    ...(stages.some(({ concludedOn, outcome }) => concludedOn !== undefined && outcome === undefined)
      ? ['已经审结但没有填写结果，暂计入其他结果']
      : []),
    ...(stages.some(({ filedOn, concludedOn }) => concludedOn !== undefined && concludedOn < filedOn)
      ? ['审结日期早于提起日期']
      : []),
    ...(remedy.kind === 'reconsideration' && (remedy.instances?.length ?? 0) > 0 ? ['行政复议没有审级'] : []),
  ];
}

/** 表四 of one year from reconsiderations and suits, with the remedies behind each cell. */
export function countRemedies(
  remedies: readonly RemedyCase[],
  year: number,
  chosen: Partial<RemedyPolicies> = {},
): CountedRemedies {
  const policies = { ...DEFAULT_REMEDY_POLICIES, ...chosen };
  const cases = new Map<CellAddress, string[]>();
  const notCounted: string[] = [];
  const problems: Finding[] = [];
  const seen = new Set<string>();
  const report = (remedy: RemedyCase, message: string): void => {
    const source = '国办公开办函〔2021〕30号表四';
    problems.push({
      rule: 'remedyUnclear',
      severity: 'error',
      message: `案件“${remedy.remedyId}”${message}。`,
      source,
    });
  };
  for (const remedy of remedies) {
    const column = columnOf(remedy, year, policies);
    if (column === null) continue;
    if (seen.has(remedy.remedyId)) {
      report(remedy, '出现两次，只统计一次');
      continue;
    }
    seen.add(remedy.remedyId);
    if (remedy.role === 'reconsiderationAuthority') {
      notCounted.push(remedy.remedyId);
      continue;
    }
    for (const problem of problemsOf(remedy)) report(remedy, problem);
    for (const counted of [column, 'total'] as const) {
      const cell = table4Cell(remedy.kind, counted);
      cases.set(cell, [...(cases.get(cell) ?? []), remedy.remedyId]);
    }
  }
  const countsOf = (block: Table4Block): Record<Table4Column, number> =>
    Object.fromEntries(
      TABLE4_COLUMNS.map((column) => [column, cases.get(table4Cell(block, column))?.length ?? 0]),
    ) as Record<Table4Column, number>;
  const table4 = Object.fromEntries(TABLE4_BLOCKS.map((block) => [block, countsOf(block)])) as Table4;
  return { table4, cases, notCounted, problems };
}
