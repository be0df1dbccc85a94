import { readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { AppContext } from '../platform/context.js';
import { defineJob, handleJob, scheduleJob, type JobRegistry } from '../platform/jobs/job-kind.js';
import { deleteRemoved, listKnownObjects, listRemovedBefore } from './queries.js';

const GRACE_MS = 24 * 3_600_000;
const AT_ONCE = 500;

const sweepFiles = defineJob({
  name: 'storage.sweep',
  label: '清理无人引用的文件',
  payload: z.object({}),
});

export function registerStorageJobs(registry: JobRegistry): void {
  handleJob(registry, sweepFiles, async (ctx) => {
    await sweep(ctx);
  });
  scheduleJob(registry, { dailyAt: '04:00' }, sweepFiles, {});
}

type Context = Pick<AppContext, 'db' | 'files' | 'now'>;

/**
 * Takes away what nobody can reach: removed files, objects that no row knows, and what has been arriving for a day.
 * What is younger than a day may belong to a transaction that is still open.
 * @returns how many were taken away
 */
export async function sweep(ctx: Context): Promise<number> {
  const before = new Date(ctx.now().getTime() - GRACE_MS);
  return (
    (await sweepRemoved(ctx, before)) + (await sweepUnknown(ctx, before)) + (await sweepIncoming(ctx, before))
  );
}

async function sweepRemoved({ db, files }: Context, before: Date): Promise<number> {
  for (let count = 0; ;) {
    const rows = await listRemovedBefore(db, before.toISOString(), AT_ONCE);
    for (const { agencyId, fileId, objectKey } of rows) {
      await files.store.remove(objectKey);
      await deleteRemoved(db, agencyId, fileId);
    }
    count += rows.length;
    if (rows.length < AT_ONCE) return count;
  }
}

async function sweepUnknown({ db, files }: Context, before: Date): Promise<number> {
  let count = 0;
  let keys: string[] = [];
  const takeAway = async (): Promise<void> => {
    const known = await listKnownObjects(db, keys);
    for (const key of keys.filter((it) => !known.has(it))) {
      await files.store.remove(key);
      count += 1;
    }
    keys = [];
  };
  for await (const { key, modifiedAt } of files.store.list()) {
    if (modifiedAt >= before) continue;
    keys.push(key);
    if (keys.length >= AT_ONCE) await takeAway();
  }
  await takeAway();
  return count;
}

async function sweepIncoming({ files }: Context, before: Date): Promise<number> {
  let count = 0;
  for (const name of await readdir(files.incoming).catch(() => [])) {
    const path = join(files.incoming, name);
    const found = await stat(path).catch(() => null);
    if (found === null || found.mtime >= before) continue;
    await unlink(path).catch(() => undefined);
    count += 1;
  }
  return count;
}
