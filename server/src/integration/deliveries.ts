import { createHmac, randomUUID } from 'node:crypto';
import { DomainError, permit, type Actor, type IntegrationDelivery } from '@gongkai/core';
import { z } from 'zod';
import { recordAudit } from '../audit/service.js';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { parseInstantKey } from '../platform/database/instant-key.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { fetchOutside } from '../platform/http/fetch-outside.js';
import { enqueue } from '../platform/jobs/enqueue.js';
import { defineJob } from '../platform/jobs/job-kind.js';
import { webhookOf } from './clients.js';
import {
  findClient,
  findDelivery,
  insertDelivery,
  listDeliveries,
  lockChangedIntakes,
  markTold,
  updateDelivery,
  type DeliveryRow,
} from './queries.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now'>;

/** Eight attempts, the waits doubling from half a minute: an hour and more in all. */
export const DELIVER_JOB = defineJob({
  name: 'integration.deliver',
  label: '向外部系统送出办理进展',
  payload: z.object({ agencyId: z.string(), deliveryId: z.string() }),
  maxAttempts: 8,
  firstDelaySeconds: 30,
});

const AT_ONCE = 200;

/** Writes down what other systems have to be told of their cases, and asks for it to be sent. @returns how much */
export async function announceChanges(ctx: Pick<AppContext, 'db' | 'now'>): Promise<number> {
  for (let count = 0; ;) {
    const done = await inTransaction(ctx.db, async (db) => {
      const changed = await lockChangedIntakes(db, AT_ONCE);
      for (const intake of changed) {
        const { agencyId, clientId, idempotencyKey: _, ...status } = intake;
        const deliveryId = randomUUID();
        const createdAt = ctx.now().toISOString();
        const body = JSON.stringify({
          id: deliveryId,
          type: 'case.changed',
          createdAt,
          agencyCode: agencyId,
          ...status,
        });
        await insertDelivery(db, {
          ...{ agencyId, deliveryId, clientId, caseId: status.caseId, version: status.version },
          ...{ body, status: 'waiting', httpStatus: null, createdAt, deliveredAt: null },
        });
        await markTold(db, intake);
        await enqueue(db, DELIVER_JOB, { agencyId, deliveryId }, `${agencyId}/${deliveryId}`);
      }
      return changed.length;
    });
    count += done;
    if (done < AT_ONCE) return count;
  }
}

/** `t=<seconds>,v1=<hex>`: HMAC-SHA256 over the time, a dot and the body, so that neither can be changed or sent again later. */
export function signatureOf(secret: string, seconds: number, body: string): string {
  const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${digest}`;
}

/** Sends one message. @throws DomainError when it did not arrive, so that the job tries again */
export async function deliver(
  ctx: Context & Pick<AppContext, 'web'>,
  agencyId: string,
  deliveryId: string,
  isLastAttempt: boolean,
): Promise<void> {
  const row = await findDelivery(ctx.db, agencyId, deliveryId);
  if (row === undefined || row.status === 'done') return;
  const client = await findClient(ctx.db, agencyId, row.clientId);
  const webhook = client === undefined ? null : webhookOf(ctx, client);
  if (webhook === null) return updateDelivery(ctx.db, row, { status: 'ended' });
  const httpStatus = await send(ctx, webhook, row);
  const attempts = row.attempts + 1;
  if (httpStatus !== null && httpStatus >= 200 && httpStatus < 300) {
    const deliveredAt = ctx.now().toISOString();
    return updateDelivery(ctx.db, row, { status: 'done', attempts, httpStatus, deliveredAt });
  }
  await updateDelivery(ctx.db, row, { status: isLastAttempt ? 'failed' : 'waiting', attempts, httpStatus });
  const answer = httpStatus === null ? '没有回答，或者地址不能访问' : `回答 ${httpStatus}`;
  throw new DomainError('RECEIVER_UNAVAILABLE', `外部系统${answer}，稍后再送。`);
}

async function send(
  ctx: Context & Pick<AppContext, 'web'>,
  { url, secret }: { readonly url: string; readonly secret: string },
  { body, deliveryId }: DeliveryRow,
): Promise<number | null> {
  const seconds = Math.floor(ctx.now().getTime() / 1000);
  const headers = {
    'content-type': 'application/json',
    'gongkai-delivery': deliveryId,
    'gongkai-signature': signatureOf(secret, seconds, body),
  };
  const { trustedHosts } = ctx.web;
  const rules = { trustedHosts, maxBytes: 10_000 };
  return fetchOutside(url, { method: 'POST', headers, body }, rules).then(
    ({ status }) => status,
    () => null,
  );
}

/** What was sent, the newest first. */
export async function listIntegrationDeliveries(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  agencyCode: string,
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<{ items: IntegrationDelivery[]; next: string | null; total: null }> {
  permit(actor, 'settings.manage', { agencyCode });
  await requireAgency(ctx.db, agencyCode);
  const after = page.after === undefined ? null : parseInstantKey(page.after);
  const rows = await listDeliveries(ctx.db, agencyCode, { after, limit: page.limit + 1 });
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  const next = last === undefined ? null : `${last.createdAt}/${last.deliveryId}`;
  return { items: shown.map(presentDelivery), next, total: null };
}

/** Sends a message again, as it was and under the secret of today. @throws DomainError NOT_FOUND */
export async function replayIntegrationDelivery(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  deliveryId: string,
): Promise<IntegrationDelivery> {
  permit(actor, 'settings.manage', { agencyCode });
  return inTransaction(ctx.db, async (db) => {
    const row = await findDelivery(db, agencyCode, deliveryId);
    if (row === undefined) throw new DomainError('NOT_FOUND', '没有这条通知，请刷新后再看。');
    const again = { status: 'waiting', deliveredAt: null } as const;
    await updateDelivery(db, row, again);
    await enqueue(db, DELIVER_JOB, { agencyId: agencyCode, deliveryId }, `${agencyCode}/${deliveryId}`);
    await recordAudit(db, ctx, actor, {
      kind: 'integration.deliveryReplayed',
      agencyCode,
      subject: { type: 'integrationClient', id: row.clientId },
      details: { caseId: row.caseId },
    });
    return presentDelivery({ ...row, ...again });
  });
}

function presentDelivery(row: DeliveryRow): IntegrationDelivery {
  const { deliveryId, clientId, caseId, version, status, attempts, httpStatus, createdAt, deliveredAt } = row;
  return { deliveryId, clientId, caseId, version, status, attempts, httpStatus, createdAt, deliveredAt };
}
