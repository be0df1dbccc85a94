import {
  hasBankCardCheck,
  hasIdentityNumberCheck,
  hasIdentityNumberShape,
  hasOldIdentityNumberShape,
} from '../identity/identity-number.js';
import type { Severity } from '../finding.js';
import { addressesIn, papersIn } from './papers-and-addresses.js';
import { maskNumber } from '../identity/masking.js';
import { type PersonalDataFinding, type PersonalDataRule } from './personal-data-rules.js';
import { digitGroupsOf, joinedFrom, type DigitGroup, type JoinedDigits } from './digit-groups.js';
import { headingsOf, type HeadingAt } from './table-headings.js';

const IDENTITY_WORDS = /身份证|身份号|公民身份|证件号|居民证|ID\s*card/iu;
const PHONE_WORDS =
  /手\s*机|电\s*话|联系方式|移动|致电|来电|拨打|微信|\b(?:tel|phone|mobile|mob|cell)\b|联系人/iu;
const CARD_WORDS = /银行卡|卡\s*号|借记卡|信用卡|储蓄卡|工资卡|社保卡金融|一卡通|个人账户|个人帐户/u;
const ACCOUNT_WORDS = /账\s*号|帐\s*号|账\s*户|帐\s*户|收款人/u;
/** What follows is a number of something else than a person. */
const CODE_WORDS =
  /(?:编\s*号|流水号|订单号|单号|受理号|证\s*号|证书号|许可证|索引号|索取号|批号|条码|代码|户号|注册号|登记号|备案号|案号|文号|合同号|发票号|发票代码|序号|金额|合计|总计|设备号|车架号|运单|邮单|统一社会信用)[^\d\n]{0,8}$/u;
/** What the head of a column says of figures and codes that look like a telephone number. */
const OTHER_COLUMN =
  /编\s*号|编码|单号|流水|受理号|证\s*号|许可证|批号|条码|代码|户号|注册号|登记号|案号|文号|序号|金额|资本|资金|预算|决算|收入|支出|产值|数量|面积|合计|总计|[（(](?:万|亿)?元[）)]/u;
/** What the head of a row says of the figures in it. */
const OTHER_ROW =
  /(?:金额|资本|资金|预算|决算|收入|支出|成本|费用|利润|税|产值|数量|面积|合计|总计|总额|净额|余额|资产|负债|编号|编码|代码)(?:[（(][^）)]*[）)])?$/u;
/** A number given as an example. */
const SAMPLE_WORDS = /样例|示例|样表|举例|测试|虚构|模拟/u;
/** What stands after a count or a sum of money. */
const AMOUNT_AFTER =
  /^[ \u3000]*(?:元|万|亿|角|美元|人次|户(?!主|籍|口)|件|平方|公里|千米|公斤|千克|吨|%|％|\.\d)/u;
/** Thousands go on after a comma only where three digits at most stand before it. */
const THOUSANDS_AFTER = /^[,，]\d{3}(?!\d)/u;

/** The groups that may be parted by points. */
const POINTED = new Set(['3-4-4', '6-8-4', '6-8-3', '4-4-4-4', '4-4-4-4-3']);
/** How the groups of a number may be long: as people write them, or each digit in a box of its own. */
const PHONE_GROUPS = new Set(['11', '3-4-4', '3-8', '7-4', '4-4-3', '3-3-5', '3-5-3', '3-6-2', '3-2-2-2-2']);
/** Numbers that have been given out: 13x, 14[0-1,4-9], 15[0-3,5-9], 16[2,5-7], 17x, 18x, 19[0-3,5-9]. 电信网编号计划 */
const MOBILE = /^1(?:3\d|4[014-9]|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9])\d{8}$/;
const UNION_PAY = /^62\d{14,17}$/;

/**
 * The personal data of a text, in the order they stand, none inside another. Full-width digits, blanks and hyphens
 * inside a number and numbers split over table cells (a line break or tab between them) are read as one number; what a
 * check digit, its length, or the words beside it show to be something else stays silent.
 */
