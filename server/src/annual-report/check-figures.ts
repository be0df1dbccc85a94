import { createHash } from 'node:crypto';
import {
  checkOldSystemCarryOver,
  checkReport,
  renderNarrative,
  type NotCheckable,
  type OldSystemCase,
  type RenderedNarrative,
  type ReportSubject,
  type ReportTables,
} from '@gongkai/core';
import type { Figures } from './figures.js';
import {
  findingOfProblem,
  findingsOfBindings,
  findingsOfFees,
  keyFindings,
  type KeyedFinding,
} from './findings.js';
import type { ReportAgency } from './head-queries.js';
import { remembering } from './remembering.js';
import type { SectionState } from './report-version.js';

/** All that the findings of a report depend on. */
export interface CheckedInput {
  readonly agency: ReportAgency;
  readonly year: number;
  readonly tables: ReportTables;
  readonly problems: Figures['problems'];
  readonly sections: readonly Pick<SectionState, 'number' | 'heading' | 'template'>[];
  readonly previousTables: ReportTables | null;
  /** For a year whose predecessor has no report here. */
  readonly openInOldSystem: readonly OldSystemCase[];
  /** Whether table 四 counts again what was pending at the end of last year. */
  readonly countsPendingAgain: boolean;
}

export interface CheckedFigures {
  /** One for each section. */
  readonly rendered: readonly RenderedNarrative[];
  readonly findings: readonly KeyedFinding[];
  readonly notCheckable: readonly NotCheckable[];
  /** Digest of the input. */
  readonly digest: string;
}

/** As many reports as people have open at a time. */
const rememberCheck = remembering<CheckedFigures>(200);

/**
 * The prose with its figures and every rule applied. It is a pure function, so what came of the same figures and
 * texts before is given again: a report that is looked at twice is counted twice but checked once.
 */
export function checkFigures(input: CheckedInput): CheckedFigures {
  const { agency, year, tables, problems, previousTables, openInOldSystem, countsPendingAgain } = input;
  const sections = input.sections.map(({ number, heading, template }) => ({ number, heading, template }));
  const parts = [
    agency,
    year,
    quotedOf(tables, sections),
    problems,
    sections,
    previousTables,
    openInOldSystem,
    countsPendingAgain,
  ];
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return rememberCheck(digest, () => ({ ...check(input), digest }));
}

/** The tables without counts of ledgers that no text quotes: visits change by the hour, and nobody checks them then. */
function quotedOf(
  { ledgers = {}, ...tables }: ReportTables,
  sections: readonly { readonly template: string }[],
): ReportTables {
  const quoted = Object.entries(ledgers).filter(([name]) =>
    sections.some(({ template }) => template.includes(`ledger.${name}`)),
  );
  return { ...tables, ledgers: Object.fromEntries(quoted) };
}

function check({
  agency,
  year,
  tables,
  problems,
  sections,
  previousTables,
  openInOldSystem,
  countsPendingAgain,
}: CheckedInput): Omit<CheckedFigures, 'digest'> {
  const rendered = sections.map(({ template }) => renderNarrative(template, tables, year));
  const texts = sections.map(({ number, heading }, index) => ({
    number,
    heading,
    text: rendered[index]?.text ?? '',
  }));
  const { name, scope, hasRuleMakingPower } = agency;
  const subject: ReportSubject = {
    tables,
    year,
    agency: name,
    scope,
    hasRuleMakingPower,
    countsPendingAgain,
    sections: texts,
  };
  const previous =
    previousTables === null
      ? {}
      : { previous: { ...subject, tables: previousTables, year: year - 1, sections: [] } };
  const { findings, notCheckable } = checkReport(subject, previous);
  const all = [
    ...problems.map(findingOfProblem),
    ...findingsOfBindings(sections, rendered),
    ...findingsOfFees(tables, rendered),
    ...findings,
    ...checkOldSystemCarryOver(year, tables, openInOldSystem),
  ];
  return { rendered, findings: keyFindings(all), notCheckable };
}
