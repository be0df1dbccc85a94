const FULL_WIDTH_DIGITS = /[０-９％．]/g;
const PUNCTUATION: Readonly<Record<string, string>> = {
  '(': '（',
  ')': '）',
  ',': '，',
  ';': '；',
  ':': '：',
};

/**
 * Prose as one line for matching: full-width digits made plain, page footers (- 4 -), white space and thousands
 * separators dropped, half-width punctuation made Chinese.
 */
export function normalizeProse(text: string): string {
  return text
    .replace(FULL_WIDTH_DIGITS, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/[-—]\s*\d+\s*[-—](?!\d)/g, '')
    .replace(/\s+/g, '')
    .replace(/(?<!\d)\d{1,3}(?:[,，]\d{3})+(?!\d)/g, (digits) => digits.replace(/[,，]/g, ''))
    .replace(/[(),;:]/g, (char) => PUNCTUATION[char] ?? char);
}

const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** A number in Arabic or Chinese numerals (十二, 三百零五, 二〇); NaN when it is none. */
export function parseNumeral(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  const chars = [...text];
  if (chars.length > 1 && chars.every((char) => char in DIGITS))
    return Number(chars.map((char) => DIGITS[char]).join(''));
  let sum = 0;
  let digit: number | null = null;
  for (const char of chars) {
    const unit = UNITS[char];
    if (unit === undefined) {
      digit = DIGITS[char] ?? Number.NaN;
    } else {
      sum += (digit ?? 1) * unit;
      digit = null;
    }
  }
  return sum + (digit ?? 0);
}

/** A count of cases in a sentence, with what stands around it. */
export interface Figure {
  readonly value: number;
  readonly start: number;
  readonly end: number;
  /** From the last stop (，；：（）。) to the figure. */
  readonly clause: string;
  /** From the last stop, 、or figure to the figure. */
  readonly phrase: string;
  /** From the figure to the next stop, 、included as a stop. */
  readonly after: string;
}

const COUNT =
  /(\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百千]+)(?:件(?![数套事])|起(?![诉草来到点初因])|宗|份(?!额)|例(?!如))/g;
/** Words that make a number something else than a count of this year's cases. */
const NOT_A_COUNT = /(?:每|第|这|任|同|约|近|超|逾|超过|不足|增加|减少|增长|下降|上升|提高|多|少|增|减)了?$/;

function lastStop(text: string, stops: RegExp): string {
  return text.split(stops).at(-1) ?? '';
}

/** The counts (N件, N起 …) in one normalised sentence; approximate numbers and differences are left out. */
export function figuresIn(sentence: string): Figure[] {
  const figures: Figure[] = [];
  let previousEnd = 0;
  for (const match of sentence.matchAll(COUNT)) {
    const numeral = match[1] ?? '';
    const before = sentence.slice(0, match.index);
    const end = match.index + match[0].length;
    const isTogether = match[0] === '一起' && !/(?:复议|诉讼|案件)$/.test(before);
    const value = parseNumeral(numeral);
    const phrase = lastStop(before.slice(previousEnd), /[，；：（）。、]/);
    previousEnd = end;
    if (isTogether || NOT_A_COUNT.test(before) || !Number.isInteger(value)) continue;
    figures.push({
      value,
      start: match.index,
      end,
      clause: lastStop(before, /[，；：（）。]/),
      phrase,
      after: /^[^，；：（）。、]*/.exec(sentence.slice(end))?.[0] ?? '',
    });
  }
  return figures;
}

/** Sentences of normalised prose; a numbered heading （一） begins a new one. */
export function sentencesOf(prose: string): string[] {
  return prose.split(/(?<=[。！？!?])|(?=（[一二三四五六七八九十]+）)/).filter((sentence) => sentence !== '');
}

/** Whether a sentence begins a numbered part （一）, 1. and so on. */
export function beginsPart(sentence: string): boolean {
  return /^（[一二三四五六七八九十]+）/.test(sentence);
}
