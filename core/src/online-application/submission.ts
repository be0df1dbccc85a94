import type { ApplicantClass } from '../annual-report/tables.js';
import type { LocalDate } from '../calendar/local-date.js';
import type { NewCase } from '../application/case-api.js';
import type { GivenPartyValues, RepresentativeRelation } from '../personal-data/party-values.js';
import { MOST_ITEMS, PROVISION_FORMS, PROVISION_ROUTES } from './application-form.js';
import type { Answers } from './form-model.js';
import { plainNumber, type IdentityKind } from './identity-documents.js';

/** Somebody beside the applicant who is named: shares the application, or acts for it. */
export interface Companion {
  readonly relation: RepresentativeRelation;
  readonly values: GivenPartyValues;
}

/** The pieces of information that were asked for, in the order in which they were written. */
export function requestedItems(answers: Answers): string[] {
  return Array.from({ length: MOST_ITEMS }, (_, index) => (answers[`item-${index + 1}`] ?? '').trim()).filter(
    (item) => item !== '',
  );
}

/** The request as one text: several items are numbered. 条例第二十九条第二款第二项 */
export function requestText(answers: Answers): string {
  const items = requestedItems(answers);
  return items.length === 1
    ? (items[0] ?? '')
    : items.map((item, index) => `${index + 1}. ${item}`).join('\n');
}

/** How the applicant wants the information, in words. 条例第二十九条第二款第三项 */
export function provisionWords(answers: Answers): string {
  const label = (options: typeof PROVISION_FORMS, value: string | undefined) =>
    options.find((option) => option.value === value)?.label ?? '';
  const form =
    answers.form === 'other' ? (answers['form-other'] ?? '') : label(PROVISION_FORMS, answers.form);
  return `${form}，${label(PROVISION_ROUTES, answers.route)}`;
}

/**
 * The case that a filled-in application makes: submitted today over the web, received only when both sides have confirmed
 * it (条例第三十一条). The answers are those that passed every check.
 */
export function newCaseOf(answers: Answers, today: LocalDate): NewCase {
  const applicantClass = (answers.class ?? 'naturalPerson') as ApplicantClass;
  const isPerson = applicantClass === 'naturalPerson';
  const code = plainNumber(answers['organisation-code'] ?? '');
  return {
    applicantClass,
    applicantName: answers.name ?? null,
    applicantDetails: {
      telephone: answers.telephone ?? null,
      address: answers.address ?? null,
      email: answers.email ?? null,
      ...(isPerson && documentOf(answers, '')),
      ...(!isPerson && code !== '' && { organisationCode: code }),
    },
    request: requestText(answers),
    topic: null,
    unitCode: null,
    events: [{ type: 'submitted', on: today, channel: 'web', applicantClass }],
  };
}

/** Who applies together with the one who is named, and who acts for it (条例第二十九条). */
export function companionsOf(answers: Answers): Companion[] {
  const found: Companion[] = [];
  const relation = answers['on-behalf'];
  if (relation === 'agent' || relation === 'guardian') {
    found.push({
      relation,
      values: {
        name: answers['representative-name'] ?? null,
        telephone: answers['representative-telephone'] ?? null,
        ...documentOf(answers, 'representative-'),
      },
    });
  }
  if (answers['legal-representative'] !== undefined)
    found.push({ relation: 'legalRepresentative', values: { name: answers['legal-representative'] } });
  for (let number = 1; answers[`other-${number}-name`] !== undefined; number += 1) {
    const values = {
      name: answers[`other-${number}-name`] ?? null,
      ...documentOf(answers, `other-${number}-`),
    };
    found.push({ relation: 'coApplicant', values });
  }
  return found;
}

function documentOf(answers: Answers, prefix: string): GivenPartyValues {
  const kind = answers[`${prefix}identity-kind`];
  const number = answers[`${prefix}identity-number`];
  if (kind === undefined || number === undefined) return {};
  return { identityKind: kind as IdentityKind, identityNumber: plainNumber(number) };
}
