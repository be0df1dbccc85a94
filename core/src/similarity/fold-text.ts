/** Chinese numerals by their digit; the formal ones too. 十, 百, 千 stay: a digit cannot say them alone. */
const NUMERALS: Readonly<Record<string, string>> = Object.fromEntries(
  ['〇零○', '一壹', '二贰两', '三叁', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖'].flatMap((row, digit) =>
    Array.from(row).map((numeral) => [numeral, String(digit)]),
  ),
);

/** Characters that scanners and typists take for one another; the first of a row stands for all. */
const CONFUSABLE_ROWS = [
  '己已巳',
  '未末',
  '人入',
  '日曰目',
  '土士',
  '千干于',
  '大太犬',
  '天夭',
  '贝见',
  '申由甲田',
  '候侯',
  '拨拔',
  '析折',
  '晴睛',
  '徽微',
  '治冶',
  '汩汨',
  '今令',
  '免兔',
  '历厉',
  '住往佳',
  '仑仓',
  '风凤',
  '鸟乌',
  '刀力',
  '万方',
  '设没',
  '代伐',
  '亨享',
  '准淮',
  '即既',
  '帐账',
  '的得地',
  '做作',
  '像象',
  '其他它',
  '0oº',
  '1li|丨',
] as const;
const CONFUSABLES: Readonly<Record<string, string>> = Object.fromEntries(
  CONFUSABLE_ROWS.flatMap((row) => Array.from(row).map((character) => [character, row[0] ?? character])),
);

/** Says nothing of what is asked for: blanks, punctuation, signs, what cannot be seen. */
const SILENT = /[\p{P}\p{S}\p{Z}\p{C}\p{M}]/u;

/** A text made comparable, and where each of its characters stood in the original. */
export interface FoldedText {
  readonly text: string;
  /** By the index of a character of `text`; one more at the end: the length of the original. */
  readonly offsets: readonly number[];
}

/**
 * Folds character by character, so that a part of a text folds to a part of the folded text: width and case, Chinese
 * numerals to digits, no blanks and punctuation. `isCoarse` also takes characters that are easily misread for one.
 */
export function foldText(original: string, isCoarse = false): FoldedText {
  let text = '';
  const offsets: number[] = [];
  let at = 0;
  for (const character of original) {
    for (const plain of character.normalize('NFKC').toLowerCase()) {
      if (SILENT.test(plain) && plain !== '○') continue;
      const digit = NUMERALS[plain] ?? plain;
      text += isCoarse ? (CONFUSABLES[digit] ?? digit) : digit;
      while (offsets.length < text.length) offsets.push(at);
    }
    at += character.length;
  }
  offsets.push(original.length);
  return { text, offsets };
}

/** The pairs of neighbouring characters, each once. */
export function pairsOf(text: string): Set<string> {
  const characters = Array.from(text);
  const pairs = new Set<string>();
  for (let index = 1; index < characters.length; index += 1) {
    pairs.add(`${characters[index - 1] ?? ''}${characters[index] ?? ''}`);
  }
  return pairs;
}

/** Whether a text holds the words, apart from width, case and blanks; signs count where the words have some. */
export function holdsWords(text: string, words: string): boolean {
  const { text: wanted } = foldText(words);
  if (wanted !== '' && !foldText(text).text.includes(wanted)) return false;
  if (!SIGNS.test(words)) return wanted !== '';
  return asWritten(text).includes(asWritten(words));
}

const SIGNS = /[\p{P}\p{S}]/u;

function asWritten(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
