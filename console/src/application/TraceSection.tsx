import { CaseTrace } from '../audit/CaseTrace.js';
import type { CaseSectionProps } from './case-section.js';

/** Who looked at the case and who did what with it. */
export function TraceSection({ of }: CaseSectionProps) {
  return <CaseTrace caseId={of.caseId} />;
}
