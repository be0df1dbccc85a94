import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { DomainError, permit, type Actor, type IntegrationClient, type ShownSecret } from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { keyIdOf, seal, unseal } from '../platform/secrets/seal.js';
import { insertClient, listClients, listWebhookSecrets, updateClient, type ClientRow } from './queries.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now'>;
export interface ClientPlace {
  readonly agencyCode: string;
  readonly clientId: string;
}

const SECRET_BYTES = 32;
const BEARER = /^Bearer (gk_([0-9a-f]{12})_[A-Za-z0-9_-]{43})$/;

/** Other systems of an agency, with how many applications each handed in. */
export async function listIntegrationClients(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  agencyCode: string,
): Promise<IntegrationClient[]> {
  permit(actor, 'settings.manage', { agencyCode });
  await requireAgency(ctx.db, agencyCode);
  return (await listClients(ctx.db, agencyCode)).map((row) => presentClient(row, row.intakes ?? 0));
}

/** Registers another system; its key is told this once. */
export async function createIntegrationClient(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  name: string,
): Promise<ShownSecret> {
  permit(actor, 'settings.manage', { agencyCode });
  return inTransaction(ctx.db, async (db) => {
    await requireAgency(db, agencyCode);
    const clientId = randomBytes(6).toString('hex');
    const { secret, ...key } = newKey(clientId);
    const row: ClientRow = {
      ...{ agencyId: agencyCode, clientId, name, ...key, createdAt: ctx.now().toISOString() },
      ...{ rotatedAt: null, endedAt: null, webhookUrl: null, webhookSecret: null },
    };
    await insertClient(db, row);
    await recordChange(db, ctx, actor, { agencyCode, clientId }, 'created');
    return { client: presentClient(row, 0), secret };
  });
}

/** A new key in place of the old one, which ends at once. */
export async function rotateIntegrationKey(
  ctx: Context,
  actor: Actor,
  place: ClientPlace,
): Promise<ShownSecret> {
  const { secret, ...key } = newKey(place.clientId);
  const changes = { ...key, rotatedAt: ctx.now().toISOString() };
  return { client: await changeClient(ctx, actor, place, 'keyRotated', changes), secret };
}

/** Its key ends, and it is told of nothing any more. */
export async function endIntegrationClient(
  ctx: Context,
  actor: Actor,
  place: ClientPlace,
): Promise<IntegrationClient> {
  const changes = { endedAt: ctx.now().toISOString(), webhookUrl: null, webhookSecret: null };
  return changeClient(ctx, actor, place, 'ended', changes);
}

