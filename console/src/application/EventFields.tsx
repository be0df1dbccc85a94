import { CASE_EVENT_LABELS, type CaseEventType } from '@gongkai/core';
import { Button, Input } from 'antd';
import { DayField } from '../ui/DayField.js';
import { ChoiceField, Field } from '../ui/Field.js';
import { changeType, EVENT_FIELDS, type EventDraft, type EventField } from './event-fields.js';

const TYPE_OPTIONS = (Object.keys(CASE_EVENT_LABELS) as CaseEventType[])
  // Decided and signed in a place of its own.
  .filter((value) => value !== 'duplicateExcluded')
  .map((value) => ({
    value,
    label: CASE_EVENT_LABELS[value],
  }));

interface EventFieldsProps {
  readonly draft: EventDraft;
  readonly issues: Readonly<Record<string, string>>;
  readonly onChange: (draft: EventDraft) => void;
  /** The kind of step can't be changed where it is given. */
  readonly isTypeFixed?: boolean;
}

function ItemsField({ draft, issues, onChange, field }: EventFieldsProps & { readonly field: EventField }) {
  const setItem = (at: number, value: string): void =>
    onChange({ ...draft, items: draft.items.map((item, index) => (index === at ? value : item)) });
  return (
    <fieldset className="items">
      <legend>{field.label}</legend>
      {draft.items.map((item, index) => (
        <div className="item" key={index}>
          <ChoiceField
            label={`第${index + 1}项`}
            empty="请选择认定"
            value={item}
            options={field.options ?? []}
            issue={issues[`items.${index}.finding`]}
            onChange={(value) => setItem(index, value)}
          />
          {draft.items.length > 1 && (
            <Button
              size="small"
              aria-label={`删去第${index + 1}项`}
              onClick={() => onChange({ ...draft, items: draft.items.filter((_, at) => at !== index) })}
            >
              删去
            </Button>
          )}
        </div>
      ))}
      {issues.items !== undefined && <p className="issue">请至少写明一项认定。</p>}
      <Button size="small" onClick={() => onChange({ ...draft, items: [...draft.items, ''] })}>
        增加一项
      </Button>
    </fieldset>
  );
}

function OneField(props: EventFieldsProps & { readonly field: EventField }) {
  const { draft, issues, onChange, field } = props;
  const { key, label, kind, isOptional = false } = field;
  const value = draft.values[key] ?? '';
  const issue = issues[key];
  const set = (next: string): void => onChange({ ...draft, values: { ...draft.values, [key]: next } });
  switch (kind) {
    case 'day':
      return <DayField label={label} value={value} issue={issue} isOptional={isOptional} onChange={set} />;
    case 'count':
      return (
        <Field label={label} issue={issue} isOptional={isOptional}>
          {(control) => (
            <Input
              {...control}
              className="count-input"
              inputMode="numeric"
              value={value}
              onChange={({ target }) => set(target.value)}
            />
          )}
        </Field>
      );
    case 'choice':
      return (
        <ChoiceField
          label={label}
          empty="请选择"
          value={value}
          options={field.options ?? []}
          issue={issue === undefined ? undefined : '请选择一项。'}
          isOptional={isOptional}
          onChange={set}
        />
      );
    case 'yesNo':
      return (
        <ChoiceField
          label={label}
          empty="请选择"
          value={value}
          options={[
            { value: 'true', label: '是' },
            { value: 'false', label: '否' },
          ]}
          issue={issue === undefined ? undefined : '请选择“是”或者“否”。'}
          isOptional={isOptional}
          onChange={set}
        />
      );
    case 'items':
      return <ItemsField {...props} />;
    case 'mainItem':
      return draft.items.length < 2 ? null : (
        <ChoiceField
          label={label}
          empty="未指明"
          value={value}
          options={draft.items.map((_, index) => ({ value: String(index), label: `第${index + 1}项` }))}
          issue={issue}
          isOptional
          onChange={set}
        />
      );
  }
}

/** The questions about one event; which ones depends on the kind of step. */
export function EventFields(props: EventFieldsProps) {
  const { draft, onChange, isTypeFixed = false } = props;
  return (
    <>
      {!isTypeFixed && (
        <ChoiceField
          label="环节"
          value={draft.type}
          options={TYPE_OPTIONS}
          onChange={(value) => {
            const type = TYPE_OPTIONS.find((option) => option.value === value)?.value;
            if (type !== undefined) onChange(changeType(draft, type));
          }}
        />
      )}
      {EVENT_FIELDS[draft.type].map((field) => (
        <OneField key={`${draft.type} ${field.key}`} {...props} field={field} />
      ))}
    </>
  );
}