export function findPersonalData(text: string): PersonalDataFinding[] {
  const groups = digitGroupsOf(text);
  const page: Page = { text, groups, headingAt: headingsOf(text) };
  const found: PersonalDataFinding[] = [];
  const taken = new Set<DigitGroup>();
  const searches = [identityNumberAt, bankCardAt, mobilePhoneAt];
  for (const search of searches) {
    for (const index of groups.keys()) {
      const match = taken.has(groups[index] as DigitGroup) ? null : search(page, index);
      if (match === null || match.joined.groups.some((group) => taken.has(group))) continue;
      for (const group of match.joined.groups) taken.add(group);
      found.push(match.finding);
    }
  }
  found.push(...papersIn(text), ...addressesIn(text));
  return withoutNested(found.sort((a, b) => a.start - b.start || b.end - a.end));
}

interface Page {
  readonly text: string;
  readonly groups: readonly DigitGroup[];
  readonly headingAt: HeadingAt;
}

interface Match {
  readonly joined: JoinedDigits;
  readonly finding: PersonalDataFinding;
}

function identityNumberAt(page: Page, index: number): Match | null {
  const { text, groups } = page;
  for (const joined of joinedFrom(groups, index, 18)) {
    const { digits } = joined;
    if (digits.length < 15 || !standsAlone(text, joined)) continue;
    const before = wordsFor(page, joined);
    if (joined.crossesPoints && !(IDENTITY_WORDS.test(before) && POINTED.has(lengthsOf(joined, 0)))) continue;
    if (digits.length === 15 && hasOldIdentityNumberShape(digits)) {
      if (IDENTITY_WORDS.test(before) && joined.groups.length === 1 && !isFollowedByDigits(text, joined))
        return matchOf('personal.identityNumber', 'error', joined, joined.end);
      continue;
    }
    const check = digits.length === 17 ? checkCharacterAfter(text, joined.end) : null;
    const number = check === null ? digits : `${digits}X`;
    if (number.length !== 18 || !hasIdentityNumberShape(number)) continue;
    const end = check ?? joined.end;
    if (/^[A-Za-z0-9]/.test(text.slice(end))) continue;
    const isNamed = IDENTITY_WORDS.test(before) || (joined.crossesCells && IDENTITY_WORDS.test(text));
    if (joined.crossesCells && !isNamed && !isBoxes(groups, index, joined)) continue;
    if (hasIdentityNumberCheck(number)) return matchOf('personal.identityNumber', 'error', joined, end);
    if (IDENTITY_WORDS.test(before) && !isSample(text, joined))
      return matchOf('personal.identityNumber', 'warning', joined, end);
  }
  return null;
}

function bankCardAt(page: Page, index: number): Match | null {
  const { text, groups } = page;
  let best: Match | null = null;
  for (const joined of joinedFrom(groups, index, 19)) {
    const { digits } = joined;
    if (digits.length < 16 || !standsAlone(text, joined)) continue;
    // What stands after a whole number is another one; groups of four may go on.
    if (joined.groups.length > 1 && isFollowedByDigits(text, joined)) continue;
    const before = wordsFor(page, joined);
    const isUnionPay = UNION_PAY.test(digits) && !hasIdentityNumberShape(digits.padEnd(18, '0').slice(0, 18));
    const isNamed = CARD_WORDS.test(before);
    if (joined.crossesCells && !isNamed && !(isUnionPay && ACCOUNT_WORDS.test(before))) continue;
    if (joined.crossesPoints && !(isNamed && POINTED.has(lengthsOf(joined, 0)))) continue;
    if (!isNamed && (CODE_WORDS.test(before) || isAmount(text, joined))) continue;
    if (!isNamed && !isUnionPay) continue;
    const isUsualLength = digits.length === 16 || digits.length === 19;
    if (!isUsualLength && !isNamed && !ACCOUNT_WORDS.test(before)) continue;
    if (hasBankCardCheck(digits)) best = matchOf('personal.bankCard', 'error', joined, joined.end);
    else if (isNamed && isUnionPay && !isSample(text, joined))
      best = matchOf('personal.bankCard', 'warning', joined, joined.end);
  }
  return best;
}

