import { unitsWhere, visibilityOf, type Actor, type ReportStatus, type Visibility } from '@gongkai/core';

/** Figures are for whoever sees the report; which cases stand behind them for who sees every case of the agency. */
export function seesCasesBehind(actor: Actor, agencyId: string): boolean {
  const sees = visibilityOf({ kind: 'case', agencyCode: agencyId }, actor).showsHandling;
  return sees && unitsWhere(actor, 'case.view', agencyId) === 'all';
}

/** What of a report somebody sees: anybody a published version, drafts and imports whoever has to do with them. */
export function visibilityOfReport(
  actor: Actor | null,
  kind: 'draftReport' | 'publishedReport' | 'importedReport',
  agencyId: string,
): Visibility {
  return visibilityOf({ kind, agencyCode: agencyId }, actor);
}

/** What anybody at all sees of a version: the one question that every public page, list and file asks. */
export function isOpenToAll(status: ReportStatus, agencyId: string): boolean {
  const kind = status === 'published' ? 'publishedReport' : 'draftReport';
  return visibilityOfReport(null, kind, agencyId).showsContent;
}
