import { TABLE3_COLUMN_LABELS } from '../annual-report/labels.js';
import { APPLICANT_CLASSES } from '../annual-report/tables.js';
import { isOrganisationCode, plainNumber } from './identity-documents.js';
import {
  repeatCount,
  type AnswerFault,
  type Answers,
  type FieldOption,
  type FormDefinition,
  type FormStep,
} from './form-model.js';
import {
  ADDRESS_FIELD,
  contactFaults,
  documentFaults,
  documentFields,
  EMAIL_FIELD,
  nameField,
  TELEPHONE_FIELD,
} from './person-fields.js';

/** People in one application, beside the one who represents them. */
const MOST_OTHERS = 9;
/** Pieces of information in one application. */
export const MOST_ITEMS = 10;
const LONGEST_ITEM = 1000;

const CLASS_HINTS: Partial<Record<(typeof APPLICANT_CLASSES)[number], string>> = {
  naturalPerson: '以本人名义申请的个人。个体工商户也可以选这一项。',
  commercial: '公司、企业等',
  research: '科研院所、高等学校等',
  publicInterest: '社会团体、基金会、社会服务机构等',
  legalService: '律师事务所、公证机构等',
  otherOrganization: '以上都不是的法人或者其他组织',
};

const isPerson = (answers: Answers): boolean => (answers.class ?? 'naturalPerson') === 'naturalPerson';
const isOrganisation = (answers: Answers): boolean => !isPerson(answers);
const isAgent = (answers: Answers): boolean => answers['on-behalf'] === 'agent';
const isGuardian = (answers: Answers): boolean => answers['on-behalf'] === 'guardian';

/** Ways to hand information over, and forms of it. 条例第二十九条第二款第三项、第四十条 */
export const PROVISION_ROUTES: readonly FieldOption[] = [
  { value: 'online', label: '网上', hint: '在本网站的进度页面下载' },
  { value: 'email', label: '电子邮件' },
  { value: 'post', label: '邮寄', hint: '由邮政企业送达，机关付邮费' },
  { value: 'pickUp', label: '当面领取' },
  { value: 'fax', label: '传真' },
];
export const PROVISION_FORMS: readonly FieldOption[] = [
  { value: 'electronic', label: '电子文件' },
  { value: 'paper', label: '纸质复印件' },
  { value: 'reading', label: '当场查阅、抄录' },
  { value: 'other', label: '其他形式', hint: '请在后面写明' },
];

const who: FormStep = {
  id: 'who',
  title: '谁来申请？',
  lead: '请按申请人本身选择；代别人办理的，后面另有一页。',
  fields: () => [
    {
      name: 'class',
      label: '申请人',
      kind: 'choice',
      options: APPLICANT_CLASSES.map((value) => ({
        value,
        label: value === 'naturalPerson' ? '个人（自然人）' : `单位：${TABLE3_COLUMN_LABELS[value].zh}`,
        hint: CLASS_HINTS[value] ?? '',
      })),
      most: 40,
      missing: '请选择申请人是个人还是哪一类单位。',
    },
  ],
};

const person: FormStep = {
  id: 'person',
  title: '申请人是谁？',
  lead: '法律要求写明姓名和身份证明。这些信息加密保存，只用于办理这件申请。',
  applies: isPerson,
  fields: () => [nameField('name', '姓名', '请填写申请人的姓名。', true), ...documentFields('')],
  check: (answers) => documentFaults('', answers),
};

const organisation: FormStep = {
  id: 'organisation',
  title: '申请的单位叫什么？',
  applies: isOrganisation,
  fields: () => [
    nameField('name', '单位名称', '请填写单位的全称。'),
    {
      name: 'organisation-code',
      label: '统一社会信用代码',
      hint: '18位。没有这个代码的单位不填，在后面的“附件”一页上传登记证明。',
      kind: 'text',
      most: 40,
    },
    nameField('legal-representative', '法定代表人或者负责人', '请填写法定代表人或者负责人的姓名。'),
  ],
  check: (answers) => {
    const code = plainNumber(answers['organisation-code'] ?? '');
    if (code === '' || isOrganisationCode(code)) return [];
    return [
      {
        field: 'organisation-code',
        message: '统一社会信用代码应为18位，最后一位是校验码。请对照证书逐位核对。',
      },
    ];
  },
};

