import {
  DomainError,
  existsOn,
  yearOf,
  type Agency,
  type ApplicantClass,
  type CaseEvent,
  type LocalDate,
  type NewCase,
} from '@gongkai/core';
import type { PendingRecord } from '../audit/service.js';
import { listUnits } from '../identity/service.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { caseNumber } from './case-number.js';
import type { CaseProjection } from './project-case.js';
import { insertCase, takeCaseNumber, type CaseRow } from './queries.js';

/** The class goes with the submission, so that the events alone tell the case. */
export function withClass(events: readonly CaseEvent[], applicantClass: ApplicantClass): CaseEvent[] {
  return events.map((event) => (event.type === 'submitted' ? { ...event, applicantClass } : event));
}

/** Under the number that was given, or the next of the year. @throws DomainError ALREADY_EXISTS */
export async function insertUnder(
  db: Transaction,
  agencyCode: string,
  { caseId: given }: NewCase,
  events: readonly CaseEvent[],
  projection: CaseProjection,
  rowOf: (caseId: string) => CaseRow,
  writtenWith: (row: CaseRow) => {
    readonly events: Parameters<typeof insertCase>[3];
    readonly record: PendingRecord;
  },
): Promise<CaseRow> {
  const insert = (row: CaseRow): Promise<boolean> => {
    const { events: rows, record } = writtenWith(row);
    return insertCase(db, row, projection, rows, record);
  };
  if (given !== undefined) {
    const row = rowOf(given.trim());
    if (await insert(row)) return row;
    const { caseId } = row;
    throw new DomainError('ALREADY_EXISTS', `编号“${caseId}”已经登记过，请换一个编号或者查看原案件。`, {
      caseId,
    });
  }
  const year = yearOf(
    events.find(({ type }) => type === 'submitted')?.on ?? events[0]?.on ?? failWithoutEvents(),
  );
  for (;;) {
    const row = rowOf(caseNumber(agencyCode, year, await takeCaseNumber(db, agencyCode, year)));
    // Numbers given elsewhere, before an import, are passed over.
    if (await insert(row)) return row;
  }
}

function failWithoutEvents(): never {
  throw new DomainError('INVALID_INPUT', '请至少登记提交申请的事件。');
}

/** An agency that was merged or split registers nothing new; its running cases go on. */
export function requireExisting(agency: Agency, today: LocalDate): void {
  if (existsOn(agency, today)) return;
  throw new DomainError(
    'NOT_IN_THIS_STATUS',
    `${agency.name}在${today}不再履行职责，请在承接其职责的机关登记。`,
  );
}

export async function requireUnit(
  db: Connection,
  agencyCode: string,
  unitCode: string | null,
): Promise<void> {
  if (unitCode === null) return;
  const units = await listUnits(db, agencyCode);
  if (units.some(({ code }) => code === unitCode)) return;
  throw new DomainError('INVALID_INPUT', `没有登记代码为“${unitCode}”的处室，请先登记处室或者改选。`);
}
