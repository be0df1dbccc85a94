import type { NoticeDays } from '@gongkai/core';

/** One stretch of days as it is typed. */
export interface DaysDraft {
  readonly from: string;
  readonly to: string;
  readonly holiday: string;
}
export interface NoticeDraft {
  readonly number: string;
  readonly issuedOn: string;
  readonly knownOn: string;
  readonly year: string;
  readonly amends: string;
  readonly regionCode: string;
  readonly off: readonly DaysDraft[];
  readonly work: readonly DaysDraft[];
}

export const EMPTY_DAYS: DaysDraft = { from: '', to: '', holiday: '' };

export function emptyNotice(today: string): NoticeDraft {
  const year = String(Number(today.slice(0, 4)) + 1);
  return {
    ...{ number: '', issuedOn: today, knownOn: '', year, amends: '', regionCode: '' },
    ...{ off: [EMPTY_DAYS], work: [EMPTY_DAYS] },
  };
}

function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

function daysOf(rows: readonly DaysDraft[]): unknown[] {
  return rows
    .filter(({ from, to, holiday }) => `${from}${to}${holiday}` !== '')
    .map(({ from, to, holiday }) => ({ from, to: to === '' ? from : to, holiday: holiday.trim() }));
}

/** What is sent, for the schema of core to judge: stretches left empty are left out, one without an end is one day. */
export function noticeOf({
  number,
  issuedOn,
  knownOn,
  year,
  amends,
  regionCode,
  off,
  work,
}: NoticeDraft): unknown {
  return {
    ...{ number: number.trim(), issuedOn, knownOn: textOrNull(knownOn), year: Number(year) },
    ...{
      amends: textOrNull(amends),
      regionCode: textOrNull(regionCode),
      off: daysOf(off),
      work: daysOf(work),
    },
  };
}

/** Days as a list says them. */
export function daysWords(days: readonly NoticeDays[]): string {
  if (days.length === 0) return '—';
  return days
    .map(({ from, to, holiday }) => `${holiday} ${from === to ? from : `${from} 至 ${to}`}`)
    .join('；');
}
