import { join, resolve } from 'node:path';
import { DomainError } from '@gongkai/core';
import { z } from 'zod';
import { AUDIT_ENVIRONMENT, auditSettingsOf } from './audit-config.js';
import { BACKUP_ENVIRONMENT, backupSettingsOf } from './backup-config.js';
import type { BackupSettings } from './backup/service.js';
import { MAIL_ENVIRONMENT, mailSettingsOf } from './mail-config.js';
import type { AuditSettings } from './platform/context.js';
import type { DatabaseConfig } from './platform/database/database-config.js';
import type { FileSettings } from './platform/files/file-host.js';
import type { WebSettings } from './platform/http/web-settings.js';
import type { MailSettings } from './platform/mail/mailer.js';
import { readEmblem } from './platform/portal/emblem.js';
import type { Site } from './platform/portal/site.js';
import type { FontSource } from './platform/rendering/fonts.js';
import { SITE_EXPORT_ENVIRONMENT, siteExportConfigOf, type SiteExportConfig } from './site-export-config.js';
import { OPERATION_ENVIRONMENT, operationSettingsOf, type OperationSettings } from './operation-config.js';
import { fileSettingsOf, STORAGE_ENVIRONMENT } from './storage-config.js';
import type { SignInSettings } from './sign-in/settings.js';
import { signInSettingsOf, WEB_ENVIRONMENT, webSettingsOf } from './web-config.js';

/** How the server runs. Made here and nowhere else: no other file reads the environment. */
export interface ServerConfig {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly database: DatabaseConfig;
  /** Where the keys are that the database's secrets are sealed under. */
  readonly keyFile: string;
  readonly files: FileSettings;
  readonly mail: MailSettings | null;
  readonly fonts: FontSource;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly site: Site;
  readonly web: Omit<WebSettings, 'listensOnLoopback'>;
  readonly signIn: SignInSettings;
  readonly audit: AuditSettings;
  readonly backup: BackupSettings;
  readonly operation: OperationSettings;
  readonly siteExport: SiteExportConfig;
  readonly isProduction: boolean;
}

/** Options of the command line, which go before the environment. */
export interface ConfigOptions {
  readonly host?: string | undefined;
  readonly port?: string | undefined;
  readonly data?: string | undefined;
  readonly db?: string | undefined;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const text = z.string().min(1).nullable().default(null);

const environmentSchema = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce
    .number({ error: '端口应为 0 至 65535 的整数。' })
    .int({ error: '端口应为 0 至 65535 的整数。' })
    .min(0, { error: '端口应为 0 至 65535 的整数。' })
    .max(65_535, { error: '端口应为 0 至 65535 的整数。' })
    .default(8787),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: '写法如 postgresql://用户@主机/数据库。' })
    .optional(),
  GONGKAI_DATA_DIR: z.string().min(1).default('gongkai-data'),
  GONGKAI_DB: z.enum(['pglite', 'native'], { error: '只能是 pglite 或 native。' }).optional(),
  GONGKAI_KEY_FILE: z.string().min(1).optional(),
  ...STORAGE_ENVIRONMENT,
  GONGKAI_FONT_DIR: text,
  GONGKAI_DEMONSTRATION: z.stringbool({ error: '只能是 true 或 false。' }).default(false),
  GONGKAI_SITE_NAME: z.string().min(1).default('政府信息公开平台'),
  GONGKAI_SITE_DOMAIN: z.string().min(1).default('localhost'),
  GONGKAI_SITE_CODE: text,
  GONGKAI_SITE_ORGANISER: text,
  GONGKAI_SITE_OPERATOR: text,
  GONGKAI_SITE_CONTACT: text,
  GONGKAI_SITE_ICP: text,
  GONGKAI_SITE_POLICE: text,
  GONGKAI_SITE_EMBLEM: text,
  GONGKAI_SITE_EMBLEM_ALT: z.string().default(''),
  GONGKAI_SITE_FAULT_URL: z
    .url({ protocol: /^https?$/, error: '应为网址。' })
    .nullable()
    .default(null),
  ...WEB_ENVIRONMENT,
  ...AUDIT_ENVIRONMENT,
  ...MAIL_ENVIRONMENT,
  ...BACKUP_ENVIRONMENT,
  ...OPERATION_ENVIRONMENT,
  ...SITE_EXPORT_ENVIRONMENT,
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `只能是 ${LOG_LEVELS.join('、')} 之一。` }).default('info'),
  NODE_ENV: z.string().default('development'),
});
type Environment = z.infer<typeof environmentSchema>;

