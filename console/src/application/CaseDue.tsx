import type { CaseSummary } from '@gongkai/core';
import { call } from '../api/call.js';
import { Due } from '../ui/Due.js';
import { usePlace } from '../ui/place.js';
import { isClosedStatus, standstillOf } from './case-events.js';

/** The due date of a case in a list, its derivation read when it is asked for. */
export function CaseDue({ of }: { readonly of: Pick<CaseSummary, 'caseId' | 'status' | 'dueOn'> }) {
  const { code } = usePlace();
  const isOver = isClosedStatus(of.status);
  const derive = async () => (await call('getCase', { params: { code, caseId: of.caseId } })).derivation;
  return (
    <Due
      on={of.dueOn}
      isOver={isOver}
      standstill={standstillOf(of.status)}
      what={`申请 ${of.caseId} 的答复期限`}
      {...(isOver || of.status === 'unconfirmed' ? {} : { derivation: derive })}
    />
  );
}
