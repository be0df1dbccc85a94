import {
  GROUND_KINDS,
  ITEM_FINDING_LABELS,
  ITEM_NEEDS,
  LETTERS,
  WITHHOLDING_FINDINGS,
  type ItemField,
  type ItemFinding,
  type Letter,
  type LetterDraft,
} from '@gongkai/core';
import { optionsOf } from '../ui/options.js';

export type FieldValue = LetterDraft['fields'][string];
export type FieldValues = LetterDraft['fields'];

interface Choice {
  readonly value: string;
  readonly label: string;
}
interface SpecHead {
  readonly name: string;
  readonly label: string;
  readonly isOptional?: boolean;
}

/** A question of a letter's form; what it asks for is named by `letterInputSchema`. */
export type FieldSpec = SpecHead &
  (
    | { readonly kind: 'line' | 'text' | 'number' | 'day' | 'flag' | 'lines'; readonly hint?: string }
    | { readonly kind: 'choice'; readonly options: readonly Choice[] }
    | { readonly kind: 'checks'; readonly options: readonly Choice[] }
    | { readonly kind: 'group'; readonly fields: readonly FieldSpec[] }
    | { readonly kind: 'list'; readonly fields: readonly FieldSpec[]; readonly add: string }
  );

const reasons: FieldSpec = { name: 'reasons', label: '理由', kind: 'text' };
const termDays = (label: string): FieldSpec => ({ name: 'termDays', label, kind: 'number' });
const organ: FieldSpec = {
  ...{ name: 'organ', label: '有关机关或者档案馆', kind: 'group', isOptional: true },
  fields: [
    { name: 'name', label: '名称', kind: 'line' },
    { name: 'contact', label: '联系方式', kind: 'line' },
  ],
};

/** Letters that are begun here; forms that the system itself prints are not. */
export const DRAFTED_LETTERS = (Object.keys(LETTERS) as Letter[]).filter(
  (letter) => !['registrationForm', 'receipt', 'serviceReceipt'].includes(letter),
);

/** What each letter that is no reply asks for. */
const OWN_FIELDS: Partial<Record<Letter, readonly FieldSpec[]>> = {
  correctionNotice: [
    {
      ...{ name: 'itemsToCorrect', label: '需要补正的内容', kind: 'list', add: '再加一项' },
      fields: [
        { name: 'what', label: '需要补正什么', kind: 'text' },
        { name: 'how', label: '怎样补正', kind: 'text' },
      ],
    },
    termDays('补正期限（工作日）'),
  ],
  reasonRequest: [
    { name: 'frequency', label: '申请的数量和频次', kind: 'text' },
    { ...reasons, label: '为什么认为明显超过合理范围' },
    termDays('说明理由的期限（工作日）'),
  ],
  delayNotice35: [{ name: 'until', label: '延迟至', kind: 'day' }, reasons],
  extensionNotice: [
    {
      ...{ name: 'days', label: '延长的工作日数', kind: 'number' },
      hint: '最长20个工作日；原期限和新期限由系统推算。',
    },
    { ...reasons, label: '延期的理由' },
  ],
  thirdPartyConsult: [
    { name: 'information', label: '拟公开的信息（不得写明申请人）', kind: 'text' },
    { name: 'question', label: '征求意见的事项', kind: 'text' },
    termDays('答复期限（工作日，不少于15）'),
  ],
  consultNoticeToApplicant: [
    {
      ...{ name: 'consulted', label: '征求谁的意见', kind: 'choice' },
      options: optionsOf({ thirdParty: '第三方', coProducer: '共同制作机关', agency: '其他机关' }),
    },
    { name: 'consultedOn', label: '发出征求意见书的日期', kind: 'day' },
  ],
  thirdPartyDecision: [
    { name: 'content', label: '决定公开的内容', kind: 'text' },
    reasons,
    { name: 'disclosesOn', label: '公开日期', kind: 'day', isOptional: true },
  ],
  coProducerConsult: [
    { name: 'information', label: '共同制作的信息', kind: 'text' },
    { name: 'producedWith', label: '共同制作的情况', kind: 'line' },
    termDays('答复期限（工作日，不少于15）'),
  ],
  assistLetter: [
    { name: 'isOtherOrgan', label: '发给其他机关（本机关处室不停止计算期限）', kind: 'flag' },
    { name: 'task', label: '请协办的事项', kind: 'text' },
    { name: 'answerBy', label: '请在此日前答复', kind: 'day' },
  ],
  // The approved fee of the case fills it in: amount, brackets and payment code are not typed again.
  feeNotice: [],
  withdrawalRecord: [
    { name: 'withdrawnOn', label: '申请人撤回的日期', kind: 'day' },
    { name: 'proof', label: '撤回的凭据（书面撤回或者通话记录）', kind: 'text' },
  ],
  correctionOfRecord: [
    { name: 'record', label: '要求更正的记录', kind: 'text' },
    { name: 'evidence', label: '申请人的证据', kind: 'text' },
    {
      ...{ name: 'outcome', label: '处理', kind: 'choice' },
      options: optionsOf({
        corrected: '已经更正',
        notCorrected: '不予更正',
        forwarded: '转送有权机关',
        directed: '告知有权机关',
      }),
    },
    reasons,
    { name: 'correctedOn', label: '更正日期', kind: 'day', isOptional: true },
    organ,
  ],
};