/** @throws DomainError INVALID_INPUT that names each setting that cannot be used */
export function readConfig(options: ConfigOptions = {}, environment = process.env): ServerConfig {
  const given = {
    ...dropEmpty(environment),
    ...dropEmpty({
      HOST: options.host,
      PORT: options.port,
      GONGKAI_DATA_DIR: options.data,
      GONGKAI_DB: options.db,
    }),
  };
  const result = environmentSchema.safeParse(given);
  if (!result.success) {
    const faults = result.error.issues.map(({ path, message }) => `${path.join('.')}：${message}`);
    throw new DomainError('INVALID_INPUT', `设置有误。${faults.join(' ')}`);
  }
  const settings = result.data;
  return {
    host: settings.HOST,
    port: settings.PORT,
    database: databaseOf(settings),
    keyFile: resolve(settings.GONGKAI_KEY_FILE ?? join(settings.GONGKAI_DATA_DIR, 'keys.json')),
    files: fileSettingsOf(settings),
    mail: mailSettingsOf(settings),
    fonts: { directory: settings.GONGKAI_FONT_DIR === null ? null : resolve(settings.GONGKAI_FONT_DIR) },
    logLevel: settings.LOG_LEVEL,
    site: siteOf(settings),
    web: webSettingsOf(settings),
    signIn: signInSettingsOf(settings),
    audit: auditSettingsOf(settings),
    backup: backupSettingsOf(settings),
    operation: operationSettingsOf(settings),
    siteExport: siteExportConfigOf(settings),
    isProduction: settings.NODE_ENV === 'production',
  };
}

/** An empty variable means what an absent one means. */
function dropEmpty(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => (entry[1] ?? '') !== ''),
  );
}

function databaseOf({
  DATABASE_URL: url,
  GONGKAI_DB: kind,
  GONGKAI_DATA_DIR: folder,
}: Environment): DatabaseConfig {
  if (url !== undefined && kind !== undefined) {
    throw new DomainError('INVALID_INPUT', 'DATABASE_URL 与 --db（GONGKAI_DB）只能指定一个，请去掉另一个。');
  }
  if (url !== undefined) return { kind: 'server', url };
  return { kind: kind ?? 'pglite', directory: resolve(folder) };
}

function siteOf(settings: Environment): Site {
  return {
    name: settings.GONGKAI_SITE_NAME,
    domain: settings.GONGKAI_SITE_DOMAIN,
    code: settings.GONGKAI_SITE_CODE,
    organiser: settings.GONGKAI_SITE_ORGANISER,
    operator: settings.GONGKAI_SITE_OPERATOR,
    contact: settings.GONGKAI_SITE_CONTACT,
    icpRecord: settings.GONGKAI_SITE_ICP,
    policeRecord: settings.GONGKAI_SITE_POLICE,
    faultReportUrl: settings.GONGKAI_SITE_FAULT_URL,
    emblem:
      settings.GONGKAI_SITE_EMBLEM === null
        ? null
        : readEmblem(resolve(settings.GONGKAI_SITE_EMBLEM), settings.GONGKAI_SITE_EMBLEM_ALT),
    isDemonstration: settings.GONGKAI_DEMONSTRATION,
  };
}
