import { Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useAction } from '../api/use-action.js';
import { ActionDialog } from './ActionDialog.js';
import { Field } from './Field.js';

interface ReasonDialogProps {
  readonly title: string;
  readonly label: string;
  readonly okText: string;
  /** Said when it is not given; left out: that the label is to be filled in. */
  readonly missing?: string;
  readonly isOptional?: boolean;
  readonly isDangerous?: boolean;
  /** What will happen, and to whom. */
  readonly children?: ReactNode;
  readonly onDone: (reason: string) => Promise<void>;
  readonly onClose: () => void;
}

/** A step that needs an opinion or a reason; what it will do stands above the field. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, label, okText, isOptional = false, isDangerous = false, children, onDone, onClose } = props;
  const missing = props.missing ?? `请填写${label}。`;
  const [reason, setReason] = useState('');
  const [issue, setIssue] = useState<string | undefined>(undefined);
  const save = useAction(async () => {
    const isMissing = !isOptional && reason.trim().length < 2;
    setIssue(isMissing ? missing : undefined);
    if (!isMissing) await onDone(reason.trim());
  });
  return (
    <ActionDialog {...{ title, okText, isDangerous, onClose }} action={save}>
      {children}
      <Field label={label} issue={issue} isOptional={isOptional}>
        {(control) => (
          <Input.TextArea
            {...control}
            rows={3}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </Field>
    </ActionDialog>
  );
}
