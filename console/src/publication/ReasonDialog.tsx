import { Input, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { useAction } from '../api/use-action.js';
import { Field } from '../ui/Field.js';
import { ProblemNote } from '../ui/states.js';

interface ReasonDialogProps {
  readonly title: string;
  readonly label: string;
  readonly okText: string;
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
  const [reason, setReason] = useState('');
  const [issue, setIssue] = useState<string | undefined>(undefined);
  const save = useAction(async () => {
    const isMissing = !isOptional && reason.trim().length < 2;
    setIssue(isMissing ? `请填写${label}。` : undefined);
    if (!isMissing) await onDone(reason.trim());
  });
  return (
    <Modal
      open
      title={title}
      okText={okText}
      okButtonProps={{ danger: isDangerous }}
      confirmLoading={save.isRunning}
      mask={{ closable: false }}
      onOk={() => void save.run()}
      onCancel={onClose}
    >
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
      <ProblemNote error={save.error} />
    </Modal>
  );
}
