import { WORD, twipsOf } from './docx-xml.js';
import { CHARACTER_POINTS, LINE_POINTS, RED, SIZE_POINTS } from './measures.js';
import { escapeXml } from './office-package.js';

/**
 * The faces by their official names, as offices have them. None may be passed on, so the file embeds none: it names
 * others that programs may take, and what Windows needs to know to find a like one (panose, character set 134: GB2312).
 */
const FONTS = {
  方正小标宋简体: {
    others: ['方正小标宋_GBK', 'FZXiaoBiaoSong-B05S', '华文中宋', 'STZhongsong', '宋体'],
    panose: '03000509000000000000',
    family: 'script',
  },
  仿宋_GB2312: {
    others: ['仿宋', 'FangSong', 'FangSong_GB2312', '华文仿宋', 'STFangsong', 'FandolFang'],
    panose: '02010609030101010101',
    family: 'modern',
  },
  楷体_GB2312: {
    others: ['楷体', 'KaiTi', 'KaiTi_GB2312', '华文楷体', 'STKaiti', 'FandolKai'],
    panose: '02010609030101010101',
    family: 'modern',
  },
  黑体: {
    others: ['SimHei', 'Noto Sans CJK SC', 'Noto Sans SC'],
    panose: '02010609060101010101',
    family: 'modern',
  },
  宋体: {
    others: ['SimSun', 'Noto Serif CJK SC', 'Noto Serif SC'],
    panose: '02010600030101010101',
    family: 'auto',
  },
} as const;
type Font = keyof typeof FONTS;

/** 行, rounded down: 22 of them must fit on a page. */
export const LINE = Math.floor(LINE_POINTS * 20);
export const CHARACTER = twipsOf(CHARACTER_POINTS);
/**
 * Twips less than 三号 for each character, so that 28 fit. A grid of characters (`linesAndChars`) would say the same, but
 * LibreOffice gives a character that is wider than its cell two of them.
 */
const TIGHTER = Math.ceil((SIZE_POINTS.三号 - CHARACTER_POINTS) * 20);

/** Names of styles in the files, by what they are for. Those with an English name are Word's own. */
interface Style {
  readonly id: string;
  readonly name: string;
  readonly font?: Font;
  readonly points?: number;
  /** Children of `w:pPr` and of `w:rPr` in their order; those of `w:rPr` stand before the size. */
  readonly paragraph?: string;
  readonly run?: string;
  readonly next?: string;
}

const INDENT = `<w:ind w:firstLineChars="200" w:firstLine="${2 * CHARACTER}"/>`;
const CENTER = '<w:jc w:val="center"/>';
const OWN_WIDTH = '<w:spacing w:val="0"/>';

function heading(level: number, font: Font): Style {
  return {
    id: `Heading${level}`,
    name: `heading ${level}`,
    font,
    paragraph: `<w:keepNext/><w:keepLines/>${INDENT}<w:outlineLvl w:val="${level - 1}"/>`,
    next: 'OfficialBody',
  };
}

/** Cells keep their own height: the grid of the page would tear their lines apart. */
const CELL = '<w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/>';

const TABLE_SIZES = [SIZE_POINTS.小四, SIZE_POINTS.五号, SIZE_POINTS.小五] as const;

const STYLES: readonly Style[] = [
  {
    id: 'Title',
    name: 'Title',
    font: '方正小标宋简体',
    points: SIZE_POINTS.二号,
    paragraph: `<w:keepNext/><w:keepLines/><w:snapToGrid w:val="0"/><w:spacing w:after="${LINE}" w:line="660" w:lineRule="exact"/>${CENTER}`,
    next: 'OfficialBody',
  },
  heading(1, '黑体'),
  heading(2, '楷体_GB2312'),
  heading(3, '仿宋_GB2312'),
  heading(4, '仿宋_GB2312'),
  { id: 'OfficialBody', name: '公文正文', paragraph: INDENT },
  { id: 'Recipient', name: '主送机关', next: 'OfficialBody' },
  { id: 'AttachmentNote', name: '附件说明', paragraph: INDENT },
  { id: 'Note', name: '附注', paragraph: INDENT },
  { id: 'AttachmentMark', name: '附件标识', font: '黑体', paragraph: '<w:keepNext/><w:pageBreakBefore/>' },
  {
    id: 'TableCaption',
    name: '表题',
    font: '黑体',
    points: SIZE_POINTS.四号,
    paragraph: `<w:keepNext/><w:keepLines/>${CENTER}`,
  },
  {
    id: 'Fine',
    name: '表注',
    points: SIZE_POINTS.小四,
    paragraph: '<w:snapToGrid w:val="0"/><w:spacing w:before="60" w:line="320" w:lineRule="exact"/>',
  },
  { id: 'OfficialList', name: '公文列表', paragraph: INDENT },
  {
    id: 'OrganMark',
    name: '发文机关标志',
    font: '方正小标宋简体',
    paragraph: `<w:keepNext/><w:snapToGrid w:val="0"/>${CENTER}`,
    run: `<w:color w:val="${RED}"/>`,
  },
  { id: 'DocumentNumber', name: '发文字号', paragraph: '<w:keepNext/>' },
  { id: 'Urgency', name: '紧急程度', font: '黑体', paragraph: '<w:keepNext/>' },
  { id: 'Signature', name: '署名和日期', paragraph: '<w:keepLines/><w:jc w:val="right"/>' },
  {
    id: 'Imprint',
    name: '版记',
    points: SIZE_POINTS.四号,
    paragraph: '<w:snapToGrid w:val="0"/><w:spacing w:line="420" w:lineRule="exact"/>',
  },
  {
    id: 'PageNumber',
    name: '页码',
    font: '宋体',
    points: SIZE_POINTS.四号,
    paragraph: '<w:snapToGrid w:val="0"/><w:spacing w:line="280" w:lineRule="exact"/>',
  },
  {
    id: 'Rule',
    name: '分隔线',
    points: 1,
    paragraph: '<w:snapToGrid w:val="0"/><w:spacing w:line="20" w:lineRule="exact"/>',
  },
  ...TABLE_SIZES.flatMap((points): Style[] => [
    { id: tableStyle(points, false), name: `表格文字 ${points}`, points, paragraph: CELL },
    { id: tableStyle(points, true), name: `表格栏目 ${points}`, font: '黑体', points, paragraph: CELL },
  ]),
];

