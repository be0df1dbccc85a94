import { correctedApplicantSchema, REPRESENTATIVE_RELATIONS, type CaseDetail } from '@gongkai/core';
import { useState } from 'react';
import { call } from '../api/call.js';
import { issuesOf } from '../api/problem.js';
import { useAction } from '../api/use-action.js';
import { ActionDialog } from '../ui/ActionDialog.js';
import { fieldIssues, goToFirstIssue } from '../ui/field-issues.js';
import { ChoiceField } from '../ui/Field.js';
import { correctionOf, type PartyDraft } from './party-draft.js';
import { PartyFields } from './PartyFields.js';

interface DialogProps {
  readonly of: Pick<CaseDetail, 'agencyCode' | 'caseId'>;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Corrects what is held of an applicant and of who acts for it, without showing what is there. */
export function CorrectionDialog({ of, onClose, onDone }: DialogProps) {
  const [applicant, setApplicant] = useState<PartyDraft>({});
  const [relation, setRelation] = useState<string>('agent');
  const [acting, setActing] = useState<PartyDraft>({});
  const [issues, setIssues] = useState<Readonly<Record<string, string>>>({});
  const correct = useAction(async () => {
    const parsed = correctedApplicantSchema.safeParse(correctionOf(applicant, relation, acting));
    setIssues(fieldIssues(parsed.error));
    if (!parsed.success) {
      goToFirstIssue();
      return;
    }
    const params = { code: of.agencyCode, caseId: of.caseId };
    await call('correctApplicant', { params, body: parsed.data });
    onDone();
  });
  const shown = { ...issues, ...issuesOf(correct.error) };
  const ofActing = Object.fromEntries(
    Object.entries(shown).flatMap(([path, message]) =>
      path.startsWith('representative.values.')
        ? [[path.slice('representative.values.'.length), message]]
        : [],
    ),
  );
  return (
    <ActionDialog title="更正申请人的信息" okText="更正" action={correct} onClose={onClose}>
      <p className="muted">
        只填写需要更正的内容，没有填写的保持不变。更正后原来的内容不再保留，办理留痕只记录更正了哪几项。
      </p>
      {shown[''] !== undefined && (
        <p className="issue" role="alert">
          {shown['']}
        </p>
      )}
      <PartyFields draft={applicant} onChange={setApplicant} issues={shown} />
      <h3>代为办理的人</h3>
      <ChoiceField
        label="与申请人的关系"
        value={relation}
        options={Object.entries(REPRESENTATIVE_RELATIONS)
          .filter(([value]) => value !== 'coApplicant')
          .map(([value, label]) => ({ value, label }))}
        onChange={setRelation}
      />
      <PartyFields draft={acting} onChange={setActing} issues={ofActing} />
    </ActionDialog>
  );
}
