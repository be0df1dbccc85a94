import { type LocalDate } from '../calendar/local-date.js';
import { shippedCalendar, type WorkingDayCalendar } from '../calendar/working-day-calendar.js';
import { CONSULTATION_DAYS } from '../deadline/terms.js';
import type { CaseEventType } from '../application/vocabulary.js';
import { setTerm, type SetTerm } from './unit-task.js';

interface ConsultationRule {
  readonly label: string;
  readonly article: string;
  /** Working days to answer from its receipt; null: the law sets none. */
  readonly days: number | null;
  /** What its silence means in law. */
  readonly silence: 'agencyDecides' | 'consents' | 'stillAwaited';
  readonly sent: Extract<CaseEventType, 'thirdPartyConsulted' | 'coProducerConsulted' | 'agencyConsulted'>;
  readonly answered: Extract<CaseEventType, 'thirdPartyAnswered' | 'coProducerAnswered' | 'agencyAnswered'>;
}

/** Who is asked outside of the organ, each with its own default on silence: those of 第三十二条 and 第三十四条 are opposite. */
export const CONSULTATIONS = {
  thirdParty: {
    label: '第三方',
    article: '条例第三十二条',
    days: CONSULTATION_DAYS,
    silence: 'agencyDecides',
    sent: 'thirdPartyConsulted',
    answered: 'thirdPartyAnswered',
  },
  coProducer: {
    label: '共同制作机关',
    article: '条例第三十四条',
    days: CONSULTATION_DAYS,
    silence: 'consents',
    sent: 'coProducerConsulted',
    answered: 'coProducerAnswered',
  },
  agency: {
    label: '其他机关协助',
    article: '条例第三十三条第三款',
    days: null,
    silence: 'stillAwaited',
    sent: 'agencyConsulted',
    answered: 'agencyAnswered',
  },
} as const satisfies Record<string, ConsultationRule>;
export type ConsultationKind = keyof typeof CONSULTATIONS;
export const CONSULTATION_KINDS = Object.keys(CONSULTATIONS) as [ConsultationKind, ...ConsultationKind[]];

export const CONSULTATION_ANSWERS = { agrees: '同意公开', objects: '不同意公开', other: '其他意见' } as const;
export type ConsultationAnswer = keyof typeof CONSULTATION_ANSWERS;
export const CONSULTATION_ANSWER_NAMES = Object.keys(CONSULTATION_ANSWERS) as [
  ConsultationAnswer,
  ...ConsultationAnswer[],
];

/** The last day of the one who is asked, from its receipt; null: no term in law, or the receipt is not known yet. */
export function consultationTerm(
  kind: ConsultationKind,
  receivedOn: LocalDate | null,
  calendar: WorkingDayCalendar = shippedCalendar(),
): SetTerm | null {
  const { days } = CONSULTATIONS[kind];
  return days === null || receivedOn === null ? null : setTerm(receivedOn, days, calendar);
}

/** How a consultation stands on a day. */
export type ConsultationStanding =
  'awaitingReceipt' | 'awaitingAnswer' | 'answered' | 'lapsedAgencyDecides' | 'lapsedConsents';

export const CONSULTATION_STANDINGS = {
  awaitingReceipt: '等待对方收到',
  awaitingAnswer: '等待答复',
  answered: '已答复',
  lapsedAgencyDecides: '逾期未答复，由本机关决定是否公开（条例第三十二条）',
  lapsedConsents: '逾期未答复，视为同意公开（条例第三十四条）',
} as const satisfies Record<ConsultationStanding, string>;

/** An answer after the term is still an answer of which the organ takes note; silence counts from the day after the last. */
export function consultationStanding(
  it: {
    readonly kind: ConsultationKind;
    readonly receivedOn: LocalDate | null;
    readonly lapseOn: LocalDate | null;
    readonly answeredOn: LocalDate | null;
  },
  today: LocalDate,
): ConsultationStanding {
  if (it.answeredOn !== null) return 'answered';
  const { silence } = CONSULTATIONS[it.kind];
  if (it.lapseOn !== null && today > it.lapseOn) {
    return silence === 'consents' ? 'lapsedConsents' : 'lapsedAgencyDecides';
  }
  return it.receivedOn === null && silence !== 'stillAwaited' ? 'awaitingReceipt' : 'awaitingAnswer';
}
