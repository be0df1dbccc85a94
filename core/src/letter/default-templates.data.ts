import { LETTERS, type Letter } from '../application/vocabulary.js';
import {
  CHOICE,
  COMPLAINT,
  CONTACT,
  DEFAULT_REPLY_TEMPLATES,
  ONLINE,
  OPENING,
} from './default-reply-templates.data.js';
import type { LetterTemplate, TemplatePart } from './letter-template.js';

const REGULATIONS = '《中华人民共和国政府信息公开条例》';

const part = (role: TemplatePart['role'], text: string, when?: string): TemplatePart =>
  when === undefined ? { role, text } : { role, when, text };

function template(
  letter: Letter,
  parts: readonly TemplatePart[],
  given: Partial<Pick<LetterTemplate, 'title' | 'appendix'>> = {},
): LetterTemplate {
  return { letter, version: 0, title: LETTERS[letter], appendix: null, ...given, parts: [...parts] };
}

const LAPSES = '视为放弃申请，本机关不再处理该政府信息公开申请。';
const ASKED_ABOUT = '本机关正在办理一件政府信息公开申请（登记编号：{登记编号}）';
const CONSULTED = '本机关于{征求日期}就一件政府信息公开申请（登记编号：{登记编号}）书面征求{您}的意见，';
const DATE_LINE = '日期：      年    月    日';

