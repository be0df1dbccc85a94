import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { sql } from 'kysely';
import { systemActor } from '@gongkai/core';
import { makeAgency } from '../src/identity/factory.js';
import { listAgencies } from '../src/identity/service.js';
import type { AppContext } from '../src/platform/context.js';
import type { Connection } from '../src/platform/database/schema.js';
import { openFileHost } from '../src/platform/files/file-host.js';
import { openFile, storeFile } from '../src/storage/service.js';
import type { Writer } from './kill-rounds.js';
import { testContext } from './test-context.js';

const AGENCY = 'YSJ';

function contextOf(db: Connection, folder: string): AppContext {
  const files = openFileHost({ directory: join(folder, 'files'), s3: null, scanner: null });
  return testContext({ db, files, now: () => new Date() });
}

/** Files stored one after the other: whatever a row names is there, whole. */
export const writer: Writer = {
  async prepare(db) {
    if ((await listAgencies({ db })).length === 0) await makeAgency({ db });
  },
  async write(db, acknowledge, folder) {
    const ctx = contextOf(db, folder);
    for (;;) {
      const text = randomBytes(50_000 * Math.random()).toString('hex');
      const { fileId } = await storeFile(ctx, systemActor('writer'), {
        agencyCode: AGENCY,
        purpose: 'caseAttachment',
        fileName: '说明.txt',
        content: [Buffer.from(`甲${text}`)],
      });
      acknowledge(fileId);
    }
  },
  async findFaults(db, acknowledged, folder) {
    const ctx = contextOf(db, folder);
    const { rows } = await sql<{ fileId: string }>`select file_id from stored_file`.execute(db);
    const present = new Set(rows.map(({ fileId }) => fileId));
    const faults = acknowledged.filter((id) => !present.has(id)).map((id) => `lost ${id}`);
    for (const { fileId } of rows) {
      const file = await openFile(ctx, AGENCY, fileId, {
        viewer: systemActor('writer'),
        record: { kind: 'case', agencyCode: AGENCY },
        reach: 'inside',
      });
      const hash = createHash('sha256');
      try {
        for await (const chunk of await file.read()) hash.update(chunk as Buffer);
      } catch {
        faults.push(`no object for ${fileId}`);
        continue;
      }
      if (hash.digest('hex') !== file.sha256) faults.push(`torn ${fileId}`);
    }
    return faults;
  },
};
