import { CONTACT_PURPOSES, CONTACT_WAYS, LITIGATION_RISKS, type HandlingEntryKind } from '@gongkai/core';
import { YES, type FormField, type FormValues } from '../ui/FormDialog.js';
import { optionsOf } from '../ui/options.js';

export interface EntryForm {
  readonly button: string;
  readonly lead?: string;
  readonly fields: readonly FormField[];
  readonly initial: (today: string) => FormValues;
  readonly inputOf: (values: FormValues) => unknown;
}

/** Each line or comma a value of its own. */
export function listOf(text: string): string[] {
  return text
    .split(/[\n、，,；;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** `姓名｜单位职务｜意见`, a line each; what is missing stays empty and is asked for by the schema. */
export function participantsOf(text: string): { name: string; office: string; opinion: string }[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [name = '', office = '', ...opinion] = line.split(/[|｜]/).map((part) => part.trim());
      return { name, office, opinion: opinion.join('｜') };
    });
}

const ON: FormField = { name: 'on', label: '日期', kind: 'day' };
const HOW_LISTED = '几个之间用顿号或者换行隔开。';

/** The questions of each kind of entry. */
export const ENTRY_FORMS: Readonly<Record<HandlingEntryKind, EntryForm>> = {
  search: {
    button: '登记检索',
    lead: '告知“信息不存在”之前，须登记检索了哪些系统、用哪些词、由谁在何时检索、查到什么。登记后不能修改，有误的另行登记说明。',
    fields: [
      ON,
      { name: 'searcher', label: '检索人', kind: 'line' },
      { name: 'systems', label: '检索的系统、档案或者处室', kind: 'text', hint: HOW_LISTED },
      { name: 'words', label: '检索用的词', kind: 'text', hint: HOW_LISTED },
      { name: 'range', label: '检索的年份、卷宗范围', kind: 'line', isOptional: true },
      { name: 'hasFound', label: '检索到了相关信息', kind: 'check' },
      { name: 'found', label: '检索的结果', kind: 'text' },
    ],
    initial: (today) => ({ on: today }),
    inputOf: ({ systems = '', words = '', hasFound, found = '', searcher = '', ...rest }) => ({
      ...{ kind: 'search', ...rest, searcher, found },
      ...{ systems: listOf(systems), words: listOf(words), hasFound: hasFound === YES },
    }),
  },
  contact: {
    button: '登记一次联系',
    lead: '与申请人的通话是证据。为确认收到申请而联系上的，同时记录“双方确认收到”。',
    fields: [
      ON,
      { name: 'time', label: '时间', kind: 'line', hint: '例如 14:30' },
      { name: 'way', label: '方式', kind: 'choice', options: optionsOf(CONTACT_WAYS) },
      { name: 'purpose', label: '事由', kind: 'choice', options: optionsOf(CONTACT_PURPOSES) },
      { name: 'hasReached', label: '联系上了', kind: 'check' },
      { name: 'summary', label: '说了什么', kind: 'text' },
    ],
    initial: (today) => ({ on: today, way: 'telephone', purpose: 'confirm' }),
    inputOf: ({ hasReached, time = '', summary = '', ...rest }) => ({
      ...{ kind: 'contact', ...rest, time, summary, hasReached: hasReached === YES },
    }),
  },
  conference: {
    button: '登记会商',
    lead: '由作出结论的人登记，登记即签署；登记后不能修改。会商纪要可以打印。',
    fields: [
      ON,
      { name: 'question', label: '会商的问题', kind: 'text' },
      {
        name: 'participants',
        label: '参加人和意见',
        kind: 'text',
        hint: '一人一行：姓名｜单位职务｜意见',
      },
      { name: 'risk', label: '诉讼风险', kind: 'choice', options: optionsOf(LITIGATION_RISKS) },
      { name: 'riskReason', label: '风险估计的依据', kind: 'text' },
      { name: 'conclusion', label: '会商结论', kind: 'text' },
    ],
    initial: (today) => ({ on: today, risk: 'low' }),
    inputOf: ({ participants = '', question = '', riskReason = '', conclusion = '', ...rest }) => ({
      ...{ kind: 'conference', ...rest, question, riskReason, conclusion },
      participants: participantsOf(participants),
    }),
  },
  petition: {
    button: '登记信访投诉举报转交',
    lead: '不作为政府信息公开申请处理的，可以告知或者转交相应渠道（条例第三十九条第一款）。没有取得同意的，不得附带申请人的身份。',
    fields: [
      ON,
      { name: 'matter', label: '事项', kind: 'text' },
      { name: 'receiver', label: '相应的渠道或者机关', kind: 'line' },
      { name: 'isHandedOver', label: '已经转交（不勾选的为只告知渠道）', kind: 'check' },
      {
        name: 'isWithIdentity',
        label: '转交时附带申请人身份',
        kind: 'check',
        when: ({ isHandedOver }) => isHandedOver === YES,
      },
      {
        name: 'consentOn',
        label: '申请人同意的日期',
        kind: 'day',
        when: ({ isHandedOver, isWithIdentity }) => isHandedOver === YES && isWithIdentity === YES,
      },
      {
        name: 'consentHow',
        label: '怎样同意的',
        kind: 'line',
        when: ({ isHandedOver, isWithIdentity }) => isHandedOver === YES && isWithIdentity === YES,
      },
    ],
    initial: (today) => ({ on: today }),
    inputOf: (values) => {
      const { isHandedOver, isWithIdentity, consentOn = '', consentHow = '', matter = '' } = values;
      const isWith = isHandedOver === YES && isWithIdentity === YES;
      return {
        ...{ kind: 'petition', on: values.on, matter, receiver: values.receiver ?? '' },
        ...{ isHandedOver: isHandedOver === YES, isWithIdentity: isWith },
        ...{ consentOn: isWith && consentOn !== '' ? consentOn : null, consentHow: isWith ? consentHow : '' },
      };
    },
  },
  excess: {
    button: '要求说明理由',
    lead: '申请数量、频次明显超过合理范围的，可以要求申请人说明理由（条例第三十五条）。写本次申请的数量和频次，不评价申请人。',
    fields: [
      ON,
      { name: 'why', label: '为什么明显超过合理范围', kind: 'text' },
      { name: 'termDays', label: '说明理由的期限（工作日）', kind: 'number' },
    ],
    initial: (today) => ({ on: today, termDays: '10' }),
    inputOf: ({ why = '', termDays, ...rest }) => ({
      ...{ kind: 'excess', ...rest, why, termDays: Number(termDays) },
    }),
  },
  excessJudgement: {
    button: '判断理由',
    lead: '理由不合理的，告知不予处理；理由合理但不能按期答复的，确定延迟答复的合理期限并告知（条例第三十五条）。',
    fields: [
      ON,
      { name: 'given', label: '申请人说明的理由', kind: 'text' },
      { name: 'isReasonable', label: '理由合理', kind: 'check' },
      { name: 'why', label: '判断的依据', kind: 'text' },
      {
        name: 'delayedUntil',
        label: '延迟答复到',
        kind: 'day',
        isOptional: true,
        when: ({ isReasonable }) => isReasonable === YES,
      },
    ],
    initial: (today) => ({ on: today }),
    inputOf: ({ given = '', why = '', isReasonable, delayedUntil = '', ...rest }) => ({
      ...{ kind: 'excessJudgement', ...rest, given, why, isReasonable: isReasonable === YES },
      delayedUntil: isReasonable === YES && delayedUntil !== '' ? delayedUntil : null,
    }),
  },
  secrecyDetermination: {
    button: '登记线下办理的涉密事项',
    lead: '本系统不是涉密系统：只登记由谁、何时、依据什么定密和线下办理的中性编号，不写标题、内容，不传文件。',
    fields: [
      ON,
      { name: 'determinedBy', label: '定密的机关或者定密责任人', kind: 'line' },
      { name: 'determinedOn', label: '定密日期', kind: 'day' },
      {
        name: 'basis',
        label: '定密依据',
        kind: 'line',
        hint: '国家秘密事项范围的名称和条目，不写事项的内容。',
      },
      {
        name: 'offlineNumber',
        label: '线下办理的编号',
        kind: 'line',
        hint: '中性的编号，例如 线下-2026-003。',
      },
    ],
    initial: (today) => ({ on: today }),
    inputOf: (values) => ({ kind: 'secrecyDetermination', ...values }),
  },
};
