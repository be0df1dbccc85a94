import {
  explainLetterStep,
  letterStepRule,
  type CaseEventType,
  type LetterDetail,
  type LetterStep,
} from '@gongkai/core';
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useAction } from '../api/use-action.js';
import { Field } from '../ui/Field.js';
import { ProblemNote } from '../ui/states.js';

interface StepDialogProps {
  readonly letter: LetterDetail;
  readonly step: LetterStep;
  /** Left out: it needs no reason. */
  readonly reasonLabel?: string;
  readonly onTake: (reason: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Says what will happen and to whom before it does. Confirmed twice it still happens once: it names the version seen. */
export function StepDialog({ letter, step, reasonLabel, onTake, onClose }: StepDialogProps) {
  const [reason, setReason] = useState('');
  const take = useAction(() => onTake(reason.trim()));
  const lines = explainLetterStep(step, {
    kind: letter.kind,
    caseId: letter.caseId,
    documentNumber: letter.documentNumber,
    addressees: letter.draft.addressees.map(({ name }) => name),
    atApproval: letter.atApproval as CaseEventType | null,
    atService: letter.atService as CaseEventType | null,
  });
  const { label } = letterStepRule(step);
  const isLacking = reasonLabel !== undefined && reason.trim().length < 2;
  return (
    <Modal
      open
      title={label}
      okText={`确认${label}`}
      okButtonProps={{ disabled: isLacking }}
      confirmLoading={take.isRunning}
      mask={{ closable: false }}
      onOk={() => void take.run()}
      onCancel={onClose}
    >
      <ul className="plain-list">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {reasonLabel !== undefined && (
        <Field label={reasonLabel}>
          {(control) => (
            <Input.TextArea
              {...control}
              rows={2}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </Field>
      )}
      <ProblemNote error={take.error} />
    </Modal>
  );
}