function mobilePhoneAt(page: Page, index: number): Match | null {
  const { text, groups } = page;
  for (const joined of joinedFrom(groups, index, 15)) {
    const countryDigits = /^(?:(?:00)?86|0)(?=1\d{10}$)/.exec(joined.digits)?.[0].length ?? 0;
    const number = joined.digits.slice(countryDigits);
    if (!MOBILE.test(number) || !standsAlone(text, joined)) continue;
    if (isAmount(text, joined)) continue;
    const heading = page.headingAt(joined.start);
    const before = wordsBefore(text, joined.start);
    const isOtherColumn =
      !PHONE_WORDS.test(heading) && (OTHER_COLUMN.test(heading) || isFigureOfRow(text, joined.start));
    const isNamed = !isOtherColumn && PHONE_WORDS.test(`${heading} ${before}`);
    if (isOtherColumn || (!isNamed && CODE_WORDS.test(before))) continue;
    // A trunk code alone makes a number of twelve digits of many things.
    if (countryDigits === 1 && !isNamed) continue;
    const shape = lengthsOf(joined, countryDigits);
    if (joined.crossesPoints && !(isNamed && POINTED.has(shape))) continue;
    const isSpaced = joined.groups.length === 11 && !joined.crossesCells && isApart(groups, index, joined);
    if (isNamed && (isSpaced || isWrapped(text, joined))) {
      return withoutCountry(matchOf('personal.mobilePhone', 'error', joined, joined.end), countryDigits);
    }
    if (joined.crossesCells) {
      const isInRow = shape === '3-4-4' && standsAfterName(text, joined);
      if (isInRow && !isNamed) return matchOf('personal.mobilePhone', 'warning', joined, joined.end);
      if (!isNamed || !(PHONE_GROUPS.has(shape) || isBoxes(groups, index, joined))) continue;
    } else if (shape !== '11') {
      const isWrittenAsPhone = shape === '3-4-4' && isApart(groups, index, joined);
      if (!PHONE_GROUPS.has(shape) || !(isNamed || isWrittenAsPhone)) continue;
    }
    return withoutCountry(matchOf('personal.mobilePhone', 'error', joined, joined.end), countryDigits);
  }
  return null;
}

/** Surnames by which a cell is told to hold a person's name: the hundred that nearly nine in ten people have. */
const SURNAME =
  '[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常]|欧阳|上官|司马|诸葛|公冶|濮阳|澹台';
const NAME_CELL = new RegExp(
  `(?:^|[\\t\\n\\r|│┃｜])[ \\u3000]*(?:${SURNAME})[\\p{Script=Han}某]{1,2}[ \\u3000]*[\\t|│┃｜][ \\u3000]*$`,
  'u',
);

/** In a row of a table after somebody's name, and the last of it. */
function standsAfterName(text: string, { start, end }: JoinedDigits): boolean {
  const row = text.slice(start, end);
  return (
    !/[\n\r]/u.test(row) &&
    NAME_CELL.test(text.slice(Math.max(0, start - 16), start)) &&
    /^[ \u3000]*(?:$|[\n\r])/u.test(text.slice(end))
  );
}

function matchOf(rule: PersonalDataRule, severity: Severity, joined: JoinedDigits, end: number): Match {
  const digits = end > joined.end ? `${joined.digits}X` : joined.digits;
  return { joined, finding: { rule, severity, start: joined.start, end, excerpt: maskNumber(digits) } };
}

/** The country's number is no part of what is masked and shown. */
function withoutCountry({ joined, finding }: Match, countryDigits: number): Match {
  if (countryDigits === 0) return { joined, finding };
  const [first, second] = joined.groups;
  const isApart = first?.digits.length === countryDigits;
  const start = isApart && second !== undefined ? second.start : joined.start + countryDigits;
  const excerpt = maskNumber(joined.digits.slice(countryDigits));
  return { joined, finding: { ...finding, start, excerpt } };
}

/** One number over the end of a line. */
function isWrapped(text: string, { groups }: JoinedDigits): boolean {
  const [first, second, third] = groups;
  if (first === undefined || second === undefined || third !== undefined) return false;
  return /^ *(?:\r?\n|\u2028) *$/u.test(text.slice(first.end, second.start));
}

/** Said to be an example beside it. */
function isSample(text: string, { start, end }: JoinedDigits): boolean {
  return SAMPLE_WORDS.test(wordsBefore(text, start)) || SAMPLE_WORDS.test(text.slice(end, end + 16));
}

/** In a row whose first cell names figures, and nothing in it a telephone. */
function isFigureOfRow(text: string, start: number): boolean {
  const row = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const [head = '', ...cells] = row.split(/[\t|│┃｜]/u);
  return cells.length > 0 && OTHER_ROW.test(head.trim()) && !PHONE_WORDS.test(row);
}

/** The words before a number and those above it. */
function wordsFor({ text, headingAt }: Page, { start }: JoinedDigits): string {
  return `${headingAt(start)} ${wordsBefore(text, start)}`;
}

