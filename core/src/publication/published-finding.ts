import { z } from 'zod';
import { pageOf } from '../identity/agency-api.js';

/** Rules of what a later check may find in what is public: words, personal data, markings. */
export const RECHECKED_RULES = {
  personal: '个人信息',
  words: '错词、敏感词',
  secrecy: '密级标志',
} as const;
export type RecheckedRule = keyof typeof RECHECKED_RULES;
const RECHECKED_RULE_NAMES = Object.keys(RECHECKED_RULES) as [RecheckedRule, ...RecheckedRule[]];

/** Whether a finding is of those that published documents are checked for again. */
export function isRechecked(rule: string): boolean {
  return RECHECKED_RULE_NAMES.some((name) => rule.startsWith(`${name}.`));
}

export const FINDING_SEVERITIES = { error: '必须处理', warning: '提醒' } as const;
/** Fields of a document that a finding may stand in; other places are names of files. */
export const FINDING_PLACES: Readonly<Record<string, string>> = {
  title: '标题',
  summary: '概述',
  body: '正文',
};

export const FINDING_SORTS = ['severity', '-foundAt', 'title'] as const;
export const publishedFindingQuerySchema = z.object({
  about: z.enum(RECHECKED_RULE_NAMES).optional(),
  severity: z.enum(['error', 'warning']).optional(),
  /** Left out: those that nobody has settled. */
  settled: z.stringbool().optional(),
  /** Part of the title or of what was found. */
  q: z.string().trim().max(200).optional(),
  sort: z.enum(FINDING_SORTS).default('severity'),
  after: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type PublishedFindingQuery = z.output<typeof publishedFindingQuerySchema>;

export const publishedFindingSchema = z.object({
  documentId: z.string(),
  title: z.string(),
  version: z.number().int(),
  /** A field of the document, or the name of a file. */
  place: z.string(),
  rule: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
  foundAt: z.string(),
  settledBy: z.string().nullable(),
  settledReason: z.string().nullable(),
});
export type PublishedFinding = z.infer<typeof publishedFindingSchema>;

export const publishedFindingsSchema = pageOf(publishedFindingSchema).extend({
  /** Nobody has settled so many. */
  open: z.number().int(),
  /** Published documents that the rules and words of now have not been held against yet. */
  waiting: z.number().int(),
});

export const settledFindingSchema = z.object({
  place: z.string().max(300),
  rule: z.string().max(60),
  message: z.string().max(600),
  reason: z.string().trim().min(2, { error: '请写明核对的结果。' }).max(500),
});
export type SettledFinding = z.infer<typeof settledFindingSchema>;
