import { randomUUID } from 'node:crypto';
import { AUDIT_KEPT_MONTHS, type AuditKeptMonths, type AuditKind } from '@gongkai/core';
import type { Connection } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { erasedDigest, NO_BLOCK } from './chain.js';
import { eraseTexts, listChains, listErasable, lockChain } from './queries.js';
import { PLATFORM_CHAIN, recordAudit, type AuditContext, type AuditedActor } from './record-audit.js';
import { sealAllChains } from './seal-records.js';

/** Records of one transaction. */
const MOST_AT_ONCE = 2_000;

/**
 * Takes away the text of records that have been kept as long as the rules of their kind say. Number, digest and link
 * stay, so the chain can still be followed; each erasure is a record itself, over the digests of what it erased.
 * @returns how many records
 */
export async function eraseDueRecords(
  ctx: AuditContext & { readonly db: Connection },
  actor: AuditedActor,
  kept: AuditKeptMonths = AUDIT_KEPT_MONTHS,
): Promise<number> {
  await sealAllChains(ctx);
  const rules = Object.entries(kept).filter((rule): rule is [AuditKind, number] => rule[1] !== null);
  let total = 0;
  for (const chain of await listChains(ctx.db)) {
    for (const [kind, months] of rules) {
      let count: number;
      do {
        count = await eraseSome(ctx, actor, chain, kind, months);
        total += count;
      } while (count === MOST_AT_ONCE);
    }
  }
  await sealAllChains(ctx);
  return total;
}

function eraseSome(
  ctx: AuditContext & { readonly db: Connection },
  actor: AuditedActor,
  chain: string,
  kind: AuditKind,
  months: number,
): Promise<number> {
  const before = monthsBefore(ctx.now(), months).toISOString();
  return inTransaction(ctx.db, async (db) => {
    await lockChain(db, chain);
    const due = [...(await listErasable(db, chain, { kind, before }, MOST_AT_ONCE))];
    due.sort((left, right) => left.seq - right.seq);
    const [first, last] = [due[0], due.at(-1)];
    if (first === undefined || last === undefined) return 0;
    const erasureId = randomUUID();
    const seqs = due.map(({ seq }) => seq);
    await eraseTexts(db, chain, seqs, erasureId);
    await recordAudit(db, ctx, actor, {
      kind: 'audit.erased',
      agencyCode: chain === PLATFORM_CHAIN ? null : chain,
      subject: { type: 'audit', id: erasureId },
      details: {
        erasureId,
        count: due.length,
        first: first.seq,
        last: last.seq,
        digest: due.reduce((digest, record) => erasedDigest(digest, record.digest), NO_BLOCK),
        keptMonths: { [kind]: months },
      },
    });
    return due.length;
  });
}

function monthsBefore(now: Date, months: number): Date {
  const day = new Date(now);
  day.setUTCMonth(day.getUTCMonth() - months);
  return day;
}
