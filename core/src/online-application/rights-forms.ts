import type { Answers, FormDefinition, FormStep } from './form-model.js';
import {
  ADDRESS_FIELD,
  contactFaults,
  documentFaults,
  documentFields,
  EMAIL_FIELD,
  nameField,
  TELEPHONE_FIELD,
} from './person-fields.js';

const record: FormStep = {
  id: 'record',
  title: '哪一条记录不准确？',
  lead: '有证据证明行政机关提供的、与您自己有关的政府信息记录不准确的，可以要求更正（条例第四十一条）。',
  fields: () => [
    {
      name: 'record',
      label: '不准确的记录',
      hint: '写明在哪份文件或者哪个系统里、现在是怎样写的。',
      kind: 'textarea',
      most: 1000,
      missing: '请写明哪一条记录不准确。',
    },
    {
      name: 'correct-text',
      label: '应当改成什么',
      kind: 'textarea',
      most: 1000,
      missing: '请写明正确的内容。',
    },
  ],
};

const evidence: FormStep = {
  id: 'evidence',
  title: '有什么证据？',
  lead: '要求更正需要证据。可以写明证据，也可以上传证明材料。',
  fields: () => [
    {
      name: 'evidence',
      label: '证据',
      kind: 'textarea',
      most: 1000,
      missing: '请写明有什么证据能证明记录不准确。',
    },
  ],
  upload: () => ({
    purpose: 'evidence',
    label: '证明材料（可不上传）',
    hint: 'PDF、OFD、Word、Excel、图片或者文本，每个不超过 20 MB，最多 10 个。',
  }),
};

const person: FormStep = {
  id: 'person',
  title: '您是谁？',
  lead: '只能要求更正与自己有关的记录，所以要写明身份证明。',
  fields: () => [
    nameField('name', '姓名或者单位名称', '请填写姓名或者单位名称。', true),
    ...documentFields(''),
  ],
  check: (answers) => documentFaults('', answers),
};

const contact: FormStep = {
  id: 'contact',
  title: '怎样与您联系？',
  fields: () => [TELEPHONE_FIELD, ADDRESS_FIELD, EMAIL_FIELD],
  check: contactFaults,
};

/** 条例第四十一条: a record about oneself that is inaccurate; evidence is needed. */
export const CORRECTION_FORM: FormDefinition = {
  kind: 'correction',
  title: '要求更正与自己有关的记录',
  steps: [record, evidence, person, contact],
};

const subject: FormStep = {
  id: 'subject',
  title: '您建议主动公开什么？',
  lead: '申请人可以建议行政机关把信息纳入主动公开的范围；机关审核认为属于主动公开范围的，应当及时主动公开（条例第四十四条第二款）。',
  fields: () => [
    {
      name: 'subject',
      label: '建议公开的信息',
      hint: '名称、文号或者内容。',
      kind: 'textarea',
      most: 1000,
      missing: '请写明建议公开什么信息。',
    },
    { name: 'reason', label: '为什么建议公开（可不填）', kind: 'textarea', most: 1000 },
  ],
};

const optionalContact: FormStep = {
  id: 'contact',
  title: '要不要把结果告诉您？',
  lead: '都可以不填。不填的，用编号和查询码也能看到结果。',
  fields: () => [
    { name: 'name', label: '称呼（可不填）', kind: 'text', autocomplete: 'name', most: 100 },
    {
      name: 'telephone',
      label: '联系电话（可不填）',
      kind: 'text',
      inputmode: 'tel',
      autocomplete: 'tel',
      most: 40,
    },
    EMAIL_FIELD,
  ],
  check: (answers: Answers) => ((answers.telephone ?? '') === '' ? [] : contactFaults(answers)),
};

/** 条例第四十四条第二款: a suggestion to publish on one's own initiative; it says nothing about who makes it. */
export const SUGGESTION_FORM: FormDefinition = {
  kind: 'suggestion',
  title: '建议主动公开信息',
  steps: [subject, optionalContact],
};
