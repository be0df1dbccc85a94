import { z } from 'zod';
import { agencyCodeSchema } from '../identity/agency-api.js';
import { addDays, localDateSchema, yearOf, type LocalDate } from './local-date.js';
import { WORKING_DAY_NOTICES, type WorkingDayNotice } from './notices.js';
import {
  createCalendar,
  shippedCalendar,
  type RegionalOverlay,
  type WorkingDayCalendar,
} from './working-day-calendar.js';

const dayRangeSchema = z
  .object({
    from: localDateSchema,
    to: localDateSchema,
    holiday: z.string().trim().min(1, { error: '请填写节日名称。' }).max(40),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: '止日不能早于起日。' })
  .refine(({ from, to }) => addDays(from, 31) >= to, {
    path: ['to'],
    error: '一段放假或者上班不超过一个月。',
  });
export type NoticeDays = z.infer<typeof dayRangeSchema>;

/** A notice on days off and make-up working days as an administrator enters it (全国年节及纪念日放假办法). */
export const newNoticeSchema = z
  .object({
    /** Number of the document, e.g. 国办发明电〔2026〕3号. */
    number: z.string().trim().min(2, { error: '请填写通知的文号。' }).max(60),
    issuedOn: localDateSchema,
    /** The day from which it is reckoned with, where that is later than its date. */
    knownOn: localDateSchema.nullable().default(null),
    /** The year that it arranges; it counts as settled from then on. */
    year: z.number().int().min(2018).max(2100),
    /** Number of the notice that it changes. */
    amends: z.string().trim().min(2).max(60).nullable().default(null),
    /** Only for this agency and those below it (放假办法第四条: 少数民族地区); null: everywhere. */
    regionCode: agencyCodeSchema.nullable().default(null),
    off: z.array(dayRangeSchema).max(40).default([]),
    work: z.array(dayRangeSchema).max(40).default([]),
  })
  .superRefine(({ off, work, year }, ctx) => {
    if (off.length + work.length === 0) {
      ctx.addIssue({ code: 'custom', path: ['off'], message: '请至少填写一段放假或者调休上班的日期。' });
    }
    for (const [path, ranges] of [
      ['off', off],
      ['work', work],
    ] as const) {
      ranges.forEach(({ from, to }, index) => {
        if (yearOf(from) >= year - 1 && yearOf(to) <= year + 1) return;
        const message = `日期不在${year}年前后：请核对日期，或者改通知所安排的年度。`;
        ctx.addIssue({ code: 'custom', path: [path, index, 'from'], message });
      });
    }
    const twice = off.findIndex((day) => work.some((other) => day.from <= other.to && other.from <= day.to));
    if (twice >= 0) {
      ctx.addIssue({ code: 'custom', path: ['off', twice, 'from'], message: '同一日不能既放假又上班。' });
    }
  });
export type NewNotice = z.infer<typeof newNoticeSchema>;

/** A notice that was added, beside those that the program brings along. */
export const addedNoticeSchema = z.object({
  noticeId: z.string(),
  ...newNoticeSchema.shape,
  addedAt: z.string(),
});
export type AddedNotice = z.infer<typeof addedNoticeSchema>;

type NoticeToCount = Pick<
  AddedNotice,
  'number' | 'issuedOn' | 'knownOn' | 'year' | 'amends' | 'regionCode' | 'off' | 'work'
>;

function ranges(days: readonly NoticeDays[]): WorkingDayNotice['off'] {
  return days.map(({ from, to, holiday }) => [from, to, holiday] as const);
}

function noticeOf({ number, issuedOn, knownOn, year, amends, off, work }: NoticeToCount): WorkingDayNotice {
  return {
    ...{ number, isNumberVerified: true, issuedOn, year, off: ranges(off), work: ranges(work) },
    ...(knownOn !== null && { knownOn }),
    ...(amends !== null && { amends }),
  };
}

function overlayOf({ number, issuedOn, knownOn, off, work, regionCode }: NoticeToCount): RegionalOverlay {
  return {
    ...{ region: regionCode ?? '', source: number, knownOn: knownOn ?? issuedOn },
    ...{ off: ranges(off), work: ranges(work) },
  };
}

/**
 * The working days of an agency: the shipped notices and the added ones, over them those of its region. `lineage` are
 * the agency's code and those above it. With `knownOn`, only what was known on that day.
 */
export function calendarWith(
  added: readonly NoticeToCount[],
  lineage: readonly string[] = [],
  knownOn?: LocalDate,
): WorkingDayCalendar {
  const national = added.filter(({ regionCode }) => regionCode === null);
  const regional = added.filter(({ regionCode }) => regionCode !== null && lineage.includes(regionCode));
  if (national.length + regional.length === 0 && knownOn === undefined) return shippedCalendar();
  return createCalendar({
    notices: [...WORKING_DAY_NOTICES, ...national.map(noticeOf)],
    overlays: regional.map(overlayOf),
    ...(knownOn !== undefined && { knownOn }),
  });
}

/** The first day that a notice names; a term that ended before it is not touched. */
export function firstDayOf({ off, work }: Pick<NewNotice, 'off' | 'work'>): LocalDate {
  return [...off, ...work].map(({ from }) => from).reduce((a, b) => (b < a ? b : a));
}

/** Numbers of the notices that the program brings along. */
export const SHIPPED_NOTICE_NUMBERS: ReadonlySet<string> = new Set(
  WORKING_DAY_NOTICES.map(({ number }) => number),
);
