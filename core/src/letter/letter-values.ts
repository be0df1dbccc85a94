import { ITEM_FINDING_LABELS } from '../application/labels.js';
import { basisOf, groundText } from './item-basis.js';
import type { LetterTable } from './letter-content.js';
import type { LetterInput, LetterItem, ReplyInput, ServiceRecord, WithheldInput } from './letter-input.js';
import type { PlaceholderValues } from './letter-template.js';
import type { LetterSetting } from './letter-setting.js';
import { REMEDY_TERMS } from './letter-remedies.js';
import {
  CHANNEL_WORDS,
  chineseNumeral,
  dayText,
  itemsNamed,
  titlesNamed,
  withoutEnd,
} from './letter-words.js';

const YOU = { person: '您', organization: '你单位' } as const;

/** What every letter can say: the agency, the application, the day. */
export function commonValues(input: LetterInput, setting: LetterSetting): PlaceholderValues {
  const { application } = input;
  return {
    收件人: input.addressees.join('、'),
    您: YOU[input.addressAs],
    机关名称: setting.organName,
    工作机构: setting.officeName,
    登记编号: application.number,
    收到日期: dayText(application.receivedOn),
    渠道: CHANNEL_WORDS[application.channel],
    申请内容: withoutEnd(application.request),
    补正日期: dayText(application.supplementedOn),
    文书日期: dayText(input.decidedOn),
    主管部门: setting.competentDepartment,
    联系地址: setting.contact.address,
    邮政编码: setting.contact.postcode,
    联系电话: setting.contact.phone,
    办公时间: setting.contact.hours,
    收款单位: setting.payment?.payee,
    缴纳方式: setting.payment === null ? undefined : withoutEnd(setting.payment.how),
    ...REMEDY_TERMS,
  };
}

/** What a reply says as a whole. */
export function replyValues(input: ReplyInput, covered: readonly number[]): PlaceholderValues {
  const isAll = covered.length === input.items.length;
  return {
    本函各项: isAll ? undefined : itemsNamed(covered),
    延期日期: dayText(input.extendedOn),
    通知日期: dayText(input.lapse?.noticeOn),
    逾期日期: dayText(input.lapse?.lapsedOn),
    要求说明日期: dayText(input.reasonsDemanded?.on),
    申请人说明: input.reasonsDemanded?.explained && withoutEnd(input.reasonsDemanded.explained),
    重新答复依据: input.redecision?.documentNumber,
  };
}

/** What a reply says of one item. */
export function itemValues(item: LetterItem, index: number, isOnly: boolean): PlaceholderValues {
  return {
    项号: chineseNumeral(index + 1),
    所申请事项: withoutEnd(item.asked),
    该信息: isOnly ? '所申请的信息' : '该项信息',
    结论: ITEM_FINDING_LABELS[item.finding],
    法律依据: basisOf(item),
    不予公开事由: groundText(item.finding, item.kinds),
    理由: item.reasons && withoutEnd(item.reasons),
    其他规定: item.law,
    附件名称: titlesNamed(item.attachments),
    获取途径: item.path && withoutEnd(item.path),
    可获取日期: dayText(item.availableOn),
    提供形式: item.form && withoutEnd(item.form),
    对方机关: item.organ?.name,
    对方联系方式: item.organ?.contact,
    此前文号: item.earlierReply?.documentNumber,
    此前送达日期: dayText(item.earlierReply?.servedOn),
    检索日期: dayText(item.searchRecord?.searchedOn),
    检索范围: item.searchRecord && withoutEnd(item.searchRecord.scope),
    检索记录: item.searchRecord?.reference,
    职责移交机关: item.succession?.organ,
    职责移交日期: dayText(item.succession?.movedOn),
    答复内容: item.answer && withoutEnd(item.answer),
  };
}

/** What a reply says of one part kept back. */
export function withheldValues(part: WithheldInput): PlaceholderValues {
  return {
    不公开内容: withoutEnd(part.what),
    不公开事由: groundText(part.finding, part.kinds),
    不公开依据: basisOf(part),
    不公开理由: withoutEnd(part.reasons),
  };
}

const CONSULTED = { thirdParty: '第三方', coProducer: '共同制作机关', agency: '其他行政机关' } as const;

const CORRECTION_OUTCOME = {
  corrected: '予以更正',
  notCorrected: '不予更正',
  forwarded: '转送有权更正的机关处理',
  directed: '告知向有权更正的机关提出',
} as const;

