import { useId, type ReactElement, type ReactNode } from 'react';

interface FieldControl {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
}
interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly issue?: string | undefined;
  readonly isOptional?: boolean;
  readonly children: (control: FieldControl) => ReactElement;
}

/** One question of a form: its label, what helps to answer it, and what was wrong with the answer. */
export function Field({ label, hint, issue, isOptional, children }: FieldProps) {
  const id = useId();
  const notes = [hint === undefined ? '' : `${id}-hint`, issue === undefined ? '' : `${id}-issue`];
  const describedBy = notes.filter((note) => note !== '').join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {isOptional === true && <span className="muted">（选填）</span>}
      </label>
      {children({
        id,
        'aria-describedby': describedBy === '' ? undefined : describedBy,
        'aria-invalid': issue === undefined ? undefined : true,
      })}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
      {issue !== undefined && (
        <p id={`${id}-issue`} className="issue">
          {issue}
        </p>
      )}
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
  /** What the empty choice is called; without it there is none. */
  readonly empty?: string;
  readonly issue?: string | undefined;
  readonly isOptional?: boolean;
}

/** A choice by the platform's own list, which phones and screen readers know. */
export function ChoiceField({ label, value, options, onChange, empty, issue, isOptional }: ChoiceProps) {
  return (
    <Field label={label} issue={issue} isOptional={isOptional ?? false}>
      {(control) => (
        <select
          {...control}
          className="choice"
          value={value}
          onChange={({ target }) => onChange(target.value)}
        >
          {empty !== undefined && <option value="">{empty}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
