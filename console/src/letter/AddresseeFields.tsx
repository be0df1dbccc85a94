import {
  REPRESENTATIVE_RELATIONS,
  type LetterAddressee,
  type LetterDraft,
  type LetterStart,
} from '@gongkai/core';
import { Button, Input } from 'antd';
import { Field } from '../ui/Field.js';

interface AddresseeFieldsProps {
  readonly draft: LetterDraft;
  /** Who acts for the applicant and may be served apart. */
  readonly others?: LetterStart['others'];
  readonly onChange: (draft: LetterDraft) => void;
}

const NOBODY: LetterAddressee = { partyId: null, name: '', address: null, postcode: null, telephone: null };

const LINES = [
  ['address', '通信地址'],
  ['postcode', '邮政编码'],
  ['telephone', '电话'],
] as const;

/** To whom it goes; each joint applicant or agent is served apart. */
export function AddresseeFields({ draft, others = [], onChange }: AddresseeFieldsProps) {
  const { addressees } = draft;
  const change = (next: readonly LetterAddressee[]): void => onChange({ ...draft, addressees: [...next] });
  const set = (index: number, values: Partial<LetterAddressee>): void =>
    change(addressees.map((one, at) => (at === index ? { ...one, ...values } : one)));
  return (
    <fieldset className="field">
      <legend>收件人（共同申请人、代理人分别列出，分别送达）</legend>
      {addressees.map((addressee, index) => (
        <section key={index} aria-label={`第${index + 1}个收件人`} className="letter-entry">
          <Field
            label="收件人"
            {...(addressee.partyId === null
              ? {}
              : { hint: '案件的当事人，姓名以登记的为准；没有权限的只见到遮蔽的姓名。' })}
          >
            {(control) => (
              <Input
                {...control}
                value={addressee.name}
                readOnly={addressee.partyId !== null}
                onChange={({ target }) => set(index, { name: target.value })}
              />
            )}
          </Field>
          {LINES.map(([name, label]) => (
            <Field key={name} label={label} isOptional>
              {(control) => (
                <Input
                  {...control}
                  value={addressee[name] ?? ''}
                  onChange={({ target }) => set(index, { [name]: target.value === '' ? null : target.value })}
                />
              )}
            </Field>
          ))}
          {addressees.length > 1 && (
            <Button size="small" onClick={() => change(addressees.filter((_, at) => at !== index))}>
              去掉这个收件人
            </Button>
          )}
        </section>
      ))}
      {others
        .filter(({ addressee }) => !addressees.some(({ partyId }) => partyId === addressee.partyId))
        .map(({ relation, addressee }) => (
          <Button key={addressee.partyId} size="small" onClick={() => change([...addressees, addressee])}>
            另向{REPRESENTATIVE_RELATIONS[relation]}
            {addressee.name}送达
          </Button>
        ))}
      <Button size="small" onClick={() => change([...addressees, NOBODY])}>
        再加一个收件人
      </Button>
    </fieldset>
  );
}
