import type { CaseStatus } from '../application/vocabulary.js';
import type { LocalDate } from '../calendar/local-date.js';
import type { SimilarityGrade } from './compare-requests.js';

/** An earlier case beside one that is being examined. */
export interface EarlierCase {
  readonly grade: SimilarityGrade;
  readonly isSameApplicant: boolean | null;
  /** Null for a case of an old system. */
  readonly status: CaseStatus | null;
  readonly closedOn: LocalDate | null;
}

/** A reply was served in these; a case that lapsed or was withdrawn had none. */
const REPLIED: readonly (CaseStatus | null)[] = ['closed', 'redeciding', null];

/** The day on which the earlier case's reply was served; null: none was. */
export function repliedOn({ status, closedOn }: Pick<EarlierCase, 'status' | 'closedOn'>): LocalDate | null {
  return REPLIED.includes(status) ? closedOn : null;
}

/**
 * Whether a reply may refer to an earlier one instead of handling the application again: the same applicant, the same
 * information, and a reply that has been served (条例第三十六条第（六）项). The officer decides.
 */
export function mayBeRepeat(earlier: EarlierCase): boolean {
  return earlier.grade === 'same' && earlier.isSameApplicant === true && repliedOn(earlier) !== null;
}
