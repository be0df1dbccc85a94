import { z } from 'zod';
import { notify } from '../notification/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { defineJob, handleJob, scheduleJob, type JobRegistry } from '../platform/jobs/job-kind.js';
import { listAgenciesOf } from './queries.js';
import { exchangeStanding } from './standing.js';

const alarm = defineJob({
  name: 'exchange.alarm',
  label: '查看与另一个网络的交换是否中断',
  payload: z.object({}),
});

export function registerExchangeJobs(registry: JobRegistry): void {
  handleJob(registry, alarm, async (ctx) => {
    await tellOfTrouble(ctx);
  });
  scheduleJob(registry, { dailyAt: '08:30' }, alarm, {});
}

/** Tells the administrators and the offices whose cases came over the gap, once a day while it lasts. @returns how many were told */
export async function tellOfTrouble(ctx: Pick<AppContext, 'db' | 'now' | 'today'>): Promise<number> {
  let told = 0;
  for (const { nodeId, warnings } of await exchangeStanding(ctx)) {
    if (warnings.length === 0) continue;
    await inTransaction(ctx.db, async (db) => {
      for (const agencyCode of [null, ...(await listAgenciesOf(db, nodeId))]) {
        told += await notify(db, ctx, {
          ...{ kind: 'exchange.troubled', agencyCode, subjectId: nodeId },
          key: `${nodeId}/${ctx.today()}`,
        });
      }
    });
  }
  return told;
}
