import type { AuditEntry } from '@gongkai/core';
import type { Connection } from '../../platform/database/schema.js';
import { inTransaction } from '../../platform/database/with-transaction.js';
import { recordAudit } from '../service.js';

export const WANG = { kind: 'person', id: 'u-wang' } as const;

/** Somebody looks at a case. */
export function viewOf(agencyCode: string, caseId: string): AuditEntry {
  return {
    kind: 'case.viewed',
    agencyCode,
    subject: { type: 'case', id: caseId },
    purpose: 'handling',
    details: { partyId: 'p-1', shown: ['applicantName', 'request'] },
  };
}

/** Somebody looks at so many cases, one after the other, in one transaction. */
export async function lookAtCases(
  ctx: { readonly db: Connection; readonly now: () => Date },
  agencyCode: string,
  count: number,
): Promise<void> {
  await inTransaction(ctx.db, async (db) => {
    for (let index = 1; index <= count; index += 1) {
      await recordAudit(db, ctx, WANG, viewOf(agencyCode, `${agencyCode}-${index}`));
    }
  });
}
