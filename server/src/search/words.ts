import { Converter } from 'opencc-js/t2cn';
import { SYNONYMS } from './synonyms.data.js';
import type { Synonyms } from './search-words.js';

/** Traditional characters as official texts write them; everything else stays as it is. */
export const simplified = Converter({ from: 't', to: 'cn' }) as (text: string) => string;

/** What else serves for a word: the same in simplified characters, and what official texts say instead. */
export const WORDS: Synonyms = {
  get: (word) => {
    const plain = simplified(word);
    const others = SYNONYMS.get(plain) ?? [];
    return plain === word ? others : [plain, ...others];
  },
  keys: () => SYNONYMS.keys(),
};
