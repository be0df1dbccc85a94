import type { CaseDetail } from '../application/case-api.js';
import type { CaseEvent } from '../application/vocabulary.js';
import type { LocalDate } from '../calendar/local-date.js';
import { addWorkingDays, type WorkingDayCalendar } from '../calendar/working-day-calendar.js';
import type { LetterDraft } from './letter-issue-api.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * What of a letter the case says already, so that nobody types it: days of earlier steps, the term and its end. It takes
 * the place of what was typed. 条例第三十、三十三、三十五条
 * @param approver who approves the letter; null while nobody has
 */
export function deriveFields(
  draft: LetterDraft,
  detail: Pick<CaseDetail, 'events' | 'dueOn' | 'lapsesOn'>,
  context: {
    readonly on: LocalDate;
    readonly calendar: WorkingDayCalendar;
    readonly approver: string | null;
    /** The approved fee of the case, which a fee notice tells of; null: there is none. */
    readonly fee?: Fields | null;
  },
): Fields {
  const { on, calendar, approver } = context;
  const events = eventsInForce(detail);
  const last = (type: CaseEvent['type']): LocalDate | undefined =>
    events.filter((event) => event.type === type && event.on <= on).at(-1)?.on;
  switch (draft.letter) {
    case 'extensionNotice': {
      const days = Number(draft.fields.days);
      const { dueOn } = detail;
      if (dueOn === null || !Number.isInteger(days) || days < 1) return {};
      const newDueOn = addWorkingDays(calendar, dueOn, days);
      return { dueOn, newDueOn, approver: approver ?? '政府信息公开工作机构负责人', approvedOn: on };
    }
    case 'closeLapsed': {
      const noticeOn = last('correctionNotice') ?? last('feeNotice');
      const lapsedOn = detail.lapsesOn;
      return noticeOn === undefined || lapsedOn === null ? {} : { lapse: { noticeOn, lapsedOn } };
    }
    case 'thirdPartyDecision': {
      const consultedOn = last('thirdPartyConsulted');
      const objected = events.filter(
        (event) => event.type === 'thirdPartyAnswered' && event.agrees === false && event.on <= on,
      );
      return consultedOn === undefined ? {} : { consultedOn, objectedOn: objected.at(-1)?.on ?? null };
    }
    case 'feeNotice':
      return context.fee ?? {};
    default:
      return isReply(draft) ? replyFields(last('extension'), last('reasonsDemanded'), draft.fields) : {};
  }
}

/** Events of a case that no later record replaced or voided, in the order of their records. */
export function eventsInForce({ events }: Pick<CaseDetail, 'events'>): CaseEvent[] {
  return events
    .filter(({ correctedBy, isVoid }) => correctedBy === null && !isVoid)
    .map(({ event }) => event);
}

function isReply({ letter }: LetterDraft): boolean {
  return letter.startsWith('reply');
}

function replyFields(
  extendedOn: LocalDate | undefined,
  demandedOn: LocalDate | undefined,
  { reasonsDemanded }: LetterDraft['fields'],
): Fields {
  const isTyped = typeof reasonsDemanded === 'object' && !Array.isArray(reasonsDemanded);
  const typed = isTyped ? reasonsDemanded : {};
  return {
    ...(extendedOn !== undefined && { extendedOn }),
    ...(demandedOn !== undefined && { reasonsDemanded: { ...typed, on: demandedOn } }),
  };
}
