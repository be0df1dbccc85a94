/** The levels of state secrets. 保守国家秘密法第十四条 */
export const SECRECY_LEVELS = ['绝密', '机密', '秘密'] as const;
export type SecrecyLevel = (typeof SECRECY_LEVELS)[number];

/** How a file shows that it may not be here, and what follows: refused, or kept with a warning. */
export const SECRECY_MARKING_RULES = {
  levelWithStar: { label: '密级与国家秘密标志（★）', severity: 'refuse' },
  levelWithTerm: { label: '密级与保密期限', severity: 'refuse' },
  levelStated: { label: '“密级”一项填有密级', severity: 'refuse' },
  levelAlone: { label: '单独成行的密级', severity: 'warn' },
  markingQuoted: { label: '引号中的密级标志', severity: 'warn' },
  internalMaterial: { label: '内部资料标注', severity: 'warn' },
} as const satisfies Record<string, { label: string; severity: 'refuse' | 'warn' }>;
export type SecrecyMarkingRule = keyof typeof SECRECY_MARKING_RULES;

/** A marking found, without any of the text around it. */
export interface SecrecyMarking {
  readonly rule: SecrecyMarkingRule;
  /** Null for markings that name none. */
  readonly level: SecrecyLevel | null;
}

/** Blanks within a line: a mark is often spread out, and a PDF sets each character apart. */
const GAP = '[ \\t\\u00a0\\u3000]{0,4}';
const STAR = '(?:[★☆⭐✭✮✯✩🌟\\u{2b51}]\\u{fe0f}?)';
/** What stands for the star where a keyboard has none; only before a term is it one. */
const ASTERISK = '[*＊﹡]';
const spread = (word: string): string => [...word].join(GAP);
/** Secrets of work and of business have no level. */
const LEVEL = `(?<!工作|商业)(?<level>${SECRECY_LEVELS.map(spread).join('|')})(?:${GAP}级)?`;
const NUMBER = `(?:[0-9０-９](?:${GAP}[0-9０-９])*|[一二三四五六七八九十]{1,3})`;
/** A number of years, months or days, a day or a condition of release, or for ever. 国家秘密定密管理规定 */
const TERM = `(?:${NUMBER}${GAP}(?:年|个?${GAP}月|日|天)|${spread('长期')}|${spread('启用前')}|${spread('公布前')}|${spread('公开前')})`;
/** A break inside a cell of a table comes as U+2028. */
const LINE_START = '(?<=^|[\\r\\n\\u2028])[ \\t\\u00a0\\u3000]*';
/** A cell of a table alone is as good as a line. */
const CELL_START = '(?<=^|[\\r\\n\\t\\u2028])[ \\u00a0\\u3000]*';
const LINE_END = '(?=[ \\t\\u00a0\\u3000]*(?:$|[\\r\\n\\u2028]))';
const OPEN = '[【〔\\[(（]?';
const CLOSE = '[】〕\\])）]?';

const pattern = (source: string): RegExp => new RegExp(source, 'gu');

const PATTERNS: readonly (readonly [SecrecyMarkingRule, RegExp])[] = [
  ['levelWithStar', pattern(`${LEVEL}${GAP}(?:${STAR}(?:${GAP}${TERM})?|${ASTERISK}${GAP}${TERM})`)],
  [
    'levelWithTerm',
    pattern(`${LINE_START}${OPEN}${LEVEL}${GAP}[(（:：]?${GAP}${TERM}[)）]?${CLOSE}${LINE_END}`),
  ],
  // A form that offers the levels to choose from states none.
  [
    'levelStated',
    pattern(`密${GAP}级${GAP}[:：]${GAP}${LEVEL}(?!${GAP}[/／、,，□○☐或]|${GAP}(?:绝|机|秘)${GAP}密)`),
  ],
  // What is said of this very paper, not of papers of a level.
  ['levelStated', pattern(`本(?:件|文|文件|材料)(?:的)?密级(?:为|是|定为)${GAP}${LEVEL}`)],
  [
    'levelAlone',
    pattern(`${CELL_START}${OPEN}${LEVEL}${CLOSE}(?=[ \\u00a0\\u3000]*(?:$|[\\r\\n\\t\\u2028]))`),
  ],
  [
    'internalMaterial',
    pattern(
      `${spread('内部')}${GAP}(?:${spread('资料')}|${spread('文件')}|${spread('材料')})${GAP}[,，。:：!！★☆]?${GAP}` +
        `(?:${spread('注意')}${GAP}${spread('保')}|${spread('妥善')}${GAP}${spread('保')}|${spread('严禁')}|${spread('不得')}${GAP}外|${spread('请勿')}|${spread('禁止')}${GAP}外)`,
    ),
  ],
  [
    'internalMaterial',
    pattern(
      `${LINE_START}${OPEN}(?:${spread('内部')}${GAP}(?:${spread('资料')}|${spread('文件')}|${spread('材料')}|${spread('使用')})|${spread('工作秘密')})${GAP}${STAR}?${CLOSE}${LINE_END}`,
    ),
  ],
];

const BEFORE_QUOTED = /[“‘"'「『《]\s*$/u;

/** A marking with its place in the text; `end` is not included. */
export interface LocatedMarking extends SecrecyMarking {
  readonly start: number;
  readonly end: number;
}

/**
 * Every marking of a text. A mark is told by its form, not by its words: prose that speaks of 国家秘密, 保密审查 or
 * 机密性 has none. Pass whole lines; an image has no text and is not seen.
 */
export function locateSecrecyMarkings(text: string): LocatedMarking[] {
  if (!/密|内/u.test(text)) return [];
  return PATTERNS.flatMap(([rule, expression]) =>
    [...text.matchAll(expression)].map((match): LocatedMarking => {
      const isQuoted = rule === 'levelWithStar' && BEFORE_QUOTED.test(text.slice(0, match.index));
      return {
        rule: isQuoted ? 'markingQuoted' : rule,
        level: levelOf(match.groups?.level),
        start: match.index,
        end: match.index + match[0].length,
      };
    }),
  );
}

/** The markings of a text, each kind once. */
export function findSecrecyMarkings(text: string): SecrecyMarking[] {
  const found = locateSecrecyMarkings(text).map(
    ({ rule, level }) => [`${rule} ${level ?? ''}`, { rule, level }] as const,
  );
  return [...new Map(found).values()];
}

/** Whether a marking keeps the file out, or only asks somebody to look. */
export function isRefused({ rule }: SecrecyMarking): boolean {
  return SECRECY_MARKING_RULES[rule].severity === 'refuse';
}

function levelOf(spreadLevel: string | undefined): SecrecyLevel | null {
  const level = spreadLevel?.replaceAll(/\s/gu, '');
  return SECRECY_LEVELS.find((it) => it === level) ?? null;
}
