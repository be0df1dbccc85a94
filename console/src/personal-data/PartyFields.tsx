import { IDENTITY_KINDS, PARTY_FIELD_NAMES, PARTY_FIELDS } from '@gongkai/core';
import { Input } from 'antd';
import { ChoiceField, Field } from '../ui/Field.js';
import type { PartyDraft } from './party-draft.js';

interface PartyFieldsProps {
  readonly draft: PartyDraft;
  readonly onChange: (draft: PartyDraft) => void;
  /** By field. */
  readonly issues: Readonly<Record<string, string>>;
}

/** One question for each value that is kept of a person or an organisation. */
export function PartyFields({ draft, onChange, issues }: PartyFieldsProps) {
  return PARTY_FIELD_NAMES.map((field) => {
    const value = draft[field] ?? '';
    const put = (text: string): void => onChange({ ...draft, [field]: text });
    return field === 'identityKind' ? (
      <ChoiceField
        key={field}
        label={PARTY_FIELDS[field]}
        empty="不更正"
        value={value}
        options={IDENTITY_KINDS.map((kind) => ({ value: kind, label: kind }))}
        issue={issues[field]}
        onChange={put}
        isOptional
      />
    ) : (
      <Field key={field} label={PARTY_FIELDS[field]} issue={issues[field]} isOptional>
        {(control) => (
          <Input {...control} autoComplete="off" value={value} onChange={({ target }) => put(target.value)} />
        )}
      </Field>
    );
  });
}
