import { explainFindings, type IdentityFinding } from './explain-findings.js';
import { IDENTITY_RULES, identitiesOf, type IdentityRule } from './identities.js';
import { checkIdentities } from './identity-rules.js';
import type { CheckContext, NotCheckable, ReportFinding, ReportSubject } from './report-rule.js';
import { REPORT_RULES } from './report-rules.js';
import { settleCuts } from './settle-cuts.js';

/** What a report was checked for and what came of it. */
export interface ReportCheck {
  readonly findings: readonly ReportFinding[];
  readonly notCheckable: readonly NotCheckable[];
  /** Comparisons made per rule, held and failed; a rule that is missing had nothing to compare. */
  readonly checked: Readonly<Record<string, number>>;
  /** Unreadable rows that the sums of the columns settled, e.g. `table3.resultTotal`. */
  readonly cutByColumnSums: readonly string[];
}

function isIdentityRule(id: string): id is IdentityRule {
  return (IDENTITY_RULES as readonly string[]).includes(id);
}

/** Checks a report against every rule of the registry and names the smallest change that would explain each failure. */
export function checkReport(subject: ReportSubject, context: CheckContext = {}): ReportCheck {
  const settled = settleCuts(subject);
  const findings: ReportFinding[] = [];
  const failing: IdentityFinding[] = [];
  const notCheckable: NotCheckable[] = [];
  const checked: Record<string, number> = {};
  for (const rule of REPORT_RULES) {
    const identities = isIdentityRule(rule.id) ? checkIdentities(settled, rule.id) : null;
    const outcome = identities ?? rule.check(settled, context);
    if (identities === null) findings.push(...outcome.findings);
    else failing.push(...identities.failing);
    notCheckable.push(...outcome.notCheckable);
    if (outcome.compared > 0) checked[rule.id] = outcome.compared;
  }
  const explained = explainFindings(settled, identitiesOf(settled.tables), failing);
  return {
    findings: [...explained, ...findings],
    notCheckable,
    checked,
    cutByColumnSums: [...(settled.cutByColumnSums ?? [])],
  };
}
