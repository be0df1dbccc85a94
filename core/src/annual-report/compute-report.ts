import type { Finding } from '../finding.js';
import { countRemedies } from '../remedy/count-remedies.js';
import type { RemedyCase } from '../remedy/remedy-case.js';
import type { RemedyPolicies } from '../remedy/remedy-policy.js';
import { faultOfPlace, type CasePlace } from './case-place.js';
import { computeTable2, type Attestation, type Derivation, type Table2Input } from './compute-table2.js';
import { computeTable3 } from './compute-table3.js';
import type { CellAddress, FormVersion, ReportTables } from './tables.js';

export interface ReportInput {
  readonly year: number;
  readonly form: FormVersion;
  /** One place a case in this year. */
  readonly places: readonly CasePlace[];
  readonly remedies: readonly RemedyCase[];
  readonly table2: Table2Input;
  readonly policies?: Partial<RemedyPolicies>;
}

/** What stands behind a cell: the cases, the remedies, the records, the attestation, or last year's figures. */
export type CellSource =
  | { readonly kind: 'cases'; readonly ids: readonly string[] }
  | { readonly kind: 'remedies'; readonly ids: readonly string[] }
  /** `count` where the ids are only the first of them. */
  | { readonly kind: 'records'; readonly ids: readonly string[]; readonly count?: number }
  | { readonly kind: 'attestation'; readonly attestation: Attestation }
  | { readonly kind: 'derived'; readonly derivation: Derivation };

export interface ComputedReport {
  readonly tables: ReportTables;
  /** What stands behind each cell; a cell that is missing here counts nothing. */
  readonly cases: ReadonlyMap<CellAddress, CellSource>;
  readonly problems: readonly Finding[];
  /** Remedies that 表四 leaves out although they touch the year, e.g. suits where the organ is only the reconsideration authority. */
  readonly remediesNotCounted: readonly string[];
}

function problemsOfPlaces(places: readonly CasePlace[]): {
  readonly counted: CasePlace[];
  readonly problems: Finding[];
} {
  const seen = new Set<string>();
  const counted: CasePlace[] = [];
  const problems: Finding[] = [];
  const report = (rule: string, message: string): void => {
    problems.push({ rule, severity: 'error', message, source: '国办公开办函〔2021〕30号表三' });
  };
  for (const place of places) {
    if (seen.has(place.caseId)) {
      report('placeRepeated', `申请“${place.caseId}”在同一年度出现两次，只统计一次。`);
      continue;
    }
    seen.add(place.caseId);
    counted.push(place);
    const fault = faultOfPlace(place);
    if (fault !== null) report('placeUnlawful', `申请“${place.caseId}”${fault}。`);
  }
  return { counted, problems };
}

/** The three tables of one organ's year, each figure with what stands behind it. */
export function computeReport(input: ReportInput): ComputedReport {
  const { counted, problems } = problemsOfPlaces(input.places);
  const { table3, cases } = computeTable3(counted, input.form);
  const remedies = countRemedies(input.remedies, input.year, input.policies);
  const second = computeTable2(input.table2, input.form);
  const sources = new Map<CellAddress, CellSource>();
  for (const [cell, source] of second.sources) {
    sources.set(
      cell,
      'records' in source
        ? {
            kind: 'records',
            ids: source.records,
            ...(source.recordCount !== undefined && { count: source.recordCount }),
          }
        : 'attestation' in source
          ? { kind: 'attestation', attestation: source.attestation }
          : { kind: 'derived', derivation: source.derivation },
    );
  }
  for (const [cell, ids] of cases) sources.set(cell, { kind: 'cases', ids });
  for (const [cell, ids] of remedies.cases) sources.set(cell, { kind: 'remedies', ids });
  return {
    tables: {
      forms: { table2: input.form, table3: input.form },
      table2: second.table2,
      table3,
      table4: remedies.table4,
    },
    cases: sources,
    problems: [...problems, ...second.problems, ...remedies.problems],
    remediesNotCounted: remedies.notCounted,
  };
}