/** What a letter other than a reply says, and under which of its variants. */
export function ownValues(input: LetterInput): { values: PlaceholderValues; conditions: string[] } {
  switch (input.letter) {
    case 'correctionNotice':
      return {
        values: {
          补正内容: input.itemsToCorrect
            .map(
              ({ what, how }, index) => `${index + 1}．${withoutEnd(what)}。补正方式：${withoutEnd(how)}。`,
            )
            .join('\n'),
          期限: `${input.termDays}个工作日`,
        },
        conditions: [],
      };
    case 'reasonRequest':
      return {
        values: {
          申请频次: withoutEnd(input.frequency),
          理由: withoutEnd(input.reasons),
          期限: `${input.termDays}个工作日`,
        },
        conditions: [],
      };
    case 'delayNotice35':
      return { values: { 新期限: dayText(input.until), 理由: withoutEnd(input.reasons) }, conditions: [] };
    case 'extensionNotice':
      return {
        values: {
          原期限: dayText(input.dueOn),
          新期限: dayText(input.newDueOn),
          延长天数: `${input.days}个工作日`,
          理由: withoutEnd(input.reasons),
          批准人: input.approver,
          批准日期: dayText(input.approvedOn),
        },
        conditions: [],
      };
    case 'thirdPartyConsult':
      return {
        values: {
          征求内容: withoutEnd(input.information),
          征求问题: withoutEnd(input.question),
          期限: `${input.termDays}个工作日`,
        },
        conditions: [],
      };
    case 'consultNoticeToApplicant':
      return {
        values: { 征求对象: CONSULTED[input.consulted], 征求日期: dayText(input.consultedOn) },
        conditions: [],
      };
    case 'thirdPartyDecision':
      return {
        values: {
          征求日期: dayText(input.consultedOn),
          反对日期: dayText(input.objectedOn),
          公开内容: withoutEnd(input.content),
          理由: withoutEnd(input.reasons),
          公开日期: dayText(input.disclosesOn),
        },
        conditions: [input.objectedOn === null ? 'silent' : 'objected'],
      };
    case 'coProducerConsult':
      return {
        values: {
          征求内容: withoutEnd(input.information),
          共同制作: withoutEnd(input.producedWith),
          期限: `${input.termDays}个工作日`,
        },
        conditions: [],
      };
    case 'assistLetter':
      return {
        values: { 协办事项: withoutEnd(input.task), 回复日期: dayText(input.answerBy) },
        conditions: [input.isOtherOrgan ? 'otherOrgan' : 'ownUnit'],
      };
    case 'feeNotice':
      return {
        values: { 应缴金额: `${input.totalYuan}元`, 缴款码: input.paymentCode },
        conditions: [input.basis],
      };
    case 'withdrawalRecord':
      return {
        values: { 撤回日期: dayText(input.withdrawnOn), 撤回凭证: withoutEnd(input.proof) },
        conditions: [],
      };
    case 'registrationForm':
      return { values: { 登记人: input.registrar }, conditions: [] };
    case 'receipt':
      return {
        values: {
          查询码: input.queryCode,
          查询地址: input.queryAddress,
          答复期限: dayText(input.dueOn),
        },
        conditions: [],
      };
    case 'correctionOfRecord':
      return {
        values: {
          更正内容: withoutEnd(input.record),
          更正证据: withoutEnd(input.evidence),
          更正结论: CORRECTION_OUTCOME[input.outcome],
          理由: withoutEnd(input.reasons),
          更正日期: dayText(input.correctedOn),
          对方机关: input.organ?.name,
          对方联系方式: input.organ?.contact,
        },
        conditions: [input.outcome],
      };
    case 'serviceReceipt':
      return { values: {}, conditions: [] };
    default:
      return { values: {}, conditions: [] };
  }
}

/** The table that a letter carries in its part of facts or payment. */
export function tableOf(input: LetterInput, setting: LetterSetting): LetterTable | null {
  const pairs = (rows: readonly (readonly [string, string | undefined])[]): LetterTable => ({
    columns: [3, 7],
    head: [],
    rows: rows.map(([name, value]) => [name, value ?? '']),
  });
  const { application } = input;
  switch (input.letter) {
    case 'feeNotice':
      return {
        columns: [4, 2, 2, 2],
        head: ['收费档次', '数量', '标准（元）', '金额（元）'],
        rows: [
          ...input.lines.map(({ what, quantity, yuanEach, yuan }) =>
            [what, quantity, yuanEach, yuan].map(String),
          ),
          ['合计', '', '', String(input.totalYuan)],
        ],
      };
    case 'registrationForm':
      return pairs([
        ['登记编号', application.number],
        ['申请人', input.addressees.join('、')],
        ['申请人类别', input.applicantClass],
        ['提出方式', CHANNEL_WORDS[application.channel]],
        ['提交日期', dayText(input.submittedOn)],
        ['与申请人确认日期', dayText(input.confirmedOn) ?? '—'],
        ['工作机构收到日期', dayText(input.officeReceivedOn) ?? '—'],
        ['收到日期（起算）', dayText(application.receivedOn)],
        ['申请内容', application.request],
        ['获取信息的方式、途径', input.receiving],
        ['答复期限', dayText(input.dueOn) ?? '—'],
        ['登记人', input.registrar],
      ]);
    case 'serviceReceipt':
      return pairs([
        ['送达机关', setting.organName],
        ['受送达人', input.addressees.join('、')],
        ...input.served.map(
          ({ title, documentNumber }, index) =>
            [`送达文书${index + 1}`, `${title}（${documentNumber}）`] as const,
        ),
        ['送达方式', input.way],
        ['送达地点', input.place],
        ['收到日期', dayText(input.record?.receivedOn) ?? '      年    月    日'],
        ['受送达人签名或者盖章', ''],
        ['代收人签名及代收理由', ''],
        ['送达人签名', ''],
        ['备注', input.record === undefined ? '' : serviceRemark(input.record)],
      ]);
    default:
      return null;
  }
}

/** Which day counts as the day of service, by which mail, and whether it came back. 国办公开办函〔2016〕235号 */
function serviceRemark({ way, servedOn, trackingNumber, returned }: ServiceRecord): string {
  const on = dayText(servedOn) ?? '';
  const isService = returned === null || returned.keepsDay;
  const point = {
    post: isService ? `${on}交邮，交邮之日为送达日` : `${on}交邮`,
    direct: '签收之日为送达日',
    otherAgency: '签收之日为送达日',
    electronic: `${on}电子送达`,
  }[way];
  return [
    point,
    ...(trackingNumber === undefined ? [] : [`邮件号码${trackingNumber}`]),
    ...(returned === null
      ? []
      : [`${dayText(returned.on) ?? ''}退回，${returned.cause}${isService ? '' : '，没有送达'}`]),
  ].join('；');
}
