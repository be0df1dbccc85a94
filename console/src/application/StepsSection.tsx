import { CASE_EVENT_LABELS, formatLocalDate, may, type CaseDetail, type CaseEventType } from '@gongkai/core';
import { Button } from 'antd';
import { useState } from 'react';
import { rolesWith } from '../ui/permission.js';
import { useWorkplace } from '../ui/place.js';
import type { CaseSectionProps } from './case-section.js';
import { EventDialog } from './EventDialog.js';

type Step = CaseDetail['nextSteps'][number];

function LawfulSteps(props: {
  readonly steps: readonly Step[];
  readonly isAllowed: boolean;
  readonly onStep: (type: CaseEventType) => void;
}) {
  return (
    <ul className="steps" aria-label="现在可以办理的环节">
      {props.steps.map(({ type, by }) => (
        <li key={type}>
          <Button disabled={!props.isAllowed} onClick={() => props.onStep(type)}>
            {CASE_EVENT_LABELS[type]}
          </Button>
          {by !== null && <span className="muted small"> {formatLocalDate(by)}前</span>}
        </li>
      ))}
    </ul>
  );
}

function OtherSteps({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <ul className="steps refused" aria-label="现在不能办理的环节">
      {steps.map(({ type, reason, article }) => (
        <li key={type}>
          <Button disabled aria-describedby={`step-${type}`}>
            {CASE_EVENT_LABELS[type]}
          </Button>
          <span id={`step-${type}`} className="muted small">
            {reason}
            {article !== null && article !== '' && `（${article}）`}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The steps that are lawful now as buttons, the others greyed with the reason. */
export function StepsSection({ of, onChange }: CaseSectionProps) {
  const { access, status } = useWorkplace();
  const [recording, setRecording] = useState<CaseEventType | null>(null);
  const mayRecord = may(access, 'case.record', { agencyCode: of.agencyCode, unitCode: of.unitCode });
  const lawful = of.nextSteps.filter(({ isLawful }) => isLawful);
  const other = of.nextSteps.filter(({ isLawful }) => !isLawful);
  return (
    <>
      {!mayRecord && <p className="muted small">办理环节由{rolesWith('case.record')}记录。</p>}
      <LawfulSteps steps={lawful} isAllowed={mayRecord} onStep={setRecording} />
      {other.length > 0 && (
        <details className="note">
          <summary>现在不能办理的 {other.length} 个环节及理由</summary>
          <OtherSteps steps={other} />
        </details>
      )}
      <p className="muted small">
        已经发生而没有记录的环节（包括逾期作出的），从这里补记：{' '}
        <Button size="small" disabled={!mayRecord} onClick={() => setRecording('receiptConfirmed')}>
          记录一个环节
        </Button>
      </p>
      {recording !== null && (
        <EventDialog
          of={of}
          corrects={null}
          starts={recording}
          today={status.today}
          onClose={() => setRecording(null)}
          onDone={(changed) => {
            setRecording(null);
            onChange(changed);
          }}
        />
      )}
    </>
  );
}
