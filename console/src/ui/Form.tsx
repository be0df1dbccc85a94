import { Button } from 'antd';
import type { KeyboardEvent, ReactNode } from 'react';
import { ProblemNote } from './states.js';

interface FormProps {
  /** What sending it does, and how that stands. */
  readonly action: { readonly isRunning: boolean; readonly error: unknown; readonly run: () => unknown };
  readonly okText: string;
  /** False: nothing is sent for good yet, as with a preview. */
  readonly isPrimary?: boolean;
  readonly isDisabled?: boolean;
  /** Of the look; `form` is always there. */
  readonly className?: string;
  /** Beside the button, such as that it was saved. */
  readonly note?: ReactNode;
  readonly children: ReactNode;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLFormElement>) => void;
}

/** The shell of a form on a page: it is checked by us and not by the browser, shows why it could not be sent, and has its button. */
export function Form(props: FormProps) {
  const {
    action,
    okText,
    isPrimary = true,
    isDisabled = false,
    className,
    note,
    children,
    onKeyDown,
  } = props;
  return (
    <form
      className={className === undefined ? 'form' : `form ${className}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        action.run();
      }}
      {...(onKeyDown !== undefined && { onKeyDown })}
    >
      {children}
      <ProblemNote error={action.error} />
      <Button
        {...(isPrimary && { type: 'primary' as const })}
        htmlType="submit"
        loading={action.isRunning}
        disabled={isDisabled}
      >
        {okText}
      </Button>
      {note}
    </form>
  );
}
