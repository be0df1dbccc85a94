import { type AgencyDetail, type Role, type Unit } from '@gongkai/core';
import { makePersonName } from './case-texts.js';
import { seedOf, type CityAgency } from './city.js';
import { FIELDS, type Field } from './fields.js';
import { createRandom } from './random.js';

export interface Staff {
  readonly units: readonly Pick<Unit, 'code' | 'name'>[];
  readonly officers: AgencyDetail['officers'];
}

/** Who registers applications and signs reports. */
export const DISCLOSURE_OFFICER = 'gongkai';
export const HEAD_OF_OFFICE = 'zhuren';
/** Who publishes. */
export const EDITOR = 'bianji';
/** Begins the id of a unit's liaison officer. */
export const LIAISON_POST = 'lianluo-';

/** The posts that each unit has, by what their ids begin with. */
const UNIT_POSTS = [
  { prefix: LIAISON_POST, title: '联络员', roles: ['liaisonOfficer'] },
  { prefix: 'kezhang-', title: '科室负责人', roles: ['unitHead'] },
] as const satisfies readonly { prefix: string; title: string; roles: readonly Role[] }[];

interface Post {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly roles: readonly Role[];
}

const OFFICE_POSTS: readonly Post[] = [
  { id: 'fenguan', title: '分管负责人（审批人）', unit: 'BGS', roles: ['agencyHead'] },
  {
    id: HEAD_OF_OFFICE,
    title: '办公室主任（政府信息公开工作机构负责人）',
    unit: 'BGS',
    roles: ['officeHead'],
  },
  { id: DISCLOSURE_OFFICER, title: '政府信息公开专员', unit: 'BGS', roles: ['disclosureOfficer'] },
  { id: EDITOR, title: '信息发布编辑', unit: 'BGS', roles: ['editor'] },
  { id: 'baomi', title: '保密审查员', unit: 'BGS', roles: ['secrecyReviewer'] },
  { id: 'fazhi', title: '合法性审核员', unit: 'FGK', roles: ['legalityReviewer'] },
];

/** The roles that come with a post, and whether they hold in its unit alone. */
export function rolesOfPost(post: string): { readonly roles: readonly Role[]; readonly isOfUnit: boolean } {
  const ofUnit = UNIT_POSTS.find(({ prefix }) => post.startsWith(prefix));
  if (ofUnit !== undefined) return { roles: ofUnit.roles, isOfUnit: true };
  return { roles: OFFICE_POSTS.find(({ id }) => id === post)?.roles ?? [], isOfUnit: false };
}

/** Units with a liaison officer and a head each, and the posts of the disclosure office; the names are invented. */
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
    ...UNIT_POSTS.flatMap(({ prefix, title }) =>
      units.map(({ code }) => ({ id: `${prefix}${code.toLowerCase()}`, title, unit: code })),
    ),
  ];
  return {
    units,
    officers: posts.map(({ id, title, unit }) => ({ id, name: newName(), title, unitCode: unit })),
  };
}