/** Fields beside the items of a reply. */
const REPLY_FIELDS: readonly FieldSpec[] = [
  {
    ...{ name: 'redecision', label: '重新答复所依据的决定', kind: 'group', isOptional: true },
    fields: [
      { name: 'documentNumber', label: '复议决定书或者判决书的文号', kind: 'line' },
      {
        ...{ name: 'by', label: '作出的机关', kind: 'choice' },
        options: optionsOf({ reconsideration: '复议机关', court: '人民法院' }),
      },
    ],
  },
];

export function isReplyLetter(letter: Letter): boolean {
  return letter.startsWith('reply') || letter === 'closeLapsed';
}

/** The questions of a letter, without those of its items. */
export function fieldsOf(letter: Letter): readonly FieldSpec[] {
  return isReplyLetter(letter) ? REPLY_FIELDS : (OWN_FIELDS[letter] ?? []);
}

function groundSpec(finding: ItemFinding): FieldSpec[] {
  const kinds = (GROUND_KINDS as Partial<Record<ItemFinding, Readonly<Record<string, string>>>>)[finding];
  return kinds === undefined
    ? []
    : [{ name: 'kinds', label: '具体情形', kind: 'checks', options: optionsOf(kinds) }];
}

const WITHHELD: FieldSpec = {
  ...{ name: 'withheld', label: '不予公开的部分', kind: 'list', add: '再加一部分' },
  fields: [
    { name: 'what', label: '哪一部分', kind: 'line' },
    {
      ...{ name: 'finding', label: '依据', kind: 'choice' },
      options: WITHHOLDING_FINDINGS.map((value) => ({ value, label: ITEM_FINDING_LABELS[value] })),
    },
    {
      ...{ name: 'kinds', label: '具体情形（依据列有数种的）', kind: 'checks', isOptional: true },
      options: Object.values(GROUND_KINDS).flatMap((kinds) => optionsOf(kinds)),
    },
    { name: 'law', label: '法律、行政法规及其条款', kind: 'line', isOptional: true },
    { ...reasons, label: '不予公开的理由' },
  ],
};

const PROVISION: readonly FieldSpec[] = [
  { name: 'attachments', label: '随文提供的文件', kind: 'lines', hint: '一行一件；与获取途径至少填一样。' },
  { name: 'path', label: '获取的方式和途径', kind: 'text', isOptional: true },
  { name: 'availableOn', label: '可以获取的时间', kind: 'day', isOptional: true },
  { name: 'form', label: '提供的形式与所要求的不同的说明', kind: 'line', isOptional: true },
];

