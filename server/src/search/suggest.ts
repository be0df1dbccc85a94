import type { Connection } from '../platform/database/schema.js';
import type { SearchFilter } from './queries.js';
import { searchQuery } from './search-words.js';
import { countClasses, listAnswered, listTitles, type ClassCount } from './suggest-queries.js';
import { SYNONYMS } from './synonyms.data.js';
import { simplified, WORDS } from './words.js';

/** What people look for most in the matters of a city. */
export const FREQUENT_WORDS = [
  ...['失业金', '公积金', '医保', '拆迁', '公租房', '低保', '学区', '养老金', '最低工资', '公务员招考'],
  ...['三公经费', '房产证', '工伤', '环评', '行政处罚', '年度报告'],
] as const;
const MOST_WORDS = 10;

/** Frequent words that find something now. */
export async function findFrequentWords(db: Connection): Promise<string[]> {
  const queries = FREQUENT_WORDS.flatMap((word) => {
    const query = searchQuery(word, WORDS);
    return query === null ? [] : [{ word, tsquery: query.tsquery }];
  });
  const answered = new Set(
    await listAnswered(
      db,
      queries.map(({ tsquery }) => tsquery),
    ),
  );
  return queries.flatMap(({ word, tsquery }) => (answered.has(tsquery) ? [word] : [])).slice(0, MOST_WORDS);
}

const MOST_TITLES = 6;
/** Titles among which the best are chosen. */
const MOST_CANDIDATES = 200;
const MOST_SUGGESTIONS = 10;

/** While somebody types: other words for the same, then titles that have what is there so far. Only of what is public. */
export async function suggest(db: Connection, typed: string): Promise<string[]> {
  const query = searchQuery(simplified(typed));
  if (query === null) return [];
  const others = query.phrases.flatMap((phrase) => SYNONYMS.get(phrase) ?? []);
  const begun = [...SYNONYMS.keys()].filter(
    (word) => word !== typed && word.startsWith(query.phrases[0] ?? '\n'),
  );
  const titles = await listTitles(db, query.tsquery, { most: MOST_CANDIDATES, limit: MOST_TITLES });
  return [...new Set([...others, ...begun.slice(0, 3), ...titles])].slice(0, MOST_SUGGESTIONS);
}

/** How many hits each choice of each filter would leave, and of how many hits that was counted. */
export interface ChoiceCounts {
  readonly total: number;
  /** There are more hits than were counted. */
  readonly isPart: boolean;
  readonly agencyId: ReadonlyMap<string, number>;
  readonly topic: ReadonlyMap<string, number>;
  readonly genre: ReadonlyMap<string, number>;
  readonly validity: ReadonlyMap<string, number>;
  readonly year: ReadonlyMap<string, number>;
}

/** Pieces of records that are counted: enough to choose by, and no more than a page may take time for. */
const MOST_COUNTED = 2_000;

/** Counts for each filter under the other filters in force; null: nothing was asked for. */
export async function countChoices(
  db: Connection,
  typed: string,
  filter: SearchFilter,
): Promise<ChoiceCounts | null> {
  const query = searchQuery(typed, WORDS);
  if (query === null) return null;
  const rows = await countClasses(db, query.tsquery, MOST_COUNTED);
  const all = rows.reduce((sum, { count }) => sum + count, 0);
  return { ...choicesOf(rows, filter), isPart: all >= MOST_COUNTED };
}

const CLASSES = ['agencyId', 'topic', 'genre', 'validity', 'year'] as const;

/** Of each class only those rows count that every other filter leaves. */
export function choicesOf(rows: readonly ClassCount[], filter: SearchFilter): Omit<ChoiceCounts, 'isPart'> {
  const isLeft = (row: ClassCount, name: (typeof CLASSES)[number]): boolean =>
    filter[name] === undefined || String(row[name]) === String(filter[name]);
  const countsOf = (name: (typeof CLASSES)[number]): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const row of rows) {
      const value = row[name];
      if (value === null || value === '') continue;
      if (CLASSES.some((other) => other !== name && !isLeft(row, other))) continue;
      counts.set(String(value), (counts.get(String(value)) ?? 0) + row.count);
    }
    return counts;
  };
  const left = rows.filter((row) => CLASSES.every((name) => isLeft(row, name)));
  return {
    total: left.reduce((sum, { count }) => sum + count, 0),
    agencyId: countsOf('agencyId'),
    topic: countsOf('topic'),
    genre: countsOf('genre'),
    validity: countsOf('validity'),
    year: countsOf('year'),
  };
}
