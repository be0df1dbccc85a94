import { RIGHTS_NUMBER_MARKS, yearOf, type RightsKind } from '@gongkai/core';
import { recordAudit, type AuditedActor } from '../audit/service.js';
import { notify } from '../notification/service.js';
import { keepText } from '../online-record/service.js';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import {
  insertRightsEvent,
  insertRightsRequest,
  takeRightsNumber,
  type RightsRequestRow,
} from './queries.js';
import type { RightsLine } from './rights-words.js';

/** What a demand of 条例第四十一条 or a suggestion of 第四十四条 says, field by field, and how it came. */
export interface RightsEntry extends Pick<
  RightsRequestRow,
  'channel' | 'submittedOn' | 'receivedOn' | 'officeReceivedOn'
> {
  readonly kind: RightsKind;
  readonly lines: readonly RightsLine[];
  /** What the database keeps of the query code, which names the number; null: nobody was given one. */
  readonly codeHashOf: ((requestId: string) => Uint8Array) | null;
}

/** Enters a demand or a suggestion in its own register: it is no application and in no row of 表三. @returns its number */
export async function enterRightsRequest(
  db: Transaction,
  ctx: Pick<AppContext, 'keyring' | 'now' | 'today'>,
  actor: AuditedActor,
  agencyId: string,
  { kind, lines, codeHashOf, ...came }: RightsEntry,
): Promise<string> {
  const { submittedOn, channel } = came;
  const year = yearOf(submittedOn);
  const number = await takeRightsNumber(db, agencyId, kind, year);
  const requestId = `${agencyId}-${RIGHTS_NUMBER_MARKS[kind]}-${year}-${String(number).padStart(4, '0')}`;
  await insertRightsRequest(db, {
    ...{ agencyId, requestId, kind, ...came, status: 'open', outcome: null, lastSeq: 1, erasedAt: null },
    codeHash: codeHashOf?.(requestId) ?? null,
  });
  await insertRightsEvent(db, {
    ...{ agencyId, requestId, seq: 1, type: 'submitted', occurredOn: submittedOn },
    ...{ recordedAt: ctx.now().toISOString(), recordedBy: actor.id },
  });
  await keepText(db, ctx, agencyId, requestId, JSON.stringify(lines));
  await recordAudit(db, ctx, actor, {
    kind: 'rightsRequest.submitted',
    agencyCode: agencyId,
    subject: { type: 'rightsRequest', id: requestId },
    details: { requestKind: kind, channel },
  });
  await notify(db, ctx, {
    ...{ kind: 'rightsRequest.submitted', agencyCode: agencyId, subjectId: requestId, except: actor.id },
    key: `${agencyId}/${requestId}`,
  });
  return requestId;
}
