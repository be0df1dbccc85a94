import type { Agency } from '@gongkai/core';

type Grouped = Pick<Agency, 'code' | 'name' | 'parentCode' | 'scope' | 'existsUntil'>;

/** Agencies that stand together on a page: those of one area, or what is left. */
export interface AgencyGroup<T extends Grouped> {
  /** The government whose area it is; null: agencies of no area here. */
  readonly area: T | null;
  readonly name: string;
  readonly agencies: readonly T[];
}

/**
 * Agencies by the area that they belong to, an area before those inside of it; within a group in the order given. What
 * has ended stands last, because its column stays.
 */
export function agencyGroups<T extends Grouped>(agencies: readonly T[]): AgencyGroup<T>[] {
  const standing = agencies.filter(({ existsUntil }) => existsUntil === null);
  const areas = areasInOrder(standing, null);
  const groups = areas.map((area) => ({
    ...{ area, name: area.name },
    agencies: standing.filter((it) => it.scope === 'organ' && it.parentCode === area.code),
  }));
  const placed = new Set([...areas, ...groups.flatMap((group) => group.agencies)].map(({ code }) => code));
  const others = [
    {
      name: areas.length === 0 ? '部门和单位' : '其他机关',
      agencies: standing.filter(({ code }) => !placed.has(code)),
    },
    { name: '已经撤销的机关', agencies: agencies.filter(({ existsUntil }) => existsUntil !== null) },
  ];
  return [
    ...groups,
    ...others.map((group) => ({ area: null, ...group })).filter((group) => group.agencies.length > 0),
  ];
}

function areasInOrder<T extends Grouped>(agencies: readonly T[], parentCode: string | null): T[] {
  const codes = new Set(agencies.map(({ code }) => code));
  return agencies
    .filter((it) => it.scope === 'area')
    .filter((it) =>
      parentCode === null
        ? it.parentCode === null || !codes.has(it.parentCode)
        : it.parentCode === parentCode,
    )
    .flatMap((area) => [area, ...areasInOrder(agencies, area.code)]);
}
