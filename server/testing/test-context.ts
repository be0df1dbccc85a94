import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlockList } from 'node:net';
import { AUDIT_KEPT_MONTHS, parseLocalDate } from '@gongkai/core';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { pino } from 'pino';
import type { AppContext } from '../src/platform/context.js';
import { DURABILITY } from '../src/platform/database/database-config.js';
import type { Connection, Schema } from '../src/platform/database/schema.js';
import { openFileHost } from '../src/platform/files/file-host.js';
import type { Site } from '../src/platform/portal/site.js';
import { INSTALLED_FONTS } from '../src/platform/rendering/fonts.js';
import { createKeyring } from '../src/platform/secrets/keyring.js';
import { TEST_FILES_VARIABLE } from './files-folder-setup.js';

/** Made when the first file comes, and removed with the process. */
const FILES_FOLDER = join(process.env[TEST_FILES_VARIABLE] ?? tmpdir(), `gongkai-test-files-${randomUUID()}`);
process.once('exit', () => rmSync(FILES_FOLDER, { recursive: true, force: true }));

export const TEST_SITE: Site = {
  name: '云泽市政府信息公开平台',
  domain: 'www.yunze.gov.cn',
  code: '9900000001',
  organiser: '云泽市人民政府办公室',
  operator: '云泽市政务公开中心',
  contact: '0999-1234567',
  icpRecord: '云ICP备00000000号',
  policeRecord: '云公网安备 00000000000000号',
  faultReportUrl: 'https://zfwzgl.www.gov.cn/exposure/jiucuo.html',
  isDemonstration: true,
};

export const TEST_KEYRING = createKeyring();

/** A context for tests: a fixed day, no log, answers held to their schema. Pass `db` of `openTestDatabase()`. */
export function testContext(given: Partial<AppContext> = {}): AppContext {
  const now = given.now ?? (() => new Date('2026-03-02T04:00:00Z'));
  return {
    db: connectionToNowhere(),
    database: {
      kind: 'pglite',
      serverVersion: '18.6',
      durability: DURABILITY.pglite,
      ping: () => Promise.resolve(),
      sessions: () => ({ open: 0, idle: 0, waiting: 0 }),
    },
    keyring: TEST_KEYRING,
    now,
    today: () => parseLocalDate(new Date(now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10)),
    fonts: INSTALLED_FONTS,
    mail: null,
    files: openFileHost({ directory: FILES_FOLDER, s3: null, scanner: null }),
    audit: { digest: 'sm3', anchorFolder: null, anchorHours: 24, keptMonths: AUDIT_KEPT_MONTHS },
    logger: pino({ level: 'silent' }),
    site: TEST_SITE,
    version: '0.0.0',
    startedAt: now(),
    checksResponses: true,
    web: {
      listensOnLoopback: true,
      trustedProxies: new BlockList(),
      publicUrl: null,
      trustedHosts: [],
      linkCheck: { isOn: false, trustedHosts: [], pauseMs: 0, timeoutMs: 1000 },
      securityContact: null,
    },
    ...given,
  };
}

/** Answers every query with nothing; for what is tested without a database. */
function connectionToNowhere(): Connection {
  return new Kysely<Schema>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}
