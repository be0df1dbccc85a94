import { ONLINE_FORMS, type FormField, type RightsKind } from '@gongkai/core';
import { ChoiceField } from '../ui/Field.js';
import { TextField, type PartProps } from './fields.js';

/** The questions of the public form, as they are put to whoever reads the paper. */
const LEGENDS: Readonly<Record<string, string>> = {
  record: '不准确的记录',
  evidence: '证据',
  person: '提出人',
  subject: '建议公开的信息',
  contact: '联系方式',
};

/** What the public form of a demand for correction or a suggestion asks, for what came another way. 条例第四十一、四十四条 */
export function RightsFields({ kind, typed, issues, set }: PartProps & { readonly kind: RightsKind }) {
  const { answers } = typed;
  return ONLINE_FORMS[kind].steps.map((step) => (
    <fieldset key={step.id}>
      <legend>{LEGENDS[step.id] ?? step.title}</legend>
      {step.fields(answers).map((field) => (
        <RightsField
          key={field.name}
          field={field}
          value={answers[field.name] ?? ''}
          issue={issues[`answers.${field.name}`]}
          onChange={(value) => set({ answers: { ...answers, [field.name]: value } })}
        />
      ))}
    </fieldset>
  ));
}

interface FieldProps {
  readonly field: FormField;
  readonly value: string;
  readonly issue: string | undefined;
  readonly onChange: (value: string) => void;
}

function RightsField({ field, value, issue, onChange }: FieldProps) {
  const { label: asked, kind, options = [], missing } = field;
  const label = asked.replace('（可不填）', '');
  return kind === 'select' ? (
    <ChoiceField {...{ label, value, options, issue, onChange }} empty="没有提供" />
  ) : (
    <TextField
      {...{ label, value, onChange, isOptional: missing === undefined }}
      issue={issue}
      {...(kind === 'textarea' && { rows: 3 })}
    />
  );
}
