import { APPLICANT_CLASSES, localDateSchema, type SimilarRequest } from '@gongkai/core';
import { Checkbox } from 'antd';
import { useEffect, useState } from 'react';
import { call } from '../api/call.js';
import type { RequestOf } from '../api/request.js';
import { SimilarList } from '../similarity/SimilarList.js';
import { usePlace } from '../ui/place.js';
import { ProblemNote } from '../ui/states.js';
import type { IntakeTyped } from './intake-typed.js';

/** A pause in typing after which the earlier requests are looked through. */
const PAUSE_MS = 1500;
const SHORTEST = 4;

interface RepeatProps {
  readonly typed: IntakeTyped;
  readonly set: (change: Partial<IntakeTyped>) => void;
}

function askedOf(typed: IntakeTyped): RequestOf<'findSimilarRequests'>['body'] {
  const who = typed.applicants[typed.representative] ?? typed.applicants[0];
  const on = localDateSchema.safeParse(typed.on);
  const name = who?.name.trim() ?? '';
  const number = who?.identityNumber.trim() ?? '';
  const code = who?.organisationCode.trim() ?? '';
  return {
    request: typed.requests
      .map((text) => text.trim())
      .join('\n')
      .trim(),
    ...(on.success && { receivedOn: on.data }),
    applicantClass: APPLICANT_CLASSES.find((known) => known === typed.applicantClass),
    applicantName: name === '' ? null : name,
    applicantDetails: {
      identityNumber: number === '' ? null : number,
      organisationCode: code === '' ? null : code,
    },
  };
}

/** Whether the same was asked for before, looked up while it is typed; a copy of the same day can be proposed as one. */
export function RepeatCheck({ typed, set }: RepeatProps) {
  const { code } = usePlace();
  const [found, setFound] = useState<readonly SimilarRequest[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const asked = askedOf(typed);
  const key = JSON.stringify(asked);
  useEffect(() => {
    const body = JSON.parse(key) as typeof asked;
    if (body.request.length < SHORTEST) {
      setFound(null);
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => {
      call('findSimilarRequests', { params: { code }, body }, { signal: abort.signal })
        .then(({ items }) => {
          setFound(items);
          setError(null);
        })
        .catch((failure: unknown) => {
          if (!abort.signal.aborted) setError(failure);
        });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [key, code]);
  if (found === null) return <ProblemNote error={error} />;
  const copies = found.filter(
    ({ source, grade, isSameApplicant, isReceivedSameDay }) =>
      source === 'case' && grade === 'same' && isSameApplicant === true && isReceivedSameDay,
  );
  return (
    <div className="field" role="region" aria-label="重复申请核对">
      {found.length === 0 ? (
        <p className="hint" role="status">
          已核对：没有相近的申请。
        </p>
      ) : (
        <>
          <p role="status">找到 {found.length} 件相近的申请：</p>
          <SimilarList items={found} />
        </>
      )}
      {copies.map(({ caseId }) => (
        <p key={caseId}>
          <Checkbox
            checked={typed.duplicateOf === caseId}
            onChange={({ target }) => set({ duplicateOf: target.checked ? caseId : '' })}
          >
            提请认定为 {caseId} 的同日重复提交（登记后仍计入新收，由负责人说明理由、署名认定后才不计）
          </Checkbox>
        </p>
      ))}
      <ProblemNote error={error} />
    </div>
  );
}
