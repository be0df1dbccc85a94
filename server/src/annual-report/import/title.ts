import type { ReportDocument } from './document-blocks.js';
import { keepIdeographs, normaliseForMatching } from './normalise-characters.js';

export interface ReportHead {
  readonly title: string | null;
  readonly agency: string | null;
  readonly year: number | null;
  readonly publishedOn: string | null;
}

const TITLE =
  /政(?:府信息|务信息|务)公开(?:工作)?(?:的)?(?:20\d\d年?)?(?:年?度)?(?:工作)?(?:年度)?(?:报告|年报)(?:书)?(?:[(][^()]{0,16}[)])?$/;
const HEAD = 2500;
const EARLIEST_YEAR = 2008;
const LATEST_YEAR = 2099;

function toYear(text: string | undefined): number | null {
  const digits = (text ?? '')
    .replace(/[〇○零]/g, '0')
    .replace(/[一二三四五六七八九]/g, (numeral) => String('零一二三四五六七八九'.indexOf(numeral)));
  const year = Number(digits);
  return Number.isInteger(year) && year >= EARLIEST_YEAR && year <= LATEST_YEAR ? year : null;
}

const YEAR_DIGITS = '(2\\s?0\\s?[0-9]\\s?[0-9]|二[〇○零0][一二三四五六七八九〇○零]{2})';

function yearIn(text: string): number | null {
  const match = new RegExp(`${YEAR_DIGITS}\\s*年?`).exec(text);
  return toYear(match?.[1]?.replace(/\s/g, ''));
}

function isTitle(line: string): boolean {
  const compact = line.replace(/\s+/g, '');
  return (
    TITLE.test(compact) &&
    compact.length <= 60 &&
    !/[,，。；;：:《》〈〉>»|_]|通知|解读|发布|印发|公布/.test(compact)
  );
}

/** Marks between the parts of a line of navigation or of the name of a page. */
const NAVIGATION = /[>»|_\n]|--+|——| - /;

function findTitleAmong(texts: readonly string[]): string | null {
  for (const text of texts) {
    const found = normaliseForMatching(text).split(NAVIGATION).find(isTitle);
    if (found !== undefined) return found.replace(/\s+/g, '');
  }
  return null;
}

/** A title over one to four lines near the top, or inside the one long line of a flattened page. */
function findTitle(text: string): string | null {
  const labelled = /^\s*标题\s*[:：]\s*(\S[^\n]*)/m.exec(text.slice(0, HEAD));
  if (labelled?.[1] !== undefined) return labelled[1].trim();
  const lines = text
    .slice(0, HEAD)
    .split('\n')
    .map((line) => line.replace(/^[#*\s]+|[#*\s]+$/g, ''))
    .filter((line) => line !== '');
  for (let index = 0; index < Math.min(lines.length, 40); index += 1) {
    for (let count = 1; count <= 4; count += 1) {
      const joined = lines.slice(index, index + count).join('');
      if (joined.length > 70) break;
      if (isTitle(joined)) return joined.replace(/\s+/g, '');
    }
  }
  for (const word of text.slice(0, HEAD).split(/[\s。；>»|_]+/)) if (isTitle(word)) return word;
  return null;
}

function agencyOf(title: string): string | null {
  const compact = normaliseForMatching(title).replace(/\s+/g, '');
  const without = compact
    .replace(/政府?信息公开(?:工作)?.*$/, '')
    .replace(/政务公开(?:工作)?.*$/, '')
    .replace(new RegExp(`${YEAR_DIGITS}年?度?`, 'g'), '')
    .replace(/(?:的)?(?:年度|本级|全市|全县|全区)$/, '')
    .replace(/^关于|^[-_|]+|[-_|]+$/g, '');
  return keepIdeographs(without).length >= 2 ? without : null;
}

function signatureAgency(text: string): string | null {
  const tail = text.slice(-400);
  const match =
    /([\u4e00-\u9fff]{3,40}(?:局|委员会|委|办公室|政府|厅|部|院|街道办事处|中心|管委会))\s*\n?\s*20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*$/.exec(
      tail.trimEnd(),
    );
  return match?.[1] ?? null;
}

function toDay(year: string | undefined, month: string | undefined, day: string | undefined): string | null {
  if (year === undefined || month === undefined || day === undefined) return null;
  const padded = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31 ? padded : null;
}

function publicationDay(text: string): string | null {
  const head = text.slice(0, HEAD);
  const labelled =
    /(?:发布(?:时间|日期)|发文日期|公开日期|成文日期|生成日期|时间|日期)\s*[:：]\s*(20\d\d)\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})/.exec(
      head,
    );
  const fromLabel = toDay(labelled?.[1], labelled?.[2], labelled?.[3]);
  if (fromLabel !== null) return fromLabel;
  const signed = /(20\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*(?:附件下载|\(此件[^)]*\))?\s*$/.exec(
    text.slice(-300).trimEnd(),
  );
  return toDay(signed?.[1], signed?.[2], signed?.[3]);
}

/** The year that the figures cover, never that of publication: the title, else the statistical period. */
function reportYear(title: string | null, text: string): number | null {
  const fromTitle = title === null ? null : yearIn(normaliseForMatching(title));
  if (fromTitle !== null) return fromTitle;
  const compact = text.slice(0, 8000).replace(/\s+/g, '');
  const period = new RegExp(`${YEAR_DIGITS}年1月1日(?:起)?(?:至|到|—|-|~)(?:${YEAR_DIGITS}年)?12月31日`).exec(
    compact,
  );
  const fromPeriod = toYear(period?.[1]);
  if (fromPeriod !== null) return fromPeriod;
  const named = new RegExp(
    `${YEAR_DIGITS}年度?(?:[^。,，]{0,30})政府信息公开(?:工作)?(?:年度)?(?:报告|年报)`,
  ).exec(compact);
  if (named !== null) return toYear(named[1]);
  const first = new RegExp(`${YEAR_DIGITS}年度?[,，]?(?:我|全|本|市|县|区|局|按|在|根)`).exec(compact);
  return toYear(first?.[1]);
}

/** What the report says about itself: title, agency, report year, day of publication. */
export function readHead(document: ReportDocument, text: string): ReportHead {
  const title = findTitleAmong(document.titles) ?? findTitle(text);
  const labelled = /发布机构\s*[:：]\s*([\u4e00-\u9fff]{3,40})/.exec(text.slice(0, HEAD))?.[1];
  return {
    title: title?.trim() ?? null,
    agency:
      (title === null ? null : agencyOf(title)) ?? labelled ?? signatureAgency(text) ?? document.publisher,
    year: reportYear(title, text),
    publishedOn: document.publishedOn ?? publicationDay(text),
  };
}

const REPORT_WORDS = [
  /主动公开/,
  /依申请公开|申请公开|公开申请/,
  /行政复议/,
  /行政诉讼/,
  /信息公开条例/,
  /存在.{0,8}问题/,
  /统计(?:期限|数据|时限)/,
];

/** Whether a text without the official tables is an annual report at all: its title, and what such a report speaks of. */
export function readsAsAnnualReport(head: ReportHead, text: string): boolean {
  const compact = text.replace(/\s+/g, '');
  const spoken = REPORT_WORDS.filter((word) => word.test(compact)).length;
  const titled = head.title !== null && isTitle(head.title.replace(/^标题[:：]/, ''));
  return titled && spoken >= 4;
}
