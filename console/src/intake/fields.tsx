import { Input } from 'antd';
import { Field } from '../ui/Field.js';
import type { IntakeTyped } from './intake-typed.js';

interface TextProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly issue?: string | undefined;
  readonly isOptional?: boolean;
  readonly hint?: string;
  /** More than one line. */
  readonly rows?: number;
}

/** A line or some lines of text, never filled in by the browser: it is somebody else's. */
export function TextField({ label, value, onChange, issue, isOptional = false, hint, rows }: TextProps) {
  return (
    <Field label={label} issue={issue} isOptional={isOptional} {...(hint === undefined ? {} : { hint })}>
      {(control) =>
        rows === undefined ? (
          <Input
            {...control}
            autoComplete="off"
            value={value}
            onChange={({ target }) => onChange(target.value)}
          />
        ) : (
          <Input.TextArea
            {...control}
            rows={rows}
            autoComplete="off"
            value={value}
            onChange={({ target }) => onChange(target.value)}
          />
        )
      }
    </Field>
  );
}

/** What was wrong, by the path of the answer. */
export type Issues = Readonly<Record<string, string>>;

/** A part of the form of the desk. */
export interface PartProps {
  readonly typed: IntakeTyped;
  readonly issues: Issues;
  readonly set: (change: Partial<IntakeTyped>) => void;
}
