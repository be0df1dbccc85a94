import type { Letter } from '../application/vocabulary.js';
import { REPLY_LETTERS } from './letter-input.js';
import type { TemplatePart } from './letter-template.js';

/** Where a name can stand. */
type Place = 'common' | 'applicant' | 'reply' | 'item' | 'withheld' | 'remedies' | readonly Letter[];

/** Every name that a letter's text can use, with what is put there; the editor shows it beside the text. */
export const PLACEHOLDERS = {
  收件人: { place: 'common', help: '收件人的名称，几个人用顿号隔开' },
  您: { place: 'common', help: '称呼：个人为“您”，单位为“你单位”' },
  机关名称: { place: 'common', help: '本机关名称' },
  工作机构: { place: 'common', help: '政府信息公开工作机构' },
  登记编号: { place: 'common', help: '案件的登记编号' },
  文书日期: { place: 'common', help: '文书落款日期' },
  主管部门: { place: 'common', help: '受理投诉举报的政府信息公开工作主管部门' },
  联系地址: { place: 'common', help: '工作机构的地址' },
  邮政编码: { place: 'common', help: '工作机构的邮政编码' },
  联系电话: { place: 'common', help: '工作机构的电话' },
  办公时间: { place: 'common', help: '工作机构的办公时间' },
  收到日期: { place: 'applicant', help: '收到申请之日（条例第三十一条）' },
  渠道: { place: 'applicant', help: '申请的提出方式：当面、邮寄、网上等' },
  申请内容: { place: 'applicant', help: '申请人所要的信息；不写进致第三方的文书' },
  补正日期: { place: 'applicant', help: '收到补正材料的日期；没有补正的没有这一值' },
  本函各项: { place: 'reply', help: '分别发函时，本函答复的各项；一函答复全部的没有这一值' },
  延期日期: { place: 'reply', help: '告知延期的日期' },
  通知日期: { place: 'reply', help: '补正或者收费通知的日期' },
  逾期日期: { place: 'reply', help: '补正或者缴费期限的最后一日' },
  要求说明日期: { place: 'reply', help: '要求申请人说明理由的日期' },
  申请人说明: { place: 'reply', help: '申请人说明的理由' },
  重新答复依据: { place: 'reply', help: '复议决定或者判决的文号' },
  项号: { place: 'item', help: '这一项在申请中的序号：一、二……' },
  所申请事项: { place: 'item', help: '这一项申请的内容' },
  该信息: { place: 'item', help: '只有一项时为“所申请的信息”，多项时为“该项信息”' },
  结论: { place: 'item', help: '结论的名称' },
  法律依据: { place: 'item', help: '条、款、项，由系统按结论填写' },
  不予公开事由: { place: 'item', help: '第十四至十六条的事由，由系统按结论填写' },
  理由: {
    place: [
      ...REPLY_LETTERS,
      'reasonRequest',
      'delayNotice35',
      'extensionNotice',
      'thirdPartyDecision',
      'correctionOfRecord',
    ],
    help: '理由',
  },
  其他规定: { place: 'item', help: '特别规定等的名称和条款' },
  附件名称: { place: 'item', help: '随函提供的信息' },
  获取途径: { place: 'item', help: '获取信息或者反映问题的方式、途径' },
  可获取日期: { place: 'item', help: '可以获取的时间' },
  提供形式: { place: 'item', help: '提供信息的形式' },
  对方机关: { place: [...REPLY_LETTERS, 'correctionOfRecord'], help: '应向其提出的机关、档案馆' },
  对方联系方式: { place: [...REPLY_LETTERS, 'correctionOfRecord'], help: '该机关的联系方式' },
  此前文号: { place: 'item', help: '此前答复的文号' },
  此前送达日期: { place: 'item', help: '此前答复的送达日期' },
  检索日期: { place: 'item', help: '检索的日期' },
  检索范围: { place: 'item', help: '在哪里、以什么词检索' },
  检索记录: { place: 'item', help: '检索记录的编号' },
  职责移交机关: { place: 'item', help: '职责移出或者承接的机关' },
  职责移交日期: { place: 'item', help: '职责移交的日期' },
  答复内容: { place: 'item', help: '对咨询的答复' },
  不公开内容: { place: 'withheld', help: '不予公开的部分' },
  不公开事由: { place: 'withheld', help: '第十四至十六条的事由，由系统填写' },
  不公开依据: { place: 'withheld', help: '条、款、项，由系统填写' },
  不公开理由: { place: 'withheld', help: '不予公开的理由' },
  救济事项: { place: 'remedies', help: '对什么不服：本告知书、其中第几项或者不予公开的部分' },
  复议机关: { place: 'remedies', help: '文书日期当日的复议机关及地址' },
  法院: { place: 'remedies', help: '文书日期当日的法院及地址' },
  复议期限: { place: 'remedies', help: '60日' },
  诉讼期限: { place: 'remedies', help: '6个月' },
  复议后诉讼期限: { place: 'remedies', help: '15日' },
  网上复议地址: { place: 'remedies', help: '网上申请行政复议的地址' },
  补正内容: { place: ['correctionNotice'], help: '各项补正内容及方式，每项一段' },
  期限: {
    place: ['correctionNotice', 'reasonRequest', 'thirdPartyConsult', 'coProducerConsult'],
    help: '期限，如“10个工作日”',
  },
  申请频次: { place: ['reasonRequest'], help: '本件统计的数量、频次' },
  新期限: { place: ['delayNotice35', 'extensionNotice'], help: '延后的答复日期' },
  原期限: { place: ['extensionNotice'], help: '原答复期限' },
  延长天数: { place: ['extensionNotice'], help: '延长的工作日数' },
  批准人: { place: ['extensionNotice'], help: '同意延期的工作机构负责人' },
  批准日期: { place: ['extensionNotice'], help: '同意延期的日期' },
  征求内容: { place: ['thirdPartyConsult', 'coProducerConsult'], help: '所征求意见的信息' },
  征求问题: { place: ['thirdPartyConsult'], help: '请第三方回答的问题' },
  征求对象: { place: ['consultNoticeToApplicant'], help: '第三方、共同制作机关或者其他行政机关' },
  征求日期: { place: ['consultNoticeToApplicant', 'thirdPartyDecision'], help: '发出征求意见书的日期' },
  反对日期: { place: ['thirdPartyDecision'], help: '第三方答复不同意的日期' },
  公开内容: { place: ['thirdPartyDecision'], help: '决定公开的内容' },
  公开日期: { place: ['thirdPartyDecision'], help: '将要公开的日期' },
  共同制作: { place: ['coProducerConsult'], help: '何时与何机关共同制作' },
  协办事项: { place: ['assistLetter'], help: '请协助的事项' },
  回复日期: { place: ['assistLetter'], help: '请回复的日期' },
  应缴金额: { place: ['feeNotice'], help: '应缴的信息处理费' },
  收款单位: { place: ['feeNotice'], help: '收款单位' },
  缴纳方式: { place: ['feeNotice'], help: '缴纳方式' },
  缴款码: { place: ['feeNotice'], help: '缴款码' },
  撤回日期: { place: ['withdrawalRecord'], help: '撤回申请的日期' },
  撤回凭证: { place: ['withdrawalRecord'], help: '书面凭证或者通话记录' },
  登记人: { place: ['registrationForm'], help: '登记人' },
  查询码: { place: ['receipt'], help: '查询办理进度的查询码' },
  查询地址: { place: ['receipt'], help: '查询办理进度的网址' },
  答复期限: { place: ['receipt'], help: '答复期限的最后一日' },
  更正内容: { place: ['correctionOfRecord'], help: '要求更正的记录' },
  更正证据: { place: ['correctionOfRecord'], help: '申请人提供的证据' },
  更正结论: { place: ['correctionOfRecord'], help: '是否更正' },
  更正日期: { place: ['correctionOfRecord'], help: '更正的日期' },
} as const satisfies Record<string, { readonly place: Place; readonly help: string }>;
export type Placeholder = keyof typeof PLACEHOLDERS;

