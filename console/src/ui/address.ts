import type { Place } from './place.js';

/** Pages below an agency and a year, by the last part of their address. */
export const PAGES = {
  overview: '',
  report: 'report',
  narrative: 'narrative',
  difference: 'difference',
  register: 'cases',
  letters: 'letters',
  newCase: 'cases/new',
  statistics: 'statistics',
  readingStatistics: 'reading-statistics',
  hotSpots: 'hot-spots',
  topics: 'topics',
  unitTasks: 'unit-tasks',
  unconfirmed: 'unconfirmed',
  redecisions: 'redecisions',
  remedies: 'remedies',
  archive: 'archive',
  integration: 'integration',
  exchange: 'exchange',
  rightsRequests: 'rights-requests',
  letterTemplates: 'letter-templates',
  letterSettings: 'letter-settings',
  guide: 'guide',
  deskSetting: 'desk-setting',
  documents: 'documents',
  newDocument: 'documents/new',
  publicationSetting: 'publication-setting',
  publishedLinks: 'published-links',
  publishedFindings: 'published-findings',
  reviewPaths: 'review-paths',
  regulations: 'regulations',
  cleanups: 'cleanup-rounds',
  deposits: 'deposits',
  standardCatalogue: 'standard-catalogue',
  proposals: 'proposals',
  ledgerImport: 'ledger-import',
  attestedFigures: 'attested-figures',
  administrativeRecords: 'administrative-records',
  importedReports: 'imported-reports',
  comparison: 'comparison',
  agency: 'agency',
  people: 'people',
  secrecyIncidents: 'secrecy-incidents',
} as const;
export type Page = keyof typeof PAGES;

export function placePath({ code, year }: Place): string {
  return `/agencies/${encodeURIComponent(code)}/${year}`;
}

function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(key, value);
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

export function pagePath(
  place: Place,
  page: Page,
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  const tail = PAGES[page];
  return withQuery(tail === '' ? placePath(place) : `${placePath(place)}/${tail}`, query);
}

export function casePath(place: Place, caseId: string): string {
  return `${placePath(place)}/cases/${encodeURIComponent(caseId)}`;
}

export function rightsRequestPath(place: Place, requestId: string): string {
  return `${placePath(place)}/rights-requests/${encodeURIComponent(requestId)}`;
}

export function documentPath(place: Place, documentId: string): string {
  return `${placePath(place)}/documents/${encodeURIComponent(documentId)}`;
}

export function cleanupPath(place: Place, roundId: string): string {
  return `${placePath(place)}/cleanup-rounds/${encodeURIComponent(roundId)}`;
}

export function letterTemplatePath(place: Place, letter: string): string {
  return `${placePath(place)}/letter-templates/${encodeURIComponent(letter)}`;
}

export function remedyPath(place: Place, remedyId: string): string {
  return `${placePath(place)}/remedies/${encodeURIComponent(remedyId)}`;
}

export function letterPath(place: Place, letterId: string): string {
  return `${placePath(place)}/letters/${encodeURIComponent(letterId)}`;
}

/** What a letter answers: an application, or a demand for correction. */
export interface Answered {
  readonly caseId: string | null;
  readonly rightsRequestId: string | null;
}

export function answeredPath(place: Place, { caseId, rightsRequestId }: Answered): string {
  return rightsRequestId === null ? casePath(place, caseId ?? '') : rightsRequestPath(place, rightsRequestId);
}

export function newLetterPath(
  place: Place,
  of: Answered,
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  return withQuery(`${answeredPath(place, of)}/letters/new`, query);
}

export function cellPath(
  place: Place,
  cell: string,
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  return withQuery(`${placePath(place)}/cells/${encodeURIComponent(cell)}`, query);
}

export function importedReportPath(place: Place, id: string): string {
  return `${placePath(place)}/imported-reports/${encodeURIComponent(id)}`;
}

/** The same page for another agency or year: what is below the place stays, what names one case or import does not. */
export function movedPath(location: string, to: Place): string {
  const match = /^\/agencies\/[^/]+\/\d+(?:\/([^?]*))?/.exec(location);
  const tail = match?.[1] ?? '';
  const [first = '', second] = tail.split('/');
  const keeps = first === 'cells' || second === undefined || second === 'new';
  const kept = keeps ? tail : first;
  return kept === '' ? placePath(to) : `${placePath(to)}/${kept}`;
}
