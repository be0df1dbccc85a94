import { resolve } from 'node:path';
import { AUDIT_DIGESTS, auditKeptMonthsSchema, type AuditDigest, type AuditKeptMonths } from '@gongkai/core';
import { z } from 'zod';
import type { AuditSettings } from './platform/context.js';

const hoursError = '应为 1 至 720 的整数（小时）。';

/** What the environment says of the audit. */
export const AUDIT_ENVIRONMENT = {
  GONGKAI_AUDIT_DIGEST: z.enum(AUDIT_DIGESTS, { error: '只能是 sm3 或 sha256。' }).default('sm3'),
  GONGKAI_AUDIT_ANCHOR_DIR: z.string().min(1).optional(),
  GONGKAI_AUDIT_ANCHOR_HOURS: z.coerce
    .number({ error: hoursError })
    .int({ error: hoursError })
    .min(1, { error: hoursError })
    .max(720, { error: hoursError })
    .default(24),
  GONGKAI_AUDIT_KEEP: z.string().default('').pipe(auditKeptMonthsSchema),
};

interface AuditEnvironment {
  readonly GONGKAI_AUDIT_DIGEST: AuditDigest;
  readonly GONGKAI_AUDIT_ANCHOR_DIR?: string | undefined;
  readonly GONGKAI_AUDIT_ANCHOR_HOURS: number;
  readonly GONGKAI_AUDIT_KEEP: AuditKeptMonths;
}

export function auditSettingsOf(settings: AuditEnvironment): AuditSettings {
  const { GONGKAI_AUDIT_ANCHOR_DIR: folder } = settings;
  return {
    digest: settings.GONGKAI_AUDIT_DIGEST,
    anchorFolder: folder === undefined ? null : resolve(folder),
    anchorHours: settings.GONGKAI_AUDIT_ANCHOR_HOURS,
    keptMonths: settings.GONGKAI_AUDIT_KEEP,
  };
}