/** Letters to somebody who must not learn from them who applied, nor in whose words. 条例第三十二条 */
const NOT_TO_APPLICANT: ReadonlySet<Letter> = new Set([
  'thirdPartyConsult',
  'thirdPartyDecision',
  'coProducerConsult',
  'assistLetter',
]);

/** Whether a name has a value in a part of a letter. */
export function isPlaceholderFor(name: string, letter: Letter, part: TemplatePart): boolean {
  if (!(name in PLACEHOLDERS)) return false;
  const place: Place = PLACEHOLDERS[name as Placeholder].place;
  const isReply = (REPLY_LETTERS as readonly Letter[]).includes(letter);
  if (typeof place !== 'string') return place.includes(letter);
  switch (place) {
    case 'common':
      return true;
    case 'applicant':
      return !NOT_TO_APPLICANT.has(letter);
    case 'reply':
      return isReply;
    case 'item':
      return isReply && (part.when !== undefined || part.role === 'itemHeading') && part.role !== 'remedies';
    case 'withheld':
      return isReply && part.role === 'withheld';
    case 'remedies':
      return part.role === 'remedies';
  }
}

/** The names that the editor offers for a part of a letter. */
export function placeholdersFor(letter: Letter, part: TemplatePart): Placeholder[] {
  return (Object.keys(PLACEHOLDERS) as Placeholder[]).filter((name) => isPlaceholderFor(name, letter, part));
}
