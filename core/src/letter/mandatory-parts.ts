import { isCombinationLawful, isAnythingGranted, replyLettersOf } from '../application/outcome.js';
import { routeOf } from '../application/remedies.js';
import { ITEM_FINDINGS, LETTERS, type ItemFinding, type Letter } from '../application/vocabulary.js';
import { parseLocalDate } from '../calendar/local-date.js';
import { REPLY_LETTERS } from './letter-input.js';
import type { PartRole } from './letter-content.js';

/** A part that the law, or the practice of every office, does not let a letter be without. */
export interface MandatoryPart {
  readonly role: PartRole;
  readonly when?: string;
  /** Names that stand in it outside of `[[ ]]`. */
  readonly names?: readonly string[];
  /** Names that may fall away where the case does not give them, but must have their place. */
  readonly places?: readonly string[];
  /** Words that it must say. */
  readonly says?: readonly string[];
  readonly source: string;
}

export interface LetterShape {
  readonly mandatory: readonly MandatoryPart[];
  readonly hasRemedies: boolean;
  readonly hasAddressee: boolean;
  readonly isSigned: boolean;
  /** Whether a slip goes with it. */
  readonly hasAppendix?: boolean;
}

const PROVISION = ['附件名称', '获取途径', '可获取日期'];

type ItemPart = Omit<MandatoryPart, 'when' | 'source'>;
const basis: ItemPart = { role: 'basis', names: ['法律依据'] };
const reasons: ItemPart = { role: 'reasons', names: ['理由'] };
const refusal: readonly ItemPart[] = [
  { role: 'finding', names: ['不予公开事由'], says: ['不予公开'] },
  basis,
  reasons,
];
const lapse: readonly ItemPart[] = [
  { role: 'term', names: ['通知日期', '逾期日期'] },
  { role: 'finding', says: ['视为放弃', '不再处理'] },
  basis,
];

/** What a reply must say about an item, by finding. 条例第三十至四十二条 */
const ITEM_PARTS: Record<ItemFinding, readonly ItemPart[]> = {
  granted: [{ role: 'finding' }, basis, { role: 'information', places: PROVISION }],
  disclosed: [{ role: 'finding' }, basis, { role: 'information', places: PROVISION }],
  alreadyPublic: [{ role: 'finding' }, basis, { role: 'information', names: ['获取途径'] }],
  partiallyGranted: [
    { role: 'finding' },
    basis,
    { role: 'information', places: PROVISION },
    { role: 'withheld', names: ['不公开内容', '不公开事由', '不公开依据', '不公开理由'] },
  ],
  'refused.stateSecret': refusal,
  'refused.forbiddenByLaw': refusal,
  'refused.threeSecuritiesOneStability': refusal,
  'refused.thirdPartyRights': refusal,
  'refused.internalAffairs': refusal,
  'refused.processInformation': refusal,
  'refused.enforcementCaseFile': refusal,
  'refused.specialQuery': [{ role: 'finding' }, basis, { role: 'information', names: ['其他规定'] }],
  'unable.notHeld': [
    { role: 'search', names: ['检索日期', '检索范围', '检索记录'] },
    { role: 'finding', says: ['不掌握'] },
    basis,
  ],
  notExist: [
    { role: 'search', names: ['检索日期', '检索范围', '检索记录'] },
    { role: 'finding', says: ['不存在'] },
    basis,
  ],
  notThisAgency: [
    { role: 'finding', says: ['不属于本机关'] },
    basis,
    reasons,
    { role: 'organ', places: ['对方机关', '对方联系方式'] },
  ],
  'unable.needsCreation': [{ role: 'finding', says: ['加工、分析'] }, basis, reasons],
  'unable.stillUnclear': [{ role: 'finding', says: ['不明确'] }, basis, reasons],
  'unprocessed.petition': [{ role: 'finding', says: ['不作为政府信息公开申请处理'] }, basis, reasons],
  'unprocessed.repeat': [
    { role: 'finding', says: ['不再重复处理'] },
    basis,
    { role: 'earlierReply', names: ['此前文号', '此前送达日期'] },
  ],
  'unprocessed.publication': [{ role: 'finding' }, basis, { role: 'information', places: ['获取途径'] }],
  'unprocessed.abusive': [
    { role: 'finding', says: ['不予处理'] },
    basis,
    { role: 'reasons', names: ['要求说明日期', '理由'] },
  ],
  'unprocessed.confirmOrReissue': [{ role: 'finding', says: ['不予处理'] }, basis, reasons],
  'other.lapsedCorrection': lapse,
  'other.lapsedFee': lapse,
  'other.rest': [{ role: 'finding' }, basis, reasons],
  notGovernmentInformation: [{ role: 'finding', says: ['不属于政府信息'] }, basis, reasons],
  transferredToArchives: [
    { role: 'finding', says: ['国家档案馆'] },
    basis,
    { role: 'organ', names: ['对方机关', '对方联系方式'] },
  ],
  inquiry: [{ role: 'finding' }, basis, { role: 'information', places: ['答复内容', '获取途径'] }],
};

