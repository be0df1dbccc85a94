import { table3Cell, table4Cell } from './cell-address.js';
import { numberAt } from './cell-options.js';
import { TABLE4_BLOCK_LABELS } from './labels.js';
import { normalizeProse, sentencesOf } from './narrative-text.js';
import { topicAfter, topicForNext, type Topic } from './narrative-topics.js';
import { NOTHING_COMPARED, type ReportFinding, type ReportSubject, type RuleOutcome } from './report-rule.js';
import { TABLE4_BLOCKS, type CellAddress, type Table4Block } from './tables.js';

const SOURCE = '条例第五十条；国办公开办函〔2021〕30号';

const REMEDY = '(?:行政复议|行政诉讼|复议|诉讼)(?:案件|申请)?';
/** Denied outright, with nothing but 案件 or 情况 behind; not 未发生…被纠错 and the like. */
const NO_REMEDIES = new RegExp(
  `(?:未发生|没有发生|未产生|没有产生|未出现|无)(?:过|因|由|针对|涉及|依申请|政府信息|信息|公开|引起|引发|工作|方面|的|被|提起|申请)*(${REMEDY}(?:(?:和|及|、|与|或|以及)(?:被?提起)?${REMEDY})?)(?:的)?(?:情况|情形|事项|问题|发生)?(?=[，。；、]|$)`,
);
const NO_APPLICATIONS =
  /(?:未收到|没有收到|未接到|未受理|没有受理)(?:过|任何|公民|群众|的|政府(?!信息申请)|公开|信息公开|依申请|依申请公开)*(?:信息公开申请|政府信息申请|依申请公开|申请公开|申请信息公开)(?:申请)?(?:的)?(?:情况|事项|件|案件)?(?=[，。；、]|$)/;
const OTHER_YEAR = /20(\d{2})年/g;

interface Denied {
  readonly words: string;
  readonly cells: readonly CellAddress[];
}

function deniedIn(sentence: string, what: 'applications' | 'remedies'): Denied | null {
  if (what === 'applications') {
    const words = NO_APPLICATIONS.exec(sentence)?.[0];
    return words === undefined ? null : { words, cells: [table3Cell('newReceived', 'total')] };
  }
  const match = NO_REMEDIES.exec(sentence);
  if (match === null) return null;
  const named = match[1] ?? '';
  const blocks: Table4Block[] = [];
  if (named.includes('复议')) blocks.push('reconsideration');
  if (named.includes('诉讼')) blocks.push('directSuit', 'suitAfterReconsideration');
  return { words: match[0], cells: blocks.map((block) => table4Cell(block, 'total')) };
}

function isOfThisYear(sentence: string, year: number | null): boolean {
  return (
    year === null ||
    [...sentence.matchAll(OTHER_YEAR)].every((match) => Number(`20${match[1] ?? ''}`) === year)
  );
}

/** 未收到申请, 未发生行政复议 while the tables count some. */
export function checkDenials(report: ReportSubject, what: 'applications' | 'remedies'): RuleOutcome {
  if ((what === 'applications' ? report.tables.table3 : report.tables.table4) === null)
    return NOTHING_COMPARED;
  const rule = what === 'applications' ? 'N-1' : 'N-4';
  const findings: ReportFinding[] = [];
  let compared = 0;
  for (const section of report.sections) {
    for (const sentence of sentencesOf(normalizeProse(section.text))) {
      const denied = isOfThisYear(sentence, report.year) ? deniedIn(sentence, what) : null;
      if (denied === null) continue;
      const count = denied.cells.reduce((sum, cell) => sum + (numberAt(report, cell) ?? 0), 0);
      compared += 1;
      if (count === 0) continue;
      const message = `正文写“${denied.words}”，但表中有${count}件，请核对。`;
      findings.push({
        rule,
        severity: 'warning',
        message,
        source: SOURCE,
        cells: denied.cells,
        left: 0,
        right: count,
      });
    }
  }
  return { findings, notCheckable: [], compared };
}

const ALL_UPHELD = /(?:均|全部|全都|都)(?:被|获|予以|得到|获得)*维持/;
const BLOCKS_OF_TOPIC: Readonly<Partial<Record<Topic, readonly Table4Block[]>>> = {
  reconsideration: ['reconsideration'],
  litigation: ['directSuit', 'suitAfterReconsideration'],
  directSuit: ['directSuit'],
  suitAfterReconsideration: ['suitAfterReconsideration'],
  allRemedies: TABLE4_BLOCKS,
};

const SUIT_BLOCK_WORDS =
  /未经(?:行政)?复议直接(?:起诉|提起行政诉讼)|(?:行政)?复议后(?:起诉|又?提起行政诉讼)/g;
const NOT_UPHELD = ['corrected', 'other', 'pending'] as const;

/**
 * Cells that contradict 均获维持. It is about the remedies named last, if there are any of them; where the sentence
 * names reconsiderations and suits and those named last don't bear it out, about all.
 */
function cellsAgainst(report: ReportSubject, before: string, fallback: Topic | null): CellAddress[] | null {
  const blocks = BLOCKS_OF_TOPIC[topicAfter(before, fallback) ?? 'elsewhere'];
  if (blocks === undefined) return null;
  const against = (some: readonly Table4Block[]): CellAddress[] =>
    some
      .flatMap((block) => NOT_UPHELD.map((column) => table4Cell(block, column)))
      .filter((cell) => (numberAt(report, cell) ?? 0) > 0);
  const plain = before.replace(SUIT_BLOCK_WORDS, '');
  if (!plain.includes('复议') || !plain.includes('诉讼')) return against(blocks);
  const isEmpty = blocks.every((block) => numberAt(report, table4Cell(block, 'total')) === 0);
  return against(blocks).length > 0 || isEmpty ? against(TABLE4_BLOCKS) : [];
}

/** 均获维持 while 表四 has corrected, other or pending cases. */
export function checkAllUpheld(report: ReportSubject): RuleOutcome {
  if (report.tables.table4 === null) return NOTHING_COMPARED;
  const findings: ReportFinding[] = [];
  let compared = 0;
  for (const section of report.sections) {
    let topic: Topic | null = topicAfter(normalizeProse(section.heading), null);
    for (const sentence of sentencesOf(normalizeProse(section.text))) {
      const match = ALL_UPHELD.exec(sentence);
      const isClaim = match !== null && isOfThisYear(sentence, report.year);
      const cells = isClaim ? cellsAgainst(report, sentence.slice(0, match.index), topic) : null;
      topic = topicForNext(sentence, topic);
      if (match === null || cells === null) continue;
      compared += 1;
      if (cells.length === 0) continue;
      const count = cells.reduce((sum, cell) => sum + (numberAt(report, cell) ?? 0), 0);
      const names = TABLE4_BLOCKS.filter((block) =>
        cells.some((cell) => cell.startsWith(`table4.${block}.`)),
      );
      const message = `正文写“${match[0]}”，但表四${names.map((block) => TABLE4_BLOCK_LABELS[block].zh).join('、')}有${count}件为结果纠正、其他结果或者尚未审结，请核对。`;
      findings.push({
        rule: 'N-4',
        severity: 'warning',
        message,
        source: SOURCE,
        cells,
        left: 0,
        right: count,
      });
    }
  }
  return { findings, notCheckable: [], compared };
}
