import { addDays, type LocalDate } from '../calendar/local-date.js';
import {
  evaluateCase,
  type CaseEvaluation,
  type CaseFinding,
  type EvaluationContext,
} from './evaluate-case.js';
import { CASE_EVENT_LABELS } from './labels.js';
import { CASE_RULES, type CaseEvent, type CaseEventType, type CaseHistory } from './vocabulary.js';

/** Whether a step may lawfully be taken today. */
export interface NextStep {
  readonly type: CaseEventType;
  readonly isLawful: boolean;
  /** Why it may not, and what to do instead; null where it may. */
  readonly reason: string | null;
  /** The article behind the reason or the step's last day. */
  readonly article: string | null;
  /** The last day on which the step is in time, where the law sets one. */
  readonly by: LocalDate | null;
}

/** Steps that are recorded one by one; an excluded duplicate has a use case of its own. */
type ComingStep = Exclude<CaseEventType, 'submitted' | 'duplicateExcluded'>;
const COMING_STEPS = Object.keys(CASE_EVENT_LABELS).filter(
  (type) => type !== 'submitted' && type !== 'duplicateExcluded',
) as ComingStep[];

/** The step as it would be taken today, with no more in it than its lawfulness needs. */
function trialOf(type: ComingStep, today: LocalDate): CaseEvent {
  switch (type) {
    case 'correctionNotice':
      return { type, on: today, termDays: 10 };
    case 'extension':
      return { type, on: today, days: 1 };
    case 'delayNotice35':
      return { type, on: today, until: addDays(today, 60) };
    case 'supplement':
      return { type, on: today, reasonAccepted: true };
    case 'decided':
      return { type, on: today, items: [{ finding: 'granted' }] };
    case 'overturned':
      return { type, on: today, by: 'reconsideration' };
    default:
      return { type, on: today };
  }
}

/** Why a step has no place where the case stands, said for that step. */
const OUT_OF_ORDER: Readonly<Partial<Record<CaseEventType, string>>> = {
  supplement: '没有等待申请人补正的通知：发出补正告知书之后，才有补正材料可收。',
  feePaid: '没有等待申请人缴纳的费用：发出收费通知书之后，才有费用可收。',
  thirdPartyAnswered: '没有尚待第三方答复的征求意见书。',
  coProducerAnswered: '没有尚待共同制作机关答复的征求意见书。',
  agencyAnswered: '没有尚待其他机关答复的函件。',
  served: '还没有作出决定，没有可以送达的答复。',
  overturned: '答复还没有送达，没有可以被撤销或者责令重做的决定。',
};

const WAITING = '正在等待申请人补正或者缴费，答复期限已经停止：收到补正材料或者费用之后，期限重新计算。';
const DECIDED = '已经作出决定，下一步是送达。决定有误的，请更正作出决定的记录。';
const SETTLED_RECEIPT = '收到日期已经确定，不需要再与申请人确认。';
const AFTER_REPLY = '申请已经办结：只有答复被撤销、变更或者责令重做之后，才重新办理。';

/** Acts of the organ that prepare a decision; after it there is nothing to prepare. */
const BEFORE_DECISION: ReadonlySet<CaseEventType> = new Set<CaseEventType>([
  'correctionNotice',
  'thirdPartyConsulted',
  'coProducerConsulted',
  'agencyConsulted',
  'extension',
  'reasonsDemanded',
  'delayNotice35',
  'feeNotice',
  'decided',
]);

interface Refusal {
  readonly reason: string;
  readonly article: string;
}

function keyOf({ rule, on }: CaseFinding): string {
  return `${rule} ${on ?? ''}`;
}

/** Lateness of the reply is no reason against giving it; a fee paid too late revives nothing. */
function isBreach({ rule, severity }: CaseFinding): boolean {
  if (rule === 'feePaidLate') return true;
  return severity === 'error' && rule !== 'overdue' && rule !== 'repliedLate' && rule !== 'redecisionLate';
}

/** What the trial adds to the findings: those of one rule and day are told apart by their number. */
function addedBreach(before: CaseEvaluation, tried: CaseEvaluation): CaseFinding | undefined {
  const known = new Map<string, number>();
  for (const found of before.findings) known.set(keyOf(found), (known.get(keyOf(found)) ?? 0) + 1);
  return tried.findings.find((found) => {
    const left = (known.get(keyOf(found)) ?? 0) - 1;
    known.set(keyOf(found), left);
    return left < 0 && isBreach(found);
  });
}