/** How far words may stand before a number to name it. */
const REACH = 24;
function wordsBefore(text: string, start: number): string {
  return text.slice(Math.max(0, start - REACH), start);
}

function isGrouped(text: string, { end, groups }: Pick<JoinedDigits, 'end' | 'groups'>): boolean {
  return (groups.at(-1)?.digits.length ?? 0) <= 3 && THOUSANDS_AFTER.test(text.slice(end, end + 5));
}

function isAmount(text: string, joined: JoinedDigits): boolean {
  return AMOUNT_AFTER.test(text.slice(joined.end)) || isGrouped(text, joined);
}

/** Not the middle of a code, an address on the web, a decimal, or a document number. */
function standsAlone(text: string, { start, end, groups }: JoinedDigits): boolean {
  const before = text.slice(Math.max(0, start - 12), start);
  if (/[〔［[【][^〕］\]】\n]{0,8}[〕］\]】]\s*(?:第)?$/u.test(before)) return false;
  if (/[A-Za-z_/\\=&?#@.,，¥￥$№]$/u.test(before) && !isLetteredName(before)) return false;
  if (isGrouped(text, { end, groups })) return false;
  const after = text.slice(end, end + 16);
  return !/^(?:[A-Za-z_@/\\=&]|\.\d)/u.test(after) || leadsOn(after) || isCheckCharacter(text, end);
}

/** `138…/139…`, `138…/张某`, and a mailbox that is called by the telephone number of whoever has it. */
function leadsOn(after: string): boolean {
  return /^(?:[/／][ \u3000]*(?:\p{Script=Han}|(?:1\d{10}|0\d{2,3}-?\d{7,8}|\d{7,8})(?!\d))|@(?:1(?:63|26|39|89)|wo|sina|sohu|yeah)\.)/u.test(
    after,
  );
}

/** `Tel13…`, `手机,13…`: words and marks that lead to a number and don't belong to it. */
function isLetteredName(before: string): boolean {
  return /(?:\b(?:tel|phone|mobile|mob|cell|id|no|wechat|wx|qq)\.?|[\p{Script=Han}\d][，,、/]|[\p{Script=Han}]\.)$/iu.test(
    before,
  );
}

function isCheckCharacter(text: string, end: number): boolean {
  return checkCharacterAfter(text, end) !== null;
}

/** The place after an X that closes an identity number, blanks before it allowed; null when there is none. */
function checkCharacterAfter(text: string, end: number): number | null {
  const match = /^[ \u00a0\u3000\t\r\n|\-－]{0,3}[XxＸｘ](?![A-Za-z0-9])/u.exec(text.slice(end, end + 6));
  return match === null ? null : end + match[0].length;
}

function isFollowedByDigits(text: string, { end }: JoinedDigits): boolean {
  return /^(?:[ \u3000-]?[0-9０-９]|[ \u3000-]?[XxＸ](?![A-Za-z]))/u.test(text.slice(end, end + 3));
}

function lengthsOf({ groups }: JoinedDigits, countryDigits: number): string {
  const lengths = groups.map(({ digits }) => digits.length);
  const first = lengths[0] ?? 0;
  if (countryDigits > 0) {
    if (first === countryDigits) lengths.shift();
    else lengths[0] = first - countryDigits;
  }
  return lengths.join('-');
}

/** Each digit in a cell of its own, and no other such cell beside them. */
function isBoxes(groups: readonly DigitGroup[], index: number, { groups: own }: JoinedDigits): boolean {
  if (own.length < 11 || own.some(({ digits }) => digits.length !== 1)) return false;
  const next = groups[index + own.length];
  const continues = next?.gap === 'cell' && next.digits.length === 1;
  const first = groups[index];
  const begins = first?.gap !== 'cell' || groups[index - 1]?.digits.length !== 1;
  return begins && !continues;
}

/** No further groups before or after that would make it one of several figures in a row. */
function isApart(groups: readonly DigitGroup[], index: number, { groups: own }: JoinedDigits): boolean {
  const next = groups[index + own.length];
  return groups[index]?.gap !== 'soft' && next?.gap !== 'soft';
}

function withoutNested(found: readonly PersonalDataFinding[]): PersonalDataFinding[] {
  const kept: PersonalDataFinding[] = [];
  for (const finding of found) if (finding.start >= (kept.at(-1)?.end ?? 0)) kept.push(finding);
  return kept;
}
