import { Button, Checkbox, Input } from 'antd';
import { DayField } from '../ui/DayField.js';
import { ChoiceField, Field } from '../ui/Field.js';
import type { FieldSpec, FieldValue, FieldValues } from './letter-fields.js';

interface SpecFieldsProps {
  readonly specs: readonly FieldSpec[];
  readonly values: FieldValues;
  readonly onChange: (values: FieldValues) => void;
}

function textOf(value: FieldValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function listOf(value: FieldValue | undefined): readonly FieldValue[] {
  return Array.isArray(value) ? value : [];
}

function groupOf(value: FieldValue | undefined): FieldValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

/** The questions of a letter, one after another. */
export function SpecFields({ specs, values, onChange }: SpecFieldsProps) {
  return specs.map((spec) => (
    <SpecField
      key={spec.name}
      spec={spec}
      value={values[spec.name]}
      onChange={(value) => onChange({ ...values, [spec.name]: value })}
    />
  ));
}

interface SpecFieldProps {
  readonly spec: FieldSpec;
  readonly value: FieldValue | undefined;
  readonly onChange: (value: FieldValue) => void;
}

function SpecField({ spec, value, onChange }: SpecFieldProps) {
  const { label, isOptional = false } = spec;
  switch (spec.kind) {
    case 'day':
      return <DayField {...{ label, isOptional, onChange }} value={textOf(value)} />;
    case 'choice':
      return (
        <ChoiceField
          {...{ label, isOptional, onChange }}
          value={textOf(value)}
          options={spec.options}
          empty="请选择"
        />
      );
    case 'flag':
      return (
        <p className="field">
          <Checkbox checked={value === true} onChange={({ target }) => onChange(target.checked)}>
            {label}
          </Checkbox>
        </p>
      );
    case 'checks': {
      const chosen = listOf(value).map(textOf);
      return (
        <fieldset className="field">
          <legend>
            {label}
            {isOptional && <span className="muted">（选填）</span>}
          </legend>
          {spec.options.map((option) => (
            <Checkbox
              key={option.value}
              checked={chosen.includes(option.value)}
              onChange={({ target }) =>
                onChange(
                  target.checked ? [...chosen, option.value] : chosen.filter((one) => one !== option.value),
                )
              }
            >
              {option.label}
            </Checkbox>
          ))}
        </fieldset>
      );
    }
    case 'group':
      return (
        <fieldset className="field">
          <legend>
            {label}
            {isOptional && <span className="muted">（选填）</span>}
          </legend>
          <SpecFields specs={spec.fields} values={groupOf(value)} onChange={onChange} />
        </fieldset>
      );
    case 'list':
      return <ListField spec={spec} value={value} onChange={onChange} />;
    case 'line':
    case 'text':
    case 'number':
    case 'lines':
      return <TypedField spec={spec} value={value} onChange={onChange} />;
  }
}

function TypedField({
  spec,
  value,
  onChange,
}: SpecFieldProps & {
  readonly spec: Extract<FieldSpec, { kind: 'line' | 'text' | 'number' | 'day' | 'flag' | 'lines' }>;
}) {
  const { label, kind, isOptional = false, hint } = spec;
  const isLong = kind === 'text' || kind === 'lines';
  const shown = kind === 'lines' ? listOf(value).map(textOf).join('\n') : textOf(value);
  const change = (text: string): void => {
    if (kind === 'lines') onChange(text === '' ? [] : text.split('\n'));
    else if (kind === 'number') onChange(text === '' ? '' : Number(text));
    else onChange(text);
  };
  return (
    <Field label={label} isOptional={isOptional} {...(hint === undefined ? {} : { hint })}>
      {(control) =>
        isLong ? (
          <Input.TextArea
            {...control}
            rows={3}
            value={shown}
            onChange={({ target }) => change(target.value)}
          />
        ) : (
          <Input
            {...control}
            type={kind === 'number' ? 'number' : 'text'}
            value={shown}
            onChange={({ target }) => change(target.value)}
          />
        )
      }
    </Field>
  );
}

function ListField({
  spec,
  value,
  onChange,
}: SpecFieldProps & { readonly spec: Extract<FieldSpec, { kind: 'list' }> }) {
  const entries = listOf(value).map((one) => groupOf(one));
  const replace = (index: number, next: FieldValues | null): void =>
    onChange(
      next === null
        ? entries.filter((_, at) => at !== index)
        : entries.map((entry, at) => (at === index ? next : entry)),
    );
  return (
    <fieldset className="field">
      <legend>{spec.label}</legend>
      {entries.map((entry, index) => (
        <section key={index} aria-label={`${spec.label}，第${index + 1}项`} className="letter-entry">
          <SpecFields specs={spec.fields} values={entry} onChange={(next) => replace(index, next)} />
          <Button size="small" onClick={() => replace(index, null)}>
            去掉第{index + 1}项
          </Button>
        </section>
      ))}
      <Button size="small" onClick={() => onChange([...entries, {}])}>
        {spec.add}
      </Button>
    </fieldset>
  );
}
