import { addDays, type LocalDate } from '../calendar/local-date.js';
import type { WorkingDayCalendar } from '../calendar/working-day-calendar.js';
import { workingDayTerm, type TermEnd } from '../deadline/term.js';

/** How long after formation or change information of a kind must be public. Configurable: a region may add kinds. */
export interface PublicationTerm {
  readonly kind: string;
  readonly label: string;
  readonly days: number;
  readonly unit: 'workingDay' | 'calendarDay';
  /** What the term runs from. */
  readonly from: '形成或变更' | '作出决定' | '批准' | '变更或撤销' | '成交或签订';
  readonly source: string;
}

export const PUBLICATION_TERMS = [
  {
    kind: 'general',
    label: '一般政府信息',
    days: 20,
    unit: 'workingDay',
    from: '形成或变更',
    source: '条例第二十六条',
  },
  {
    kind: 'licensingOrPenaltyResult',
    label: '行政许可、行政处罚结果',
    days: 7,
    unit: 'workingDay',
    from: '作出决定',
    source: '国办发〔2018〕118号',
  },
  {
    kind: 'otherEnforcementDecision',
    label: '其他行政执法决定',
    days: 20,
    unit: 'workingDay',
    from: '作出决定',
    source: '国办发〔2018〕118号',
  },
  {
    kind: 'annulledPenalty',
    label: '变更、撤销的处罚决定（撤回并说明理由）',
    days: 3,
    unit: 'workingDay',
    from: '变更或撤销',
    source: '行政处罚法第四十八条第二款、第八十五条',
  },
  {
    kind: 'budget',
    label: '预算、决算',
    days: 20,
    unit: 'calendarDay',
    from: '批准',
    source: '预算法第十四条',
  },
  {
    kind: 'procurementResult',
    label: '采购结果、采购合同',
    days: 2,
    unit: 'workingDay',
    from: '成交或签订',
    source: '政府采购法实施条例第四十三、五十条',
  },
] as const satisfies readonly PublicationTerm[];
export type PublicationKind = (typeof PUBLICATION_TERMS)[number]['kind'];

/** The last day on which the information must be public, with its derivation. */
export function publicationDue(
  calendar: WorkingDayCalendar,
  term: PublicationTerm,
  startsOn: LocalDate,
): TermEnd {
  if (term.unit === 'workingDay') return workingDayTerm(calendar, startsOn, term.days);
  const dueOn = addDays(startsOn, term.days);
  return {
    dueOn,
    isProvisional: false,
    missingYears: [],
    steps: [
      { kind: 'received', date: startsOn, days: term.days },
      { kind: 'due', date: dueOn },
    ],
  };
}
