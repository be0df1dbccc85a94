import {
  REVIEW_STEP_NAMES,
  REVIEW_STEPS,
  permitWithin,
  unitsWhere,
  type Actor,
  type DocumentQuery,
  type DocumentSummary,
} from '@gongkai/core';
import type { z } from 'zod';
import type { documentPageSchema, DocumentDetail } from '@gongkai/core';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { noSuchDocument } from './document-source.js';
import { seesDraft } from './policy.js';
import { presentDocument, summaryOf } from './present-document.js';
import { findDocument, listDocumentRows, type ReviewerSteps } from './queries.js';

type Context = Pick<AppContext, 'db' | 'today'>;

/** The register of documents: in the whole agency, or of the units in which somebody works. @throws DomainError FORBIDDEN */
export async function listDocuments(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  { after, limit, waitsForMe, ...query }: DocumentQuery,
): Promise<z.infer<typeof documentPageSchema>> {
  permitWithin(actor, 'document.view', agencyCode);
  await requireAgency(ctx.db, agencyCode);
  const units = unitsWhere(actor, 'document.view', agencyCode);
  const offset = after === undefined ? 0 : Number(after) || 0;
  const rows = await listDocumentRows(ctx.db, agencyCode, query, {
    today: ctx.today(),
    waitsFor: waitsForMe === true ? stepsOf(actor, agencyCode) : null,
    units: units === 'all' ? null : units,
    offset,
    limit: limit + 1,
  });
  const items: DocumentSummary[] = rows.slice(0, limit).map(summaryOf);
  return { items, next: rows.length > limit ? String(offset + limit) : null, total: null };
}

/** What waits for somebody: at the steps his roles allow, in their units; nobody reviews what he wrote (条例第十七条). */
function stepsOf(actor: Actor, agencyCode: string): ReviewerSteps {
  const steps = REVIEW_STEP_NAMES.map((step) => ({
    step,
    units: unitsWhere(actor, REVIEW_STEPS[step].permission, agencyCode),
  }));
  return { reviewerId: actor.id, steps: steps.filter(({ units }) => units === 'all' || units.length > 0) };
}

/** @throws DomainError NOT_FOUND */
export async function getDocument(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  documentId: string,
): Promise<DocumentDetail> {
  permitWithin(actor, 'document.view', agencyCode);
  const row = await findDocument(ctx.db, agencyCode, documentId);
  if (!row || !seesDraft(actor, row)) throw noSuchDocument(row);
  return presentDocument(ctx.db, actor, row, ctx.today());
}