const contact: FormStep = {
  id: 'contact',
  title: '怎样与您联系？',
  lead: '网上提交的申请，以机关与您双方确认之日为收到之日（条例第三十一条），请填写能打通的电话。',
  fields: (answers) => [
    ...(isOrganisation(answers) ? [nameField('contact-person', '联系人', '请填写联系人的姓名。')] : []),
    TELEPHONE_FIELD,
    ADDRESS_FIELD,
    EMAIL_FIELD,
  ],
  check: contactFaults,
};

const together: FormStep = {
  id: 'together',
  title: '有没有人一同申请？',
  lead: '几个人共同申请同一信息的，由前面填写的这一位作代表，与机关联系、接收文书。',
  applies: isPerson,
  fields: () => [
    {
      name: 'is-together',
      label: '是否共同申请',
      kind: 'choice',
      options: [
        { value: 'no', label: '没有，只有一位申请人' },
        { value: 'yes', label: '有，还有其他申请人' },
      ],
      most: 10,
      missing: '请选择有没有人一同申请。',
    },
  ],
};

const others: FormStep = {
  id: 'others',
  title: '其他申请人是谁？',
  applies: (answers) => isPerson(answers) && answers['is-together'] === 'yes',
  repeats: { prefix: 'other', most: MOST_OTHERS, label: '再加一位' },
  fields: (answers) =>
    numbersUpTo(Math.min(repeatCount(answers, 'other'), MOST_OTHERS)).flatMap((number) => {
      const isFirst = number === 1;
      const [prefix, label] = [`other-${number}-`, `第${number + 1}位申请人的姓名`];
      return [
        {
          name: `${prefix}name`,
          label,
          kind: 'text' as const,
          most: 100,
          ...(isFirst && { missing: '请填写其他申请人的姓名。' }),
        },
        ...documentFields(prefix, isFirst).map((field) => ({
          ...field,
          label: `第${number + 1}位的${field.label}`,
        })),
      ];
    }),
  check: (answers) =>
    numbersUpTo(MOST_OTHERS).flatMap((number) => {
      const prefix = `other-${number}-`;
      const parts = ['name', 'identity-kind', 'identity-number'].map((part) => `${prefix}${part}`);
      const empty = parts.find((part) => (answers[part] ?? '').trim() === '');
      if (parts.every((part) => (answers[part] ?? '').trim() === '')) return [];
      if (empty !== undefined)
        return [
          { field: empty, message: `请把第${number + 1}位申请人的姓名、证件种类和号码填全，或者都不填。` },
        ];
      return documentFaults(prefix, answers);
    }),
};

const onBehalf: FormStep = {
  id: 'on-behalf',
  title: '您是替谁办理？',
  fields: (answers) => [
    {
      name: 'on-behalf',
      label: '办理人',
      kind: 'choice',
      options: [
        isPerson(answers)
          ? { value: 'self', label: '我就是申请人' }
          : { value: 'self', label: '我是申请单位的工作人员' },
        { value: 'agent', label: '我是受委托的代理人', hint: '需要上传授权委托书' },
        ...(isPerson(answers)
          ? [{ value: 'guardian', label: '我是申请人的监护人', hint: '需要上传监护关系的证明' }]
          : []),
      ],
      most: 10,
      missing: '请选择您是申请人本人，还是代人办理。',
    },
  ],
};

const representative: FormStep = {
  id: 'representative',
  title: '办理人是谁？',
  applies: (answers) => isAgent(answers) || isGuardian(answers),
  fields: () => [
    nameField('representative-name', '办理人的姓名', '请填写办理人的姓名。'),
    ...documentFields('representative-'),
    {
      name: 'representative-telephone',
      label: '办理人的电话（可不填）',
      kind: 'text',
      inputmode: 'tel',
      most: 40,
    },
  ],
  check: (answers) => documentFaults('representative-', answers),
  upload: (answers) =>
    isAgent(answers)
      ? {
          purpose: 'authorisation',
          label: '授权委托书',
          hint: '写明委托谁、办什么、有什么权限，由申请人签名或者盖章，拍照或者扫描后上传。',
          missing: '请上传授权委托书。',
        }
      : {
          purpose: 'authorisation',
          label: '监护关系的证明',
          hint: '户口簿、出生医学证明、法院裁判文书等，拍照或者扫描后上传。',
          missing: '请上传监护关系的证明。',
        },
};

