import type { Connection, Transaction } from '../platform/database/schema.js';
import {
  deleteEntries,
  findEntries,
  listEntries,
  listEntriesOf,
  listHeads,
  insertEntries,
  updateValidity,
  type SearchEntryRow,
  type SearchFilter,
} from './queries.js';
import {
  excerptOf,
  looserQueries,
  markPhrases,
  searchQuery,
  searchVector,
  textParts,
  type SearchQuery,
} from './search-words.js';
import type { SearchedKind } from './table.js';
import { simplified, WORDS } from './words.js';

export { type SearchFilter } from './queries.js';
export { countChoices, findFrequentWords, FREQUENT_WORDS, suggest, type ChoiceCounts } from './suggest.js';
export { SEARCHED_KINDS, type SearchedKind } from './table.js';

/** What of a record can be found, and how it is shown among the hits. */
export interface SearchedRecord {
  readonly agencyId: string;
  readonly kind: SearchedKind;
  readonly recordId: string;
  readonly title: string;
  readonly documentNumber: string | null;
  readonly publishedAt: string;
  readonly isValid: boolean;
  readonly topic: string | null;
  readonly genre: string | null;
  readonly validity: string | null;
  /** Texts by the name of the file that holds each; null: the page itself. */
  readonly texts: readonly { readonly place: string | null; readonly text: string }[];
}

/** Makes a record findable as it is now; the earlier entries of it are gone with the transaction. */
export async function indexRecord(db: Transaction, record: SearchedRecord): Promise<void> {
  await forgetRecord(db, record);
  await indexRecords(db, [record]);
}

/** Makes many records findable that were not before. */
export async function indexRecords(db: Transaction, records: readonly SearchedRecord[]): Promise<void> {
  await insertEntries(db, records.flatMap(entriesOf));
}

function entriesOf(record: SearchedRecord): SearchEntryRow[] {
  const { texts, documentNumber, ...shown } = record;
  const heading = [record.title, documentNumber ?? ''].join('\n');
  const titleWords = searchVector(heading);
  const pieces = texts.flatMap(({ place, text }) =>
    textParts(place === null ? `${heading}\n${text}` : text).map((content) => ({ place, content })),
  );
  return pieces.map(({ place, content }, part) => ({
    ...shown,
    part,
    place,
    content,
    // Only the first is looked for by its title.
    titleWords: part === 0 ? titleWords : '',
    words: searchVector(content),
  }));
}

/** Nothing of a record is found from the end of the transaction on. */
export async function forgetRecord(
  db: Transaction,
  { agencyId, kind, recordId }: Pick<SearchedRecord, 'agencyId' | 'kind' | 'recordId'>,
): Promise<void> {
  await deleteEntries(db, agencyId, kind, recordId);
}

/** Shows a record's validity among the hits as it is now; what it says has not changed. */
export async function showValidity(
  db: Transaction,
  { agencyId, kind, recordId }: Pick<SearchedRecord, 'agencyId' | 'kind' | 'recordId'>,
  shown: Pick<SearchedRecord, 'isValid' | 'validity'>,
): Promise<void> {
  await updateValidity(db, agencyId, kind, recordId, shown);
}

export interface SearchHit {
  readonly agencyId: string;
  readonly kind: SearchedKind;
  readonly recordId: string;
  readonly title: readonly MarkedText[];
  readonly place: string | null;
  readonly publishedAt: string;
  readonly validity: string | null;
  readonly excerpt: readonly MarkedText[];
}
export interface MarkedText {
  readonly text: string;
  readonly isFound: boolean;
}

/** Candidates that are ordered: whoever has not found it among so many asks with another word. */
const MOST_CANDIDATES = 400;

export interface FoundPage {
  readonly hits: readonly SearchHit[];
  /** There are hits after this page. */
  readonly isMore: boolean;
  /** Nothing has all that was typed; these have part of it. */
  readonly isLoose: boolean;
}

