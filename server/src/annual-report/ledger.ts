import { z } from 'zod';
import {
  AGENCY_KINDS,
  APPLICANT_CLASSES,
  DomainError,
  INSTANCE_LEVELS,
  REMEDY_KINDS,
  REMEDY_OUTCOMES,
  REMEDY_ROLES,
  TABLE2_COLUMNS,
  TABLE2_ROWS,
  caseEventSchema,
  localDateSchema,
  type RemedyKind,
} from '@gongkai/core';

const conclusion = {
  filedOn: localDateSchema,
  concludedOn: localDateSchema.exactOptional(),
  outcome: z.enum(keysOf(REMEDY_OUTCOMES)).exactOptional(),
};

const table2ValueSchema = z.union([
  z.object({ records: z.array(z.object({ id: z.string().min(1), amount: z.number().exactOptional() })) }),
  z.object({
    value: z.number(),
    attestation: z.object({
      sourceSystem: z.string(),
      query: z.string(),
      extractedOn: z.string(),
      fileHash: z.string(),
      responsibleUnit: z.string(),
      signer: z.string(),
    }),
  }),
  z.object({ value: z.number() }),
]);

/** A ledger of one agency as a JSON file: cases as events, remedies, and what table 二 rests on. */
export const ledgerSchema = z.object({
  format: z.literal('gongkai-ledger-1'),
  /** Invented data for demonstration; said wherever its figures are shown. */
  isDemonstration: z.boolean().default(false),
  agency: z.object({ code: z.string().min(1), name: z.string().min(1), kind: z.enum(AGENCY_KINDS) }),
  cases: z.array(
    z.object({
      id: z.string().min(1),
      applicant: z.object({ class: z.enum(APPLICANT_CLASSES), name: z.string().exactOptional() }),
      topic: z.string().exactOptional(),
      request: z.string().exactOptional(),
      events: z.array(caseEventSchema).min(1),
    }),
  ),
  remedies: z
    .array(
      z.object({
        remedyId: z.string().min(1),
        caseId: z.string().exactOptional(),
        kind: z.enum(keysOf(REMEDY_KINDS) satisfies readonly RemedyKind[]),
        role: z.enum(keysOf(REMEDY_ROLES)).default('originalOrgan'),
        ...conclusion,
        instances: z
          .array(z.object({ level: z.enum(keysOf(INSTANCE_LEVELS)), ...conclusion }))
          .exactOptional(),
      }),
    )
    .default([]),
  /** By year, row and column: records, or an attested aggregate. */
  table2: z
    .record(
      z.string().regex(/^\d{4}$/),
      z.partialRecord(z.enum(TABLE2_ROWS), z.partialRecord(z.enum(TABLE2_COLUMNS), table2ValueSchema)),
    )
    .default({}),
});
export type Ledger = z.infer<typeof ledgerSchema>;
export type LedgerCase = Ledger['cases'][number];

function keysOf<K extends string>(record: Readonly<Record<K, unknown>>): [K, ...K[]] {
  return Object.keys(record) as [K, ...K[]];
}

/** @throws DomainError INVALID_INPUT that lists each fault with the place in the file */
export function parseLedger(json: unknown): Ledger {
  const parsed = ledgerSchema.safeParse(json);
  if (!parsed.success) {
    const faults = parsed.error.issues
      .slice(0, 50)
      .map((issue) => `${issue.path.join('.') || '文件'}：${issue.message}`);
    throw new DomainError('INVALID_INPUT', `台账文件不符合格式：\n  ${faults.join('\n  ')}`);
  }
  const seen = new Set<string>();
  for (const { id } of parsed.data.cases) {
    if (seen.has(id)) throw new DomainError('INVALID_INPUT', `台账中案件编号“${id}”重复，请核对。`, { id });
    seen.add(id);
  }
  return parsed.data;
}
