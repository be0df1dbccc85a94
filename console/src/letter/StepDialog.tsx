import {
  explainLetterStep,
  letterStepRule,
  LETTER_STATUSES,
  type CaseEventType,
  type LetterDetail,
  type LetterStep,
} from '@gongkai/core';
import { Alert, Input } from 'antd';
import { useState } from 'react';
import { useAction } from '../api/use-action.js';
import { ActionDialog } from '../ui/ActionDialog.js';
import { ConflictReload } from '../ui/ConflictReload.js';
import { Field } from '../ui/Field.js';

interface StepDialogProps {
  readonly letter: LetterDetail;
  readonly step: LetterStep;
  /** Left out: it needs no reason. */
  readonly reasonLabel?: string;
  readonly onTake: (reason: string) => Promise<void>;
  /** Reads the letter as it stands now; what was typed here stays. */
  readonly onReload: () => Promise<void>;
  readonly onClose: () => void;
}

/** Says what will happen and to whom before it does. Confirmed twice it still happens once: it names the version seen. */
export function StepDialog({ letter, step, reasonLabel, onTake, onReload, onClose }: StepDialogProps) {
  const [reason, setReason] = useState('');
  const [isReloaded, setReloaded] = useState(false);
  const take = useAction(() => onTake(reason.trim()));
  const reload = async (): Promise<void> => {
    await onReload();
    take.clear();
    setReloaded(true);
  };
  const isPast = !letter.steps.includes(step);
  const lines = explainLetterStep(step, {
    kind: letter.kind,
    number: letter.caseId ?? letter.rightsRequestId ?? '',
    documentNumber: letter.documentNumber,
    addressees: letter.draft.addressees.map(({ name }) => name),
    atApproval: letter.atApproval as CaseEventType | null,
    atService: letter.atService as CaseEventType | null,
  });
  const { label } = letterStepRule(step);
  const isLacking = reasonLabel !== undefined && reason.trim().length < 2;
  return (
    <ActionDialog
      title={label}
      okText={`确认${label}`}
      action={take}
      isDisabled={isLacking || isPast}
      onClose={onClose}
      after={<ConflictReload error={take.error} onReload={reload} />}
    >
      {isReloaded && (
        <Alert
          type="warning"
          className="note"
          title={`已载入最新的状态：${LETTER_STATUSES[letter.status]}。${
            isPast
              ? '这一步已经不能再办；您填写的内容还在下面，可以复制。'
              : '您填写的内容没有丢失，请核对后再确认。'
          }`}
        />
      )}
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
    </ActionDialog>
  );
}
