import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { localDateSchema } from '../calendar/local-date.js';
import { agencyParamsSchema } from '../identity/agency-api.js';

export const readingQuerySchema = z.object({
  /** From its first to its last day. */
  year: z.coerce.number().int().min(2008).max(2100),
});

const countsShape = {
  /** By people: pages that were opened, files that were taken along. */
  visits: z.number().int(),
  downloads: z.number().int(),
  /** By programs that say so; in no other figure. */
  robots: z.number().int(),
};

export const readingStatisticsSchema = z.object({
  agencyCode: z.string(),
  year: z.number().int(),
  whole: z.object(countsShape),
  byMonth: z.array(z.object({ month: z.string(), ...countsShape })),
  byDay: z.array(z.object({ day: localDateSchema, ...countsShape })),
  /** Kinds of pages, most read first. */
  byKind: z.array(z.object({ kind: z.string(), label: z.string(), ...countsShape })),
  /** Documents with their files, most read first. */
  documents: z.array(
    z.object({
      documentId: z.string(),
      title: z.string(),
      isWithdrawn: z.boolean(),
      visits: z.number().int(),
      downloads: z.number().int(),
    }),
  ),
  /** The whole platform, for the sentence of the report that tells of the site. */
  platform: z.object(countsShape),
  /** The first day that is counted; null: nothing yet. */
  since: localDateSchema.nullable(),
});
export type ReadingStatistics = z.infer<typeof readingStatisticsSchema>;

export const READING_ROUTES = {
  getReadingStatistics: {
    method: 'get',
    path: '/agencies/{code}/reading-statistics',
    summary: '公开页面的访问量和下载量：按日、月、页面种类、文件，机器访问另计',
    tag: 'publication',
    permission: 'report.view',
    audit: { none: '只有汇总数，没有任何读者的信息' },
    params: agencyParamsSchema,
    query: readingQuerySchema,
    response: readingStatisticsSchema,
  },
} as const satisfies Record<string, ApiRoute>;
