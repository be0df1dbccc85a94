import { maskNumber } from '../identity/masking.js';
import { type PersonalDataFinding, type PersonalDataRule } from './personal-data-rules.js';

const PAPERS: readonly (readonly [PersonalDataRule, RegExp])[] = [
  [
    'personal.passport',
    /护\s*照(?:号码?|编号)?[^\n\p{Script=Han}A-Za-z0-9]{0,6}(?<number>(?:[EegGdDsSpP]|[Ee][A-Za-z]|PE|DE|SE)\d{7,8})(?![A-Za-z0-9])/gu,
  ],
  [
    'personal.travelPermit',
    /(?:通行证|回乡证|台胞证)(?:号码?|编号)?[^\n\p{Script=Han}A-Za-z0-9]{0,6}(?<number>[HMChmcTt]\d{8,10}|\d{8})(?![A-Za-z0-9])/gu,
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
  /(?:家庭住址|家庭地址|户籍地址|户籍所在地|户籍地|居住地址|现住址|现住|常住地址|现居住地|住\s*址|住所)(?:为|是|在)?[：:\s]{0,3}(?<address>[^\n\t，,。；;]{5,70})/gu;
const HOUSEHOLD =
  /(?<address>(?:[\p{Script=Han}]{2,8}(?:省|市|区|县|镇|街道|路|街))*[\p{Script=Han}]{2,10}(?:小区|新村|花园|家园|公寓|嘉园|雅苑|佳苑|名苑|花苑|家属院|宿舍)[\p{Script=Han}]{0,4}\d{1,4}(?:号楼|栋|幢|座|号)(?:\d{1,2}单元)?\d{2,4}(?:室|号|户))/gu;
const PLACE_PARTS = /省|市|区|县|镇|乡|街道|村|路|街|巷|弄|小区|新村|组/gu;
const DOOR = /[0-9０-９一二三四五六七八九十]+\s*(?:号|室|栋|幢|单元|组|弄|户|座|楼)/u;
/** Whose address it is when it is not a person's. */
const ORGANISATION =
  /公司|企业|工厂|[厂店局院所会社]\s*[，,、（(：:]|办公室|办事处|合作社|个体工商户|单位名称|机关|法定代表人|信用代码/u;

/** Where a person lives: after the words that say so, or by the form of a flat. An office's address stays silent. */
export function addressesIn(text: string): PersonalDataFinding[] {
  const named = [...text.matchAll(ADDRESS_WORDS)].flatMap((match) => {
    const address = match.groups?.address ?? '';
    const places = address.match(PLACE_PARTS) ?? [];
    if (places.length === 0 || !DOOR.test(address)) return [];
    const before = text.slice(Math.max(0, match.index - 60), match.index);
    const isOffice = match[0].startsWith('住所') && ORGANISATION.test(before);
    return isOffice ? [] : [addressFinding(match.index + match[0].length - address.length, address)];
  });
  const households = [...text.matchAll(HOUSEHOLD)].map((match) => addressFinding(match.index, match[0]));
  return [...named, ...households];
}

function addressFinding(start: number, address: string): PersonalDataFinding {
  const excerpt = `${address.slice(0, 4)}***`;
  return { rule: 'personal.homeAddress', severity: 'warning', start, end: start + address.length, excerpt };
}
