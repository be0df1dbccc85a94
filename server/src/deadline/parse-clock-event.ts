import { DomainError, orderByDay, parseLocalDate, type ClockEvent, type LocalDate } from '@gongkai/core';

/** How the events of the clock are written on the command line. */
export const CLOCK_EVENT_NOTATION = [
  'correction-notice:DATE[:TERM_DAYS]',
  'supplement:DATE',
  'third-party:SENT:ANSWERED[:RECEIVED]',
  'co-producer:SENT:ANSWERED[:RECEIVED]',
  'inter-agency:SENT:ANSWERED',
  'fee-notice:DATE',
  'fee-paid:DATE',
  'extension:DATE:DAYS',
  'delay-35:DATE:UNTIL',
] as const;

function fail(text: string): never {
  throw new DomainError('INVALID_INPUT', `看不懂事件“${text}”。写法：${CLOCK_EVENT_NOTATION.join('，')}。`, {
    text,
  });
}

function parseDays(text: string, whole: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) return fail(whole);
  return Number(text);
}

/** An empty ANSWERED means that no answer came. @throws DomainError INVALID_INPUT, INVALID_DATE */
export function parseClockEvent(text: string): ClockEvent {
  const [kind, ...rest] = text.split(':');
  const [first, second, third] = rest;
  if (first === undefined || rest.length > 3) return fail(text);
  const on = parseLocalDate(first);
  const optionalDay = (value: string | undefined): LocalDate | undefined =>
    value === undefined || value === '' ? undefined : parseLocalDate(value);
  const only = (count: number): void => {
    if (rest.length > count) fail(text);
  };
  switch (kind) {
    case 'correction-notice':
      only(2);
      return {
        type: 'correctionNotice',
        on,
        termDays: second === undefined ? undefined : parseDays(second, text),
      };
    case 'supplement':
      only(1);
      return { type: 'supplement', on };
    case 'third-party':
    case 'co-producer':
      return {
        type: 'consultation',
        with: kind === 'third-party' ? 'thirdParty' : 'coProducer',
        on,
        answeredOn: optionalDay(second),
        receivedOn: optionalDay(third),
      };
    case 'inter-agency':
      only(2);
      return { type: 'consultation', with: 'agency', on, answeredOn: optionalDay(second) };
    case 'fee-notice':
      only(1);
      return { type: 'feeNotice', on };
    case 'fee-paid':
      only(1);
      return { type: 'feePaid', on };
    case 'extension':
      only(2);
      return { type: 'extension', on, days: parseDays(second ?? '', text) };
    case 'delay-35':
      only(2);
      return { type: 'delayNotice35', on, until: parseLocalDate(second ?? '') };
    default:
      return fail(text);
  }
}

/** Checks that no event, and no answer, comes before what it follows. */
export function orderClockEvents(receivedOn: LocalDate, events: readonly ClockEvent[]): ClockEvent[] {
  for (const event of events) {
    const follows = event.type === 'consultation' ? [event.answeredOn, event.receivedOn] : [];
    if (event.on < receivedOn) {
      throw new DomainError('INVALID_INPUT', `事件日期 ${event.on} 早于收到日 ${receivedOn}，请核对。`);
    }
    for (const day of follows) {
      if (day !== undefined && day < event.on) {
        throw new DomainError('INVALID_INPUT', `答复或收到的日期 ${day} 早于发出日 ${event.on}，请核对。`);
      }
    }
  }
  return orderByDay(events);
}
