import { LETTERS, type ItemFinding } from '../application/vocabulary.js';
import { REPLY_LETTERS, type ReplyLetter } from './letter-input.js';
import type { LetterTemplate, TemplatePart } from './letter-template.js';
import { findingsOf, LETTER_SHAPES } from './mandatory-parts.js';

type Texts = readonly (readonly [TemplatePart['role'], string])[];

export const CONTACT: TemplatePart = {
  role: 'contact',
  text: '联系机构：{工作机构}；地址：{联系地址}（邮政编码：{邮政编码}）；电话：{联系电话}；办公时间：{办公时间}。',
};
export const OPENING: TemplatePart = {
  role: 'opening',
  text: '本机关于{收到日期}收到{您}以{渠道}方式提出的政府信息公开申请（登记编号：{登记编号}），申请公开：{申请内容}。',
};
const REPLY_OPENING: TemplatePart = {
  ...OPENING,
  text: `${OPENING.text}[[本机关于{补正日期}收到{您}的补正材料。]][[根据{重新答复依据}，本机关重新作出答复。]][[本告知书答复其中的{本函各项}。]]`,
};
export const CHOICE: TemplatePart = {
  role: 'remedies',
  when: 'choice',
  text: '{您}对{救济事项}不服的，可以自收到之日起{复议期限}内向{复议机关}申请行政复议，也可以自收到之日起{诉讼期限}内向{法院}提起行政诉讼。',
};
const FIRST: TemplatePart = {
  role: 'remedies',
  when: 'reconsiderationFirst',
  text: '{您}对{救济事项}不服的，应当先申请行政复议：自收到之日起{复议期限}内向{复议机关}提出申请；对行政复议决定仍然不服的，自收到行政复议决定书之日起{复议后诉讼期限}内向{法院}提起行政诉讼。未经行政复议，不能直接提起行政诉讼。',
};
export const ONLINE: TemplatePart = {
  role: 'remedies',
  when: 'online',
  text: '本告知书以网上方式送达，申请行政复议也可以在网上提出，网址为：{网上复议地址}。',
};
export const COMPLAINT: TemplatePart = {
  role: 'complaint',
  text: '{您}认为本机关不依法履行政府信息公开工作义务的，还可以向{主管部门}投诉、举报。',
};
const HEADING: TemplatePart = { role: 'itemHeading', text: '{项号}、关于“{所申请事项}”' };

const BASIS = ['basis', '处理依据：{法律依据}。'] as const;
const REASONS = ['reasons', '理由：{理由}。'] as const;
const SEARCH = [
  'search',
  '本机关于{检索日期}进行了检索（{检索记录}），检索范围和方法：{检索范围}。',
] as const;
const PROVISION = [
  'information',
  '[[随本告知书提供：{附件名称}。]][[提供形式：{提供形式}。]]\n[[获取方式和途径：{获取途径}。]][[可获取时间：{可获取日期}起。]]',
] as const;
const WITHHELD = [
  'withheld',
  '不予公开的部分：{不公开内容}。该部分{不公开事由}，依据{不公开依据}，不予公开。理由：{不公开理由}。',
] as const;

const GRANTED: Texts = [['finding', '经审查，{该信息}可以公开，本机关决定予以公开。'], BASIS, PROVISION];
const REFUSED: Texts = [['finding', '经审查，{该信息}{不予公开事由}，本机关决定不予公开。'], BASIS, REASONS];

