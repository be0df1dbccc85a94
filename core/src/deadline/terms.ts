import { parseLocalDate, type LocalDate } from '../calendar/local-date.js';

/** Terms of the Regulations for an application received on a day; working days. */
export interface StatutoryTerms {
  /** Reply without extension (条例第三十三条: 20; before 2019-05-15: 15). */
  readonly replyDays: number;
  /** Longest extension (20; before 2019-05-15: 15). */
  readonly extensionDays: number;
  /** 补正 notice after receipt (条例第三十条: 7); null: the old Regulations set none. */
  readonly correctionNoticeDays: number | null;
}

/** 国务院令第711号 in force. */
export const REVISED_REGULATIONS_ON = parseLocalDate('2019-05-15');

export const REVISED_TERMS: StatutoryTerms = { replyDays: 20, extensionDays: 20, correctionNoticeDays: 7 };
export const TERMS_OF_2007: StatutoryTerms = { replyDays: 15, extensionDays: 15, correctionNoticeDays: null };

/** A consulted third party (条例第三十二条) or co-producing organ (第三十四条) answers within 15 working days of its receipt. */
export const CONSULTATION_DAYS = 15;

/** Payment within 20 working days after receipt of the fee notice (国办函〔2020〕109号). */
export const PAYMENT_DAYS = 20;

/** A new answer after reconsideration or court where the order sets no term (configurable: no national rule was found). */
export const REDECISION_DAYS = 20;

export function termsFor(receivedOn: LocalDate): StatutoryTerms {
  return receivedOn < REVISED_REGULATIONS_ON ? TERMS_OF_2007 : REVISED_TERMS;
}
