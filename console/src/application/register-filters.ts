import {
  ANSWER_BANDS,
  APPLICANT_CLASSES,
  CASE_STATUSES,
  caseQuerySchema,
  cellName,
  CHANNEL_LABELS,
  CHANNELS,
  COUNTED_EVENTS,
  ITEM_FINDING_LABELS,
  isCellAddress,
  ITEM_FINDINGS,
  HAS_NONE,
  parseAnswerTime,
  parseEventPeriod,
  parsePeriod,
  periodName,
  rowName,
  TABLE3_COLUMN_LABELS,
  type CaseStatus,
} from '@gongkai/core';
import type { QueryOf } from '../api/request.js';

/** What the register is narrowed to and ordered by; the address holds it. */
export type CaseFilters = NonNullable<QueryOf<'listCases'>>;
export type CaseSort = NonNullable<CaseFilters['sort']>;
const FILTER_KEYS = [
  'year',
  'cell',
  'status',
  'applicantClass',
  'finding',
  'overdue',
  'unitCode',
  'channel',
  'topic',
  'isExtended',
  'due',
  'isOpen',
  'receivedIn',
  'closedIn',
  'outcomeRow',
  'wasInTime',
  'eventIn',
  'answeredIn',
  'q',
] as const;
type FilterKey = (typeof FILTER_KEYS)[number];
const READ_KEYS = [...FILTER_KEYS, 'sort', 'after'] as const;

/** Filters from the address; a value that means nothing is left out and does not break the others. */
export function readFilters(search: URLSearchParams): CaseFilters {
  const filters: Record<string, unknown> = {};
  for (const key of READ_KEYS) {
    const text = search.get(key);
    if (text === null || text === '') continue;
    const parsed = caseQuerySchema.shape[key].safeParse(text);
    if (parsed.success && parsed.data !== undefined) filters[key] = parsed.data;
  }
  if (filters.cell !== undefined && filters.year === undefined) delete filters.cell;
  return filters;
}

/** The address of the filters, the same ones always in the same order. */
export function writeFilters(filters: CaseFilters): Record<string, string> {
  const search: Record<string, string> = {};
  for (const key of READ_KEYS) {
    const value = filters[key];
    if (value !== undefined && value !== '') search[key] = String(value);
  }
  return search;
}

/** Says in the register's address that the year was taken off: without a year it is that of the place. */
const EVERY_YEAR = 'all';

/** Search of a register's address that is not narrowed to the year of the place. */
export const OF_EVERY_YEAR = { year: EVERY_YEAR } as const;

/** Filters of the register's page: of the year of its place until another is chosen or the year is taken off. */
export function readRegister(search: URLSearchParams, year: number): CaseFilters {
  if (search.get('year') === EVERY_YEAR) return readFilters(search);
  const { year: asked } = readFilters(search);
  const dated = new URLSearchParams(search);
  dated.set('year', String(asked ?? year));
  return readFilters(dated);
}

/** The address of the register's page with these filters. */
export function writeRegister(filters: CaseFilters): Record<string, string> {
  return { ...(filters.year === undefined ? OF_EVERY_YEAR : {}), ...writeFilters(filters) };
}

/** Filters changed by one; a changed list begins at its first page again. */
export function changeFilter<K extends FilterKey>(
  filters: CaseFilters,
  key: K,
  value: CaseFilters[K],
): CaseFilters {
  const { after: _, [key]: __, ...rest } = filters;
  const kept = key === 'year' && value === undefined ? withoutCell(rest) : rest;
  return value === undefined || value === '' ? kept : { ...kept, [key]: value };
}

function withoutCell({ cell: _, ...rest }: CaseFilters): CaseFilters {
  return rest;
}

export interface FilterChip {
  readonly key: FilterKey;
  readonly text: string;
}

/** What the list is narrowed to, in words, each to be taken off on its own. */
export function chipsOf(filters: CaseFilters): FilterChip[] {
  const words: Record<FilterKey, string | undefined> = {
    year: filters.year === undefined ? undefined : `${filters.year}年度在办或者办结`,
    cell:
      filters.cell === undefined
        ? undefined
        : `计入${isCellAddress(filters.cell) ? cellName(filters.cell) : filters.cell}`,
    status: filters.status === undefined ? undefined : `状态：${CASE_STATUSES[filters.status]}`,
    applicantClass:
      filters.applicantClass === undefined
        ? undefined
        : `申请人：${TABLE3_COLUMN_LABELS[filters.applicantClass].zh}`,
    finding: filters.finding === undefined ? undefined : `认定：${ITEM_FINDING_LABELS[filters.finding]}`,
    overdue: filters.overdue === undefined ? undefined : filters.overdue ? '已超过期限' : '未超过期限',
    unitCode: filters.unitCode === undefined ? undefined : `处室：${nameOr(filters.unitCode, '未指定')}`,
    channel: filters.channel === undefined ? undefined : `渠道：${CHANNEL_LABELS[filters.channel]}`,
    topic: filters.topic === undefined ? undefined : `主题：${nameOr(filters.topic, '未归类')}`,
    isExtended: filters.isExtended === undefined ? undefined : filters.isExtended ? '已延期' : '未延期',
    due: filters.due === undefined ? undefined : DUE_WORDS[filters.due],
    isOpen: filters.isOpen === undefined ? undefined : filters.isOpen ? '尚未办结' : '已经办结',
    receivedIn: filters.receivedIn === undefined ? undefined : `${periodWords(filters.receivedIn)}收到`,
    closedIn: filters.closedIn === undefined ? undefined : `${periodWords(filters.closedIn)}办结`,
    outcomeRow: filters.outcomeRow === undefined ? undefined : `结果：${rowName(filters.outcomeRow)}`,
    wasInTime: filters.wasInTime === undefined ? undefined : filters.wasInTime ? '按期办结' : '超期办结',
    eventIn: filters.eventIn === undefined ? undefined : eventWords(filters.eventIn),
    answeredIn: filters.answeredIn === undefined ? undefined : answerWords(filters.answeredIn),
    q: filters.q === undefined ? undefined : `含“${filters.q}”`,
  };
  return FILTER_KEYS.flatMap((key) => {
    const text = words[key];
    return text === undefined ? [] : [{ key, text }];
  });
}

function answerWords(text: string): string {
  const parsed = parseAnswerTime(text);
  return parsed === null ? text : `${periodName(parsed.period)}答复，${ANSWER_BANDS[parsed.band].label}`;
}

function eventWords(text: string): string {
  const parsed = parseEventPeriod(text);
  return parsed === null ? text : `${periodName(parsed.period)}${COUNTED_EVENTS[parsed.event]}`;
}

function nameOr(value: string, none: string): string {
  return value === HAS_NONE ? none : value;
}

function periodWords(text: string): string {
  const period = parsePeriod(text);
  return period === null ? text : periodName(period);
}

/** What is due in which span. */
export const DUE_WORDS = { today: '今天到期', week: '本周到期' } as const;

export const CHANNEL_OPTIONS = CHANNELS.map((value) => ({ value, label: CHANNEL_LABELS[value] }));
export const STATUS_OPTIONS = (Object.keys(CASE_STATUSES) as CaseStatus[]).map((value) => ({
  value,
  label: CASE_STATUSES[value],
}));
export const CLASS_OPTIONS = APPLICANT_CLASSES.map((value) => ({
  value,
  label: TABLE3_COLUMN_LABELS[value].zh,
}));
export const FINDING_OPTIONS = ITEM_FINDINGS.map((value) => ({ value, label: ITEM_FINDING_LABELS[value] }));
