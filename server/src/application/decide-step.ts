import { DomainError, type CaseEvaluation, type CaseEvent, type CaseRule } from '@gongkai/core';
import {
  effectiveEvents,
  evaluateEvents,
  projectionOf,
  type CaseProjection,
  type EventRecord,
  type ProjectionContext,
} from './project-case.js';

/**
 * Steps that the law gives no effect where they stand: recording them would let the register say something that
 * the case does not. What is merely late or unlawful did happen, so it is recorded and found.
 */
const REFUSED_RULES: ReadonlySet<string> = new Set<CaseRule>([
  'neverSubmitted',
  'stepBeforeReceipt',
  'stepOutOfOrder',
  'stepAfterClose',
]);

export interface DecidedStep {
  readonly projection: CaseProjection;
  readonly evaluation: CaseEvaluation;
}

/**
 * What the case will be once the records are written; `before` are those that stand already.
 * @throws DomainError INVALID_INPUT for a day to come, NOT_IN_THIS_STATUS for a step without effect
 */
export function decideStep(
  before: readonly EventRecord[],
  added: readonly EventRecord[],
  context: ProjectionContext,
): DecidedStep {
  for (const { event } of added) refuseComingDay(event, context);
  const events = effectiveEvents([...before, ...added]);
  if (!events.some(({ type }) => type === 'submitted')) {
    throw new DomainError('INVALID_INPUT', '请先登记申请人提交申请的日期和方式。');
  }
  const evaluation = evaluateEvents(events, context);
  const known =
    before.length === 0 ? new Set<string>() : refusedKeys(evaluateEvents(effectiveEvents(before), context));
  const refused = evaluation.findings.find(
    (finding) => isRefused(finding.rule) && !known.has(keyOf(finding)),
  );
  if (refused) {
    throw new DomainError('NOT_IN_THIS_STATUS', `${refused.message}（${refused.source ?? ''}）`, {
      rule: refused.rule,
    });
  }
  return { evaluation, projection: projectionOf(evaluation, events, context.today) };
}

function refuseComingDay(event: CaseEvent, { today }: ProjectionContext): void {
  if (event.on <= today) return;
  throw new DomainError('INVALID_INPUT', `日期 ${event.on} 晚于今日 ${today}：只能登记已经发生的事。`);
}

function isRefused(rule: string): boolean {
  return REFUSED_RULES.has(rule);
}

function refusedKeys({ findings }: CaseEvaluation): Set<string> {
  return new Set(findings.filter(({ rule }) => isRefused(rule)).map(keyOf));
}

function keyOf({ rule, on }: CaseEvaluation['findings'][number]): string {
  return `${rule} ${on ?? ''}`;
}
