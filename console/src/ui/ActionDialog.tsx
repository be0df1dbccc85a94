import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { ProblemNote } from './states.js';

interface ActionDialogProps {
  readonly title: string;
  readonly okText: string;
  /** What confirming it does, and how that stands. */
  readonly action: { readonly isRunning: boolean; readonly error: unknown; readonly run: () => unknown };
  /** What it does can't be undone. */
  readonly isDangerous?: boolean;
  readonly isDisabled?: boolean;
  /** In pixels; left out: as wide as a few questions need. */
  readonly width?: number;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Below what went wrong, such as the way on. */
  readonly after?: ReactNode;
}

/** Asks before something is done, and shows why it could not be; a click beside it loses nothing that was typed. */
export function ActionDialog(props: ActionDialogProps) {
  const {
    title,
    okText,
    action,
    isDangerous = false,
    isDisabled = false,
    width,
    onClose,
    children,
    after,
  } = props;
  return (
    <Modal
      open
      title={title}
      okText={okText}
      okButtonProps={{ danger: isDangerous, disabled: isDisabled }}
      confirmLoading={action.isRunning}
      mask={{ closable: false }}
      {...(width !== undefined && { width })}
      onOk={() => void action.run()}
      onCancel={onClose}
    >
      {children}
      <ProblemNote error={action.error} />
      {after}
    </Modal>
  );
}
