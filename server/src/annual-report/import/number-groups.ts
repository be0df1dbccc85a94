import { isIdeograph, keepIdeographs } from './normalise-characters.js';

/** A piece of a row as printed, with its place in the text. */
export interface NumberPiece {
  /** `change`: words such as 减少2项 or 无增减; `money`: an amount with its unit. */
  readonly kind: 'digits' | 'figure' | 'blank' | 'change' | 'money';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

/** Figures that follow each other with no word between them, and the words around them. */
export interface NumberGroup {
  readonly pieces: readonly NumberPiece[];
  readonly start: number;
  readonly end: number;
  /** Ideographs between the group before and this one. */
  readonly before: string;
  /** Where the words of `before` begin in the text. */
  readonly beforeStart: number;
  /** Ideographs between this group and the next one. */
  readonly after: string;
  /** The ordinal that was glued to the last digits and taken off, as in `00000002.其他法律`. */
  readonly ordinalAfter: number | null;
  /** The last digits are followed by a word without any space: an ordinal may hide in them. */
  readonly isGluedToNextWord: boolean;
}

/** Marks an empty cell that the reader of a format saw; prints as nothing. */
export const EMPTY_CELL_MARK = '\u2423';

const TOKEN = new RegExp(
  [
    '(?<remark>\\((?=[^()]{0,90}[\\u4e00-\\u9fff])(?![^()]*\\d[\\s|]+\\d+[\\s|]+\\d|[^()]*\\d{5})[^()]{0,90}\\)|\\(\\s*\\d{1,2}\\s*\\)|[A-Za-z][\\w.@/:-]*)',
    '(?<change>(?:增加|新增|减少|调减|核减|增|减)了?\\s*\\d+\\s*[项件个条]?|无增减|无变化|没有增减|未增减|无增加|持平|不变|[+]\\d+[项件个条]?)',
    '(?<number>-?(?:\\d{1,3}(?:,\\d{3})+(?![\\d,])|\\d+)(?:\\.\\d+)?)',
    `(?<blank>/+|\\\\+|-+|—+|${EMPTY_CELL_MARK})`,
    '(?<separator>[|\\t])',
    '(?<space>[^\\S\\t]+)',
    `(?<word>[^\\s\\d|/\\\\—(+A-Za-z${EMPTY_CELL_MARK}增新减调核无没未持不-]+|.)`,
  ].join('|'),
  'gsu',
);

const MONEY_UNIT = /\s{0,3}(?:万元|亿元|万|元)/y;
const COUNT_UNIT = /[^\S\n]?[件项条个份次起宗例]/y;
const ORDINAL_MARK = /[^\S\n]?[.、:．·]\s{0,3}(?=["'“”‘’]?[\u4e00-\u9fff])/y;
const NOT_A_CELL = /[^\S\n]?[年月日号时分%‰℃]/y;
const WORDS_OF_CHANGE = /[增减]/;

function matchAt(pattern: RegExp, text: string, offset: number): string | null {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? null;
}

interface OpenGroup {
  pieces: NumberPiece[];
  ordinalAfter: number | null;
  isGluedToNextWord: boolean;
  before: string;
  beforeStart: number;
}

/** Empty cells alone are a row only if a mark is printed or several of them stand together. */
function isRow(pieces: readonly NumberPiece[]): boolean {
  return pieces.length >= 3 || pieces.some((piece) => piece.end > piece.start);
}

/** Whether a tab stands before each cell, as in text copied from a page, and not behind it. */
function opensCellsWithTabs(text: string): boolean {
  return (text.match(/\n\t/g)?.length ?? 0) >= (text.match(/\t[^\S\n]*\n/g)?.length ?? 0);
}

/**
 * Finds the groups of figures in a normalised text. Years, dates, percentages, ordinals, remarks in brackets
 * and figures inside a sentence ("收到70件申请") are words, not cells.
 */
export function findNumberGroups(text: string, from = 0, to = text.length): NumberGroup[] {
  const groups: NumberGroup[] = [];
  let words: string[] = [];
  let wordsStart = from;
  const state: { open: OpenGroup | null } = { open: null };
  let blanksBefore: NumberPiece[] = [];
  let line = 0;
  let isSeparatorPending = false;
  const run = { isOfNumbers: false };

  function closeGroup(): void {
    if (state.open === null) return;
    const first = state.open.pieces[0];
    const last = state.open.pieces[state.open.pieces.length - 1];
    if (first !== undefined && last !== undefined) {
      groups.push({ ...state.open, after: '', start: first.start, end: last.end });
      words = [];
      wordsStart = last.end;
    }
    state.open = null;
  }

  function addWord(word: string): void {
    if (keepIdeographs(word) === '' && !/[A-Za-z]/.test(word)) return;
    if (state.open !== null && isRow(state.open.pieces)) closeGroup();
    state.open = null;
    blanksBefore = [];
    words.push(word);
    run.isOfNumbers = false;
  }

  function addPiece(kind: NumberPiece['kind'], start: number, end: number): OpenGroup {
    const piece: NumberPiece = { kind, text: text.slice(start, end), start, end, line };
    state.open ??= {
      pieces: [...blanksBefore],
      ordinalAfter: null,
      isGluedToNextWord: false,
      before: keepIdeographs(words.join('')),
      beforeStart: wordsStart,
    };
    blanksBefore = [];
    state.open.pieces.push(piece);
    run.isOfNumbers = true;
    return state.open;
  }

  const tabsOpenCells = opensCellsWithTabs(text.slice(from, to));
  TOKEN.lastIndex = from;
  for (let match = TOKEN.exec(text); match !== null && match.index < to; match = TOKEN.exec(text)) {
    const token = match[0];
    const start = match.index;
    let end = start + token.length;
    const kind: Readonly<Record<string, string | undefined>> = match.groups ?? {};
    if (kind.space !== undefined) {
      if (isSeparatorPending && tabsOpenCells && text[start - 1] === '\t' && token.includes('\n')) {
        addPiece('blank', start, start);
        isSeparatorPending = false;
      }
      for (const character of token) if (character === '\n') line += 1;
      continue;
    }
    if (kind.separator !== undefined) {
      if (isSeparatorPending) addPiece('blank', start, start);
      isSeparatorPending = true;
      continue;
    }
    isSeparatorPending = false;
    if (kind.change !== undefined && (run.isOfNumbers || !isIdeograph(text[end]))) {
      addPiece('change', start, end);
      continue;
    }
    if (kind.blank !== undefined) {
      const isInsideWord = isIdeograph(text[start - 1]) && isIdeograph(text[end]);
      if (isInsideWord || WORDS_OF_CHANGE.test(text[start - 1] ?? '')) continue;
      addPiece('blank', start, end);
      continue;
    }
    if (kind.number !== undefined) {
      const previous = text[start - 1];
      const unit = matchAt(COUNT_UNIT, text, end);
      const isNarrative =
        matchAt(NOT_A_CELL, text, end) !== null ||
        (unit !== null && isIdeograph(text[end + unit.length]) && !run.isOfNumbers) ||
        /[第如约近超达A-Za-z<]/.test(previous ?? '');
      if (isNarrative) {
        addWord('数');
        continue;
      }
      const ordinalMark = /^\d+$/.test(token) ? matchAt(ORDINAL_MARK, text, end) : null;
      if (ordinalMark !== null && /[1-8]$/.test(token) && (token.length === 1 || !/^\s/.test(ordinalMark))) {
        const group: OpenGroup | null = token.length > 1 ? addPiece('digits', start, end - 1) : state.open;
        if (group !== null) group.ordinalAfter = Number(token.at(-1));
        TOKEN.lastIndex = end + ordinalMark.length;
        continue;
      }
      const money = matchAt(MONEY_UNIT, text, end);
      if (money !== null) {
        end += money.length;
        addPiece('money', start, end);
      } else if (unit !== null) {
        end += unit.length;
        addPiece('figure', start, end);
      } else {
        addPiece(/^-?\d+$/.test(token) ? 'digits' : 'figure', start, end).isGluedToNextWord = isIdeograph(
          text[end],
        );
      }
      TOKEN.lastIndex = end;
      continue;
    }
    addWord(token);
  }
  if (state.open !== null && isRow(state.open.pieces)) closeGroup();
  const tail = keepIdeographs(words.join(''));
  return groups.map((group, index) => ({ ...group, after: groups[index + 1]?.before ?? tail }));
}
