import { z } from 'zod';
import { localDateSchema } from '../calendar/local-date.js';
import { reportFindingSchema, tablesSchema } from './report-api.js';
import { FORM_VERSIONS } from './tables.js';

/** How a unit of an area stands in the sum of a year. */
export const MEMBER_STANDINGS = {
  published: '已公布',
  live: '未公布，按台账现有数字',
  unfiled: '未报送',
  dissolved: '已撤并',
} as const;
export type MemberStanding = keyof typeof MEMBER_STANDINGS;

/** The report of an area (条例第四十九条): its own figures and those of every unit, each once. */
export const areaReportSchema = z.object({
  agencyCode: z.string(),
  agencyName: z.string(),
  isDemonstration: z.boolean(),
  year: z.number().int(),
  form: z.enum(FORM_VERSIONS),
  asOf: localDateSchema,
  /** The sum. */
  tables: tablesSchema,
  /** The area's own organ without its units. */
  own: tablesSchema,
  /** Every unit directly below, with what it adds; an area below adds its own sum. */
  members: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      scope: z.enum(['organ', 'area']),
      standing: z.enum(['published', 'live', 'unfiled', 'dissolved']),
      isCounted: z.boolean(),
      publishedOn: localDateSchema.nullable(),
      tables: tablesSchema.nullable(),
    }),
  ),
  findings: z.array(reportFindingSchema.omit({ key: true, waiver: true })),
});
export type AreaReport = z.infer<typeof areaReportSchema>;