function specsOf(need: ItemField, finding: ItemFinding): readonly FieldSpec[] {
  switch (need) {
    case 'kinds':
      return groundSpec(finding);
    case 'law':
      return [{ name: 'law', label: '适用的规定及其条款', kind: 'line' }];
    case 'reasons':
      return [reasons];
    case 'provision':
      return PROVISION;
    case 'path':
      return [{ name: 'path', label: '获取的方式和途径', kind: 'text' }];
    case 'withheld':
      return [WITHHELD];
    case 'organ':
      return [{ ...organ, isOptional: false }];
    case 'earlierReply':
      return [
        {
          ...{ name: 'earlierReply', label: '此前的答复', kind: 'group' },
          fields: [
            { name: 'documentNumber', label: '文号', kind: 'line' },
            { name: 'servedOn', label: '送达日期', kind: 'day' },
          ],
        },
      ];
    case 'searchRecord':
      return [
        {
          ...{ name: 'searchRecord', label: '检索记录', kind: 'group' },
          fields: [
            { name: 'reference', label: '检索记录编号', kind: 'line' },
            { name: 'searchedOn', label: '检索日期', kind: 'day' },
            { name: 'scope', label: '检索的范围和关键词', kind: 'text' },
          ],
        },
      ];
    case 'answerOrPath':
      return [
        { name: 'answer', label: '答复内容', kind: 'text', isOptional: true },
        { name: 'path', label: '咨询途径', kind: 'text', isOptional: true },
      ];
  }
}

const OF_CASE: FieldSpec = {
  ...{ name: 'ofCase', label: '属于哪件申请（只在并案答复时填）', kind: 'line', isOptional: true },
  hint: '几件申请合并答复、各问各的，填写那件申请的编号；不填的，对各件都适用。',
};

/** The questions of an item with a finding: what the law makes the letter say about it. 条例第三十六至三十九条 */
export function itemSpecs(finding: ItemFinding): readonly FieldSpec[] {
  const needs: readonly ItemField[] = ITEM_NEEDS[finding];
  const asked = needs.flatMap((need) => specsOf(need, finding));
  const extra = finding === 'notThisAgency' || finding === 'unprocessed.petition' ? [organ] : [];
  return [...asked, ...extra, OF_CASE];
}

/** Values as they are sent: what was left empty is left out, so that the rules see that it is missing. */
export function cleanFields(values: FieldValues): FieldValues {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const cleaned = cleanValue(value);
      return cleaned === undefined ? [] : [[name, cleaned]];
    }),
  );
}

function cleanValue(value: FieldValue | undefined): FieldValue | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (Array.isArray(value)) return value.map((one) => cleanValue(one)).filter((one) => one !== undefined);
  if (typeof value === 'object') {
    const cleaned = cleanFields(value);
    return Object.keys(cleaned).length === 0 ? undefined : cleaned;
  }
  return value;
}

/** What the form of a letter starts with. */
export function firstFields(letter: Letter, request: string | null): FieldValues {
  if (isReplyLetter(letter)) {
    return { items: [{ asked: request ?? '', finding: firstFinding(letter) }] };
  }
  if (letter === 'extensionNotice') return { days: 20 };
  if (letter === 'thirdPartyConsult' || letter === 'coProducerConsult') return { termDays: 15 };
  if (letter === 'assistLetter') return { isOtherOrgan: true };
  return letter === 'correctionNotice' ? { itemsToCorrect: [{}] } : {};
}

const FIRST_FINDINGS: Partial<Record<Letter, ItemFinding>> = {
  replyPartial: 'partiallyGranted',
  replyRefuse: 'refused.internalAffairs',
  replySpecialQuery: 'refused.specialQuery',
  replyNotExist: 'notExist',
  replyNotThisAgency: 'notThisAgency',
  replyNeedsCreation: 'unable.needsCreation',
  replyUnclear: 'unable.stillUnclear',
  replyPetition: 'unprocessed.petition',
  replyRepeat: 'unprocessed.repeat',
  replyPublication: 'unprocessed.publication',
  replyAbusive: 'unprocessed.abusive',
  replyConfirmOrReissue: 'unprocessed.confirmOrReissue',
  replyNotGovernmentInformation: 'notGovernmentInformation',
  replyTransferredToArchives: 'transferredToArchives',
  replyInquiry: 'inquiry',
  replyOther: 'other.rest',
  closeLapsed: 'other.lapsedCorrection',
};

function firstFinding(letter: Letter): ItemFinding {
  return FIRST_FINDINGS[letter] ?? 'disclosed';
}
