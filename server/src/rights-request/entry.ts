import { RIGHTS_NUMBER_MARKS, yearOf, type RightsKind } from '@gongkai/core';
import { ANONYMOUS, recordAudit } from '../audit/service.js';
import { notify } from '../notification/service.js';
import { keepText, moveOnlineFiles } from '../online-record/service.js';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { insertRightsEvent, insertRightsRequest, takeRightsNumber } from './queries.js';
import type { RightsLine } from './rights-words.js';

/** What a form of 条例第四十一条 or 第四十四条 said, field by field. */
export interface RightsEntry {
  readonly kind: RightsKind;
  readonly lines: readonly RightsLine[];
  readonly draftId: string;
  /** What the database keeps of the query code, which names the number. */
  readonly codeHashOf: (requestId: string) => Uint8Array;
}

/** Enters a demand or a suggestion in its own register: it is no application and in no row of 表三. @returns its number */
export async function enterRightsRequest(
  db: Transaction,
  ctx: Pick<AppContext, 'keyring' | 'now' | 'today'>,
  agencyId: string,
  { kind, lines, draftId, codeHashOf }: RightsEntry,
): Promise<string> {
  const today = ctx.today();
  const number = await takeRightsNumber(db, agencyId, kind, yearOf(today));
  const requestId = `${agencyId}-${RIGHTS_NUMBER_MARKS[kind]}-${yearOf(today)}-${String(number).padStart(4, '0')}`;
  await insertRightsRequest(db, {
    ...{ agencyId, requestId, kind, submittedOn: today, status: 'open', outcome: null, lastSeq: 1 },
    codeHash: codeHashOf(requestId),
  });
  await insertRightsEvent(db, {
    ...{ agencyId, requestId, seq: 1, type: 'submitted', occurredOn: today },
    ...{ recordedAt: ctx.now().toISOString(), recordedBy: ANONYMOUS.id },
  });
  await keepText(db, ctx, agencyId, requestId, JSON.stringify(lines));
  await moveOnlineFiles(db, agencyId, draftId, requestId);
  await recordAudit(db, ctx, ANONYMOUS, {
    kind: 'rightsRequest.submitted',
    agencyCode: agencyId,
    subject: { type: 'rightsRequest', id: requestId },
    details: { requestKind: kind },
  });
  await notify(db, ctx, {
    kind: 'rightsRequest.submitted',
    agencyCode: agencyId,
    subjectId: requestId,
    key: `${agencyId}/${requestId}`,
  });
  return requestId;
}
