import { randomUUID } from 'node:crypto';
import {
  checkText,
  documentDraftSchema,
  DomainError,
  normaliseDocumentNumber,
  permit,
  stepsOf,
  yearOf,
  type Actor,
  type DocumentDetail,
  type DocumentDraft,
} from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import { loadCalendar } from '../calendar/service.js';
import { listUnits, requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { draftOf, dueOfDraft, lockForWork, recordAct } from './document-source.js';
import { placeOfDocument } from './policy.js';
import { presentDocument } from './present-document.js';
import {
  findDocument,
  findReviewPath,
  insertDocument,
  saveVersion,
  updateDocument,
  type DocumentRow,
} from './queries.js';

export type PublicationContext = Pick<AppContext, 'db' | 'files' | 'now' | 'today'>;

/** Enters a draft. @throws DomainError FORBIDDEN, INVALID_INPUT */
export async function draftDocument(
  ctx: PublicationContext,
  actor: Actor,
  agencyCode: string,
  given: DocumentDraft,
): Promise<DocumentDetail> {
  return inTransaction(ctx.db, async (db) => {
    const row = await draftDocumentIn(db, ctx, actor, agencyCode, given);
    return presentDocument(db, actor, row, ctx.today());
  });
}

export async function draftDocumentIn(
  db: Transaction,
  ctx: Pick<PublicationContext, 'now'>,
  actor: Actor,
  agencyCode: string,
  given: DocumentDraft,
  documentId: string = randomUUID(),
): Promise<DocumentRow> {
  await requireAgency(db, agencyCode);
  permit(actor, 'document.draft', { agencyCode, unitCode: given.responsibleUnit });
  const draft = await settled(db, agencyCode, given);
  const columns = await columnsOf(db, agencyCode, draft);
  const row: DocumentRow = {
    agencyId: agencyCode,
    documentId,
    status: 'draft',
    step: null,
    version: 1,
    authors: [actor.id],
    indexNumber: null,
    validity: null,
    publishedVersion: null,
    publishedAt: null,
    withdrawnAt: null,
    withdrawalReason: null,
    reassessOn: null,
    recordId: null,
    ...columns,
  };
  await insertDocument(db, {
    ...row,
    steps: JSON.stringify(row.steps),
    authors: JSON.stringify(row.authors),
  });
  await saveVersion(db, { ...key(row), version: 1, draft: JSON.stringify(draft), changeReason: null });
  await recordAct(db, ctx, actor, row, 'draft');
  await recordAudit(db, ctx, actor, {
    ...about(row),
    kind: 'document.drafted',
    details: { version: 1, kind: draft.kind },
  });
  return row;
}

/** Changes the draft. Whoever changes it is one of its authors. @throws DomainError CHANGED_MEANWHILE, NOT_IN_THIS_STATUS */
export async function saveDraft(
  ctx: PublicationContext,
  actor: Actor,
  agencyCode: string,
  documentId: string,
  given: DocumentDraft,
  seen: DocumentDraft,
): Promise<DocumentDetail> {
  return inTransaction(ctx.db, async (db) => {
    const row = await lockForWork(db, actor, 'document.draft', { agencyCode, documentId });
    permit(actor, 'document.draft', placeOfDocument(row));
    requireDraft(row);
    if (!isSameDraft(await draftOf(db, row), seen)) {
      throw new DomainError(
        'CHANGED_MEANWHILE',
        '别人刚刚修改了这份文稿。您写的内容还在本页，请对照新的内容合并后再保存。',
      );
    }
    const draft = await settled(db, agencyCode, given);
    const changed = await saveWorking(db, row, actor, draft);
    await recordAct(db, ctx, actor, changed, 'edit');
    await recordAudit(db, ctx, actor, {
      ...about(row),
      kind: 'document.saved',
      details: { version: row.version },
    });
    return presentDocument(db, actor, changed, ctx.today());
  });
}

/** Begins the next version of what is published; the public keeps seeing the one before (条例第二十六条: a change has its term). */
export async function startChange(
  ctx: PublicationContext,
  actor: Actor,
  agencyCode: string,
  documentId: string,
  reason: string,
): Promise<DocumentDetail> {
  return inTransaction(ctx.db, async (db) => {
    const row = await lockForWork(db, actor, 'document.draft', { agencyCode, documentId });
    permit(actor, 'document.draft', placeOfDocument(row));
    if (!['published', 'filed', 'withdrawn'].includes(row.status)) {
      throw new DomainError('NOT_IN_THIS_STATUS', '这份文稿还在办理，直接修改即可，不必另起一版。');
    }
    const draft = await draftOf(db, row);
    const version = row.version + 1;
    const changed: DocumentRow = { ...row, version, status: 'draft', authors: [actor.id] };
    await updateDocument(db, row, { version, status: 'draft', authors: JSON.stringify([actor.id]) });
    await saveVersion(db, {
      ...key(row),
      version,
      draft: JSON.stringify({ ...draft, changedOn: ctx.today() }),
      changeReason: reason,
    });
    await recordAct(db, ctx, actor, changed, 'change', reason);
    await recordAudit(db, ctx, actor, {
      ...about(row),
      kind: 'document.drafted',
      details: { version, kind: row.kind },
    });
    return presentDocument(db, actor, changed, ctx.today());
  });
}

/** The database keeps the keys of a draft in an order of its own. */
function isSameDraft(kept: DocumentDraft, seen: DocumentDraft): boolean {
  const inOrder = (draft: DocumentDraft) => JSON.stringify(documentDraftSchema.parse(draft));
  return inOrder(kept) === inOrder(seen);
}

export function requireDraft({ status }: DocumentRow): void {
  if (status === 'draft') return;
  throw new DomainError(
    'NOT_IN_THIS_STATUS',
    '文稿已经送审或者公开，不能直接修改。请先撤回送审，或者另起一版。',
  );
}

/** A draft as it is kept: its number in the one writing, its unit and its relations known. */
async function settled(db: Connection, agencyCode: string, given: DocumentDraft): Promise<DocumentDraft> {
  const draft = documentDraftSchema.parse({
    ...given,
    documentNumber: given.documentNumber === null ? null : normaliseDocumentNumber(given.documentNumber),
  });
  if (checkText(draft.title).some(({ rule }) => rule === 'secrecy.marking')) {
    throw new DomainError('INVALID_INPUT', '标题带有密级标志：本系统不得处理国家秘密，请交保密工作机构。');
  }
  if (draft.responsibleUnit !== null) {
    const units = await listUnits(db, agencyCode);
    if (!units.some(({ code }) => code === draft.responsibleUnit))
      throw new DomainError('INVALID_INPUT', `没有登记代码为“${draft.responsibleUnit}”的处室，请改选。`);
  }
  for (const { documentId } of draft.relations) {
    if (!(await findDocument(db, agencyCode, documentId)))
      throw new DomainError('INVALID_INPUT', `本机关没有编号为“${documentId}”的文稿，请核对相关文件。`);
  }
  return draft;
}

/** The columns that follow from a draft. */
async function columnsOf(db: Connection, agencyCode: string, draft: DocumentDraft) {
  const { kind, mode, title, summary, documentNumber, topic, genre, duty, formedOn, expiresOn } = draft;
  const configured = (await findReviewPath(db, agencyCode, kind))?.steps;
  return {
    ...{ kind, mode, title, summary, documentNumber, topic, genre, duty, formedOn, expiresOn },
    unitId: draft.responsibleUnit,
    steps: stepsOf(draft, configured),
    dueOn: dueOfDraft(draft, await loadCalendar(db, agencyCode)).dueOn,
  };
}

/** Writes the newest version; what the public sees of an earlier one stays. */
async function saveWorking(
  db: Transaction,
  row: DocumentRow,
  actor: Actor,
  draft: DocumentDraft,
): Promise<DocumentRow> {
  const columns = await columnsOf(db, row.agencyId, draft);
  const { kind, mode, steps, dueOn, unitId } = columns;
  const shown = row.publishedVersion === null ? columns : { kind, mode, steps, dueOn, unitId };
  const authors = [...new Set([...row.authors, actor.id])];
  await updateDocument(db, row, {
    ...shown,
    steps: JSON.stringify(steps),
    authors: JSON.stringify(authors),
  });
  await saveVersion(db, {
    ...key(row),
    version: row.version,
    draft: JSON.stringify(draft),
    changeReason: null,
  });
  return { ...row, ...shown, steps, authors };
}

export async function withAuthor(db: Transaction, row: DocumentRow, actor: Actor): Promise<DocumentRow> {
  const authors = [...new Set([...row.authors, actor.id])];
  await updateDocument(db, row, { authors: JSON.stringify(authors) });
  return { ...row, authors };
}

export function key({ agencyId, documentId }: DocumentRow) {
  return { agencyId, documentId };
}

export function about({ agencyId, documentId }: DocumentRow) {
  return { agencyCode: agencyId, subject: { type: 'document', id: documentId } } as const;
}

/** 索引号: the agency's code, the year of formation, five digits (条例第十二条第三款); never given twice. */
export function indexNumber(agencyCode: string, draft: DocumentDraft, number: number): string {
  return `${agencyCode}/${yearOf(draft.formedOn)}-${String(number).padStart(5, '0')}`;
}
