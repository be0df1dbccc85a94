import { formatLocalDate, localDateSchema } from '@gongkai/core';
import { Input } from 'antd';
import { Field } from './Field.js';

interface DayFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly issue?: string | undefined;
  readonly isOptional?: boolean;
}

/** A day typed or chosen; beside it the day of the week, which shows a slip at once. */
export function DayField({ label, value, onChange, issue, isOptional }: DayFieldProps) {
  const parsed = localDateSchema.safeParse(value);
  const hint = parsed.success ? formatLocalDate(parsed.data) : undefined;
  return (
    <Field
      label={label}
      issue={issue}
      isOptional={isOptional ?? false}
      {...(hint === undefined ? {} : { hint })}
    >
      {(control) => (
        <Input
          {...control}
          type="date"
          className="day-input"
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
