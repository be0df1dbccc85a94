import { parseLocalDate, type LocalDate } from '../calendar/local-date.js';
import type { AgencyKind, ItemFinding } from './vocabulary.js';
import type { DecidedItems } from './outcome.js';

export type RemedyRoute = 'reconsiderationFirst' | 'choice' | 'none';

/** Who reviews: 行政复议法 2023 第二十四至二十八条; before 2024 a department's case could also go to the upper department. */
export type ReconsiderationAuthority =
  | 'peopleGovernmentOfSameLevel'
  | 'peopleGovernmentOrUpperDepartment'
  | 'nextUpperGovernment'
  | 'itself'
  | 'upperDepartment';

/** The remedies open against part of an answer; `items` are indexes into the decision's items. */
export interface Remedy {
  readonly items: readonly number[];
  readonly route: RemedyRoute;
  readonly authority?: ReconsiderationAuthority;
}

/** 行政复议法 (2023 revision) in force: refusal to disclose goes to reconsideration first (第二十三条第一款第四项). */
export const MANDATORY_RECONSIDERATION_FROM = parseLocalDate('2024-01-01');

/** 不予公开 under 条例第十四至十六条, and the withheld part of a partial disclosure (法释〔2025〕8号第一条). */
const RECONSIDERATION_FIRST: ReadonlySet<ItemFinding> = new Set([
  'refused.stateSecret',
  'refused.forbiddenByLaw',
  'refused.threeSecuritiesOneStability',
  'refused.thirdPartyRights',
  'refused.internalAffairs',
  'refused.processInformation',
  'refused.enforcementCaseFile',
  'partiallyGranted',
]);

/** Not an answer about existing information: nothing to review. */
const NOT_REVIEWABLE: ReadonlySet<ItemFinding> = new Set(['inquiry', 'other.rest']);

const ROUTES = ['reconsiderationFirst', 'choice', 'none'] as const satisfies readonly RemedyRoute[];

export function routeOf(finding: ItemFinding, actedOn: LocalDate): RemedyRoute {
  if (NOT_REVIEWABLE.has(finding)) return 'none';
  return actedOn >= MANDATORY_RECONSIDERATION_FROM && RECONSIDERATION_FIRST.has(finding)
    ? 'reconsiderationFirst'
    : 'choice';
}

export function reconsiderationAuthorityOf(agency: AgencyKind, actedOn: LocalDate): ReconsiderationAuthority {
  switch (agency) {
    case 'localDepartment':
      return actedOn >= MANDATORY_RECONSIDERATION_FROM
        ? 'peopleGovernmentOfSameLevel'
        : 'peopleGovernmentOrUpperDepartment';
    case 'localGovernment':
      return 'nextUpperGovernment';
    case 'stateCouncilDepartment':
      return 'itself';
    case 'verticalSystem':
      return 'upperDepartment';
  }
}

/** The remedies of a decision by its items, as the law stands on the day of service (条例第五十一条). */
export function remediesOf(decision: DecidedItems, agency: AgencyKind, actedOn: LocalDate): Remedy[] {
  const routes = decision.items.map(({ finding }) => routeOf(finding, actedOn));
  return ROUTES.flatMap((route) => {
    const items = routes.flatMap((itemRoute, index) => (itemRoute === route ? [index] : []));
    return items.length === 0 ? [] : [remedy(items, route, agency, actedOn)];
  });
}

/** Whether the items of an answer are spoken of by number: an answer to one thing alone has none to name. */
export function isOfSeveralItems(remedies: readonly Pick<Remedy, 'items'>[]): boolean {
  return new Set(remedies.flatMap(({ items }) => items)).size > 1;
}

/** The remedy against silence or a lapse, which concern no item of a decision. */
export function remedyAgainstSilence(agency: AgencyKind, actedOn: LocalDate): Remedy {
  return remedy([], 'choice', agency, actedOn);
}

function remedy(
  items: readonly number[],
  route: RemedyRoute,
  agency: AgencyKind,
  actedOn: LocalDate,
): Remedy {
  return {
    items,
    route,
    ...(route !== 'none' && { authority: reconsiderationAuthorityOf(agency, actedOn) }),
  };
}
