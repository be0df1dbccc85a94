/**
 * Words of the index that the script of exported pages reads. The script has the same rules (assets/search.js); a test
 * holds both to the same words.
 */
const RUN = /(?<han>\p{Script=Han}+)|(?<latin>[\p{Script=Latin}\p{N}]+)/gu;

function foldText(text: string): string {
  return text.replaceAll(/[^\p{Script=Han}\p{Ll}\d\s]/gu, (character) => {
    const folded = character.normalize('NFKC').toLowerCase();
    return folded.length === character.length ? folded : character;
  });
}

/** Pairs of neighbouring Chinese characters, and words of letters and digits; each once. */
export function indexWords(text: string): Set<string> {
  const words = new Set<string>();
  for (const found of foldText(text).matchAll(RUN)) {
    const { han, latin } = found.groups ?? {};
    if (latin !== undefined) words.add(latin);
    const characters = han === undefined ? [] : Array.from(han);
    for (let at = 0; at + 1 < characters.length; at += 1)
      words.add(`${characters[at] ?? ''}${characters[at + 1] ?? ''}`);
  }
  return words;
}

/** Which file of a segment a word is in (FNV-1a over UTF-16). */
export function shardOf(word: string, shards: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % shards;
}

/** Ascending ordinals as the steps between them. */
export function encodeOrdinals(ordinals: readonly number[]): string {
  let last = 0;
  return ordinals
    .map((ordinal) => {
      const step = ordinal - last;
      last = ordinal;
      return step.toString(36);
    })
    .join(',');
}

export function decodeOrdinals(list: string): number[] {
  let last = 0;
  return list.split(',').map((step) => (last += parseInt(step, 36)));
}
