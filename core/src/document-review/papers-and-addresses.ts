import { maskNumber } from '../identity/masking.js';
import { type PersonalDataFinding, type PersonalDataRule } from './personal-data-rules.js';

const PAPERS: readonly (readonly [PersonalDataRule, RegExp])[] = [
  [
    'personal.passport',
    /护\s*照(?:[（(]\p{Script=Han}{2,8}[）)])?(?:号码?|编号)?[^\n\p{Script=Han}A-Za-z0-9]{0,6}(?<number>(?:[EegGdDsSpP]|[Ee][A-Za-z]|PE|DE|SE)\d{7,8})(?![A-Za-z0-9])/gu,
  ],
  [
    'personal.travelPermit',
    /(?:通行证|回乡证|台胞证)(?:[（(]\p{Script=Han}{2,8}[）)])?(?:号码?|编号)?[^\n\p{Script=Han}A-Za-z0-9]{0,6}(?<number>[HMChmcTt]\d{8,10}|[Cc][A-Za-z]\d{7}|\d{8})(?![A-Za-z0-9])/gu,
  ],
];

/** Numbers of papers, told by the words before them. */
export function papersIn(text: string): PersonalDataFinding[] {
  return PAPERS.flatMap(([rule, expression]) =>
    [...text.matchAll(expression)].map((match): PersonalDataFinding => {
      const number = match.groups?.number ?? '';
      const end = match.index + match[0].length;
      return { rule, severity: 'error', start: end - number.length, end, excerpt: maskNumber(number) };
    }),
  );
}

const ADDRESS_WORDS =
  /(?:家庭住址|家庭地址|户籍地址|户籍所在地|户籍地|居住地址|现住址|现住|常住地址|现居住地|经常居住地|家住|居住于|居住在|住\s*址|住所)(?:地|地址)?(?:为|是|在|于)?[：:\s]{0,3}(?<address>[^\n\t\u2028，,。；;]{3,70})/gu;
/** Words that lead to an office's address just as well, or are part of other words: only after words for a person. */
const PERSONS_ADDRESS =
  /(?:(?:通讯|通信|联系|邮寄|收件)地址[：:\s]{0,3}|(?<=[，,、。；;（(\s])住(?![建房宿院户所址]))(?<address>[^\n\t\u2028，,。；;]{3,70})/gu;
const PERSON =
  /[男女]\s*[，,、]|族\s*[，,、]|出生|日生|公民身份|身份证|原告|申请人|被告人|第三人|被执行人|当事人|病例|患者|老人|学生|先生|女士/u;
const HOUSEHOLD =
  /(?<address>(?:[\p{Script=Han}]{2,8}(?:省|市|区|县|镇|街道|路|街))*[\p{Script=Han}]{2,10}(?:小区|新村|花园|家园|公寓|嘉园|雅苑|佳苑|名苑|花苑|家属院|宿舍)[\p{Script=Han}]{0,4}\d{1,4}(?:号楼|栋|幢|座|号)(?:\d{1,2}单元)?\d{2,4}(?:室|号|户))/gu;
const PLACE_PARTS = /省|市|区|县|镇|乡|街道|村|路|街|巷|弄|小区|新村|组/gu;
/** A group of a village is as near as a door there, and has a name as often as a number. */
const DOOR =
  /[0-9０-９一二三四五六七八九十]+\s*(?:号|室|栋|幢|单元|组|弄|户|座|楼)|村[\p{Script=Han}]{1,6}(?:组|屯|湾)/u;
/** Whose address it is when it is not a person's. */
const ORGANISATION =
  /公司|企业|工厂|[厂店局院所会社]\s*[，,、（(：:]|办公室|办事处|合作社|个体工商户|单位名称|机关|法定代表人|信用代码/u;

/** Where a person lives: after the words that say so, or by the form of a flat. An office's address stays silent. */
export function addressesIn(text: string): PersonalDataFinding[] {
  const named = [...text.matchAll(ADDRESS_WORDS)].flatMap((match) => {
    const isOffice = match[0].startsWith('住所') && ORGANISATION.test(wordsBefore(text, match.index));
    return isOffice ? [] : homeIn(text, match);
  });
  const persons = [...text.matchAll(PERSONS_ADDRESS)].flatMap((match) => {
    const before = wordsBefore(text, match.index);
    return PERSON.test(before) && !ORGANISATION.test(before) ? homeIn(text, match) : [];
  });
  const households = [...text.matchAll(HOUSEHOLD)].map((match) => addressFinding(match.index, match[0]));
  return [...named, ...persons, ...households];
}

function wordsBefore(text: string, place: number): string {
  return text.slice(Math.max(0, place - 60), place);
}

/** An address down to the door; a district or a road alone is nobody's home. A long line may end within it. */
function homeIn(text: string, match: RegExpExecArray): PersonalDataFinding[] {
  const written = match.groups?.address ?? '';
  const start = match.index + match[0].length - written.length;
  const address = DOOR.test(written) ? written : written + restOfLine(text, start + written.length);
  const places = address.match(PLACE_PARTS) ?? [];
  return places.length === 0 || !DOOR.test(address) ? [] : [addressFinding(start, address)];
}

const SHORTEST_FULL_LINE = 20;
/** What the next line goes on with, where a full line ends at this place and the next one names nothing of its own. */
function restOfLine(text: string, place: number): string {
  const isFull = place - (text.lastIndexOf('\n', place - 1) + 1) >= SHORTEST_FULL_LINE;
  const rest = /^\n[^\n\t，,。；;：:]{2,50}(?![^\n\t，,。；;]{0,2}[：:])/u.exec(
    text.slice(place, place + 60),
  );
  return isFull ? (rest?.[0] ?? '') : '';
}

function addressFinding(start: number, address: string): PersonalDataFinding {
  const excerpt = `${address.slice(0, 4)}***`;
  return { rule: 'personal.homeAddress', severity: 'warning', start, end: start + address.length, excerpt };
}
