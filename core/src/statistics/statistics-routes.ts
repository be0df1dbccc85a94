import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { localDateSchema } from '../calendar/local-date.js';
import { agencyParamsSchema } from '../identity/agency-api.js';

export const statisticsQuerySchema = z.object({
  year: z.coerce.number().int().min(2008).max(2100),
  quarter: z.coerce.number().int().min(1).max(4).optional(),
});

const figuresShape = {
  /** Received in the period (条例第三十一条). */
  received: z.number().int(),
  /** Closed in the period, by the service of the reply or without one. */
  closed: z.number().int(),
  /** Of the closed ones, those whose term was kept, and those where that can be told. */
  inTime: z.number().int(),
  judged: z.number().int(),
  /** Working days from receipt to the service of the reply; what the law does not count is not taken off. */
  medianDays: z.number().int().nullable(),
  p90Days: z.number().int().nullable(),
};
const figuresSchema = z.object(figuresShape);
export type StatisticsFigures = z.infer<typeof figuresSchema>;

const lineSchema = z.object({
  /** Null: cases without it. */
  key: z.string().nullable(),
  name: z.string(),
  ...figuresShape,
});
export type StatisticsLine = z.infer<typeof lineSchema>;

const topicLineSchema = lineSchema.extend({
  /** By the words with which cases name the topic; none where these are its own name alone. */
  parts: z.array(lineSchema),
});
export type StatisticsTopicLine = z.infer<typeof topicLineSchema>;

export const statisticsSchema = z.object({
  agencyCode: z.string(),
  year: z.number().int(),
  quarter: z.number().int().nullable(),
  from: localDateSchema,
  until: localDateSchema,
  whole: figuresSchema,
  /** The same period one year before. */
  yearBefore: figuresSchema,
  byTopic: z.array(topicLineSchema),
  byUnit: z.array(lineSchema),
  /** Rows of table 三, in their order; `received` is 0. */
  byOutcome: z.array(lineSchema),
  /** Bands of working days to the reply, those with replies; `received` is 0. */
  byTime: z.array(lineSchema),
  /** Only `received` is told. */
  byChannel: z.array(lineSchema),
  extensions: z.number().int(),
  feeNotices: z.number().int(),
  feesPaid: z.number().int(),
});
export type Statistics = z.infer<typeof statisticsSchema>;

export const STATISTICS_ROUTES = {
  getStatistics: {
    method: 'get',
    path: '/agencies/{code}/statistics',
    summary: '季度、年度统计：按主题、结果、处室、渠道，办理用时、按期率、延期、收费',
    tag: 'application',
    permission: 'report.view',
    audit: { none: '只有汇总数，不显示申请人和申请内容' },
    params: agencyParamsSchema,
    query: statisticsQuerySchema,
    response: statisticsSchema,
  },
} as const satisfies Record<string, ApiRoute>;
