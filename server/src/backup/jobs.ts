import { mkdir, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { systemActor } from '@gongkai/core';
import { z } from 'zod';
import type { AppContext } from '../platform/context.js';
import { defineJob, handleJob, scheduleJob, type JobRegistry } from '../platform/jobs/job-kind.js';
import { writeBackupFile } from './backup-file.js';
import { rowsOf } from './archive.js';
import { recordBackup } from './record-backup.js';
import type { BackupSettings } from './service.js';
import { backupStream } from './stream.js';

const runBackup = defineJob({
  name: 'backup.run',
  label: '备份',
  payload: z.object({}),
  maxAttempts: 3,
  firstDelaySeconds: 300,
});

/** Ours, and sorting by time. */
const NAME = /^gongkai-\d{8}T\d{6}Z\.backup$/;
/** What a kill has left half written. */
const DRAFT = /^gongkai-\d{8}T\d{6}Z\.backup\.part$/;

/** The daily backup, where a folder is set up. */
export function registerBackupJobs(registry: JobRegistry, settings: BackupSettings): void {
  const { folder, dailyAt } = settings;
  handleJob(registry, runBackup, async (ctx) => {
    // A job that was asked for before the folder was taken out of the settings.
    if (folder !== null) await backUpInto(ctx, folder, settings);
  });
  if (folder !== null) scheduleJob(registry, { dailyAt }, runBackup, {});
}

/** Makes one backup in the folder and removes those beyond the number to be kept. @returns the path of the new one */
export async function backUpInto(
  ctx: AppContext,
  folder: string,
  { keep, recipients }: Pick<BackupSettings, 'keep' | 'recipients'>,
): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const stamp = ctx
    .now()
    .toISOString()
    .replaceAll(/[-:]|\.\d+/g, '');
  const path = join(folder, `gongkai-${stamp}.backup`);
  const encryption = recipients.length === 0 ? null : { recipients };
  const manifest = await writeBackupFile(backupStream(ctx, { keyFile: null }), path, encryption);
  const { madeAt, files } = manifest;
  const { damaged } = files;
  if (damaged.length > 0) ctx.logger.error({ files: damaged.length }, 'files are missing from the storage');
  const written = { madeAt, rows: rowsOf(manifest), files: files.count };
  await recordBackup(ctx, systemActor(runBackup.name), written, encryption !== null);
  const names = (await readdir(folder)).sort();
  const old = names.filter((name) => NAME.test(name)).slice(0, -keep);
  for (const name of [...old, ...names.filter((name) => DRAFT.test(name))]) await unlink(join(folder, name));
  return path;
}
