import {
  canBeWaived,
  describeScrubbed,
  describeStep,
  interpretationState,
  may,
  recorderName,
  ruleOfKind,
  type Actor,
  type DocumentDetail,
  type DocumentDraft,
  type DocumentFinding,
  type DocumentSummary,
  type LocalDate,
} from '@gongkai/core';
import { loadCalendar } from '../calendar/service.js';
import type { Connection } from '../platform/database/schema.js';
import { draftOf, dueOfDraft, findingsOf } from './document-source.js';
import { permissionOfStep, placeOfDocument } from './policy.js';
import { findReviewPath, listActs, listDocumentFiles, listWaivers, type DocumentRow } from './queries.js';
import { listInterpretations } from './setting-queries.js';
import { DOCUMENT_ACTS } from './table.js';
import { offersScrub } from './scrub-offer.js';

/** A document of a list. Its due day is told while something is to be published. */
export function summaryOf(row: DocumentRow): DocumentSummary {
  const { documentId, indexNumber, title, documentNumber, kind, mode, status, step, validity } = row;
  const isWaiting = mode === 'proactive' && ['draft', 'inReview', 'signed'].includes(status);
  return {
    ...{ documentId, indexNumber, title, documentNumber, kind, mode, status, step, validity },
    formedOn: row.formedOn,
    dueOn: isWaiting ? row.dueOn : null,
    publishedAt: row.publishedAt,
  };
}

/** The findings of the newest version, each with who accepted it. */
export async function openFindings(
  db: Connection,
  row: DocumentRow,
  draft: DocumentDraft,
  today: LocalDate,
): Promise<DocumentFinding[]> {
  const waivers = await listWaivers(db, row);
  return (await findingsOf(db, row, draft, today)).map((finding) => {
    const { rule, severity, message, source, place } = finding;
    const waiver = canBeWaived(finding)
      ? waivers.find((it) => it.rule === rule && it.place === place && it.message === message)
      : undefined;
    return {
      ...{ rule, severity, message, place },
      ...(source !== undefined && { source }),
      waivedBy: waiver ? recorderName(waiver.waivedBy, waiver.displayName) : null,
      waiverReason: waiver?.reason ?? null,
    };
  });
}

/** A document as the desk shows it, with what the asking person may do now. */
export async function presentDocument(
  db: Connection,
  actor: Actor,
  row: DocumentRow,
  today: LocalDate,
): Promise<DocumentDetail> {
  const draft = await draftOf(db, row);
  const acts = await listActs(db, row.agencyId, row.documentId);
  const files = await listDocumentFiles(db, row, row.version);
  const at = placeOfDocument(row);
  const isAuthor = row.authors.includes(actor.id);
  const summary = summaryOf(row);
  return {
    ...summary,
    agencyCode: row.agencyId,
    version: row.version,
    draft,
    steps: [...row.steps],
    acts: acts.map(({ act, step, actorId, displayName, actedAt, opinion, version }) => ({
      ...{ act: DOCUMENT_ACTS[act], step, opinion, version },
      actorName: recorderName(actorId, displayName),
      at: actedAt,
    })),
    files: files.map(({ fileId, fileName, mediaType, size, findings, removed }) => ({
      ...{ fileId, fileName, mediaType, size },
      mayScrub: offersScrub(mediaType, findings),
      scrubbed: removed === null ? null : describeScrubbed(removed.map((rule) => ({ rule }))),
    })),
    findings: await openFindings(db, row, draft, today),
    derivation:
      summary.dueOn === null
        ? []
        : dueOfDraft(draft, await loadCalendar(db, row.agencyId)).steps.map(describeStep),
    interpretations: await interpretationsOf(db, row, draft),
    mayEdit: row.status === 'draft' && may(actor, 'document.draft', at),
    mayReview: row.step !== null && !isAuthor && may(actor, permissionOfStep(row.step), at),
    needsOpinion: await needsOpinion(db, row),
    mayPublish: row.status === 'signed' && may(actor, 'document.publish', at),
    mayWithdraw:
      row.publishedVersion !== null && row.withdrawnAt === null && may(actor, 'document.publish', at),
  };
}

/** Whether the agency lets nobody pass the step that a document is at without an opinion. */
export async function needsOpinion(
  db: Connection,
  { agencyId, kind, step }: Pick<DocumentRow, 'agencyId' | 'kind' | 'step'>,
): Promise<boolean> {
  if (step === null) return false;
  return (await findReviewPath(db, agencyId, kind))?.opinionSteps.includes(step) === true;
}

/** What explains it and what is missing on the portal; null for what needs no interpretation and has none. */
async function interpretationsOf(
  db: Connection,
  { agencyId, documentId }: DocumentRow,
  { kind, mode, plannedForms }: DocumentDraft,
): Promise<DocumentDetail['interpretations']> {
  const isAsked = ruleOfKind(kind).needsInterpretation === true || plannedForms.length > 0;
  if (mode !== 'proactive' || (!isAsked && kind !== 'policy')) return null;
  const items = await listInterpretations(db, agencyId, documentId);
  if (!isAsked && items.length === 0) return null;
  const shown = items.filter(({ isPublic }) => isPublic).map(({ form }) => form);
  const { missing, ...counts } = interpretationState(plannedForms, shown);
  return { items, ...counts, missing: [...missing] };
}
