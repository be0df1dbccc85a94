import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson, systemActor } from '@gongkai/core';
import { z } from 'zod';
import { defineJob, handleJob, scheduleJob, type JobRegistry } from '../platform/jobs/job-kind.js';
import { makeAnchor, signerOf, type Anchor } from './anchor.js';
import { eraseDueRecords } from './erase-due.js';
import { findLastAnchor } from './queries.js';
import { sealAllChains } from './seal-records.js';
import { verifyByJob, verifyChainJob } from './verify-audit.js';

const HOUR_MS = 3_600_000;

const sealRecords = defineJob({ name: 'audit.seal', label: '封存审计记录', payload: z.object({}) });
const anchorChains = defineJob({ name: 'audit.anchor', label: '导出审计锚', payload: z.object({}) });
const eraseRecords = defineJob({ name: 'audit.erase', label: '清除到期的审计记录', payload: z.object({}) });

export function registerAuditJobs(registry: JobRegistry): void {
  handleJob(registry, sealRecords, async (ctx) => {
    await sealAllChains(ctx);
  });
  scheduleJob(registry, { everyMinutes: 1 }, sealRecords, {});

  handleJob(registry, anchorChains, async (ctx) => {
    const { anchorFolder, anchorHours } = ctx.audit;
    if (anchorFolder === null) return;
    const last = await findLastAnchor(ctx.db);
    const age = last ? ctx.now().getTime() - Date.parse(last.madeAt) : Infinity;
    if (age < anchorHours * HOUR_MS - HOUR_MS / 2) return;
    const anchor = await makeAnchor(ctx, systemActor(anchorChains.name), signerOf(ctx.keyring));
    await writeAnchor(anchorFolder, anchor);
  });
  scheduleJob(registry, { everyMinutes: 60 }, anchorChains, {});

  handleJob(registry, eraseRecords, async (ctx) => {
    await eraseDueRecords(ctx, systemActor(eraseRecords.name), ctx.audit.keptMonths);
  });
  scheduleJob(registry, { dailyAt: '02:30' }, eraseRecords, {});

  handleJob(registry, verifyChainJob, async (ctx, { chain, actorId }, job) => {
    await verifyByJob(ctx, { kind: 'person', id: actorId }, chain, job.id);
  });
}

/** Whole or not at all, under a name that sorts by time. */
async function writeAnchor(folder: string, anchor: Anchor): Promise<void> {
  await mkdir(folder, { recursive: true });
  const name = `anchor-${anchor.madeAt.replaceAll(/[:.]/g, '')}-${anchor.anchorId.slice(0, 8)}.json`;
  const draft = join(folder, `.${name}`);
  await writeFile(draft, `${canonicalJson(anchor)}\n`);
  await rename(draft, join(folder, name));
}
