/** A piece of something that the public can find: a document, a file of it, a report. Long texts have several. */
export interface SearchEntryTable {
  agencyId: string;
  kind: SearchedKind;
  recordId: string;
  part: number;
  title: string;
  /** The name of the file that holds the text; null: the page itself. */
  place: string | null;
  publishedAt: string;
  /** Not repealed, expired or replaced. */
  isValid: boolean;
  topic: string | null;
  genre: string | null;
  validity: string | null;
  content: string;
  /** Neighbouring characters with their places, as a tsvector. */
  titleWords: string;
  words: string;
}

export const SEARCHED_KINDS = { document: '政府信息', report: '年度报告' } as const;
export type SearchedKind = keyof typeof SEARCHED_KINDS;
