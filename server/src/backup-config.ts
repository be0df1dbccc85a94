import { resolve } from 'node:path';
import { z } from 'zod';
import type { BackupSettings } from './backup/service.js';

const keepError = '应为 1 至 1000 的整数（份）。';

/** What the environment says of backups. */
export const BACKUP_ENVIRONMENT = {
  GONGKAI_BACKUP_DIR: z.string().min(1).optional(),
  GONGKAI_BACKUP_AT: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: '写法如 03:10（北京时间）。' })
    .default('03:10'),
  GONGKAI_BACKUP_KEEP: z.coerce
    .number({ error: keepError })
    .int({ error: keepError })
    .min(1, { error: keepError })
    .max(1000, { error: keepError })
    .default(7),
  GONGKAI_BACKUP_RECIPIENT: z
    .string()
    .regex(/^age1[a-z0-9]+(,\s*age1[a-z0-9]+)*$/, {
      error: '应为 gongkai backup-key 给出的以 age1 开头的公钥，几个用逗号隔开。',
    })
    .optional(),
  GONGKAI_BACKUP_PASSPHRASE: z.string().min(1).optional(),
};

interface BackupEnvironment {
  readonly GONGKAI_BACKUP_DIR?: string | undefined;
  readonly GONGKAI_BACKUP_AT: string;
  readonly GONGKAI_BACKUP_KEEP: number;
  readonly GONGKAI_BACKUP_RECIPIENT?: string | undefined;
  readonly GONGKAI_BACKUP_PASSPHRASE?: string | undefined;
}

export function backupSettingsOf(settings: BackupEnvironment): BackupSettings {
  const { GONGKAI_BACKUP_DIR: folder, GONGKAI_BACKUP_RECIPIENT: recipients } = settings;
  return {
    folder: folder === undefined ? null : resolve(folder),
    dailyAt: settings.GONGKAI_BACKUP_AT,
    keep: settings.GONGKAI_BACKUP_KEEP,
    recipients: recipients === undefined ? [] : recipients.split(',').map((recipient) => recipient.trim()),
    passphrase: settings.GONGKAI_BACKUP_PASSPHRASE ?? null,
  };
}
