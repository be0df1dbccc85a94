import { readDocumentNumber } from '@gongkai/core';

/**
 * Texts are found by pairs of neighbouring Chinese characters with their places, and by words of letters and digits: every
 * two-character word is found, and a phrase exactly. PostgreSQL's `tsvector` keeps both on either driver (ADR 0036).
 */

/** Places beyond this are not kept apart by PostgreSQL; longer texts are cut into parts. */
export const LONGEST_PART = 10_000;

const RUN = /(?<han>\p{Script=Han}+)|(?<latin>[\p{Script=Latin}\p{N}]+)/gu;

interface Word {
  readonly text: string;
  /** From 1. */
  readonly at: number;
}

/** As two texts are compared: one width, one case; as long as the text, so that places are the same in both. */
export function foldText(text: string): string {
  return text.replaceAll(/[^\p{Script=Han}\p{Ll}\d\s]/gu, (character) => {
    const folded = character.normalize('NFKC').toLowerCase();
    return folded.length === character.length ? folded : character;
  });
}

/** The words of a folded text. The last character of a run is one by itself: a query may end or begin with it. */
function wordsOf(folded: string): Word[] {
  const words: Word[] = [];
  for (const found of folded.matchAll(RUN)) {
    const { han, latin } = found.groups ?? {};
    if (latin !== undefined) words.push({ text: latin, at: found.index + 1 });
    if (han === undefined) continue;
    const characters = Array.from(han);
    let at = found.index + 1;
    for (let index = 0; index + 1 < characters.length; index += 1) {
      words.push({ text: `${characters[index] ?? ''}${characters[index + 1] ?? ''}`, at });
      at += characters[index]?.length ?? 1;
    }
    words.push({ text: characters.at(-1) ?? '', at });
  }
  return words;
}

/** The `tsvector` of a text as PostgreSQL reads it: nothing in it is an operator. */
export function searchVector(text: string): string {
  const places = new Map<string, number[]>();
  for (const { text: word, at } of wordsOf(foldText(text))) {
    const known = places.get(word);
    if (known === undefined) places.set(word, [at]);
    // More places of one word than PostgreSQL keeps.
    else if (known.length < 255) known.push(at);
  }
  return [...places].map(([word, at]) => `'${word}':${at.join(',')}`).join(' ');
}

/** Parts of a text that overlap by a phrase, so that nothing is cut where it would be searched. */
export function textParts(text: string): string[] {
  const parts: string[] = [];
  for (let from = 0; from < text.length; from += LONGEST_PART - 50) {
    parts.push(text.slice(from, from + LONGEST_PART));
    if (from + LONGEST_PART >= text.length) break;
  }
  return parts.length === 0 ? [''] : parts;
}

/** A query as PostgreSQL's `tsquery`, and the phrases to mark in what it found; null: nothing to search for. */
export interface SearchQuery {
  readonly tsquery: string;
  readonly phrases: readonly string[];
  /** Whoever has more of these comes first, and less than half is nothing; left out: what is found has everything. */
  readonly terms?: readonly string[];
}

/** What else serves for a word. */
export type Synonyms = Pick<ReadonlyMap<string, readonly string[]>, 'get' | 'keys'>;
const NO_SYNONYMS: Synonyms = new Map<string, readonly string[]>();

const MOST_PHRASES = 12;

/**
 * What a person typed: phrases parted by blanks must all be there; with quotation marks blanks belong to the phrase; a
 * document number is found in any typing; a synonym serves for its word.
 */
export function searchQuery(typed: string, synonyms: Synonyms = NO_SYNONYMS): SearchQuery | null {
  return queryOf(phrasesOf(typed), synonyms);
}

/**
 * What else a question may mean that nothing answers word by word: first its phrases without the words that ask, then the
 * known words and years in them one by one, then at least half of what it says: a known word or what serves for it, and of
 * the rest each pair of characters; those first that have the most.
 */
export function looserQueries(typed: string, synonyms: Synonyms = NO_SYNONYMS): SearchQuery[] {
  const phrases = phrasesOf(typed)
    .flatMap((phrase) => phrase.split(ASKING))
    .filter((phrase) => Array.from(phrase).length > 1);
  const strict = queryOf(phrases, synonyms);
  const parts = phrases.flatMap((phrase) => partsOf(phrase, synonyms));
  const said = [...new Set(parts.flatMap((part) => termsOf(part, synonyms)))].slice(0, MOST_PAIRS);
  // A word that is known says more than two characters that happen to stand together.
  const terms = said.flatMap((term) => (term.startsWith('(') ? [term, term] : [term]));
  if (strict === null || terms.length === 0) return strict === null ? [] : [strict];
  const byWords = parts.length > phrases.length ? queryOf(parts, synonyms) : null;
  return [
    strict,
    ...(byWords === null ? [] : [byWords]),
    { tsquery: said.join(' | '), phrases: strict.phrases, terms },
  ];
}

/** What half of must be found: a known word or what serves for it as one, else pairs of characters. */
function termsOf(part: string, synonyms: Synonyms): string[] {
  const others = synonyms.get(part) ?? [];
  if (others.length === 0) return wordsOf(part).flatMap(({ text }) => (isOneHan(text) ? [] : [`'${text}'`]));
  return [`(${[part, ...others].flatMap((form) => phraseQuery(form) ?? []).join(' | ')})`];
}