/** Where the system is told of changes, with a new secret to sign by. @throws DomainError INVALID_INPUT */
export async function setIntegrationWebhook(
  ctx: Context & Pick<AppContext, 'web'>,
  actor: Actor,
  place: ClientPlace,
  webhookUrl: string,
): Promise<ShownSecret> {
  const url = new URL(webhookUrl);
  const isTrusted = ctx.web.trustedHosts.includes(url.host);
  if ((url.protocol !== 'https:' && !isTrusted) || url.username !== '' || url.password !== '') {
    throw new DomainError(
      'INVALID_INPUT',
      '通知的地址应当以 https:// 开头，不带用户名口令。确需内网地址的，请管理员把它列入 GONGKAI_TRUSTED_HOSTS。',
    );
  }
  const secret = `whsec_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  const webhookSecret = seal(ctx.keyring, secretUse(place), Buffer.from(secret));
  return {
    client: await changeClient(ctx, actor, place, 'webhookSet', { webhookUrl, webhookSecret }),
    secret,
  };
}

export async function removeIntegrationWebhook(
  ctx: Context,
  actor: Actor,
  place: ClientPlace,
): Promise<IntegrationClient> {
  return changeClient(ctx, actor, place, 'webhookRemoved', { webhookUrl: null, webhookSecret: null });
}

/** The system whose key a call carries. @throws DomainError SIGN_IN_REQUIRED, alike for whatever is wrong with it */
export async function requireClient<C extends ClientRow>(
  authorization: string | undefined,
  find: (clientId: string) => Promise<C | undefined>,
): Promise<C> {
  const [, key = '', clientId] = BEARER.exec(authorization ?? '') ?? [];
  const client = clientId === undefined ? undefined : await find(clientId);
  if (client?.endedAt === null && timingSafeEqual(client.keyDigest, digestOf(key))) return client;
  throw new DomainError(
    'SIGN_IN_REQUIRED',
    '请在 Authorization 头带上本机关发给贵系统的密钥：Bearer 加密钥。外部系统不用登录。',
  );
}

/** The secret that signs what a client is told; null: it is told nothing. */
export function webhookOf(
  ctx: Pick<Context, 'keyring'>,
  { agencyId, clientId, webhookUrl, webhookSecret }: ClientRow,
): { readonly url: string; readonly secret: string } | null {
  if (webhookUrl === null || webhookSecret === null) return null;
  const use = secretUse({ agencyCode: agencyId, clientId });
  return { url: webhookUrl, secret: unseal(ctx.keyring, use, webhookSecret).toString() };
}

/** Secrets of webhooks by the key that they are sealed under. */
export async function countWebhooksByKey({ db }: Pick<Context, 'db'>): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { webhookSecret } of await listWebhookSecrets(db)) {
    if (webhookSecret === null) continue;
    const keyId = keyIdOf(webhookSecret);
    counts.set(keyId, (counts.get(keyId) ?? 0) + 1);
  }
  return counts;
}

/** Seals under the active key what another one sealed; the systems are few. @returns how many */
export async function sealWebhooksUnderActiveKey({
  db: all,
  keyring,
}: Pick<Context, 'db' | 'keyring'>): Promise<number> {
  let count = 0;
  for (const { agencyId, clientId, webhookSecret } of await listWebhookSecrets(all)) {
    if (webhookSecret === null || keyIdOf(webhookSecret) === keyring.activeKeyId) continue;
    const use = secretUse({ agencyCode: agencyId, clientId });
    const sealed = seal(keyring, use, unseal(keyring, use, webhookSecret));
    await inTransaction(all, (db) => updateClient(db, agencyId, clientId, { webhookSecret: sealed }));
    count += 1;
  }
  return count;
}

function secretUse({ agencyCode, clientId }: ClientPlace) {
  return { purpose: 'integration.webhook', agencyId: agencyCode, record: clientId };
}

async function changeClient(
  ctx: Context,
  actor: Actor,
  place: ClientPlace,
  change: string,
  changes: Partial<ClientRow>,
): Promise<IntegrationClient> {
  const { agencyCode, clientId } = place;
  permit(actor, 'settings.manage', { agencyCode });
  return inTransaction(ctx.db, async (db) => {
    if (!(await updateClient(db, agencyCode, clientId, changes))) {
      throw new DomainError('NOT_FOUND', '没有这个外部系统，或者已经停用。');
    }
    await recordChange(db, ctx, actor, place, change);
    const row = (await listClients(db, agencyCode)).find((it) => it.clientId === clientId);
    if (row === undefined) throw new Error(`client ${clientId} was changed and is gone`);
    return presentClient(row, row.intakes ?? 0);
  });
}

function recordChange(
  db: Transaction,
  ctx: Pick<Context, 'now'>,
  actor: Actor,
  { agencyCode, clientId }: ClientPlace,
  change: string,
): Promise<void> {
  return recordAudit(db, ctx, actor, {
    kind: 'integration.clientChanged',
    agencyCode,
    subject: { type: 'integrationClient', id: clientId },
    details: { change },
  });
}

function newKey(clientId: string): Pick<ClientRow, 'keyDigest' | 'keyHint'> & { readonly secret: string } {
  const secret = `gk_${clientId}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { secret, keyDigest: digestOf(secret), keyHint: secret.slice(-4) };
}

/** The key is as random as a digest, so that a plain one keeps it. */
function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

function presentClient(row: ClientRow, intakes: number): IntegrationClient {
  const { clientId, name, keyHint, createdAt, rotatedAt, endedAt, webhookUrl } = row;
  return { clientId, name, keyHint, createdAt, rotatedAt, endedAt, webhookUrl, intakes };
}
