import type { AuditDigest, AuditKeptMonths, LocalDate } from '@gongkai/core';
import type { Logger } from 'pino';
import type { DatabaseConfig, Durability } from './database/database-config.js';
import type { Connection } from './database/schema.js';
import type { SessionStanding } from './database/session.js';
import type { FileHost } from './files/file-host.js';
import type { WebSettings } from './http/web-settings.js';
import type { Mailer } from './mail/mail.js';
import type { Site } from './portal/site.js';
import type { FontSource } from './rendering/fonts.js';
import type { Keyring } from './secrets/keyring.js';

/** The database as pages and probes see it. */
export interface DatabaseStanding {
  readonly kind: DatabaseConfig['kind'];
  readonly serverVersion: string;
  readonly durability: Durability;
  /** Rejects when the database does not answer. */
  readonly ping: () => Promise<void>;
  readonly sessions: () => SessionStanding;
}

/** How records of what is done are kept. */
export interface AuditSettings {
  readonly digest: AuditDigest;
  /** Where signed anchors are written; null: nowhere by themselves. */
  readonly anchorFolder: string | null;
  readonly anchorHours: number;
  readonly keptMonths: AuditKeptMonths;
}

/** What every use case may know of the world. A transaction's `db` hides this one inside the transaction. */
export interface AppContext {
  readonly db: Connection;
  readonly database: DatabaseStanding;
  /** What seals and digests what must not be read in the database. */
  readonly keyring: Keyring;
  /** Where files are received and kept. */
  readonly files: FileHost;
  /** Null: this installation sends no mail. */
  readonly mail: Mailer | null;
  /** What papers are printed with. */
  readonly fonts: FontSource;
  readonly now: () => Date;
  /** Today in China. */
  readonly today: () => LocalDate;
  readonly audit: AuditSettings;
  readonly logger: Logger;
  readonly site: Site;
  readonly version: string;
  readonly startedAt: Date;
  /** Answers are held to their schema: in tests and development. */
  readonly checksResponses: boolean;
  readonly web: WebSettings;
}
