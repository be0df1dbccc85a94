import type { LocalDate } from '../calendar/local-date.js';
import type { ReplyClock } from '../deadline/reply-clock.js';
import type { Consultation, Course, CourseFinding, EventOf } from './course.js';
import { hasFinding, isAnythingGranted, isCombinationLawful, outcomeRowOf } from './outcome.js';
import type { CaseEvent, CaseRule } from './vocabulary.js';

/** The third party's last word before a decision, or null while it is silent. */
function thirdPartyAgrees(course: Course, decided: EventOf<'decided'>): boolean | null {
  const answers = course.consultations
    .map((consultation) => consultation.answered)
    .filter((answer) => answer?.type === 'thirdPartyAnswered' && answer.on <= decided.on);
  const last = answers.at(-1);
  return last?.type === 'thirdPartyAnswered' ? (last.agrees ?? null) : null;
}

/** Disclosure in the public interest against a third party's objection, of which it must be told (条例第三十二条). */
export function isDisclosedDespiteObjection(course: Course, decided: EventOf<'decided'>): boolean {
  return (
    isAnythingGranted(decided) &&
    !hasFinding(decided, 'refused.thirdPartyRights') &&
    thirdPartyAgrees(course, decided) === false
  );
}

/** Whether the consulted party let its term pass: unanswered, or answered too late, as of a day. */
export function isSilent(consultation: Consultation, asOf: LocalDate): boolean {
  const { lapseOn, answered } = consultation;
  if (lapseOn === null) return false;
  return answered ? answered.on > lapseOn && answered.on <= asOf : asOf > lapseOn;
}

/** What the law demands of a decision, given what came before it. */
export function checkDecision(
  decided: EventOf<'decided'>,
  course: Course,
  clockBefore: ReplyClock | null,
): CourseFinding[] {
  const earlier = course.before.slice(0, course.before.indexOf(decided));
  const has = (type: CaseEvent['type']): boolean => earlier.some((event) => event.type === type);
  const findings: CourseFinding[] = [];
  const find = (rule: CaseRule): void => {
    findings.push({ rule, on: decided.on });
  };

  if (!isCombinationLawful(decided)) find('combinationUnlawful');
  else if (!outcomeRowOf(decided).isMainFindingNamed) find('mainFindingNotNamed');
  if (hasFinding(decided, 'unprocessed.abusive') && !has('reasonsDemanded')) find('reasonsNotDemanded');
  if (hasFinding(decided, 'unable.stillUnclear')) {
    const noticeAt = earlier.findIndex((event) => event.type === 'correctionNotice');
    const isSupplemented =
      noticeAt >= 0 && earlier.slice(noticeAt).some((event) => event.type === 'supplement');
    if (!isSupplemented) find('unclearWithoutCorrection');
  }
  if (hasFinding(decided, 'refused.thirdPartyRights')) {
    if (!has('thirdPartyConsulted')) find('thirdPartyNotConsulted');
    else if (thirdPartyAgrees(course, decided) === true) find('refusedDespiteConsent');
  }
  if (isDisclosedDespiteObjection(course, decided)) find('disclosedDespiteObjection');

  for (const [finding, notice] of [
    ['other.lapsedCorrection', 'correctionNotice'],
    ['other.lapsedFee', 'feeNotice'],
  ] as const) {
    if (!hasFinding(decided, finding)) continue;
    const isOpen = clockBefore !== null && clockBefore.dueOn === null && has(notice);
    if (!isOpen) find('lapseWithoutNotice');
    else if (clockBefore.lapsesOn === null || decided.on <= clockBefore.lapsesOn) find('lapseTooEarly');
  }
  return findings;
}
