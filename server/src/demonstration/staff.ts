import type { AgencyDetail } from '@gongkai/core';
import { makePersonName } from './case-texts.js';
import { seedOf, type CityAgency } from './city.js';
import { FIELDS, type Field } from './fields.js';
import { createRandom } from './random.js';

export interface Staff {
  readonly units: AgencyDetail['units'];
  readonly officers: AgencyDetail['officers'];
}

/** Who registers applications and signs reports. */
export const DISCLOSURE_OFFICER = 'gongkai';
export const HEAD_OF_OFFICE = 'zhuren';

const OFFICE_POSTS: readonly (readonly [id: string, title: string, unit: string])[] = [
  ['fenguan', '分管负责人（审批人）', 'BGS'],
  [HEAD_OF_OFFICE, '办公室主任（政府信息公开工作机构负责人）', 'BGS'],
  [DISCLOSURE_OFFICER, '政府信息公开专员', 'BGS'],
  ['bianji', '信息发布编辑', 'BGS'],
  ['baomi', '保密审查员', 'BGS'],
  ['fazhi', '合法性审核员', 'FGK'],
];

/** Units with a liaison officer each, and the posts of the disclosure office; the names are invented. */
export function staffOf(agency: CityAgency): Staff {
  const random = createRandom(seedOf('staff', agency.code));
  const field: Field = FIELDS[agency.field];
  const units = Object.entries(field.units).map(([code, name]) => ({ code, name }));
  const taken = new Set<string>();
  const newName = (): string => {
    let name = makePersonName(random);
    while (taken.has(name)) name = makePersonName(random);
    taken.add(name);
    return name;
  };
  const posts = [
    ...OFFICE_POSTS,
    ...units.map(({ code }) => [`lianluo-${code.toLowerCase()}`, '联络员', code] as const),
  ];
  return {
    units,
    officers: posts.map(([id, title, unitCode]) => ({ id, name: newName(), title, unitCode })),
  };
}
