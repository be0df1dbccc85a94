import { earlierOf, formatLocalDate, type LocalDate } from '../calendar/local-date.js';
import { addWorkingDays, isWorkingDay, type WorkingDayCalendar } from '../calendar/working-day-calendar.js';
import { CHANNELS_NEEDING_CONFIRMATION, type CaseEvent, type Channel } from './vocabulary.js';

type Submitted = Pick<Extract<CaseEvent, { type: 'submitted' }>, 'on' | 'channel' | 'officeReceivedOn'>;

export interface Receipt {
  /** Null until both sides confirm. */
  readonly on: LocalDate | null;
  /** Why, in the words of 第三十一条, and what is to be done. */
  readonly words: string;
}

/** The day of receipt that follows from how an application came (条例第三十一条), said so that an officer can check it. */
export function explainReceipt({ on, channel, officeReceivedOn }: Submitted): Receipt {
  const day = formatLocalDate(on);
  switch (channel) {
    case 'counter':
      return { on, words: `当面提交，以提交之日 ${day} 为收到之日（条例第三十一条第一项）。` };
    case 'oral':
      return { on, words: `口头提出、由公开机构代为填写，以代填之日 ${day} 为收到之日（条例第二十九条）。` };
    case 'registeredMail': {
      const first = officeReceivedOn === undefined ? on : earlierOf(on, officeReceivedOn);
      return {
        on: first,
        words: `邮寄并需签收，以行政机关签收之日 ${formatLocalDate(first)} 为收到之日（条例第三十一条第二项）；转到公开机构的日期另记，不从它起算。`,
      };
    }
    case 'letter':
      return {
        on: null,
        words:
          '平常信函，无需签收：公开机构应当于收到申请的当日与申请人确认，以确认之日为收到之日（条例第三十一条第二项）。登记后请当日联系申请人并记录。',
      };
    case 'web':
    case 'email':
    case 'fax':
      return {
        on: null,
        words:
          '互联网渠道（含电子邮件）或者传真，以双方确认之日为收到之日（条例第三十一条第三项）。登记后请当日联系申请人并记录。',
      };
  }
}

/** Whether both sides must confirm before the term begins. */
export function needsConfirmation(channel: Channel): boolean {
  return (CHANNELS_NEEDING_CONFIRMATION as readonly Channel[]).includes(channel);
}

/**
 * The last day on which both sides confirm in time: the day that it came, or the first working day after a day off
 * (条例第三十一条第二、三项).
 */
export function confirmBy(submittedOn: LocalDate, calendar: WorkingDayCalendar): LocalDate {
  return isWorkingDay(calendar, submittedOn) ? submittedOn : addWorkingDays(calendar, submittedOn, 1);
}
