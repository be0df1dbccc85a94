import { addDays, type LocalDate } from '../calendar/local-date.js';
import {
  addWorkingDays,
  countWorkingDays,
  isWorkingDay,
  type WorkingDayCalendar,
} from '../calendar/working-day-calendar.js';
import type { RemedyOutcome } from './remedy-case.js';
import type { RemedyEntry, RemedyStage } from './remedy-entry.js';

/**
 * Whether a result sends the case back to the organ: `always`, or only where the decision names a term for a new answer.
 * A changed decision stands as changed (行政复议法第六十三至六十六条; 行政诉讼法第七十、七十二、七十四条).
 */
export const REDECISION_OF_OUTCOME = {
  revoked: 'always',
  orderedToPerform: 'always',
  declaredUnlawful: 'ifOrdered',
  declaredInvalid: 'ifOrdered',
} as const satisfies Partial<Record<RemedyOutcome, 'always' | 'ifOrdered'>>;

/** Where neither the decision nor the judgment names a term, in working days. */
export const REDECISION_WORKING_DAYS = 20;

export interface OrderedRedecision {
  readonly level: RemedyStage['level'];
  readonly by: 'reconsideration' | 'court';
  readonly on: LocalDate;
  readonly dueOn: LocalDate;
  /** Working days from `on` to `dueOn`, as the case's event holds the term. */
  readonly redoDays: number;
}

/** The new answer that a result in force orders of the original organ; null: none. A later instance overrides the earlier. */
export function redecisionOf(
  { role, stages }: RemedyEntry,
  calendar: WorkingDayCalendar,
): OrderedRedecision | null {
  if (role !== 'originalOrgan') return null;
  const stage = stages.filter(({ outcome }) => outcome !== null).at(-1);
  if (stage?.outcome == null || stage.effectiveOn === null) return null;
  const rule: 'always' | 'ifOrdered' | undefined = (
    REDECISION_OF_OUTCOME as Partial<Record<RemedyOutcome, 'always' | 'ifOrdered'>>
  )[stage.outcome];
  if (rule === undefined || (rule === 'ifOrdered' && stage.redecideBy === null)) return null;
  const on = stage.effectiveOn;
  const by = stage.level === 'reconsideration' ? 'reconsideration' : 'court';
  if (stage.redecideBy === null) {
    const dueOn = addWorkingDays(calendar, on, REDECISION_WORKING_DAYS);
    return { level: stage.level, by, on, dueOn, redoDays: REDECISION_WORKING_DAYS };
  }
  let dueOn = stage.redecideBy;
  while (!isWorkingDay(calendar, dueOn) || dueOn <= on) dueOn = addDays(dueOn, 1);
  return { level: stage.level, by, on, dueOn, redoDays: countWorkingDays(calendar, on, dueOn) };
}