/** What the public finds, a page at a time. Null: nothing was asked for. */
export async function searchPublic(
  db: Connection,
  typed: string,
  filter: SearchFilter,
  { page, size }: { readonly page: number; readonly size: number },
): Promise<FoundPage | null> {
  const exact = searchQuery(typed, WORDS);
  if (exact === null) return null;
  const window = { offset: (page - 1) * size, limit: size + 1, most: MOST_CANDIDATES };
  let query: SearchQuery = exact;
  let rows = await findEntries(db, exact, filter, window);
  // Only who found nothing at all is shown what is like it; a later page belongs to the query of the first.
  if (rows.length === 0) {
    const isBeyond =
      page > 1 && (await findEntries(db, exact, filter, { ...window, offset: 0, limit: 1 })).length > 0;
    for (const looser of isBeyond ? [] : looserQueries(simplified(typed), WORDS)) {
      query = looser;
      rows = await findEntries(db, looser, filter, window);
      if (rows.length > 0) break;
    }
  }
  const hits = rows.slice(0, size).map((row): SearchHit => {
    const { agencyId, kind, recordId, place, publishedAt, validity } = row;
    return {
      ...{ agencyId, kind, recordId, place, publishedAt, validity },
      title: markPhrases(row.title, query.phrases),
      excerpt: markPhrases(excerptOf(withoutHeading(row), query.phrases), query.phrases),
    };
  });
  return { hits, isMore: rows.length > size, isLoose: query !== exact && hits.length > 0 };
}

/** The heading stands in the first piece for the search's sake; the title is shown above. */
function withoutHeading({
  content,
  title,
  place,
}: {
  content: string;
  title: string;
  place: string | null;
}): string {
  if (place !== null || !content.startsWith(title)) return content;
  const rest = content.slice(title.length + 1);
  return rest.slice(rest.indexOf('\n') + 1);
}

/** A piece of what the public can find, as it is searched. */
export interface SearchText {
  readonly agencyId: string;
  readonly recordId: string;
  readonly title: string;
  readonly text: string;
}

/** Of these records those that the public can find: when they were published, and under which title. */
export function listFound(
  db: Connection,
  kind: SearchedKind,
  keys: readonly Pick<SearchedRecord, 'agencyId' | 'recordId'>[],
): Promise<readonly Pick<SearchedRecord, 'agencyId' | 'recordId' | 'title' | 'publishedAt'>[]> {
  return listHeads(db, kind, keys);
}

/** The texts of a record's files as they are searched, piece by piece under each file's name; pieces overlap a little. */
export async function textsOfFiles(
  db: Connection,
  record: Pick<SearchedRecord, 'agencyId' | 'kind' | 'recordId'>,
): Promise<readonly { readonly place: string; readonly text: string }[]> {
  const rows = await listEntriesOf(db, record.kind, record);
  return rows.flatMap(({ place, content }) => (place === null ? [] : [{ place, text: content }]));
}

const PIECES_AT_ONCE = 500;
/** Fewer records are read one by one. */
const FEW = 200;

/** The words of records by which the public finds them, piece by piece. `keys`: `agency/record`, those that are wanted. */
export async function* walkSearchTexts(
  db: Connection,
  kind: SearchedKind,
  keys: ReadonlySet<string>,
): AsyncGenerator<SearchText> {
  if (keys.size <= FEW) {
    for (const key of keys) {
      const at = key.indexOf('/');
      const record = { agencyId: key.slice(0, at), recordId: key.slice(at + 1) };
      for (const { title, content } of await listEntriesOf(db, kind, record))
        yield { ...record, title, text: content };
    }
    return;
  }
  let after = { agencyId: '', recordId: '', part: -1 };
  for (;;) {
    const rows = await listEntries(db, kind, after, PIECES_AT_ONCE);
    for (const { agencyId, recordId, title, content } of rows) {
      if (keys.has(`${agencyId}/${recordId}`)) yield { agencyId, recordId, title, text: content };
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PIECES_AT_ONCE) return;
    after = last;
  }
}