const items: FormStep = {
  id: 'items',
  title: '您要申请什么信息？',
  lead: '写明信息的名称、文号，或者能让机关认出它的其他特征（时间、事项、地点）。不需要说明用途和理由。',
  repeats: { prefix: 'item', most: MOST_ITEMS, label: '再加一项信息' },
  fields: (answers) =>
    numbersUpTo(Math.min(repeatCount(answers, 'item'), MOST_ITEMS)).map((number) => ({
      name: `item-${number}`,
      label: number === 1 ? '所需信息' : `第${number}项信息`,
      ...(number === 1 && {
        hint: '例如：“关于调整城镇职工基本养老保险缴费基数的通知”，云人社发〔2025〕12号。一项信息写一格。',
      }),
      kind: 'textarea' as const,
      most: LONGEST_ITEM,
      ...(number === 1 && { missing: '请写明您要的信息的名称、文号或者其他特征。' }),
    })),
  check: (answers) => {
    const first = (answers['item-1'] ?? '').trim();
    return first.length >= 4 ? [] : [tooShort('item-1')];
  },
};

const provision: FormStep = {
  id: 'provision',
  title: '怎样把信息给您？',
  lead: '机关按您选的形式提供；会损坏原件或者费用过高的，机关可以改用电子件等形式（条例第四十条）。',
  fields: () => [
    {
      name: 'form',
      label: '信息的形式',
      kind: 'choice',
      options: PROVISION_FORMS,
      most: 20,
      missing: '请选择信息的形式。',
    },
    {
      name: 'form-other',
      label: '其他形式请写明（可不填）',
      kind: 'text',
      most: 100,
    },
    {
      name: 'route',
      label: '取得信息的途径',
      kind: 'choice',
      options: PROVISION_ROUTES,
      most: 20,
      missing: '请选择取得信息的途径。',
    },
    { name: 'fax', label: '传真号码（可不填）', kind: 'text', inputmode: 'tel', most: 40 },
  ],
  check: (answers) => provisionFaults(answers),
};

const attachments: FormStep = {
  id: 'attachments',
  title: '有没有要附上的材料？',
  lead: '能帮助机关认出信息的材料、单位的登记证明等。没有就直接继续。请不要上传涉密文件。',
  fields: () => [],
  upload: () => ({
    purpose: 'attachment',
    label: '附件（可不上传）',
    hint: 'PDF、OFD、Word、Excel、图片或者文本，每个不超过 20 MB，最多 10 个。',
  }),
};

const help: FormStep = {
  id: 'help',
  title: '需要什么帮助吗？',
  lead: '阅读有困难，或者视力、听力有障碍的，机关应当提供必要的帮助（条例第四十三条）。',
  fields: () => [
    {
      name: 'help',
      label: '需要的帮助（可不填）',
      hint: '例如：大字版的答复、请打电话念给我听、请用文字联系我。',
      kind: 'textarea',
      most: 500,
    },
  ],
};

/** The application of 条例第二十九条: what the law requires and nothing about its purpose. */
export const APPLICATION_FORM: FormDefinition = {
  kind: 'application',
  title: '政府信息公开申请',
  steps: [
    who,
    person,
    organisation,
    contact,
    together,
    others,
    onBehalf,
    representative,
    items,
    provision,
    attachments,
    help,
  ],
};

function provisionFaults(answers: Answers): AnswerFault[] {
  const { route = '', form = '' } = answers;
  const faults: AnswerFault[] = [];
  if (form === 'other' && (answers['form-other'] ?? '') === '')
    faults.push({ field: 'form-other', message: '选了“其他形式”，请写明是什么形式。' });
  if (route === 'post' && (answers.address ?? '').trim().length < 6)
    faults.push({
      field: 'route',
      message: '选了邮寄，请回到“怎样与您联系”写明通信地址，或者改选其他途径。',
    });
  if (route === 'email' && (answers.email ?? '') === '')
    faults.push({
      field: 'route',
      message: '选了电子邮件，请回到“怎样与您联系”写明电子邮箱，或者改选其他途径。',
    });
  if (route === 'fax' && (answers.fax ?? '') === '')
    faults.push({ field: 'fax', message: '选了传真，请填写传真号码。' });
  if (form === 'paper' && (route === 'online' || route === 'email'))
    faults.push({ field: 'route', message: '纸质复印件只能邮寄、传真或者当面领取，请改选途径或者形式。' });
  return faults;
}

function tooShort(field: string): AnswerFault {
  return { field, message: '写得太短，机关认不出是哪一项信息，请写得具体一些。' };
}

function numbersUpTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
