import { z } from 'zod';
import { AGENCY_KINDS } from '../application/vocabulary.js';
import { localDateSchema } from '../calendar/local-date.js';
import { SUCCESSION_REACHES, type SuccessionReach } from './succession.js';

const successionReaches = Object.keys(SUCCESSION_REACHES) as [SuccessionReach, ...SuccessionReach[]];

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
  /** A picture that stands over the agency's columns; left out: none of its own. */
  emblem: z.object({ path: z.string(), width: z.number().int(), height: z.number().int() }).optional(),
});
export type Agency = z.infer<typeof agencySchema>;

/** 处室, 科室; null is open-ended. */
export const unitSchema = z.object({
  code: z.string(),
  name: z.string(),
  existsFrom: localDateSchema.nullable(),
  existsUntil: localDateSchema.nullable(),
});
export type Unit = z.infer<typeof unitSchema>;
const unitDetailSchema = unitSchema.extend({
  liaisonOfficers: z.array(z.object({ id: z.string(), name: z.string() })),
});
export const officerSchema = z.object({
  id: z.string(),
  name: z.string(),
  title: z.string(),
  unitCode: z.string().nullable(),
});
const successionSchema = z.object({
  code: agencyCodeSchema,
  name: z.string(),
  fromOn: localDateSchema,
  kind: z.enum(['merged', 'split']),
  basis: z.string(),
  /** The whole; what belonged to no unit, and the units named; or these alone. */
  takes: z.enum(successionReaches),
  units: z.array(z.object({ unitCode: z.string(), successorUnitCode: z.string().nullable() })),
});
export const agencyDetailSchema = agencySchema.extend({
  units: z.array(unitDetailSchema),
  officers: z.array(officerSchema),
  formerNames: z.array(z.object({ name: z.string(), untilOn: localDateSchema })),
  /** Who took over its duties, and whose it took over. */
  successors: z.array(successionSchema),
  predecessors: z.array(successionSchema),
});
export type AgencyDetail = z.infer<typeof agencyDetailSchema>;

/** What of an agency is changed in place; its name changes from a day on, its end is a succession. */
export const agencyChangeSchema = agencySchema.pick({
  kind: true,
  parentCode: true,
  hasRuleMakingPower: true,
  scope: true,
});
export type AgencyChange = z.infer<typeof agencyChangeSchema>;
export const newAgencySchema = agencyChangeSchema.extend({
  code: agencyCodeSchema,
  name: z.string().trim().min(2, { error: '请填写机关名称。' }).max(200),
  existsFrom: localDateSchema.nullable().default(null),
});
export type NewAgency = z.infer<typeof newAgencySchema>;
export const renamingSchema = z.object({
  name: z.string().trim().min(2, { error: '请填写新的机关名称。' }).max(200),
  /** The first day of the new name. */
  fromOn: localDateSchema,
});
export const newSuccessionSchema = z.object({
  kind: z.enum(['merged', 'split']),
  successorCodes: z.array(agencyCodeSchema).min(1, { error: '请选择承接职责的机关。' }).max(20),
  /** The first day on which the duties are theirs. */
  fromOn: localDateSchema,
  basis: z.string().trim().min(2, { error: '请填写机构改革的依据文件。' }).max(200),
  /** A split agency may go on with what it keeps. */
  continues: z.boolean().default(false),
  /** Which unit of the agency goes to which successor, and to which unit there; null: to none yet. */
  units: z
    .array(
      z.object({
        unitCode: z.string().min(1).max(40),
        successorCode: agencyCodeSchema,
        successorUnitCode: z.string().max(40).nullable().default(null),
      }),
    )
    .max(200)
    .default([]),
  /** Of a split agency that ends: who takes what belongs to no unit, its reports among it. */
  restTo: agencyCodeSchema.nullable().default(null),
});
export type NewSuccession = z.infer<typeof newSuccessionSchema>;
export const unitChangeSchema = unitSchema.omit({ code: true }).extend({
  name: z.string().trim().min(2, { error: '请填写处室名称。' }).max(100),
  existsFrom: localDateSchema.nullable().default(null),
  existsUntil: localDateSchema.nullable().default(null),
});
export type UnitChange = z.infer<typeof unitChangeSchema>;
export const unitCodeSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/, { error: '处室代码只能用字母、数字和连字符，最长40位。' });

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
