import {
  checkReport,
  computeReport,
  evaluateCase,
  usualFormOf,
  type CaseFinding,
  type CasePlace,
  type ComputedReport,
  type FormVersion,
  type LocalDate,
  type ReportCheck,
} from '@gongkai/core';
import type { Ledger } from './ledger.js';

/** What a case's own course shows that a person must settle. */
export interface CaseWithFindings {
  readonly caseId: string;
  readonly findings: readonly CaseFinding[];
}

export interface LedgerReport extends ComputedReport {
  readonly form: FormVersion;
  readonly check: ReportCheck;
  readonly casesWithFindings: readonly CaseWithFindings[];
}

/** The tables of one year out of a ledger, seen from `today`, with every rule of the registry applied. */
export function computeFromLedger(
  ledger: Ledger,
  options: { readonly year: number; readonly form?: FormVersion; readonly today: LocalDate },
): LedgerReport {
  const { year, today } = options;
  const form = options.form ?? usualFormOf(year);
  const places: CasePlace[] = [];
  const casesWithFindings: CaseWithFindings[] = [];
  for (const { id, applicant, events } of ledger.cases) {
    const result = evaluateCase(
      { applicant: applicant.class, agency: ledger.agency.kind, events },
      { today },
    );
    const place = result.years[String(year)];
    if (place) places.push({ caseId: id, applicantClass: applicant.class, ...place });
    const serious = result.findings.filter(({ severity }) => severity !== 'info');
    if (serious.length > 0) casesWithFindings.push({ caseId: id, findings: serious });
  }
  const computed = computeReport({
    year,
    form,
    places,
    remedies: ledger.remedies,
    table2: ledger.table2[String(year)] ?? {},
  });
  const check = checkReport({ tables: computed.tables, year, agency: ledger.agency.name, sections: [] });
  return { ...computed, form, check, casesWithFindings };
}