/** A phrase cut at the words that have synonyms, and at years: official texts put something between them. */
function partsOf(phrase: string, synonyms: Synonyms): string[] {
  return phrase.split(cutsOf(synonyms)).filter((part) => Array.from(part).length > 1);
}

const cuts = new WeakMap<Synonyms, RegExp>();

/** Made once: the words are many and stay. */
function cutsOf(synonyms: Synonyms): RegExp {
  const made = cuts.get(synonyms);
  if (made !== undefined) return made;
  const known = [...synonyms.keys()].sort((a, b) => b.length - a.length);
  const cut = new RegExp(`(${[...known, '\\d{4}年'].join('|')})`, 'u');
  cuts.set(synonyms, cut);
  return cut;
}

const MOST_PAIRS = 30;

/** Words of questions, which no official text repeats. */
const ASKING =
  /怎么样|怎么|怎样|如何|什么时候|什么|为什么|多少钱|多少|哪里|哪些|哪儿|几点|几天|多久|是不是|能不能|可不可以|可以|需要|请问|我要|我想|[吗呢吧啊？?]/u;

function queryOf(all: readonly string[], synonyms: Synonyms): SearchQuery | null {
  const phrases = all.slice(0, MOST_PHRASES);
  const terms = phrases.flatMap((phrase) => {
    const forms = [phrase, ...(synonyms.get(phrase) ?? [])];
    const queries = forms.flatMap((form) => phraseQuery(form) ?? []);
    return queries.length === 0 ? [] : [queries.length === 1 ? queries.join('') : `(${queries.join(' | ')})`];
  });
  if (terms.length === 0) return null;
  return {
    tsquery: terms.join(' & '),
    phrases: phrases.flatMap((phrase) => [phrase, ...(synonyms.get(phrase) ?? [])]),
  };
}

function phrasesOf(typed: string): string[] {
  const folded = foldText(typed).replaceAll(/[“”«»『』「」]/gu, '"');
  const whole = readDocumentNumber(folded);
  if (whole !== null) return [`${whole.word}〔${whole.year}〕${whole.number}`];
  return [...folded.matchAll(/"([^"]+)"|([^\s"，。；、,;]+)/gu)]
    .map(([, quoted, bare]) => (quoted ?? bare ?? '').trim())
    .filter((phrase) => phrase !== '');
}

/** All words of the phrase, each as far from the one before as in it. */
function phraseQuery(phrase: string): string | null {
  const words = queryWords(wordsOf(foldText(phrase)));
  const [first, ...rest] = words;
  if (first === undefined) return null;
  let query = first.text;
  let at = first.at;
  for (const word of rest) {
    query += ` <${word.at - at}> ${word.text}`;
    at = word.at;
  }
  return query;
}

/** A run's last character adds nothing to its pairs; alone it is the beginning of a pair, or a run's end. */
function queryWords(words: readonly Word[]): Word[] {
  return words.flatMap(({ text, at }, index) => {
    const isAlone = isOneHan(text);
    const before = words[index - 1];
    const isEndOfPair = isAlone && before !== undefined && isPairUpTo(before, at, text);
    if (isEndOfPair) return [];
    const isLast = index === words.length - 1;
    return [{ text: isAlone && isLast ? `'${text}':*` : `'${text}'`, at }];
  });
}

function isOneHan(text: string): boolean {
  return Array.from(text).length === 1 && /^\p{Script=Han}$/u.test(text);
}

function isPairUpTo(before: Word, at: number, text: string): boolean {
  return before.text.endsWith(text) && before.at + before.text.length - text.length === at;
}

/** A piece of a text around the first of the phrases, cut at most so long. */
export function excerptOf(text: string, phrases: readonly string[], length = 120): string {
  const folded = foldText(text);
  const at = phrases.map((phrase) => folded.indexOf(phrase)).filter((place) => place >= 0);
  const first = at.length === 0 ? 0 : Math.min(...at);
  const from = Math.max(0, first - Math.floor(length / 3));
  const piece = text
    .slice(from, from + length)
    .replaceAll(/\s+/gu, ' ')
    .trim();
  return `${from > 0 ? '…' : ''}${piece}${from + length < text.length ? '…' : ''}`;
}

/** A text in pieces, those of the phrases marked; joined, they are the text. */
export function markPhrases(
  text: string,
  phrases: readonly string[],
): readonly { readonly text: string; readonly isFound: boolean }[] {
  const folded = foldText(text);
  const pieces: { text: string; isFound: boolean }[] = [];
  let from = 0;
  while (from < text.length) {
    const next = phrases
      .map((phrase) => ({ phrase, at: phrase === '' ? -1 : folded.indexOf(phrase, from) }))
      .filter(({ at }) => at >= 0)
      .sort((a, b) => a.at - b.at || b.phrase.length - a.phrase.length)[0];
    if (next === undefined) break;
    if (next.at > from) pieces.push({ text: text.slice(from, next.at), isFound: false });
    pieces.push({ text: text.slice(next.at, next.at + next.phrase.length), isFound: true });
    from = next.at + next.phrase.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), isFound: false });
  return pieces;
}
