import {
  DomainError,
  EVERY_AGENCY,
  permit,
  RETENTION_KINDS,
  RETENTION_RULES,
  type Actor,
  type ErasureReason,
  type PartyField,
  type RetentionKind,
} from '@gongkai/core';
import { requireCase } from '../application/service.js';
import { recordAudit } from '../audit/service.js';
import { eraseOldNotifications } from '../notification/service.js';
import type { AppContext } from '../platform/context.js';
import type { Cutoffs } from '../platform/database/cutoff.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { eraseOldNetworks } from '../sign-in/service.js';
import { requireApplicant, type CaseAddress, type Context } from './applicant.js';
import {
  eraseDueFacts,
  eraseDueParties,
  eraseDueRequests,
  eraseParty,
  eraseRequestsOf,
  hasOpenRemedy,
  type ErasedOfAgency,
  type Eraser,
} from './queries.js';
import { eraseDemand, eraseDueDemands, isDemandOver } from './demand-queries.js';
import { loadCutoffs } from './terms.js';

function eraserOf({ now }: Pick<AppContext, 'now'>, { id }: Actor): Eraser {
  return { id, at: now().toISOString() };
}

/** Rows of one transaction. */
const ROWS_AT_ONCE = 500;

/**
 * Takes an applicant's data away before its term; the case, its events and every figure stay as they are. While the case
 * or a remedy is pending the data is still needed (个人信息保护法第四十七条).
 * @returns how many records lost something @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS
 */
export async function eraseApplicant(
  ctx: Context,
  actor: Actor,
  at: CaseAddress,
  given: { readonly kinds: readonly RetentionKind[]; readonly reason: ErasureReason },
): Promise<{ erased: number }> {
  const { agencyCode, caseId } = at;
  return inTransaction(ctx.db, async (db) => {
    const party = await requireApplicant(db, actor, 'personalData.erase', at);
    const { closedOn } = await requireCase(db, actor, agencyCode, caseId);
    if (closedOn === null || (await hasOpenRemedy(db, agencyCode, caseId))) {
      throw new DomainError(
        'NOT_IN_THIS_STATUS',
        '这件申请或者它的复议诉讼还没有办结，答复和送达还需要这些信息，现在不能删除。',
        { caseId },
      );
    }
    const rules = given.kinds.map((kind) => RETENTION_RULES[kind]);
    const fields: PartyField[] = rules.flatMap((rule) => [...rule.fields]);
    let erased = await eraseParty(db, agencyCode, party.partyId, fields);
    const isWithRequest = rules.some((rule) => rule.isWithRequest);
    if (isWithRequest) erased += await eraseRequestsOf(db, agencyCode, caseId, eraserOf(ctx, actor));
    await recordAudit(db, ctx, actor, {
      kind: 'party.erased',
      agencyCode,
      subject: { type: 'party', id: party.partyId },
      details: {
        fields: [...fields, ...(isWithRequest ? ['request'] : [])],
        rule: given.reason,
        count: erased,
      },
    });
    return { erased };
  });
}

/**
 * Takes away what was said in a demand for correction or a suggestion before its term; its number, days and outcome stay to
 * be counted, and its letters stay with the letters of the agency.
 * @returns how many lost something @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS
 */
export async function eraseRightsRequest(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  requestId: string,
  reason: ErasureReason,
): Promise<{ erased: number }> {
  permit(actor, 'personalData.erase', { agencyCode });
  return inTransaction(ctx.db, async (db) => {
    const isOver = await isDemandOver(db, agencyCode, requestId);
    if (isOver === undefined) throw new DomainError('NOT_FOUND', '没有这一件，请核对编号。');
    if (!isOver) {
      throw new DomainError(
        'NOT_IN_THIS_STATUS',
        '这一件还没有答复，或者它的文书还没有办完，答复和送达还需要这些内容，现在不能删除。',
        { requestId },
      );
    }
    const erased = await eraseDemand(db, agencyCode, requestId, eraserOf(ctx, actor));
    if (erased === 0) return { erased };
    await recordAudit(db, ctx, actor, {
      kind: 'rightsRequest.erased',
      agencyCode,
      subject: { type: 'rightsRequest', id: requestId },
      details: { rule: reason, count: erased },
    });
    return { erased };
  });
}

/**
 * Takes away what has been kept as long as the terms of each agency say, some at a time: interrupted, it goes on the next
 * time. News and known networks go as well; records of the audit have terms of their own and keep their digests.
 * @returns how many records lost something
 */
export async function eraseDueData(
  ctx: Pick<AppContext, 'db' | 'now' | 'today'>,
  actor: Actor,
): Promise<number> {
  const cutoffs = await loadCutoffs(ctx.db, ctx.today());
  let total = 0;
  for (const kind of RETENTION_KINDS) {
    const { fields, isWithRequest } = RETENTION_RULES[kind];
    const cutoff = cutoffs[kind];
    const steps: readonly {
      readonly erase: (db: Transaction) => Promise<ErasedOfAgency[]>;
      readonly names: readonly string[];
    }[] = [
      { erase: (db) => eraseDueParties(db, fields, cutoff, ROWS_AT_ONCE), names: fields },
      ...(isWithRequest
        ? [
            {
              erase: (db: Transaction) => eraseDueRequests(db, cutoff, ROWS_AT_ONCE, eraserOf(ctx, actor)),
              names: ['request'],
            },
            {
              erase: (db: Transaction) => eraseDueFacts(db, cutoff, ROWS_AT_ONCE),
              names: ['request', 'rest'],
            },
          ]
        : []),
    ];
    for (const { erase, names } of steps) {
      let done: number;
      do {
        done = await inTransaction(ctx.db, async (db) => {
          const erased = await erase(db);
          for (const { agencyId, count } of erased) {
            await recordAudit(db, ctx, actor, {
              kind: 'party.erased',
              agencyCode: agencyId,
              subject: { type: 'agency', id: agencyId },
              details: { fields: [...names], rule: kind, count },
            });
          }
          return erased.reduce((sum, { count }) => sum + count, 0);
        });
        total += done;
      } while (done > 0);
    }
  }
  const eraser = eraserOf(ctx, actor);
  for (const [kind, recorded, erase] of [
    [
      'rightsRequest',
      'rightsRequest.erased',
      (db: Transaction, at: Cutoffs, limit: number) => eraseDueDemands(db, at, limit, eraser),
    ],
    ['notification', 'retention.erased', eraseOldNotifications],
    ['knownNetwork', 'retention.erased', eraseOldNetworks],
  ] as const) {
    let done: number;
    do {
      done = await inTransaction(ctx.db, async (db) => {
        const erased = await erase(db, cutoffs[kind], ROWS_AT_ONCE);
        for (const { agencyId, count } of erased) {
          const agencyCode = agencyId === EVERY_AGENCY ? null : agencyId;
          await recordAudit(db, ctx, actor, {
            kind: recorded,
            agencyCode,
            subject:
              agencyCode === null ? { type: 'database', id: 'platform' } : { type: 'agency', id: agencyCode },
            details: { rule: kind, count },
          });
        }
        return erased.reduce((sum, { count }) => sum + count, 0);
      });
      total += done;
    } while (done > 0);
  }
  return total;
}
