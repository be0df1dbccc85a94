import { may, type CaseDetail } from '@gongkai/core';
import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useWorkplace } from '../ui/place.js';
import { ProblemNote } from '../ui/states.js';
import { CorrectionDialog } from './CorrectionDialog.js';
import { ErasureDialog } from './ErasureDialog.js';

interface ApplicantActionsProps {
  readonly of: CaseDetail;
  readonly onChange: (of: CaseDetail) => void;
}

/** What may be done with the data of a case's applicant, as the applicant may ask (个人信息保护法第四十六条、第四十七条). */
export function ApplicantActions({ of, onChange }: ApplicantActionsProps) {
  const { access } = useWorkplace();
  const [open, setOpen] = useState<'correction' | 'erasure' | null>(null);
  const at = { agencyCode: of.agencyCode, unitCode: of.unitCode };
  const again = useAction(async () => {
    onChange(await call('getCase', { params: { code: of.agencyCode, caseId: of.caseId } }));
  });
  const dialog = {
    of,
    onClose: () => setOpen(null),
    onDone: () => {
      setOpen(null);
      void again.run();
    },
  };
  return (
    <>
      {may(access, 'personalData.correct', at) && (
        <Button size="small" aria-label="更正申请人的信息" onClick={() => setOpen('correction')}>
          更正
        </Button>
      )}
      {may(access, 'personalData.erase', at) && of.applicantName !== null && (
        <Button size="small" danger aria-label="删除申请人的个人信息" onClick={() => setOpen('erasure')}>
          删除
        </Button>
      )}
      <ProblemNote error={again.error} />
      {open === 'correction' && <CorrectionDialog {...dialog} />}
      {open === 'erasure' && <ErasureDialog {...dialog} />}
    </>
  );
}