function wordsOf(type: CaseEventType, found: CaseFinding, before: CaseEvaluation): string {
  if (found.rule === 'stepAfterClose') return AFTER_REPLY;
  if (found.rule !== 'stepOutOfOrder') return found.message;
  if (before.status === 'awaitingApplicant' || before.status === 'lapsed') {
    return OUT_OF_ORDER[type] ?? WAITING;
  }
  return OUT_OF_ORDER[type] ?? found.message;
}

const REDECIDING =
  '正在依复议决定或者判决重新答复：期限由该决定或者判决确定，不能再以补正、延期或者收费来停止、延长。';
/** What may still be asked of others while an answer is made again, and what answers it. */
const QUESTION_OF: Readonly<Partial<Record<CaseEventType, CaseEventType>>> = {
  thirdPartyAnswered: 'thirdPartyConsulted',
  coProducerAnswered: 'coProducerConsulted',
  agencyAnswered: 'agencyConsulted',
};

function refusalWhileRedeciding(
  type: CaseEventType,
  before: CaseEvaluation,
  events: readonly CaseEvent[],
): Refusal | null {
  const article = CASE_RULES.redecisionLate.source;
  const { row, orderedOn } = before.redecisions.at(-1) ?? { row: null, orderedOn: null };
  if (row !== null && BEFORE_DECISION.has(type)) return { reason: DECIDED, article };
  const question = QUESTION_OF[type];
  if (question !== undefined) {
    const isAsked = events.some((event) => event.type === question && event.on >= (orderedOn ?? event.on));
    return isAsked ? null : { reason: OUT_OF_ORDER[type] ?? REDECIDING, article };
  }
  const isForbidden = [
    'correctionNotice',
    'supplement',
    'extension',
    'delayNotice35',
    'feeNotice',
    'feePaid',
  ];
  return isForbidden.includes(type) ? { reason: REDECIDING, article } : null;
}

/** What evaluateCase lets pass because it may have happened, though nobody should do it now. */
function refusalBeforeTrial(
  type: CaseEventType,
  before: CaseEvaluation,
  events: readonly CaseEvent[],
): Refusal | null {
  if (type === 'receiptConfirmed' && before.receivedOn !== null) {
    return { reason: SETTLED_RECEIPT, article: CASE_RULES.stepBeforeReceipt.source };
  }
  if (before.status === 'redeciding') return refusalWhileRedeciding(type, before, events);
  if (before.status === 'decided' && BEFORE_DECISION.has(type)) {
    return { reason: DECIDED, article: CASE_RULES.stepAfterClose.source };
  }
  return null;
}

/** The day by which a step is in time (条例第三十至三十五条, 国办函〔2020〕109号). */
function lastDayOf(
  type: CaseEventType,
  now: CaseEvaluation,
  submittedOn: LocalDate | null,
): LocalDate | null {
  switch (type) {
    case 'receiptConfirmed':
      return submittedOn;
    case 'correctionNotice':
      return now.correctionNoticeDueOn;
    case 'supplement':
    case 'feePaid':
      return now.lapsesOn;
    case 'extension':
    case 'feeNotice':
    case 'thirdPartyConsulted':
    case 'coProducerConsulted':
    case 'agencyConsulted':
    case 'decided':
    case 'served':
      return now.dueOn;
    default:
      return null;
  }
}

/** For each step whether it is lawful today, by the rules of `evaluateCase`: the step is tried and what it breaks is read. */
export function nextSteps(history: CaseHistory, context: EvaluationContext): NextStep[] {
  const { today } = context;
  const before = evaluateCase(history, context);
  const submittedOn = history.events.find(({ type }) => type === 'submitted')?.on ?? null;
  return COMING_STEPS.map((type) => {
    const refusal = refusalBeforeTrial(type, before, history.events) ?? refusalOfTrial(type);
    if (refusal !== null) return { type, isLawful: false, ...refusal, by: null };
    return { type, isLawful: true, reason: null, article: null, by: lastDayOf(type, before, submittedOn) };
  });

  function refusalOfTrial(type: ComingStep): Refusal | null {
    const tried = evaluateCase({ ...history, events: [...history.events, trialOf(type, today)] }, context);
    const breach = addedBreach(before, tried);
    if (breach === undefined) return null;
    return { reason: wordsOf(type, breach, before), article: breach.source ?? '' };
  }
}
