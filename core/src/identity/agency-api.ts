import { z } from 'zod';
import { AGENCY_KINDS } from '../application/vocabulary.js';
import { localDateSchema } from '../calendar/local-date.js';

/** Code of an agency in addresses: letters, digits and hyphens. */
export const agencyCodeSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/, { error: '机关代码只能用字母、数字和连字符，最长40位。' });

/** The agency that a call of the API is about. */
export const agencyParamsSchema = z.object({ code: agencyCodeSchema });

/** An agency in the tree; `parentCode` null at the root. Times as days: null is open-ended. */
export const agencySchema = z.object({
  code: agencyCodeSchema,
  name: z.string().min(1).max(200),
  kind: z.enum(AGENCY_KINDS),
  parentCode: agencyCodeSchema.nullable(),
  hasRuleMakingPower: z.boolean(),
  /** Tables of an area count all its members. */
  scope: z.enum(['organ', 'area']),
  isDemonstration: z.boolean(),
  existsFrom: localDateSchema.nullable(),
  existsUntil: localDateSchema.nullable(),
});
export type Agency = z.infer<typeof agencySchema>;

export const unitSchema = z.object({ code: z.string(), name: z.string() });
export const officerSchema = z.object({
  id: z.string(),
  name: z.string(),
  title: z.string(),
  unitCode: z.string().nullable(),
});
export const agencyDetailSchema = agencySchema.extend({
  units: z.array(unitSchema),
  officers: z.array(officerSchema),
});
export type AgencyDetail = z.infer<typeof agencyDetailSchema>;

/** Answer of every failed request; `issues` by field path, in Chinese. */
export const problemSchema = z.object({
  code: z.string(),
  message: z.string(),
  /** Given for an unexpected failure; the log holds the same id. */
  reference: z.string().optional(),
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

/** One page of a list that is walked by key; `next` null at the end. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable(), total: z.number().int().nullable() });
}
