/**
 * Characters in which the labels of the form may be printed on a page in traditional characters, each pair
 * traditional then simplified. Only for matching: what is shown to people stays as printed.
 */
const TRADITIONAL_PAIRS =
  '開开請请數数結结轉转辦办區区處处計计這这屬属於于國国祕秘規规穩稳護护權权類类內内務务過过執执詢询項项無无機机關关' +
  '沒没現现製制補补後后確确訪访舉举報报訴诉複复復复議议當当認认獲获繳缴納纳費费總总繼继續续範范許许對对罰罚強强業业採采購购' +
  '額额審审糾纠維维訟讼經经組组織织構构會会減减單单萬万廢废發发動动體体況况問问題题與与條条個个爲为為为據据縣县廳厅員员' +
  '財财環环鄉乡鎮镇導导術术錄录資资應应書书長长圖图館馆網网頁页說说稱称別别從从須须時时間间歷历統统號号';

const REPLACEMENTS = new Map<number, number>();
for (let index = 0; index + 1 < TRADITIONAL_PAIRS.length; index += 2) {
  REPLACEMENTS.set(TRADITIONAL_PAIRS.charCodeAt(index), TRADITIONAL_PAIRS.charCodeAt(index + 1));
}
for (const [from, to] of [
  [
    '\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u23ce\u000b',
    ' ',
  ],
  ['\r\f\u0085\u2028\u2029', '\n'],
  ['\u2010\u2011\u2012\u2013\u2212\ufe63', '-'],
  ['\u2014\u2015\u2500\u2501\u30fc\ufe58', '—'],
  ['│┃┆┊丨¦', '|'],
  ['〔【［', '('],
  ['〕】］', ')'],
  ['。', '。'],
  ['／⁄∕', '/'],
] as const) {
  for (const character of from) REPLACEMENTS.set(character.charCodeAt(0), to.charCodeAt(0));
}

/** Removes what has no width and no meaning, so that one number stays one number. */
export function dropInvisibleCharacters(text: string): string {
  return text.replace(/\u200b|\u200c|\u200d|\u2060|\ufeff|\u00ad|\u200e|\u200f/gu, '').replace(/\r\n/g, '\n');
}

function normaliseUnit(unit: number): number {
  if (unit < 0x80 && unit !== 0x0c && unit !== 0x0d && unit !== 0x0b) return unit;
  const replaced = REPLACEMENTS.get(unit);
  if (replaced !== undefined) return replaced;
  if (unit >= 0xff01 && unit <= 0xff5e) return unit - 0xfee0;
  // Kangxi radicals and compatibility ideographs, which some PDF fonts use in place of the ordinary characters.
  if ((unit >= 0x2e80 && unit <= 0x2fdf) || (unit >= 0xf900 && unit <= 0xfaff)) {
    const composed = String.fromCharCode(unit).normalize('NFKC');
    return composed.length === 1 ? composed.charCodeAt(0) : unit;
  }
  return unit;
}

/**
 * The text as the reader compares it: half-width digits and signs, plain spaces, simplified characters.
 * Keeps its length, so that an offset into the result is an offset into the printed text.
 */
export function normaliseForMatching(text: string): string {
  const parts: string[] = [];
  const units = new Uint16Array(Math.min(8192, text.length));
  for (let start = 0; start < text.length; start += units.length) {
    const size = Math.min(units.length, text.length - start);
    for (let index = 0; index < size; index += 1)
      units[index] = normaliseUnit(text.charCodeAt(start + index));
    parts.push(String.fromCharCode.apply(null, units.subarray(0, size) as unknown as number[]));
  }
  return parts.join('');
}

/** Only the Chinese characters of a normalised text: labels are compared without spaces, marks and ordinals. */
export function keepIdeographs(normalised: string): string {
  return normalised.replace(/[^\u4e00-\u9fff\u3400-\u4dbf]+/g, '');
}

export function isIdeograph(character: string | undefined): boolean {
  if (character === undefined || character === '') return false;
  const unit = character.charCodeAt(0);
  return (unit >= 0x4e00 && unit <= 0x9fff) || (unit >= 0x3400 && unit <= 0x4dbf);
}