const isReply = (letter: Letter): boolean => (REPLY_LETTERS as readonly Letter[]).includes(letter);

/** The findings that a reply letter can carry. */
export function findingsOf(letter: Letter): readonly ItemFinding[] {
  return FINDINGS[letter];
}

function lawfulFindings(letter: Letter): ItemFinding[] {
  if (!isReply(letter)) return [];
  return ITEM_FINDINGS.filter((finding) => {
    const alone = { items: [{ finding }] };
    const standsBesideOthers = isCombinationLawful({ items: [{ finding }, { finding: 'inquiry' }] });
    if (letter === 'replyPartial') return standsBesideOthers;
    if (letter === 'replyMixed') return standsBesideOthers && !isAnythingGranted(alone);
    return replyLettersOf(alone).includes(letter);
  });
}

const FINDINGS = Object.fromEntries(
  (Object.keys(LETTERS) as Letter[]).map((letter) => [letter, lawfulFindings(letter)]),
) as Record<Letter, ItemFinding[]>;

const BEFORE = parseLocalDate('2023-12-31');
const SINCE = parseLocalDate('2024-01-01');

const OPENING: MandatoryPart = {
  role: 'opening',
  names: ['收到日期', '渠道', '申请内容', '登记编号'],
  source: '条例第二十九条',
};
const CONTACT: MandatoryPart = {
  role: 'contact',
  names: ['工作机构', '联系地址', '联系电话'],
  source: '条例第十二条',
};
const FIRST: MandatoryPart = {
  role: 'remedies',
  when: 'reconsiderationFirst',
  names: ['救济事项', '复议机关', '复议期限', '法院', '复议后诉讼期限'],
  says: ['先申请行政复议'],
  source: '行政复议法第二十三条',
};
const CHOICE: MandatoryPart = {
  role: 'remedies',
  when: 'choice',
  names: ['救济事项', '复议机关', '复议期限', '法院', '诉讼期限'],
  source: '条例第五十一条',
};
const ONLINE: MandatoryPart = {
  role: 'remedies',
  when: 'online',
  names: ['网上复议地址'],
  source: '行政复议法第二十二条第二款',
};
const COMPLAINT: MandatoryPart = {
  role: 'complaint',
  names: ['主管部门'],
  source: '条例第四十七条第二款、第五十一条',
};

function replyShape(letter: Letter): LetterShape {
  const findings = findingsOf(letter);
  const routes = new Set(findings.flatMap((finding) => [routeOf(finding, BEFORE), routeOf(finding, SINCE)]));
  const isSingle = findings.every(
    (finding) => !isCombinationLawful({ items: [{ finding }, { finding: 'inquiry' }] }),
  );
  const hasRemedies = routes.has('choice') || routes.has('reconsiderationFirst');
  return {
    hasRemedies,
    hasAddressee: true,
    isSigned: true,
    mandatory: [
      OPENING,
      ...(isSingle
        ? []
        : [{ role: 'itemHeading', names: ['项号', '所申请事项'], source: '条例第三十六条' } as const]),
      ...findings.flatMap((finding) =>
        ITEM_PARTS[finding].map((part) => ({ ...part, when: finding, source: '条例第三十六至四十二条' })),
      ),
      ...(routes.has('reconsiderationFirst') ? [FIRST] : []),
      ...(routes.has('choice') ? [CHOICE] : []),
      ...(hasRemedies ? [ONLINE, COMPLAINT] : []),
      CONTACT,
    ],
  };
}