const OWN: readonly LetterTemplate[] = [
  template('correctionNotice', [
    OPENING,
    part('correction', '经审查，申请内容不够明确或者材料不全，请{您}补正以下内容：\n{补正内容}'),
    part('basis', `告知补正的依据：${REGULATIONS}第三十条。`),
    part('term', '请在收到本告知书之日起{期限}内补正。本机关的答复期限自收到补正材料之日起计算。'),
    part('effect', `没有正当理由逾期不补正的，${LAPSES}`),
    CONTACT,
  ]),
  template('reasonRequest', [
    OPENING,
    part('reasons', '{申请频次}。本机关认为申请的数量、频次明显超过合理范围：{理由}。'),
    part('question', '请{您}以书面形式说明申请的理由。'),
    part('basis', `要求说明理由的依据：${REGULATIONS}第三十五条。`),
    part('term', '请在收到本告知书之日起{期限}内说明。'),
    part(
      'effect',
      '经审查理由不合理的，本机关不予处理；理由合理但无法在法定期限内答复的，本机关将另行告知延迟答复的合理期限。',
    ),
    CONTACT,
  ]),
  template('delayNotice35', [
    OPENING,
    part('reasons', '本机关认为{您}说明的理由合理，但是无法在法定期限内答复。理由：{理由}。'),
    part('basis', `延迟答复的依据：${REGULATIONS}第三十五条。`),
    part('term', '本机关将在{新期限}前答复。'),
    CONTACT,
  ]),
  template('extensionNotice', [
    OPENING,
    part('reasons', '因{理由}，本机关不能在{原期限}前答复。'),
    part('finding', '经本机关政府信息公开工作机构负责人（{批准人}）于{批准日期}同意，延长答复期限。'),
    part('basis', `延期的依据：${REGULATIONS}第三十三条第二款。`),
    part('term', '延长{延长天数}，答复期限至{新期限}。'),
    CONTACT,
  ]),
  template(
    'thirdPartyConsult',
    [
      part(
        'question',
        `${ASKED_ABOUT}，所涉及的信息与{您}有关：{征求内容}。\n现征求{您}的意见：{征求问题}。`,
      ),
      part('basis', `征求意见的依据：${REGULATIONS}第三十二条。`),
      part('term', '请在收到本意见书之日起{期限}内书面答复，可以使用所附的意见确认函。'),
      part(
        'effect',
        '逾期未提出意见的，由本机关依照条例的规定决定是否公开。{您}不同意公开并有合理理由的，本机关不予公开；本机关认为不公开可能对公共利益造成重大影响的，可以决定予以公开，并将决定公开的内容和理由书面告知{您}。',
      ),
      CONTACT,
    ],
    {
      appendix: {
        title: '意见确认函（回执）',
        parts: [
          part('facts', '登记编号：{登记编号}。征求意见的内容：{征求内容}。'),
          part(
            'question',
            '□同意公开\n□部分同意公开（请写明不同意公开的部分和理由）：\n□不同意公开（请写明理由）：',
          ),
          part('closing', `收到意见书的日期：      年    月    日\n第三方（签名或者盖章）：\n${DATE_LINE}`),
        ],
      },
    },
  ),
  template('consultNoticeToApplicant', [
    OPENING,
    part('finding', '所申请的信息涉及{征求对象}，本机关已于{征求日期}书面征求其意见。'),
    part('basis', `依据：${REGULATIONS}第三十三条第三款。`),
    part('term', '征求意见所需的时间不计算在答复期限内。'),
    CONTACT,
  ]),
  template(
    'thirdPartyDecision',
    [
      part('opening', `${CONSULTED}{您}于{反对日期}答复不同意公开。`, 'objected'),
      part('opening', `${CONSULTED}{您}逾期没有提出意见。`, 'silent'),
      part('finding', '本机关决定公开以下内容：{公开内容}。[[公开日期：{公开日期}。]]'),
      part('reasons', '理由：{理由}。'),
      part('basis', `处理依据：${REGULATIONS}第三十二条。`),
      CHOICE,
      ONLINE,
      CONTACT,
    ],
    { title: '公开告知书' },
  ),
  template(
    'coProducerConsult',
    [
      part(
        'question',
        `${ASKED_ABOUT}，所涉及的信息由{共同制作}：{征求内容}。\n现就是否同意公开征求贵机关的意见；不同意公开的，请说明依据和理由。`,
      ),
      part('basis', `征求意见的依据：${REGULATIONS}第三十四条。`),
      part('term', '请在收到本意见书之日起{期限}内提出意见。'),
      part('effect', '逾期未提出意见的，视为同意公开。'),
      CONTACT,
    ],
    { title: '征求意见书' },
  ),
  template('assistLetter', [
    part('question', `${ASKED_ABOUT}，现请协助办理以下事项：{协办事项}。`),
    part('term', '请在{回复日期}前书面回复。'),
    part(
      'basis',
      `依据：${REGULATIONS}第三十三条第三款，征求其他机关意见所需的时间不计算在答复期限内。`,
      'otherOrgan',
    ),
    part('effect', '内设机构协办不影响答复期限的计算，请按时回复。', 'ownUnit'),
    CONTACT,
  ]),
  template('feeNotice', [
    OPENING,
    part(
      'basis',
      `收费依据：${REGULATIONS}第四十二条和《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）。`,
    ),
    part('finding', '本机关决定对{您}的申请按件收取信息处理费，同一申请人一个自然月内累计计算。', 'perItem'),
    part('finding', '本机关决定对{您}的申请按量收取信息处理费，单件申请按页数计算。', 'perPage'),
    part(
      'payment',
      '应缴金额：{应缴金额}，计算如下。收款单位：{收款单位}。缴纳方式：{缴纳方式}。[[缴款码：{缴款码}。]]',
    ),
    part('term', '请自收到本通知书次日起20个工作日内缴纳。本机关的答复期限自全部缴纳的次日起重新计算。'),
    part('effect', `逾期未缴纳的，${LAPSES}`),
    part(
      'closing',
      '收费决定不能单独申请行政复议或者提起行政诉讼；缴费期满后，对不再处理的行为不服的，可以依法申请行政复议或者提起行政诉讼。',
    ),
    CONTACT,
  ]),
  template('withdrawalRecord', [
    { ...OPENING, text: OPENING.text.replace('{您}', '申请人') },
    part('facts', '申请人{收件人}于{撤回日期}撤回申请。凭证：{撤回凭证}。'),
    part('finding', '本机关终止办理该申请。申请人以后可以再次申请。'),
  ]),
  template('registrationForm', [part('facts', '登记事项如下：')]),
  template('receipt', [
    OPENING,
    part('facts', '查询码：{查询码}。{您}可以在{查询地址}查询办理进度，请妥善保管查询码。'),
    part('term', '[[本机关将在{答复期限}前答复；依法需要补正、征求意见、延期或者收费的，将另行告知。]]'),
    CONTACT,
  ]),
  template('correctionOfRecord', [
    part(
      'opening',
      '本机关于{收到日期}收到{您}以{渠道}方式提出的更正申请（登记编号：{登记编号}），要求更正：{更正内容}。{您}提供的证据：{更正证据}。',
    ),
    part('finding', '经核实，记录确有错误，本机关已于{更正日期}更正。', 'corrected'),
    part('finding', '经核实，现有证据不能证明记录有错误，本机关不予更正。', 'notCorrected'),
    part(
      'finding',
      '该记录不属于本机关职权范围，本机关已将{您}的申请转送{对方机关}处理（联系方式：{对方联系方式}）。',
      'forwarded',
    ),
    part(
      'finding',
      '该记录不属于本机关职权范围，请{您}向{对方机关}提出（联系方式：{对方联系方式}）。',
      'directed',
    ),
    part('basis', `处理依据：${REGULATIONS}第四十一条。`),
    part('reasons', '理由：{理由}。'),
    CHOICE,
    ONLINE,
    COMPLAINT,
    CONTACT,
  ]),
  template('serviceReceipt', [part('facts', '登记编号：{登记编号}。')]),
];

const BY_LETTER: ReadonlyMap<Letter, LetterTemplate> = new Map(
  [...DEFAULT_REPLY_TEMPLATES, ...OWN].map((it) => [it.letter, it]),
);

/** The text shipped for a letter, version 0. */
export function defaultTemplate(letter: Letter): LetterTemplate {
  const found = BY_LETTER.get(letter);
  if (found === undefined) throw new Error(`no shipped text for ${letter}`);
  return found;
}
