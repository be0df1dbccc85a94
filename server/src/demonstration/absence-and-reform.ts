import { addDays, operatorActor, parseLocalDate } from '@gongkai/core';
import {
  createAccount,
  createAgency,
  delegateRoles,
  grantRole,
  listPeople,
  succeedAgency,
} from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { RECONSIDERATION_OFFICE } from './city.js';
import { HEAD_OF_OFFICE } from './staff.js';

type Context = Pick<AppContext, 'db' | 'now' | 'today'>;

/** Whose head of office is on leave, and who stands in for him. */
const ABSENCE = { agencyCode: 'CC-ZR', absent: HEAD_OF_OFFICE, deputy: 'fazhi', days: 7 } as const;
/** An organ that was merged into the market supervision in the reform of 2019; the name is invented. */
const MERGED = { code: 'CC-ZL', name: '澄川市知识产权局（演示）', into: 'CC-SJ', on: '2019-03-01' } as const;

/** What an office meets besides its daily work: a duty officer, a supervisor, an absence, an organ that was merged. */
export async function addAbsenceAndReform(ctx: Context): Promise<void> {
  await openAccount(ctx, 'zhiban', '鲜于值', 'dutyOfficer', RECONSIDERATION_OFFICE);
  await openAccount(ctx, 'jiandu', '谷梁督', 'supervisor', 'CC');
  await mergeAgency(ctx);
  await delegateForLeave(ctx);
}

async function openAccount(
  ctx: Context,
  post: string,
  displayName: string,
  role: 'dutyOfficer' | 'supervisor',
  agencyCode: string,
): Promise<void> {
  const operator = operatorActor();
  const loginName = `${RECONSIDERATION_OFFICE}.${post}`.toLowerCase();
  const { id } = await createAccount(ctx, operator, {
    ...{ loginName, displayName, kind: 'staff', agencyCode: RECONSIDERATION_OFFICE },
  });
  const term = { unitCode: null, fromOn: ctx.today(), untilOn: null };
  await grantRole(ctx, operator, id, { role, agencyCode, ...term });
}

async function mergeAgency(ctx: Context): Promise<void> {
  const operator = operatorActor();
  await createAgency(ctx, operator, {
    ...{ code: MERGED.code, name: MERGED.name, kind: 'localDepartment', parentCode: 'CC' },
    ...{ hasRuleMakingPower: false, scope: 'organ', existsFrom: null, isDemonstration: true },
  });
  await succeedAgency(ctx, operator, MERGED.code, {
    ...{ kind: 'merged', successorCodes: [MERGED.into], fromOn: parseLocalDate(MERGED.on) },
    ...{ basis: '澄川市机构改革方案（演示）', continues: false },
  });
}

async function delegateForLeave(ctx: Context): Promise<void> {
  const { agencyCode, absent, deputy, days } = ABSENCE;
  const { items } = await listPeople(ctx, operatorActor(), agencyCode);
  const idOf = (post: string): string => {
    const person = items.find(({ loginName }) => loginName === `${agencyCode}.${post}`.toLowerCase());
    if (person === undefined) throw new Error(`no account for ${post}`);
    return person.id;
  };
  const fromOn = ctx.today();
  await delegateRoles(ctx, operatorActor(), agencyCode, {
    ...{ fromAccountId: idOf(absent), toAccountId: idOf(deputy), roles: ['officeHead'], reason: '年休假' },
    ...{ fromOn, untilOn: addDays(fromOn, days) },
  });
}
