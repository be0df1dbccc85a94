import {
  countRemedies,
  describeStep,
  recorderName,
  redecisionOf,
  remedyPoliciesOf,
  remedyCaseOf,
  TABLE4_COLUMNS,
  table4Cell,
  yearOf,
  type DecidedRemedyPolicy,
  type LocalDate,
  type RemedyDetail,
  type RemedyLesson,
  type RemedyOrder,
  type RemedySummary,
} from '@gongkai/core';
import { loadCalendar } from '../calendar/service.js';
import type { Connection } from '../platform/database/schema.js';
import { listPolicies } from './policy-queries.js';
import {
  listLessons,
  listOrders,
  listPapers,
  listRemedyVersions,
  type ListedRemedy,
  type RemedyRow,
} from './queries.js';
import { clockOf, entryOf, lastStage } from './remedy-row.js';

export function presentListed(row: RemedyRow, orderDueOn: LocalDate | null): RemedySummary {
  const { remedyId, caseId, kind, role, side, filedOn, settledOn, answerDueOn } = row;
  const { level, authority, number, outcome } = lastStage(entryOf(row));
  return {
    ...{ remedyId, caseId, kind, role, side, filedOn, settledOn, answerDueOn, orderDueOn },
    ...{ level, authority, number, outcome },
  };
}

export function summaryOf(row: ListedRemedy): RemedySummary {
  return presentListed(row, row.orderDueOn);
}

/** A remedy with all that belongs to it, as of today. */
export async function presentRemedy(db: Connection, row: RemedyRow, today: LocalDate): Promise<RemedyDetail> {
  const { agencyId, remedyId } = row;
  const orders = (await listOrders(db, agencyId, remedyId)).map((order): RemedyOrder => {
    const { orderId, kind, what, orderedOn, dueOn, doneOn, proof } = order;
    const isOverdue = doneOn === null && dueOn !== null && dueOn < today;
    return { orderId, kind, what, orderedOn, dueOn, doneOn, proof, isOverdue };
  });
  const open = orders.flatMap(({ doneOn, dueOn }) => (doneOn === null && dueOn !== null ? [dueOn] : []));
  const entry = entryOf(row);
  const calendar = await loadCalendar(db, agencyId);
  const redecision = redecisionOf(entry, calendar);
  const versions = await listRemedyVersions(db, agencyId, remedyId);
  return {
    ...presentListed(row, open.sort()[0] ?? null),
    version: row.version,
    stages: entry.stages.map((stage) => {
      const clock = clockOf(stage, calendar);
      const answer =
        clock === null
          ? null
          : { dueOn: clock.dueOn, source: clock.term.source, derivation: clock.steps.map(describeStep) };
      return { ...stage, answer };
    }),
    counted: countedOf(row, today, await listPolicies(db, agencyId)),
    redecision: redecision && { on: redecision.on, dueOn: redecision.dueOn },
    orders,
    lessons: (await listLessons(db, agencyId, { remedyId })).map(presentLesson),
    papers: await listPapers(db, agencyId, remedyId),
    versions: versions.map(({ version, recordedAt, recordedBy, displayName }) => ({
      version,
      recordedAt,
      recorderName: recorderName(recordedBy, displayName),
    })),
  };
}

export function presentLesson({
  lessonId,
  remedyId,
  ground,
  letter,
  text,
  learntOn,
}: RemedyLesson): RemedyLesson {
  return { lessonId, remedyId, ground, letter, text, learntOn };
}

/** Where table 四 counts it from the year of filing to that of today. */
function countedOf(
  row: RemedyRow,
  today: LocalDate,
  decided: readonly DecidedRemedyPolicy[],
): RemedyDetail['counted'] {
  const remedy = remedyCaseOf(row.remedyId, entryOf(row));
  const counted: RemedyDetail['counted'] = [];
  for (let year = yearOf(row.filedOn); year <= yearOf(today); year += 1) {
    const { cases } = countRemedies([remedy], year, remedyPoliciesOf(decided, year));
    const column = TABLE4_COLUMNS.find((it) => it !== 'total' && cases.has(table4Cell(row.kind, it)));
    if (column !== undefined) counted.push({ year, column });
  }
  return counted;
}
