import {
  checkDocument,
  DomainError,
  permitWithin,
  PUBLICATION_TERMS,
  publicationDue,
  ruleOfKind,
  type Actor,
  type DocumentDraft,
  type LocalDate,
  type Permission,
  type PlacedFinding,
  type TermEnd,
  type WorkingDayCalendar,
} from '@gongkai/core';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { linkFindingsOf, placedLinks } from './link-findings.js';
import { seesDraft } from './policy.js';
import { loadWords } from './publication-setting.js';
import { findVersion, insertAct, listDocumentFiles, lockDocument, type DocumentRow } from './queries.js';
import type { DocumentAct } from './table.js';

/** The last day for publication: the term of the kind, from formation or from the change (条例第二十六条). */
export function dueOfDraft(draft: DocumentDraft, calendar: WorkingDayCalendar): TermEnd {
  const { term: name } = ruleOfKind(draft.kind);
  const term = PUBLICATION_TERMS.find(({ kind }) => kind === name) ?? PUBLICATION_TERMS[0];
  return publicationDue(calendar, term, draft.changedOn ?? draft.formedOn);
}

/** The document for somebody who may do this somewhere in the agency, locked. @throws DomainError FORBIDDEN, NOT_FOUND */
export async function lockForWork(
  db: Transaction,
  actor: Actor,
  permission: Permission,
  { agencyCode, documentId }: { readonly agencyCode: string; readonly documentId: string },
): Promise<DocumentRow> {
  permitWithin(actor, permission, agencyCode);
  const row = await lockDocument(db, agencyCode, documentId);
  if (!row || !seesDraft(actor, row)) throw noSuchDocument(row);
  return row;
}

/** @param hidden the document, where it is there and none of the actor's business: put on record as refused */
export function noSuchDocument(hidden?: { readonly agencyId: string }): DomainError {
  const refused = hidden && { permission: 'document.view', agencyCode: hidden.agencyId };
  return new DomainError('NOT_FOUND', '没有这份文稿，或者您无权查看。请核对后再试。', refused);
}

export async function draftOf(
  db: Connection,
  row: DocumentRow,
  version = row.version,
): Promise<DocumentDraft> {
  const found = await findVersion(db, row, version);
  if (!found) throw new Error(`document ${row.documentId} has no version ${version}`);
  // Drafts that were kept before a field was asked for lack it.
  return { ...{ plannedForms: [], interpretationForm: null }, ...found.draft };
}

/** Everything that the check before publication says of the newest version today. */
export async function findingsOf(
  db: Connection,
  row: DocumentRow,
  draft: DocumentDraft,
  today: LocalDate,
): Promise<PlacedFinding[]> {
  const files = await listDocumentFiles(db, row, row.version);
  const words = await loadWords(db, row.agencyId);
  const links = await linkFindingsOf(db, row.agencyId, placedLinks(draft.body, files));
  return [...checkDocument(draft, { today, words, files }), ...links];
}

export async function recordAct(
  db: Transaction,
  ctx: { readonly now: () => Date },
  actor: Actor,
  { agencyId, documentId, version, step }: DocumentRow,
  act: DocumentAct,
  opinion: string | null = null,
): Promise<void> {
  const actedAt = ctx.now().toISOString();
  await insertAct(db, { agencyId, documentId, version, act, step, actorId: actor.id, actedAt, opinion });
}
