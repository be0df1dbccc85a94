import type { CaseDetail } from '@gongkai/core';

/** What every part of the case page is given; whoever changes the case hands its new state to `onChange`. */
export interface CaseSectionProps {
  readonly of: CaseDetail;
  readonly onChange: (changed: CaseDetail) => void;
}
