import type { Finding, Severity } from '../finding.js';
import type { MemberReport } from './member-report.js';
import type { CandidateCuts, CellAddress, CutBySum, ReportTables } from './tables.js';

/** `official`: printed in the form. `arithmetic`: follows from its labels. The others ask a person to look. */
export type RuleKind = 'official' | 'arithmetic' | 'crossYear' | 'plausibility' | 'narrative' | 'rollUp';

/** One numbered section of a report; number 0 is what stands before 一、总体情况. */
export interface ReportSection {
  readonly number: number;
  readonly heading: string;
  readonly text: string;
}

/** A report as the rules see it, whether computed, imported or rolled up. */
export interface ReportSubject {
  readonly tables: ReportTables;
  readonly year: number | null;
  readonly agency?: string;
  readonly sections: readonly ReportSection[];
  readonly candidates?: CandidateCuts;
  readonly cutBySum?: CutBySum;
  /** Cells and rows (as in `candidates`) that hold something which could not be read at all: never zeros. */
  readonly unread?: ReadonlySet<string>;
  /** Rows whose cut follows from the column sums alone (set by `settleCuts`): T3-B can't be checked with them. */
  readonly cutByColumnSums?: ReadonlySet<string>;
  /** Whether the tables count one organ or a whole area. */
  readonly scope?: 'organ' | 'area';
  readonly hasRuleMakingPower?: boolean;
  /** False: by the policy of 表四 what was pending last year is not counted again, so T4-D says nothing. */
  readonly countsPendingAgain?: boolean;
}

/** What the rules may compare a report with. */
export interface CheckContext {
  /** The report of the year before. */
  readonly previous?: ReportSubject;
  /** The organ's own report without its members; with `members` it allows the roll-up rules. */
  readonly own?: ReportTables | null;
  readonly members?: readonly MemberReport[];
}

/** The change of one cell that would mend a finding. */
export interface CellChange {
  readonly cell: CellAddress;
  readonly value: number | null;
  readonly wouldBe: number;
}

export interface ReportFinding extends Finding {
  readonly cells: readonly CellAddress[];
  readonly left: number | null;
  readonly right: number | null;
  /** The single cell whose change mends the most failing identities, this one among them, and breaks none. */
  readonly explainedBy?: CellChange;
  /** Where no single cell does: the two cells that do together. */
  readonly explainedByPair?: readonly [CellChange, CellChange];
}

/** A comparison that could not be made, and why. */
export interface NotCheckable {
  readonly rule: string;
  readonly cells: readonly CellAddress[];
  readonly reason: string;
}

/** What one rule says about one report; `compared` counts the comparisons that were made. */
export interface RuleOutcome {
  readonly findings: readonly ReportFinding[];
  readonly notCheckable: readonly NotCheckable[];
  readonly compared: number;
}

export interface ReportRule {
  readonly id: string;
  readonly title: string;
  /** The relation in Chinese, for people. */
  readonly formula: string;
  readonly source: string;
  readonly severity: Severity;
  readonly kind: RuleKind;
  readonly check: (subject: ReportSubject, context: CheckContext) => RuleOutcome;
}

export const NOTHING_COMPARED: RuleOutcome = { findings: [], notCheckable: [], compared: 0 };

export function mergeOutcomes(outcomes: readonly RuleOutcome[]): RuleOutcome {
  return {
    findings: outcomes.flatMap((outcome) => outcome.findings),
    notCheckable: outcomes.flatMap((outcome) => outcome.notCheckable),
    compared: outcomes.reduce((sum, outcome) => sum + outcome.compared, 0),
  };
}