const NOTICE = { hasRemedies: false, hasAddressee: true, isSigned: true } as const;
const part = (
  role: PartRole,
  source: string,
  given: Omit<MandatoryPart, 'role' | 'source'> = {},
): MandatoryPart => ({
  role,
  source,
  ...given,
});
const asked = (source: string): MandatoryPart => part('question', source, { names: ['征求内容'] });

const OWN_SHAPES = {
  correctionNotice: {
    ...NOTICE,
    mandatory: [
      OPENING,
      part('correction', '条例第三十条', { names: ['补正内容'] }),
      part('basis', '条例第三十条', { says: ['第三十条'] }),
      part('term', '条例第三十条', { names: ['期限'] }),
      part('effect', '条例第三十条', { says: ['视为放弃', '不再处理'] }),
      CONTACT,
    ],
  },
  reasonRequest: {
    ...NOTICE,
    mandatory: [
      OPENING,
      part('reasons', '条例第三十五条', { names: ['申请频次', '理由'] }),
      part('question', '条例第三十五条', { says: ['说明'] }),
      part('basis', '条例第三十五条', { says: ['第三十五条'] }),
      part('term', '条例第三十五条', { names: ['期限'] }),
      part('effect', '条例第三十五条', { says: ['不予处理'] }),
      CONTACT,
    ],
  },
  delayNotice35: {
    ...NOTICE,
    mandatory: [
      OPENING,
      part('reasons', '条例第三十五条', { names: ['理由'] }),
      part('basis', '条例第三十五条', { says: ['第三十五条'] }),
      part('term', '条例第三十五条', { names: ['新期限'] }),
      CONTACT,
    ],
  },
  extensionNotice: {
    ...NOTICE,
    mandatory: [
      OPENING,
      part('reasons', '条例第三十三条', { names: ['理由'] }),
      part('finding', '条例第三十三条第二款', { names: ['批准人', '批准日期'], says: ['负责人'] }),
      part('basis', '条例第三十三条第二款', { says: ['第三十三条第二款'] }),
      part('term', '条例第三十三条第二款', { names: ['延长天数', '新期限'] }),
      CONTACT,
    ],
  },
  thirdPartyConsult: {
    ...NOTICE,
    hasAppendix: true,
    mandatory: [
      asked('条例第三十二条'),
      part('question', '条例第三十二条', { names: ['征求问题'] }),
      part('basis', '条例第三十二条', { says: ['第三十二条'] }),
      part('term', '条例第三十二条', { names: ['期限'] }),
      part('effect', '条例第三十二条', { says: ['由本机关', '决定是否公开'] }),
      CONTACT,
    ],
  },
  consultNoticeToApplicant: {
    ...NOTICE,
    mandatory: [
      OPENING,
      part('finding', '条例第三十三条第三款', { names: ['征求对象', '征求日期'] }),
      part('basis', '条例第三十三条第三款', { says: ['第三十三条第三款'] }),
      part('term', '条例第三十三条第三款', { says: ['不计算在'] }),
      CONTACT,
    ],
  },
  thirdPartyDecision: {
    ...NOTICE,
    hasRemedies: true,
    mandatory: [
      part('opening', '条例第三十二条', { when: 'objected', names: ['征求日期', '反对日期'] }),
      part('opening', '条例第三十二条', { when: 'silent', names: ['征求日期'] }),
      part('finding', '条例第三十二条', { names: ['公开内容'] }),
      part('reasons', '条例第三十二条', { names: ['理由'] }),
      part('basis', '条例第三十二条', { says: ['第三十二条'] }),
      CHOICE,
      ONLINE,
      CONTACT,
    ],
  },
  coProducerConsult: {
    ...NOTICE,
    mandatory: [
      asked('条例第三十四条'),
      part('basis', '条例第三十四条', { says: ['第三十四条'] }),
      part('term', '条例第三十四条', { names: ['期限'] }),
      part('effect', '条例第三十四条', { says: ['视为同意'] }),
      CONTACT,
    ],
  },
  assistLetter: {
    ...NOTICE,
    mandatory: [
      part('question', '条例第三十三条', { names: ['协办事项'] }),
      part('term', '条例第三十三条', { names: ['回复日期'] }),
      part('basis', '条例第三十三条第三款', { when: 'otherOrgan', says: ['第三十三条第三款'] }),
      CONTACT,
    ],
  },
  feeNotice: {
    ...NOTICE,
    mandatory: [
      OPENING,
      part('basis', '国办函〔2020〕109号', { says: ['第四十二条', '国办函〔2020〕109号'] }),
      part('finding', '国办函〔2020〕109号', { when: 'perItem', says: ['按件'] }),
      part('finding', '国办函〔2020〕109号', { when: 'perPage', says: ['按量'] }),
      part('payment', '国办函〔2020〕109号', {
        names: ['应缴金额', '收款单位', '缴纳方式'],
        places: ['缴款码'],
      }),
      part('term', '国办函〔2020〕109号', { says: ['20个工作日'] }),
      part('effect', '国办函〔2020〕109号', { says: ['视为放弃', '不再处理'] }),
      CONTACT,
    ],
  },
  withdrawalRecord: {
    hasRemedies: false,
    hasAddressee: false,
    isSigned: true,
    mandatory: [
      OPENING,
      part('facts', '条例第四十五条', { names: ['收件人', '撤回日期', '撤回凭证'] }),
      part('finding', '条例第四十五条'),
    ],
  },
  registrationForm: {
    hasRemedies: false,
    hasAddressee: false,
    isSigned: false,
    mandatory: [part('facts', '条例第四十五条')],
  },
  receipt: {
    ...NOTICE,
    mandatory: [
      OPENING,
      part('facts', '条例第四十五条', { names: ['查询码', '查询地址'] }),
      part('term', '条例第三十三条', { places: ['答复期限'] }),
      CONTACT,
    ],
  },
  correctionOfRecord: {
    ...NOTICE,
    hasRemedies: true,
    mandatory: [
      part('opening', '条例第四十一条', { names: ['收到日期', '更正内容', '更正证据'] }),
      part('finding', '条例第四十一条', { when: 'corrected', says: ['更正'] }),
      part('finding', '条例第四十一条', { when: 'notCorrected', says: ['不予更正'] }),
      part('finding', '条例第四十一条', { when: 'forwarded', names: ['对方机关'], says: ['转送'] }),
      part('finding', '条例第四十一条', { when: 'directed', names: ['对方机关', '对方联系方式'] }),
      part('basis', '条例第四十一条', { says: ['第四十一条'] }),
      part('reasons', '条例第四十一条', { names: ['理由'] }),
      CHOICE,
      ONLINE,
      COMPLAINT,
      CONTACT,
    ],
  },
  serviceReceipt: {
    hasRemedies: false,
    hasAddressee: false,
    isSigned: false,
    mandatory: [part('facts', '国办公开办函〔2016〕235号', { names: ['登记编号'] })],
  },
} as const satisfies Partial<Record<Letter, LetterShape>>;

/** What each letter consists of. 条例第三十至四十二、五十一条 */
export const LETTER_SHAPES: Readonly<Record<Letter, LetterShape>> = Object.fromEntries(
  (Object.keys(LETTERS) as Letter[]).map((letter) => [
    letter,
    letter in OWN_SHAPES ? OWN_SHAPES[letter as keyof typeof OWN_SHAPES] : replyShape(letter),
  ]),
) as Record<Letter, LetterShape>;
