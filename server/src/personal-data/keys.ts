import type { Actor } from '@gongkai/core';
import { DomainError } from '@gongkai/core';
import {
  countApplicantAccountsByKey,
  sealApplicantAccountsUnderActiveKey,
} from '../applicant-account/service.js';
import { recordAudit } from '../audit/service.js';
import { countExchangeByKey, exchangesUsing, sealExchangeUnderActiveKey } from '../exchange/service.js';
import { countWebhooksByKey, sealWebhooksUnderActiveKey } from '../integration/service.js';
import { countAddressesByKey, sealAddressesUnderActiveKey } from '../notification/service.js';
import { countSealedByKey, sealUnderActiveKey } from '../party/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import type { Keyring } from '../platform/secrets/keyring.js';
import { countCodesByKey, recodeUnderActiveKey } from '../request-index/service.js';
import { countFactorsByKey, sealFactorsUnderActiveKey } from '../sign-in/service.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now'>;

/** One key of the ring, and how many rows need it. */
export interface KeyStanding {
  readonly keyId: string;
  readonly suite: string;
  readonly isActive: boolean;
  readonly rows: number;
  /** Nodes with which packages are exchanged under keys that follow from it. */
  readonly exchanges: readonly string[];
}

/** The keys with what is sealed under each; one of no rows that is not active can be removed. */
export async function keyStandings(ctx: Pick<Context, 'db' | 'keyring'>): Promise<KeyStanding[]> {
  const { activeKeyId, keys } = ctx.keyring;
  const counts = await rowsByKey(ctx);
  return Promise.all(
    [...keys].map(async ([keyId, { suite }]) => ({
      keyId,
      suite,
      isActive: keyId === activeKeyId,
      rows: counts.get(keyId) ?? 0,
      exchanges: await exchangesUsing(ctx.db, keyId),
    })),
  );
}

/** Rows that another key than the active one still seals. */
export async function countToSealAnew(ctx: Pick<Context, 'db' | 'keyring'>): Promise<number> {
  const counts = await rowsByKey(ctx);
  return [...counts].reduce(
    (sum, [keyId, count]) => (keyId === ctx.keyring.activeKeyId ? sum : sum + count),
    0,
  );
}

/** Seals everything under the active key. Interrupted, it goes on where it was. @returns how many rows */
export async function sealEverythingAnew(
  ctx: Context,
  actor: Actor,
  onProgress: (done: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<number> {
  const ofPersons =
    (await sealUnderActiveKey(ctx, onProgress, signal)) + (await recodeUnderActiveKey(ctx, signal));
  const ofStaff = (await sealFactorsUnderActiveKey(ctx)) + (await sealAddressesUnderActiveKey(ctx));
  const ofAccounts = ofStaff + (await sealApplicantAccountsUnderActiveKey(ctx));
  const ofOthers = (await sealWebhooksUnderActiveKey(ctx)) + (await sealExchangeUnderActiveKey(ctx, signal));
  const count = ofPersons + ofAccounts + ofOthers;
  if (count > 0) {
    await inTransaction(ctx.db, (db) =>
      recordAudit(db, ctx, actor, {
        kind: 'party.reencrypted',
        agencyCode: null,
        subject: { type: 'database', id: 'personal-data' },
        details: { keyId: ctx.keyring.activeKeyId, count },
      }),
    );
  }
  return count;
}

/** The ring without a key that nothing needs. @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS */
export async function withoutKey(ctx: Pick<Context, 'db' | 'keyring'>, keyId: string): Promise<Keyring> {
  const standing = (await keyStandings(ctx)).find((it) => it.keyId === keyId);
  if (standing === undefined) throw new DomainError('NOT_FOUND', `密钥文件里没有编号为 ${keyId} 的密钥。`);
  if (standing.isActive) {
    throw new DomainError(
      'NOT_IN_THIS_STATUS',
      `密钥 ${keyId} 正在使用，不能移除。请先运行 gongkai key rotate。`,
    );
  }
  if (standing.rows > 0) {
    throw new DomainError(
      'NOT_IN_THIS_STATUS',
      `还有 ${standing.rows} 行由密钥 ${keyId} 加密，不能移除。请先运行 gongkai key reencrypt。`,
    );
  }
  if (standing.exchanges.length > 0) {
    throw new DomainError(
      'NOT_IN_THIS_STATUS',
      `与${standing.exchanges.map((name) => `“${name}”`).join('、')}的交换还在用密钥 ${keyId}，不能移除。` +
        '请照常交换一个来回：本节点导出，对方收取后再导出，本节点收取。',
    );
  }
  const keys = [...ctx.keyring.keys].filter(([id]) => id !== keyId);
  return { activeKeyId: ctx.keyring.activeKeyId, keys: new Map(keys) };
}

async function rowsByKey(ctx: Pick<Context, 'db'>): Promise<ReadonlyMap<string, number>> {
  const counts = new Map(await countSealedByKey(ctx));
  const others = [
    ...(await countCodesByKey(ctx)),
    ...(await countFactorsByKey(ctx)),
    ...(await countAddressesByKey(ctx)),
    ...(await countWebhooksByKey(ctx)),
    ...(await countApplicantAccountsByKey(ctx)),
    ...(await countExchangeByKey(ctx)),
  ];
  for (const [keyId, count] of others) counts.set(keyId, (counts.get(keyId) ?? 0) + count);
  return counts;
}