/** The style of a cell's text, in one of the sizes of `tablePoints`. */
export function tableStyle(points: number, isHead: boolean): string {
  return `Table${isHead ? 'Head' : 'Text'}${points * 2}`;
}

function fontXml(font: Font): string {
  return `<w:rFonts w:hint="eastAsia" w:ascii="${font}" w:hAnsi="${font}" w:eastAsia="${font}" w:cs="${font}"/>`;
}

function sizeXml(points: number): string {
  return `<w:sz w:val="${points * 2}"/><w:szCs w:val="${points * 2}"/>`;
}

function styleXml({ id, name, font, points, paragraph, run, next }: Style): string {
  const runProperties = `${font === undefined ? '' : fontXml(font)}${run ?? ''}${points === undefined ? '' : OWN_WIDTH + sizeXml(points)}`;
  return `<w:style w:type="paragraph"${id.startsWith('Heading') || id === 'Title' ? '' : ' w:customStyle="1"'} w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/>${next === undefined ? '' : `<w:next w:val="${next}"/>`}<w:qFormat/>${paragraph === undefined ? '' : `<w:pPr>${paragraph}</w:pPr>`}${runProperties === '' ? '' : `<w:rPr>${runProperties}</w:rPr>`}</w:style>`;
}

/** Digits and Latin letters are not Chinese: LibreOffice breaks a line inside a number when they are. */
const LANGUAGES = 'w:val="en-US" w:eastAsia="zh-CN"';

export function stylesXml(): string {
  const defaults = `<w:docDefaults><w:rPrDefault><w:rPr>${fontXml('仿宋_GB2312')}${sizeXml(SIZE_POINTS.三号)}<w:lang ${LANGUAGES} w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>`;
  const normal = `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl w:val="0"/><w:spacing w:line="${LINE}" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr><w:rPr><w:spacing w:val="${-TIGHTER}"/>${sizeXml(SIZE_POINTS.三号)}</w:rPr></w:style>`;
  const table = `<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`;
  return `<w:styles xmlns:w="${WORD}">${defaults}${normal}${table}${STYLES.map(styleXml).join('')}</w:styles>`;
}

export function fontTableXml(): string {
  const fonts = Object.entries(FONTS).map(
    ([name, { others, panose, family }]) =>
      `<w:font w:name="${name}"><w:altName w:val="${escapeXml(others.join(','))}"/><w:panose1 w:val="${panose}"/><w:charset w:val="86"/><w:family w:val="${family}"/><w:pitch w:val="default"/></w:font>`,
  );
  return `<w:fonts xmlns:w="${WORD}">${fonts.join('')}</w:fonts>`;
}

/** Each numbered list counts from 1: `lists` says of each, in order, whether it is numbered. List n has number n. */
export function numberingXml(lists: readonly boolean[]): string {
  const level = (format: string, text: string): string =>
    `<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:suff w:val="space"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/><w:pPr>${INDENT}</w:pPr></w:lvl>`;
  const kinds = `<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>${level('decimal', '%1.')}</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="singleLevel"/>${level('bullet', '·')}</w:abstractNum>`;
  const numbers = lists.map(
    (isNumbered, index) =>
      `<w:num w:numId="${index + 1}"><w:abstractNumId w:val="${isNumbered ? 0 : 1}"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`,
  );
  return `<w:numbering xmlns:w="${WORD}">${kinds}${numbers.join('')}</w:numbering>`;
}

/** Page numbers of odd and even pages differ; Word 2013's layout, not that of older ones. */
export function settingsXml(): string {
  return `<w:settings xmlns:w="${WORD}"><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang ${LANGUAGES}/></w:settings>`;
}