/** What is said of an item, by finding; the same words in every letter that carries the finding. 条例第三十至四十二条 */
const ITEM_TEXTS: Readonly<Record<ItemFinding, Texts>> = {
  granted: GRANTED,
  disclosed: GRANTED,
  alreadyPublic: [
    ['finding', '经审查，{该信息}已经由本机关主动公开。'],
    BASIS,
    ['information', '获取方式和途径：{获取途径}。'],
  ],
  partiallyGranted: [
    ['finding', '经审查，{该信息}中含有不应当公开的内容，但是能够作区分处理，本机关决定公开可以公开的部分。'],
    BASIS,
    PROVISION,
    WITHHELD,
  ],
  'refused.stateSecret': REFUSED,
  'refused.forbiddenByLaw': REFUSED,
  'refused.threeSecuritiesOneStability': REFUSED,
  'refused.thirdPartyRights': REFUSED,
  'refused.internalAffairs': REFUSED,
  'refused.processInformation': REFUSED,
  'refused.enforcementCaseFile': REFUSED,
  'refused.specialQuery': [
    ['finding', '{该信息}，有关法律、行政法规对其获取另有特别规定，请按照该规定办理。'],
    BASIS,
    ['information', '应当适用的规定：{其他规定}。[[查询机构：{对方机关}（联系方式：{对方联系方式}）。]]'],
  ],
  'unable.notHeld': [SEARCH, ['finding', '经检索，本机关不掌握{该信息}。[[理由：{理由}。]]'], BASIS],
  notExist: [SEARCH, ['finding', '经检索，{该信息}不存在。[[理由：{理由}。]]'], BASIS],
  notThisAgency: [
    ['finding', '{该信息}不属于本机关负责公开。'],
    BASIS,
    REASONS,
    ['organ', '[[{您}可以向{对方机关}提出申请（联系方式：{对方联系方式}）。]]'],
  ],
  'unable.needsCreation': [
    ['finding', '{该信息}没有现成的记录，需要对现有政府信息进行加工、分析，本机关不予提供。'],
    BASIS,
    REASONS,
  ],
  'unable.stillUnclear': [
    ['finding', '{您}补正后，申请内容仍然不明确，本机关无法确定并提供{该信息}。'],
    BASIS,
    REASONS,
  ],
  'unprocessed.petition': [
    ['finding', '{您}以政府信息公开申请的形式进行信访、投诉、举报等活动，本机关不作为政府信息公开申请处理。'],
    BASIS,
    REASONS,
    ['information', '[[{您}可以通过以下渠道提出：{获取途径}。]]'],
  ],
  'unprocessed.repeat': [
    ['finding', '{您}此前已经就相同的信息向本机关提出申请，本机关已经答复，现不再重复处理。'],
    BASIS,
    ['earlierReply', '此前的答复：{此前文号}，于{此前送达日期}送达。'],
  ],
  'unprocessed.publication': [
    ['finding', '{您}要求提供的是政府公报、报刊、书籍等公开出版物，本机关不作为政府信息公开申请处理。'],
    BASIS,
    ['information', '[[获取途径：{获取途径}。]]'],
  ],
  'unprocessed.abusive': [
    ['finding', '{您}申请公开政府信息的数量、频次明显超过合理范围，本机关不予处理。'],
    BASIS,
    [
      'reasons',
      '本机关于{要求说明日期}要求{您}说明理由。[[{您}说明：{申请人说明}。]]经审查，该理由不合理：{理由}。',
    ],
  ],
  'unprocessed.confirmOrReissue': [
    ['finding', '{您}要求本机关对已经获取的信息进行确认或者重新出具，本机关不予处理。'],
    BASIS,
    REASONS,
  ],
  'other.lapsedCorrection': [
    ['term', '本机关于{通知日期}告知{您}补正，补正期限至{逾期日期}届满。'],
    ['finding', '{您}没有正当理由逾期不补正，视为放弃申请，本机关不再处理该政府信息公开申请。'],
    BASIS,
  ],
  'other.lapsedFee': [
    ['term', '本机关于{通知日期}向{您}发出收费通知，缴费期限至{逾期日期}届满。'],
    ['finding', '{您}逾期未按照收费通知的要求缴纳费用，视为放弃申请，本机关不再处理该政府信息公开申请。'],
    BASIS,
  ],
  'other.rest': [['finding', '对所申请的事项，本机关作其他处理，现将情况告知{您}。'], BASIS, REASONS],
  notGovernmentInformation: [['finding', '{该信息}不属于政府信息。'], BASIS, REASONS],
  transferredToArchives: [
    ['finding', '{该信息}已经依法移交国家档案馆，其查阅和利用依照档案管理的法律、行政法规办理。'],
    BASIS,
    ['organ', '{您}可以向{对方机关}申请查阅（联系方式：{对方联系方式}）。'],
  ],
  inquiry: [
    ['finding', '{您}提出的是咨询，不是对现有政府信息的公开申请，本机关不作为政府信息公开申请处理。'],
    BASIS,
    ['information', '[[对{您}咨询的事项，答复如下：{答复内容}。]]\n[[进一步咨询的渠道：{获取途径}。]]'],
  ],
};

function replyTemplate(letter: ReplyLetter): LetterTemplate {
  const { mandatory, hasRemedies } = LETTER_SHAPES[letter];
  const needs = (part: TemplatePart): boolean =>
    mandatory.some(({ role, when }) => role === part.role && when === part.when);
  return {
    letter,
    version: 0,
    title: LETTERS[letter],
    parts: [
      REPLY_OPENING,
      ...(needs(HEADING) ? [HEADING] : []),
      ...findingsOf(letter).flatMap((finding) =>
        ITEM_TEXTS[finding].map(([role, text]) => ({ role, when: finding, text })),
      ),
      ...[FIRST, CHOICE].filter(needs),
      ...(hasRemedies ? [ONLINE, COMPLAINT] : []),
      CONTACT,
    ],
    appendix: null,
  };
}

/** Version 0 of each reply: what is used until an agency publishes its own text. */
export const DEFAULT_REPLY_TEMPLATES: readonly LetterTemplate[] = REPLY_LETTERS.map(replyTemplate);
