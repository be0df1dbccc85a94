import type { YearPlace } from '../application/year-places.js';
import type { ApplicantClass } from './tables.js';

/** One case's place in the report year (国办公开办函〔2021〕30号表三、表四): each case has exactly one. */
export interface CasePlace extends YearPlace {
  readonly caseId: string;
  readonly applicantClass: ApplicantClass;
}

/** Why a place can't be right; null when it is lawful. */
export function faultOfPlace(place: CasePlace): string | null {
  if (place.isNew === place.isCarriedIn) return '应当且只能是本年新收或者上年结转之一';
  if ((place.row === null) !== place.isCarriedOut) return '应当且只能是已有办理结果或者结转下年度之一';
  return null;
}
