import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { keyIdOf } from '../platform/secrets/seal.js';
import { listFactors, lockFactor, saveFactor } from './factor-queries.js';
import { resealSecret } from './factor.js';

const HOLDERS = ['staff', 'applicant'] as const;

/** Second factors by the key that their secret is sealed under. */
export async function countFactorsByKey({
  db,
}: Pick<AppContext, 'db'>): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const holder of HOLDERS) {
    for (const { sealedSecret } of await listFactors(db, holder)) {
      const keyId = keyIdOf(sealedSecret);
      counts.set(keyId, (counts.get(keyId) ?? 0) + 1);
    }
  }
  return counts;
}

/** Seals under the active key what another one sealed. @returns how many */
export async function sealFactorsUnderActiveKey(ctx: Pick<AppContext, 'db' | 'keyring'>): Promise<number> {
  let count = 0;
  for (const holder of HOLDERS) {
    for (const { accountId, sealedSecret } of await listFactors(ctx.db, holder)) {
      if (keyIdOf(sealedSecret) === ctx.keyring.activeKeyId) continue;
      await inTransaction(ctx.db, async (db) => {
        const factor = await lockFactor(db, { holder, accountId });
        if (!factor) return;
        await saveFactor(db, holder, { ...factor, sealedSecret: resealSecret(ctx, factor) });
        count += 1;
      });
    }
  }
  return count;
}
