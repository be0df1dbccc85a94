import { CASE_STATUSES, may, rowName, TABLE3_COLUMN_LABELS, type CaseDetail } from '@gongkai/core';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { ApplicantActions } from '../personal-data/ApplicantActions.js';
import { Day } from '../ui/Day.js';
import { Due } from '../ui/Due.js';
import { useWorkplace } from '../ui/place.js';
import { ApplicantDialog } from './ApplicantDialog.js';
import { isClosedStatus, standstillOf } from './case-events.js';

interface CaseHeadProps {
  readonly of: CaseDetail;
  readonly onChange: (of: CaseDetail) => void;
}

/** Who asked for what, where it stands, how long is left and what stops the clock. */
export function CaseHead({ of, onChange }: CaseHeadProps) {
  const { access } = useWorkplace();
  const mayUnmask = may(access, 'personalData.unmask', {
    agencyCode: of.agencyCode,
    unitCode: of.unitCode,
  });
  const [isLooking, setLooking] = useState(false);
  return (
    <dl className="case-head">
      <dt>申请人</dt>
      <dd>
        {of.applicantName ?? '—'}（{TABLE3_COLUMN_LABELS[of.applicantClass].zh}）
        {of.applicantName !== null && mayUnmask && (
          <Button size="small" aria-label="查看申请人的完整信息" onClick={() => setLooking(true)}>
            查看
          </Button>
        )}
        <ApplicantActions of={of} onChange={onChange} />
        {isLooking && <ApplicantDialog of={of} onClose={() => setLooking(false)} />}
      </dd>
      <dt>申请内容</dt>
      <dd>{of.request ?? '—'}</dd>
      <dt>状态</dt>
      <dd>
        <strong>{CASE_STATUSES[of.status]}</strong>
        {of.inTime === false && <Tag color="error">超期</Tag>}
        {of.row !== null && <span>，计入{rowName(of.row)}</span>}
      </dd>
      <dt>收到日期</dt>
      <dd>
        <Day on={of.receivedOn} />
      </dd>
      <dt>答复期限</dt>
      <dd>
        <Due
          on={of.dueOn}
          isOver={isClosedStatus(of.status)}
          standstill={standstillOf(of.status)}
          lapsesOn={of.lapsesOn}
          derivation={of.derivation}
          what={`申请 ${of.caseId} 的答复期限`}
        />
        {of.provisional && (
          <span className="muted">（{of.missingYears.join('、')}年放假安排尚未发布，暂定）</span>
        )}
      </dd>
      {of.closedOn !== null && (
        <>
          <dt>办结日期</dt>
          <dd>
            <Day on={of.closedOn} />
          </dd>
        </>
      )}
      {of.importedFrom !== null && (
        <>
          <dt>来源</dt>
          <dd>{of.importedFrom}</dd>
        </>
      )}
    </dl>
  );
}
