import { createHash } from 'node:crypto';
import {
  FEE_SENTENCE,
  hasFees,
  type Finding,
  type PresentedFinding,
  type RenderedNarrative,
  type ReportFinding,
  type ReportStatus,
  type ReportTables,
} from '@gongkai/core';
import type { SignedWaiver } from './report-version.js';

/** A finding without cells is about the report as a whole. */
export function findingOfProblem(problem: Finding): ReportFinding {
  return { ...problem, cells: [], left: null, right: null };
}

const SECTION_NAMES = ['开头', '第一部分', '第二部分', '第三部分', '第四部分', '第五部分', '第六部分'];

/** Bound figures that can't be computed, each by its place in the text. */
export function findingsOfBindings(
  sections: readonly { readonly number: number }[],
  rendered: readonly RenderedNarrative[],
): ReportFinding[] {
  return sections.flatMap(({ number }, index) =>
    (rendered[index]?.errors ?? []).map(({ expression, message, line, column }) =>
      findingOfProblem({
        rule: 'narrativeBinding',
        severity: 'error',
        message: `${SECTION_NAMES[number] ?? `第${number}部分`}第${line}行第${column}字的“{{${expression}}}”无法取数：${message}`,
      }),
    ),
  );
}

/** Fees that the year took and that the text does not report with the register's own sums. 国办函〔2020〕109号 */
export function findingsOfFees(
  { fees }: Pick<ReportTables, 'fees'>,
  rendered: readonly RenderedNarrative[],
): ReportFinding[] {
  if (fees === undefined || !hasFees(fees)) return [];
  const bound = rendered.flatMap(({ figures }) => figures.flatMap(({ cells }) => cells));
  if (bound.includes('fee.collectedYuan')) return [];
  return [
    findingOfProblem({
      rule: 'feesNotReported',
      severity: 'warning',
      message: `本年度发出信息处理费收费通知${fees.notices}件，收取${fees.collectedYuan}元，正文没有引用收费登记的数字。请在第六部分写明收费的件数和总金额，如：${FEE_SENTENCE}`,
      source: '国办函〔2020〕109号',
    }),
  ];
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** A finding with the key by which it is waived. */
export type KeyedFinding = ReportFinding & { readonly key: string };

/** Findings by a key that stays while the same rule fails at the same cells, whatever the figures. */
export function keyFindings(findings: readonly ReportFinding[]): KeyedFinding[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const { rule, cells, message } = finding;
    const base = `${rule}-${digestOf(cells.length > 0 ? [...cells].sort().join(' ') : message)}`;
    const repeats = (seen.get(base) ?? 0) + 1;
    seen.set(base, repeats);
    return { ...finding, key: repeats === 1 ? base : `${base}-${repeats}` };
  });
}

/** What was seen of a finding: with other figures it must be seen again. */
export function sightOf({ key, message }: Pick<PresentedFinding, 'key' | 'message'>): string {
  return `${key}/${digestOf(message)}`;
}

function presentWaiver({ signer, reason, signedOn }: SignedWaiver): PresentedFinding['waiver'] {
  return { signer, reason, signedOn };
}

/** Findings with the waivers that cover them, and waivers whose finding is gone, kept for the record. */
export function presentFindings(
  findings: readonly KeyedFinding[],
  waivers: readonly SignedWaiver[],
): PresentedFinding[] {
  const present = findings.map((finding): PresentedFinding => {
    const { key, rule, severity, message, source, cells, left, right } = finding;
    const { explainedBy, explainedByPair } = finding;
    const waiver = waivers.find(({ findingKey }) => findingKey === key);
    return {
      key,
      rule,
      severity,
      message,
      ...(source !== undefined && { source }),
      cells: [...cells],
      left,
      right,
      ...(explainedBy !== undefined && { explainedBy }),
      ...(explainedByPair !== undefined && { explainedByPair: [...explainedByPair] }),
      waiver: waiver?.message === message ? presentWaiver(waiver) : null,
    };
  });
  const keys = new Set(findings.map(({ key }) => key));
  const spare = waivers
    .filter(({ findingKey }) => !keys.has(findingKey))
    .map((waiver): PresentedFinding => ({
      key: waiver.findingKey,
      rule: waiver.rule,
      severity: 'info',
      message: `已不再出现：${waiver.message}说明保留备查，不需要的可以撤回。`,
      cells: [],
      left: null,
      right: null,
      waiver: presentWaiver(waiver),
    }));
  return [...present, ...spare];
}

/** What keeps a report from being checked: errors neither mended nor waived, warnings that nobody has seen. */
export function obstaclesToCheck(
  findings: readonly PresentedFinding[],
  waivers: readonly SignedWaiver[],
  seenFindings: readonly string[],
): string[] {
  const errors = findings.filter(({ severity, waiver }) => severity === 'error' && waiver === null);
  const unseen = unseenWarnings(findings, seenFindings);
  return [
    ...errors.map(({ key, message }) => {
      const isOutdated = waivers.some(({ findingKey }) => findingKey === key);
      return isOutdated
        ? `说明之后数字已变，请改正或者重新说明：${message}`
        : `有错误既未改正也未说明：${message}`;
    }),
    ...(unseen.length > 0 ? [`有${unseen.length}条提示还没有看过，请逐条查看后提交核对。`] : []),
  ];
}

/** Warnings that were not shown at the last attempt to check, with the figures that they have now. */
export function unseenWarnings(
  findings: readonly PresentedFinding[],
  seenFindings: readonly string[],
): PresentedFinding[] {
  return findings.filter(
    (finding) =>
      finding.severity === 'warning' && finding.waiver === null && !seenFindings.includes(sightOf(finding)),
  );
}

/** What keeps a report from being published. */
export function obstaclesToPublish(
  toCheck: readonly string[],
  status: ReportStatus,
  isChangedSinceCheck: boolean,
): string[] {
  if (status === 'published') return [];
  if (isChangedSinceCheck) return [...toCheck, '核对之后数字、正文或者说明有变化，请重新提交核对。'];
  return status === 'draft' ? [...toCheck, '还没有核对，请提交核对。'] : [...toCheck];
}
