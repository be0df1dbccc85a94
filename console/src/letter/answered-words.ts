import type { Answered } from '../ui/address.js';

/** What a letter answers, by its number. */
export function answeredWords({ caseId, rightsRequestId }: Answered): string {
  return caseId === null ? `更正要求 ${rightsRequestId ?? ''}` : `申请 ${caseId}`;
}
