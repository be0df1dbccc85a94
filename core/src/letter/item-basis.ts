import type { ItemFinding } from '../application/vocabulary.js';
import { GROUND_KINDS, type GroundedFinding, type LetterItem } from './letter-input.js';

const REGULATIONS = '《中华人民共和国政府信息公开条例》';

/** Article, paragraph and item of each finding; null where no article names it and the officer must. 条例第三十至四十二条 */
const ARTICLES = {
  granted: '第三十六条第（二）项',
  disclosed: '第三十六条第（二）项',
  alreadyPublic: '第三十六条第（一）项',
  partiallyGranted: '第三十七条',
  'refused.stateSecret': '第三十六条第（三）项、第十四条',
  'refused.forbiddenByLaw': '第三十六条第（三）项、第十四条',
  'refused.threeSecuritiesOneStability': '第三十六条第（三）项、第十四条',
  'refused.thirdPartyRights': '第三十六条第（三）项、第十五条',
  'refused.internalAffairs': '第三十六条第（三）项、第十六条第一款',
  'refused.processInformation': '第三十六条第（三）项、第十六条第二款',
  'refused.enforcementCaseFile': '第三十六条第（三）项、第十六条第二款',
  'refused.specialQuery': '第三十六条第（七）项',
  'unable.notHeld': '第三十六条第（四）项',
  notExist: '第三十六条第（四）项',
  notThisAgency: '第三十六条第（五）项',
  'unable.needsCreation': '第三十八条',
  'unable.stillUnclear': '第三十条',
  'unprocessed.petition': '第三十九条第一款',
  'unprocessed.repeat': '第三十六条第（六）项',
  'unprocessed.publication': '第三十九条第二款',
  'unprocessed.abusive': '第三十五条',
  'unprocessed.confirmOrReissue': null,
  'other.lapsedCorrection': '第三十条',
  'other.lapsedFee': '第四十二条',
  'other.rest': null,
  notGovernmentInformation: '第二条',
  transferredToArchives: null,
  inquiry: '第二条',
} as const satisfies Record<ItemFinding, string | null>;

/** Rules beside the regulations. */
const OTHER_RULES: Partial<Record<ItemFinding, string>> = {
  'other.lapsedFee': '《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）',
  transferredToArchives: '《中华人民共和国档案法》',
};

/** Findings whose letter names a law that the officer gives: it stands beside or in place of the article. */
const NAMES_A_LAW: ReadonlySet<ItemFinding> = new Set([
  'refused.forbiddenByLaw',
  'unprocessed.confirmOrReissue',
  'other.rest',
]);

/** The legal basis to article, paragraph and item, as the letter prints it. */
export function basisOf(item: Pick<LetterItem, 'finding' | 'law'>): string | undefined {
  const article = ARTICLES[item.finding];
  const parts = [
    ...(article === null ? [] : [`${REGULATIONS}${article}`]),
    ...(OTHER_RULES[item.finding] === undefined ? [] : [OTHER_RULES[item.finding] ?? '']),
    ...(NAMES_A_LAW.has(item.finding) && item.law !== undefined ? [item.law] : []),
  ];
  return parts.length === 0 ? undefined : parts.join('，');
}

export function isGrounded(finding: ItemFinding): finding is GroundedFinding {
  return finding in GROUND_KINDS;
}

/** The kinds named under an article, in the order of the article. */
export function kindsNamed(finding: ItemFinding, kinds: readonly string[]): string[] {
  if (!isGrounded(finding)) return [];
  return Object.entries(GROUND_KINDS[finding])
    .filter(([kind]) => kinds.includes(kind))
    .map(([, label]) => label);
}

/** Why something is kept back, in the words of its article: reads after the subject. 条例第十四至十六条 */
export function groundText(finding: ItemFinding, kinds: readonly string[]): string | undefined {
  const named = kindsNamed(finding, kinds).join('、');
  switch (finding) {
    case 'refused.stateSecret':
      return '属于依法确定为国家秘密的政府信息';
    case 'refused.forbiddenByLaw':
      return '属于法律、行政法规禁止公开的政府信息';
    case 'refused.threeSecuritiesOneStability':
      return `公开后可能危及${named}`;
    case 'refused.thirdPartyRights':
      return `涉及${named}，公开会对第三方合法权益造成损害`;
    case 'refused.internalAffairs':
      return `属于行政机关${named}方面的内部事务信息`;
    case 'refused.processInformation':
      return `属于行政机关在履行行政管理职能过程中形成的${named}，为过程性信息`;
    case 'refused.enforcementCaseFile':
      return '属于行政执法案卷信息';
    default:
      return undefined;
  }
}

/** A field of an item, with its Chinese name. */
export const ITEM_FIELDS = {
  kinds: '具体情形',
  law: '法律、行政法规或者其他规定及其条款',
  reasons: '理由',
  provision: '提供的信息、获取途径之一',
  path: '方式和途径',
  withheld: '不予公开的部分',
  organ: '机关或者档案馆的名称和联系方式',
  earlierReply: '此前答复的文号和送达日期',
  searchRecord: '检索记录',
  answerOrPath: '答复内容或者咨询途径',
} as const;
export type ItemField = keyof typeof ITEM_FIELDS;

/** What the letter must be told about an item. 条例第三十六至三十九条 */
export const ITEM_NEEDS = {
  granted: ['provision'],
  disclosed: ['provision'],
  alreadyPublic: ['path'],
  partiallyGranted: ['provision', 'withheld'],
  'refused.stateSecret': ['reasons'],
  'refused.forbiddenByLaw': ['law', 'reasons'],
  'refused.threeSecuritiesOneStability': ['kinds', 'reasons'],
  'refused.thirdPartyRights': ['kinds', 'reasons'],
  'refused.internalAffairs': ['kinds', 'reasons'],
  'refused.processInformation': ['kinds', 'reasons'],
  'refused.enforcementCaseFile': ['reasons'],
  'refused.specialQuery': ['law'],
  'unable.notHeld': ['searchRecord'],
  notExist: ['searchRecord'],
  notThisAgency: ['reasons'],
  'unable.needsCreation': ['reasons'],
  'unable.stillUnclear': ['reasons'],
  'unprocessed.petition': ['reasons'],
  'unprocessed.repeat': ['earlierReply'],
  'unprocessed.publication': [],
  'unprocessed.abusive': ['reasons'],
  'unprocessed.confirmOrReissue': ['law', 'reasons'],
  'other.lapsedCorrection': [],
  'other.lapsedFee': [],
  'other.rest': ['law', 'reasons'],
  notGovernmentInformation: ['reasons'],
  transferredToArchives: ['organ'],
  inquiry: ['answerOrPath'],
} as const satisfies Record<ItemFinding, readonly ItemField[]>;

export function hasField(item: LetterItem, field: ItemField): boolean {
  switch (field) {
    case 'kinds':
      return kindsNamed(item.finding, item.kinds).length > 0;
    case 'provision':
      return item.attachments.length > 0 || item.path !== undefined;
    case 'withheld':
      return item.withheld.length > 0;
    case 'answerOrPath':
      return item.answer !== undefined || item.path !== undefined;
    default:
      return item[field] !== undefined;
  }
}
