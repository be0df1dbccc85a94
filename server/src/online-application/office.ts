import {
  DomainError,
  hiddenAs,
  localDateInChina,
  maskName,
  permit,
  permitWithin,
  provisionWords,
  REPRESENTATIVE_RELATIONS,
  requestedItems,
  type Actor,
  type OnlineApplication,
  type VisibleRecord,
} from '@gongkai/core';
import { placeOfCase, recordEventIn, requireCase } from '../application/service.js';
import { recordAudit, recordLook } from '../audit/service.js';
import { listCompanions, openParty } from '../party/service.js';
import {
  caseTextId,
  findOnlineFile,
  listOnlineFiles,
  readAnswers,
  readText,
} from '../online-record/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { openFile, type OpenedFile } from '../storage/service.js';
import {
  findOnlineApplication,
  listActs,
  lockOnlineApplication,
  updateOnlineApplication,
} from './queries.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today' | 'audit' | 'files'>;

const NOT_ONLINE: OnlineApplication = {
  ...{ isOnline: false, submittedAt: null, provision: null, help: null, items: [], companions: [] },
  ...{ applicantConfirmedOn: null, officeConfirmedOn: null, files: [], acts: [] },
};

/** What came over the public pages with a case, for its page. The look is on record first. @throws DomainError NOT_FOUND */
export async function getOnlineApplication(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  caseId: string,
): Promise<OnlineApplication> {
  permitWithin(actor, 'case.view', agencyCode);
  const { partyId } = await requireCase(ctx.db, actor, agencyCode, caseId);
  const online = await findOnlineApplication(ctx.db, agencyCode, caseId);
  await recordLook(ctx, actor, {
    kind: 'case.viewed',
    agencyCode,
    subject: { type: 'case', id: caseId },
    purpose: 'handling',
    details: { partyId, shown: ['onlineApplication'] },
  });
  if (online === undefined) return NOT_ONLINE;
  const answers = await readAnswers(ctx.db, ctx, agencyCode, caseTextId(caseId));
  const acts: OnlineApplication['acts'] = [];
  for (const { actId, kind, actedAt } of await listActs(ctx.db, agencyCode, caseId)) {
    const text = await readText(ctx.db, ctx, agencyCode, `act:${actId}`);
    acts.push({ kind, on: localDateInChina(new Date(actedAt)), text });
  }
  const companions = await listCompanions(ctx.db, agencyCode, online.partyId);
  const files = await listOnlineFiles(ctx.db, agencyCode, [caseTextId(caseId)]);
  return {
    isOnline: true,
    submittedAt: online.submittedAt,
    provision: answers.form === undefined ? null : provisionWords(answers),
    help: answers.help ?? null,
    items: requestedItems(answers),
    companions: companions.map((party) => ({
      relation: party.relation === null ? '' : REPRESENTATIVE_RELATIONS[party.relation],
      name: maskName(openParty(ctx.keyring, party).name),
    })),
    applicantConfirmedOn: online.applicantConfirmedOn,
    officeConfirmedOn: online.officeConfirmedOn,
    files: files.map(({ fileId, fileName, mediaType, size, purpose, addedAt }) => ({
      ...{ fileId, fileName, mediaType, size, purpose, addedOn: localDateInChina(new Date(addedAt)) },
    })),
    acts,
  };
}

/**
 * The office confirms that an application has arrived. It is received on the day on which both sides have confirmed
 * (条例第三十一条): today when the applicant has done so on its page, or does so by telephone or in person now.
 * @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS
 */
export async function confirmOnlineReceipt(
  ctx: Context,
  actor: Actor,
  at: { readonly agencyCode: string; readonly caseId: string },
  { isAgreedByContact }: { readonly isAgreedByContact: boolean },
): Promise<OnlineApplication> {
  const { agencyCode, caseId } = at;
  await inTransaction(ctx.db, async (db) => {
    const row = await requireCase(db, actor, agencyCode, caseId);
    permit(actor, 'case.record', placeOfCase(row));
    const online = await lockOnlineApplication(db, agencyCode, caseId);
    if (online === undefined) throw new DomainError('NOT_FOUND', '这件申请不是从网上提交的。');
    if (row.status !== 'unconfirmed')
      throw new DomainError('NOT_IN_THIS_STATUS', '双方已经确认过收到，不需要再确认。');
    await updateOnlineApplication(db, online, {
      officeConfirmedOn: online.officeConfirmedOn ?? ctx.today(),
      officeConfirmedBy: actor.id,
    });
    if (isAgreedByContact || online.applicantConfirmedOn !== null) {
      const event = { type: 'receiptConfirmed', on: ctx.today() } as const;
      await recordEventIn(db, ctx, actor, { agencyCode, caseId, event, lastSeq: null });
    }
    await recordAudit(db, ctx, actor, {
      kind: 'online.receiptConfirmed',
      agencyCode,
      subject: { type: 'case', id: caseId },
      details: { isAgreedByContact },
    });
  });
  return getOnlineApplication(ctx, actor, agencyCode, caseId);
}

/** A file that came over the public pages, for whoever sees its case or request. The look is on record first. */
export async function openOnlineFile(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  fileId: string,
): Promise<OpenedFile> {
  const file = await findOnlineFile(ctx.db, agencyCode, fileId);
  if (file === undefined) throw noSuchFile();
  const record = await recordOf(ctx, actor, agencyCode, file.ownerId);
  const opened = await openFile(ctx, agencyCode, fileId, { viewer: actor, record, reach: 'inside' });
  await recordLook(ctx, actor, {
    kind: 'file.downloaded',
    agencyCode,
    subject: { type: 'file', id: fileId },
    purpose: 'handling',
    details: { sha256: opened.sha256 },
  });
  return opened;
}

/** What a file belongs to; whoever may not see it is told that there is no file. */
async function recordOf(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  ownerId: string,
): Promise<VisibleRecord> {
  if (!ownerId.startsWith('case:')) {
    permit(actor, 'rightsRequest.view', { agencyCode }, noSuchFile);
    return { kind: 'rightsRequest', agencyCode };
  }
  const found = await requireCase(ctx.db, actor, agencyCode, ownerId.slice('case:'.length)).catch(
    (error: unknown) => {
      throw hiddenAs(error, noSuchFile());
    },
  );
  permit(actor, 'file.view', placeOfCase(found), noSuchFile);
  return { kind: 'case', agencyCode, unitCode: found.unitId };
}

function noSuchFile(): DomainError {
  return new DomainError('NOT_FOUND', '没有这个文件，或者已经移除。');
}
