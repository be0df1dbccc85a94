import { IDENTITY_KINDS } from '../personal-data/party-values.js';
import { identityNumberFault, type IdentityKind } from './identity-documents.js';
import type { AnswerFault, Answers, FormField } from './form-model.js';

const KIND_OPTIONS = IDENTITY_KINDS.map((kind) => ({ value: kind, label: kind }));

export function nameField(name: string, label: string, missing: string, isOwn = false): FormField {
  return { name, label, kind: 'text', most: 100, missing, ...(isOwn && { autocomplete: 'name' }) };
}

/** Kind and number of a document, for somebody whose answers begin with the prefix. */
export function documentFields(prefix: string, isNeeded = true): FormField[] {
  return [
    {
      name: `${prefix}identity-kind`,
      label: '证件种类',
      kind: 'select',
      options: KIND_OPTIONS,
      most: 20,
      ...(isNeeded && { missing: '请选择证件种类。' }),
    },
    {
      name: `${prefix}identity-number`,
      label: '证件号码',
      hint: '照证件填写，空格和大小写不影响。',
      kind: 'text',
      most: 40,
      ...(isNeeded && { missing: '请填写证件号码。' }),
    },
  ];
}

/** 条例第二十九条第二款第一项: the document that proves who somebody is. */
export function documentFaults(prefix: string, answers: Answers): AnswerFault[] {
  const kind = answers[`${prefix}identity-kind`] ?? '';
  const number = answers[`${prefix}identity-number`] ?? '';
  if (kind === '' || number === '') return [];
  const fault = identityNumberFault(kind as IdentityKind, number);
  return fault === null ? [] : [{ field: `${prefix}identity-number`, message: fault }];
}

export const TELEPHONE_FIELD: FormField = {
  name: 'telephone',
  label: '联系电话',
  hint: '机关收到申请后会用它与您联系、确认收到。座机请写区号。',
  kind: 'text',
  inputmode: 'tel',
  autocomplete: 'tel',
  most: 40,
  missing: '请填写联系电话，机关要与您确认收到申请。',
};
export const EMAIL_FIELD: FormField = {
  name: 'email',
  label: '电子邮箱（可不填）',
  kind: 'text',
  inputmode: 'email',
  autocomplete: 'email',
  most: 200,
};
export const ADDRESS_FIELD: FormField = {
  name: 'address',
  label: '通信地址（可不填）',
  hint: '希望邮寄取得信息的，请写到能收信的门牌号，并写邮政编码。',
  kind: 'text',
  autocomplete: 'street-address',
  most: 300,
};

/** Whether a telephone can be rung and a mail be sent. */
export function contactFaults(answers: Answers): AnswerFault[] {
  const faults: AnswerFault[] = [];
  const digits = (answers.telephone ?? '').normalize('NFKC').replaceAll(/\D/g, '');
  if (digits.length < 7 || digits.length > 18)
    faults.push({
      field: 'telephone',
      message: '联系电话应有7至18位数字，如 13800001234 或者 010-12345678。',
    });
  const email = answers.email ?? '';
  if (email !== '' && !/^[^\s@,;]+@[^\s@,;]+\.[^\s@,;.]{2,}$/.test(email))
    faults.push({ field: 'email', message: '电子邮箱写法不对，请写成 name@example.cn 这样。' });
  return faults;
}
