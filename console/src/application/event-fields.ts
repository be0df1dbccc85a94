import {
  CHANNEL_LABELS,
  CHANNELS,
  ITEM_FINDING_LABELS,
  ITEM_FINDINGS,
  SERVICE_WAY_LABELS,
  type CaseEvent,
  type CaseEventType,
} from '@gongkai/core';
import { optionsOf } from '../ui/options.js';

interface FieldOption {
  readonly value: string;
  readonly label: string;
}
/** One question about an event; `key` is the field of its payload. */
export interface EventField {
  readonly key: string;
  readonly label: string;
  readonly kind: 'day' | 'count' | 'choice' | 'yesNo' | 'items' | 'mainItem';
  readonly options?: readonly FieldOption[];
  readonly isOptional?: true;
}

const on = (label: string): EventField => ({ key: 'on', label, kind: 'day' });
const receivedByOther: EventField = {
  key: 'receivedOn',
  label: '对方收到日期',
  kind: 'day',
  isOptional: true,
};
const agrees: EventField = { key: 'agrees', label: '同意公开', kind: 'yesNo' };

/** What is asked about each step, in the words of the law. */
export const EVENT_FIELDS: Readonly<Record<CaseEventType, readonly EventField[]>> = {
  submitted: [
    on('提交、签收或者发出日期'),
    {
      key: 'channel',
      label: '渠道',
      kind: 'choice',
      options: CHANNELS.map((value) => ({ value, label: CHANNEL_LABELS[value] })),
    },
    { key: 'officeReceivedOn', label: '转到公开机构的日期（只作记录）', kind: 'day', isOptional: true },
  ],
  receiptConfirmed: [on('双方确认日期')],
  correctionNotice: [
    on('发出补正告知书日期'),
    { key: 'receivedOn', label: '申请人收到日期', kind: 'day', isOptional: true },
    { key: 'termDays', label: '补正期限（工作日）', kind: 'count', isOptional: true },
  ],
  supplement: [
    on('收到补正材料日期'),
    { key: 'reasonAccepted', label: '逾期而有正当理由，予以采纳', kind: 'yesNo', isOptional: true },
  ],
  thirdPartyConsulted: [on('发出征求意见书日期'), receivedByOther],
  thirdPartyAnswered: [on('收到答复日期'), agrees],
  coProducerConsulted: [on('发出征求意见书日期'), receivedByOther],
  coProducerAnswered: [on('收到答复日期'), agrees],
  agencyConsulted: [on('发出协办函日期'), receivedByOther],
  agencyAnswered: [on('收到答复日期')],
  extension: [on('告知延期日期'), { key: 'days', label: '延长的工作日数', kind: 'count' }],
  reasonsDemanded: [on('要求说明理由日期')],
  delayNotice35: [on('告知延迟答复日期'), { key: 'until', label: '延迟至', kind: 'day' }],
  feeNotice: [
    on('发出收费通知书日期'),
    { key: 'receivedOn', label: '申请人收到日期', kind: 'day', isOptional: true },
  ],
  feePaid: [on('足额缴费日期')],
  withdrawn: [on('撤回日期')],
  decided: [
    on('作出决定日期'),
    {
      key: 'items',
      label: '逐项认定',
      kind: 'items',
      options: ITEM_FINDINGS.map((value) => ({ value, label: ITEM_FINDING_LABELS[value] })),
    },
    { key: 'mainItem', label: '主要结论', kind: 'mainItem', isOptional: true },
  ],
  served: [
    on('送达日期'),
    {
      key: 'way',
      label: '送达方式',
      kind: 'choice',
      options: optionsOf(SERVICE_WAY_LABELS),
    },
  ],
  duplicateExcluded: [on('认定日期'), { key: 'ofCaseId', label: '与哪件重复（编号）', kind: 'choice' }],
  overturned: [
    on('收到复议决定或者判决日期'),
    {
      key: 'by',
      label: '由谁撤销或者责令重作',
      kind: 'choice',
      options: [
        { value: 'reconsideration', label: '行政复议机关' },
        { value: 'court', label: '人民法院' },
      ],
    },
    { key: 'redoDays', label: '重新答复的期限（工作日）', kind: 'count', isOptional: true },
  ],
};

/** What is typed into the form, all as text until it is sent; items are one finding each. */
export interface EventDraft {
  readonly type: CaseEventType;
  readonly values: Readonly<Record<string, string>>;
  readonly items: readonly string[];
}

export function emptyDraft(type: CaseEventType, onDay = ''): EventDraft {
  return { type, values: { on: onDay }, items: [''] };
}

/** The same day for another kind of step. */
export function changeType(draft: EventDraft, type: CaseEventType): EventDraft {
  return { ...emptyDraft(type, draft.values.on), items: draft.items };
}

export function draftOf(event: CaseEvent): EventDraft {
  const values: Record<string, string> = {};
  for (const { key } of EVENT_FIELDS[event.type]) {
    const value = (event as unknown as Readonly<Record<string, unknown>>)[key];
    if (typeof value === 'string') values[key] = value;
    else if (typeof value === 'number' || typeof value === 'boolean') values[key] = String(value);
  }
  return {
    type: event.type,
    values,
    items: event.type === 'decided' ? event.items.map(({ finding }) => finding) : [''],
  };
}

/** The event that the draft describes, for the schema of core to judge; optional answers left empty are left out. */
export function eventOf({ type, values, items }: EventDraft): Record<string, unknown> {
  const event: Record<string, unknown> = { type };
  for (const { key, kind } of EVENT_FIELDS[type]) {
    const text = values[key]?.trim() ?? '';
    if (kind === 'items') event[key] = items.filter((item) => item !== '').map((finding) => ({ finding }));
    else if (text === '') continue;
    else if (kind === 'count' || kind === 'mainItem') event[key] = Number(text);
    else if (kind === 'yesNo') event[key] = text === 'true';
    else event[key] = text;
  }
  return event;
}

const CHOICE_WORDS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.values(EVENT_FIELDS)
    .flat()
    .flatMap(({ options = [] }) => options.map(({ value, label }) => [value, label])),
);

/** What is recorded of an event beside its day, in words. */
export function eventDetails(event: CaseEvent): string[] {
  const draft = draftOf(event);
  return EVENT_FIELDS[event.type].flatMap(({ key, label, kind }) => {
    const value = draft.values[key];
    if (kind === 'items')
      return draft.items.map((item, index) => `第${index + 1}项：${CHOICE_WORDS[item] ?? item}`);
    if (key === 'on' || value === undefined) return [];
    if (kind === 'yesNo') return [`${label}：${value === 'true' ? '是' : '否'}`];
    if (kind === 'mainItem') return [`主要结论：第${Number(value) + 1}项`];
    return [`${label}：${kind === 'choice' ? (CHOICE_WORDS[value] ?? value) : value}`];
  });
}
