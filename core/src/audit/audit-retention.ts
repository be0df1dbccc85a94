import { z } from 'zod';
import { AUDIT_KINDS, type AuditKind } from './audit-kinds.js';

/** 网络安全法: logs are kept for six months at least; no configuration goes below. */
export const LEAST_KEPT_MONTHS = 6;

/** Months that the text of a record is kept, by its kind; null: for good. */
export type AuditKeptMonths = Readonly<Record<AuditKind, number | null>>;

/** Looks at personal data are proof for three years, as long as the records of 个人信息保护法第五十六条. */
const LOOK_MONTHS = 36;
/** Coming and going says nothing of a matter. */
const SESSION_MONTHS = 12;

const isSession = (kind: AuditKind): boolean => kind.startsWith('session.');
const isLook = (kind: AuditKind): boolean => 'isLook' in AUDIT_KINDS[kind];
const KINDS = Object.keys(AUDIT_KINDS) as AuditKind[];

/** The rules in force unless an operator sets others. What was done with a matter is kept with it, for good. */
export const AUDIT_KEPT_MONTHS: AuditKeptMonths = Object.fromEntries(
  KINDS.map((kind) => [kind, isSession(kind) ? SESSION_MONTHS : isLook(kind) ? LOOK_MONTHS : null]),
) as Record<AuditKind, number | null>;

const monthsSchema = z.coerce
  .number({ error: '保存期限应为整月数。' })
  .int({ error: '保存期限应为整月数。' })
  .min(LEAST_KEPT_MONTHS, { error: `审计记录至少保存 ${LEAST_KEPT_MONTHS} 个月（网络安全法）。` });

/**
 * Rules as an operator writes them: `case.viewed=60,session.started=6`, `*` for every kind, `never` for good. What
 * proves an erasure is never erased.
 */
export const auditKeptMonthsSchema = z.string().transform((text, context): AuditKeptMonths => {
  const kept: Record<AuditKind, number | null> = { ...AUDIT_KEPT_MONTHS };
  for (const part of text.split(',').filter((it) => it.trim() !== '')) {
    const [name = '', value = ''] = part.split('=').map((it) => it.trim());
    const months = value === 'never' ? { success: true as const, data: null } : monthsSchema.safeParse(value);
    const kinds = name === '*' ? KINDS : KINDS.filter((kind) => kind === name);
    if (kinds.length === 0) context.addIssue(`没有“${name}”这种审计记录。`);
    else if (!months.success) context.addIssue(months.error.issues[0]?.message ?? '');
    else for (const kind of kinds) kept[kind] = months.data;
  }
  return { ...kept, 'audit.erased': null };
});
