import {
  AUDIT_PURPOSES,
  PARTY_FIELD_NAMES,
  PARTY_FIELDS,
  REPRESENTATIVE_RELATIONS,
  type ApplicationFrequency,
  type AuditPurpose,
  type CaseDetail,
  type PresentedApplicant,
} from '@gongkai/core';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { ChoiceField } from '../ui/Field.js';
import { usePlace } from '../ui/place.js';
import { ProblemNote } from '../ui/states.js';
import { optionsOf } from '../ui/options.js';

const PURPOSES = optionsOf(AUDIT_PURPOSES);

function purposeOf(text: string): AuditPurpose | undefined {
  return (Object.keys(AUDIT_PURPOSES) as AuditPurpose[]).find((known) => known === text);
}

function Values({ of }: { readonly of: PresentedApplicant['values'] }) {
  return (
    <dl className="case-head">
      {PARTY_FIELD_NAMES.filter((field) => of[field] !== null).map((field) => (
        <div key={field}>
          <dt>{PARTY_FIELDS[field]}</dt>
          <dd>{of[field]}</dd>
        </div>
      ))}
    </dl>
  );
}

function Frequency({ of }: { readonly of: ApplicationFrequency }) {
  const by = of.basis === null ? '' : `，按${PARTY_FIELDS[of.basis]}判断`;
  return (
    <p>
      在本机关共有{of.total}件申请{by}：{of.cases.map(({ caseId }) => caseId).join('、')}
    </p>
  );
}

interface ApplicantDialogProps {
  readonly of: CaseDetail;
  readonly onClose: () => void;
}

/** Who applied, in full once a purpose was chosen; every look is recorded with it. */
export function ApplicantDialog({ of, onClose }: ApplicantDialogProps) {
  const { code } = usePlace();
  const [chosen, setChosen] = useState('');
  const [issue, setIssue] = useState<string | undefined>(undefined);
  const [shown, setShown] = useState<PresentedApplicant | null>(null);
  const [frequency, setFrequency] = useState<ApplicationFrequency | null>(null);
  const params = { code, caseId: of.caseId };
  const purpose = purposeOf(chosen);
  const look = useAction(async () => {
    setIssue(purpose === undefined ? '请选择查看的用途。' : undefined);
    if (purpose !== undefined) setShown(await call('unmaskApplicant', { params, body: { purpose } }));
  });
  const count = useAction(async () => {
    if (purpose !== undefined) setFrequency(await call('countApplications', { params, body: { purpose } }));
  });
  const copy = (format: 'docx' | 'pdf') =>
    `/personal-data-files/agencies/${encodeURIComponent(code)}/cases/${encodeURIComponent(of.caseId)}/copy.${format}?purpose=${chosen}`;
  return (
    <Modal
      open
      title="申请人的完整信息"
      okText={shown === null ? '查看' : '关闭'}
      cancelButtonProps={shown === null ? {} : { style: { display: 'none' } }}
      confirmLoading={look.isRunning}
      onOk={() => (shown === null ? void look.run() : onClose())}
      onCancel={onClose}
    >
      {shown === null ? (
        <>
          <p className="muted">每次查看都会记录：谁、什么时候、为什么用途查看。</p>
          <ChoiceField
            label="用途"
            empty="请选择"
            value={chosen}
            options={PURPOSES}
            issue={issue}
            onChange={setChosen}
          />
        </>
      ) : (
        <>
          <Values of={shown.values} />
          {shown.representative !== null && (
            <>
              <h3>{REPRESENTATIVE_RELATIONS[shown.representative.relation]}</h3>
              <Values of={shown.representative.values} />
            </>
          )}
          <p>
            给本人的副本：<a href={copy('docx')}>Word</a> <a href={copy('pdf')}>PDF</a>
          </p>
          {frequency === null ? (
            <Button size="small" loading={count.isRunning} onClick={() => void count.run()}>
              计算申请次数（条例第三十五条）
            </Button>
          ) : (
            <Frequency of={frequency} />
          )}
        </>
      )}
      <ProblemNote error={look.error ?? count.error} />
    </Modal>
  );
}
