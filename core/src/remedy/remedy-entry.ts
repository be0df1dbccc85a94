import { z } from 'zod';
import { localDateSchema, type LocalDate } from '../calendar/local-date.js';
import {
  REMEDY_KINDS,
  REMEDY_LEVELS,
  REMEDY_OUTCOMES,
  REMEDY_PROCEDURES,
  REMEDY_ROLES,
  REMEDY_SIDES,
  type RemedyCase,
  type RemedyInstance,
  type RemedyLevel,
} from './remedy-case.js';

export function keysOf<K extends string>(table: Readonly<Record<K, unknown>>): [K, ...K[]] {
  return Object.keys(table) as [K, ...K[]];
}

const day = localDateSchema.nullable().default(null);
const words = (most: number) => z.string().trim().min(1).max(most).nullable().default(null);

/** Who appeared for the organ; heads of organs shall (行政诉讼法第三条). */
export const appearanceSchema = z.object({
  on: localDateSchema,
  name: z.string().trim().min(1).max(40),
  post: z.string().trim().min(1).max(60),
  isHead: z.boolean(),
});

/** One proceeding: the reconsideration, or one instance of a suit. Costs are in fen. */
export const remedyStageSchema = z.object({
  level: z.enum(keysOf(REMEDY_LEVELS)),
  /** The reconsideration authority or the court. */
  authority: words(100),
  /** The number that the authority or court gave it. */
  number: words(80),
  procedure: z.enum(keysOf(REMEDY_PROCEDURES)).nullable().default(null),
  filedOn: localDateSchema,
  copyReceivedOn: day,
  answeredOn: day,
  concludedOn: day,
  outcome: z.enum(keysOf(REMEDY_OUTCOMES)).nullable().default(null),
  /** From when the decision or judgment binds: its service, or the end of the term for appeal. */
  effectiveOn: day,
  /** The last day for a new answer, where the decision or judgment names one. */
  redecideBy: day,
  costsFen: z.number().int().min(0).max(1_000_000_000).default(0),
  appearances: z.array(appearanceSchema).max(20).default([]),
});
export type RemedyStage = z.output<typeof remedyStageSchema>;

/** What is known of a reconsideration or suit, as the office enters it. */
export const remedyEntrySchema = z.object({
  caseId: z.string().min(1).max(60).nullable().default(null),
  kind: z.enum(keysOf(REMEDY_KINDS)),
  role: z.enum(keysOf(REMEDY_ROLES)),
  side: z.enum(keysOf(REMEDY_SIDES)).default('applicant'),
  /** In the order of the instances. */
  stages: z.array(remedyStageSchema).min(1).max(3),
});
export type RemedyEntry = z.output<typeof remedyEntrySchema>;

const ORDER: readonly RemedyLevel[] = ['reconsideration', 'first', 'second', 'retrial'];

/** Why an entry can't be right; null when it can. */
export function faultOfEntry({ kind, stages }: RemedyEntry, today: LocalDate): string | null {
  const levels = stages.map(({ level }) => level);
  if (kind === 'reconsideration' && levels.join() !== 'reconsideration') {
    return '行政复议没有审级，请只填写复议一项。';
  }
  if (kind !== 'reconsideration' && (levels[0] !== 'first' || levels.includes('reconsideration'))) {
    return '行政诉讼请从第一审填起；复议另行登记。';
  }
  for (const [index, stage] of stages.entries()) {
    const fault = faultOfStage(stage, today);
    if (fault !== null) return `${REMEDY_LEVELS[stage.level]}：${fault}`;
    const previous = stages[index - 1];
    if (previous === undefined) continue;
    if (ORDER.indexOf(stage.level) <= ORDER.indexOf(previous.level)) return '各审请按先后填写，每一审一次。';
    if (previous.concludedOn === null || stage.filedOn < previous.concludedOn) {
      return `${REMEDY_LEVELS[previous.level]}尚未审结，或者审结晚于下一审提起，请核对日期。`;
    }
  }
  return null;
}

function faultOfStage(stage: RemedyStage, today: LocalDate): string | null {
  const { filedOn, copyReceivedOn, answeredOn, concludedOn, outcome, effectiveOn, redecideBy } = stage;
  const happened = [filedOn, copyReceivedOn, answeredOn, concludedOn, effectiveOn];
  happened.push(...stage.appearances.map(({ on }) => on));
  if (happened.some((on) => on !== null && on > today)) return '日期晚于今日：只能登记已经发生的事。';
  if (happened.some((on) => on !== null && on < filedOn)) return '有日期早于提起日期，请核对。';
  if ((concludedOn === null) !== (outcome === null)) return '审结日期与结果应当同时填写。';
  if (answeredOn !== null && (copyReceivedOn === null || answeredOn < copyReceivedOn)) {
    return '提交答复的日期应当在收到副本之后，请先填写收到副本的日期。';
  }
  if (effectiveOn !== null && (concludedOn === null || effectiveOn < concludedOn)) {
    return '生效日期应当在审结之后。';
  }
  if (redecideBy !== null && (effectiveOn === null || redecideBy < effectiveOn)) {
    return '重新答复的期限应当在生效之后，请先填写生效日期。';
  }
  return null;
}

/** What table 四 needs to know of an entry. */
export function remedyCaseOf(remedyId: string, { caseId, kind, role, stages }: RemedyEntry): RemedyCase {
  const [first] = stages;
  if (first === undefined) throw new Error(`remedy ${remedyId} without a stage`);
  const common = { remedyId, kind, role, ...(caseId !== null && { caseId }), filedOn: first.filedOn };
  if (kind === 'reconsideration') return { ...common, ...resultOf(first) };
  return { ...common, instances: stages.map(instanceOf) };
}

function instanceOf(stage: RemedyStage): RemedyInstance {
  const { level, filedOn } = stage;
  if (level === 'reconsideration') throw new Error('a suit holds no reconsideration');
  return { level, filedOn, ...resultOf(stage) };
}

function resultOf({ concludedOn, outcome }: RemedyStage) {
  return { ...(concludedOn !== null && { concludedOn }), ...(outcome !== null && { outcome }) };
}

/** The entry of a remedy that was imported, or registered before its proceedings were kept. */
export function entryOfCase(remedy: RemedyCase): RemedyEntry {
  const { caseId, kind, role, instances = [], ...top } = remedy;
  const stageOf = (
    level: RemedyLevel,
    { filedOn, concludedOn, outcome }: Pick<RemedyCase, 'filedOn' | 'concludedOn' | 'outcome'>,
  ): RemedyStage => ({
    level,
    ...{ authority: null, number: null, procedure: null, copyReceivedOn: null, answeredOn: null },
    filedOn,
    concludedOn: concludedOn ?? null,
    outcome: outcome ?? null,
    ...{ effectiveOn: null, redecideBy: null, costsFen: 0, appearances: [] },
  });
  const sorted = [...instances].sort((a, b) => (a.filedOn < b.filedOn ? -1 : 1));
  const stages =
    kind === 'reconsideration'
      ? [stageOf('reconsideration', top)]
      : sorted.length > 0
        ? sorted.map((instance) => stageOf(instance.level, instance))
        : [stageOf('first', top)];
  return { caseId: caseId ?? null, kind, role, side: 'applicant', stages };
}
