import {
  permit,
  remedyPoliciesOf,
  type Actor,
  type DecidedRemedyPolicy,
  type NewRemedyPolicy,
  type RemedyPolicies,
} from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { insertPolicy, listPolicies, takePolicyNo } from './policy-queries.js';

interface Policies {
  readonly items: DecidedRemedyPolicy[];
}

/** How an agency counts table 四 of a year, as decided up to now. */
export async function remedyPoliciesOfYear(
  db: Connection,
  agencyId: string,
  year: number,
): Promise<RemedyPolicies> {
  return remedyPoliciesOf(await listPolicies(db, agencyId), year);
}

/** @throws DomainError NOT_FOUND */
export async function listRemedyPolicies(
  ctx: Pick<AppContext, 'db'>,
  actor: Actor,
  agencyCode: string,
): Promise<Policies> {
  permit(actor, 'report.view', { agencyCode });
  await requireAgency(ctx.db, agencyCode);
  return { items: await listPolicies(ctx.db, agencyCode) };
}

/** Decides how table 四 is counted from a report year on; what is published keeps the policy it was published with. */
export async function decideRemedyPolicy(
  ctx: Pick<AppContext, 'db' | 'today' | 'now'>,
  actor: Actor,
  agencyCode: string,
  decision: NewRemedyPolicy,
): Promise<Policies> {
  permit(actor, 'report.publish', { agencyCode });
  return inTransaction(ctx.db, async (db) => {
    await requireAgency(db, agencyCode);
    const policyNo = await takePolicyNo(db, agencyCode);
    const decided = { decidedOn: ctx.today(), decidedBy: actor.id };
    await insertPolicy(db, { agencyId: agencyCode, policyNo, ...decision, ...decided });
    await recordAudit(db, ctx, actor, {
      kind: 'remedyPolicy.decided',
      agencyCode,
      subject: { type: 'agency', id: agencyCode },
      details: { year: decision.fromYear, policyNo },
    });
    return { items: await listPolicies(db, agencyCode) };
  });
}
