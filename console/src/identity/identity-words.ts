import { NO_UNIT, ROLES, type RoleGrant, type TERM_STATES } from '@gongkai/core';

/** A role with the unit it is limited to. */
export function roleInUnit(
  { role, unitCode }: Pick<RoleGrant, 'role' | 'unitCode'>,
  unitNames: ReadonlyMap<string, string>,
): string {
  if (unitCode === null) return ROLES[role];
  return `${ROLES[role]}（${unitCode === NO_UNIT ? '不属于任何处室的事项' : (unitNames.get(unitCode) ?? unitCode)}）`;
}

/** From which day to which, as people say it. */
export function termText({
  fromOn,
  untilOn,
}: {
  readonly fromOn: string;
  readonly untilOn: string | null;
}): string {
  return untilOn === null ? `${fromOn} 起` : `${fromOn} 至 ${untilOn}`;
}

/** Colours that go with the words; none says more than they do. */
export const STATE_COLORS = {
  active: 'success',
  future: 'processing',
  past: 'default',
  revoked: 'default',
} as const satisfies Record<keyof typeof TERM_STATES, string>;
