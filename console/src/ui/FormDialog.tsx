import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import { issuesOf } from '../api/problem.js';
import { useAction } from '../api/use-action.js';
import { ActionDialog } from './ActionDialog.js';
import { DayField } from './DayField.js';
import { ChoiceField, Field } from './Field.js';
import { fieldIssues } from './field-issues.js';

export type FormValues = Readonly<Record<string, string>>;

export interface FormField {
  /** The key of the value, and of what is said wrong about it. */
  readonly name: string;
  readonly label: string;
  readonly kind: 'line' | 'text' | 'day' | 'number' | 'choice' | 'check';
  readonly hint?: string;
  readonly isOptional?: boolean;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  /** Asked only when this holds. */
  readonly when?: (values: FormValues) => boolean;
}

interface FormDialogProps<S extends z.ZodType> {
  readonly title: string;
  readonly lead?: string;
  readonly okText: string;
  readonly fields: readonly FormField[];
  readonly initial: FormValues;
  readonly schema: S;
  readonly inputOf: (values: FormValues) => unknown;
  /** Sends it; what the server refuses is shown and nothing typed is lost. */
  readonly onSave: (input: z.output<S>) => Promise<void>;
  readonly onClose: () => void;
}

/** What `choice` and `check` say for yes. */
export const YES = 'yes';

/** A form of a few questions, checked by the very schema that the server asks for. */
export function FormDialog<S extends z.ZodType>(props: FormDialogProps<S>) {
  const { title, lead, okText, fields, initial, schema, inputOf, onSave, onClose } = props;
  const [values, setValues] = useState<FormValues>(initial);
  const [issues, setIssues] = useState<Readonly<Record<string, string>>>({});
  const save = useAction(async () => {
    const parsed = schema.safeParse(inputOf(values));
    setIssues(fieldIssues(parsed.error));
    if (parsed.success) await onSave(parsed.data);
  });
  const shown = { ...issues, ...issuesOf(save.error) };
  const asked = fields.filter(({ when }) => when?.(values) !== false);
  const named = new Set(asked.map(({ name }) => name));
  const rest = Object.entries(shown).filter(([path]) => !named.has(path.split('.')[0] ?? ''));
  return (
    <ActionDialog title={title} okText={okText} action={save} onClose={onClose}>
      {lead !== undefined && <p className="muted">{lead}</p>}
      {asked.map((field) => (
        <FormControl
          key={field.name}
          field={field}
          value={values[field.name] ?? ''}
          issue={issueOf(shown, field.name)}
          onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
        />
      ))}
      {rest.map(([path, message]) => (
        <p key={path} className="issue">
          {message}
        </p>
      ))}
    </ActionDialog>
  );
}

function issueOf(issues: Readonly<Record<string, string>>, name: string): string | undefined {
  return issues[name] ?? Object.entries(issues).find(([path]) => path.startsWith(`${name}.`))?.[1];
}

interface FormControlProps {
  readonly field: FormField;
  readonly value: string;
  readonly issue: string | undefined;
  readonly onChange: (value: string) => void;
}

function FormControl({ field, value, issue, onChange }: FormControlProps) {
  const { label, kind, hint, isOptional = false, options = [] } = field;
  if (kind === 'day') return <DayField {...{ label, value, onChange, issue, isOptional }} />;
  if (kind === 'choice') return <ChoiceField {...{ label, value, options, onChange, issue, isOptional }} />;
  if (kind === 'check') {
    return (
      <p className="field">
        <Checkbox checked={value === YES} onChange={({ target }) => onChange(target.checked ? YES : '')}>
          {label}
        </Checkbox>
        {issue !== undefined && <span className="issue">{issue}</span>}
      </p>
    );
  }
  return (
    <Field label={label} issue={issue} isOptional={isOptional} {...(hint === undefined ? {} : { hint })}>
      {(control) =>
        kind === 'text' ? (
          <Input.TextArea
            {...control}
            rows={3}
            value={value}
            onChange={({ target }) => onChange(target.value)}
          />
        ) : (
          <Input
            {...control}
            {...(kind === 'number' && { inputMode: 'numeric' as const })}
            value={value}
            onChange={({ target }) => onChange(target.value)}
          />
        )
      }
    </Field>
  );
}
