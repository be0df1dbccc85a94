import { z } from 'zod';
import { localDateSchema } from '../calendar/local-date.js';
import { agencyCodeSchema } from './agency-api.js';
import { PERMISSION_NAMES } from './permission.js';
import {
  ACCOUNT_STATUSES,
  ADMINISTRATOR_ROLES,
  ROLE_NAMES,
  type AccountKind,
  type AccountStatus,
} from './role.js';

const roleSchema = z.enum(ROLE_NAMES);
const administratorRoles = Object.keys(ADMINISTRATOR_ROLES) as (keyof typeof ADMINISTRATOR_ROLES)[];
const statuses = Object.keys(ACCOUNT_STATUSES) as [AccountStatus, ...AccountStatus[]];
/** Applicants open their accounts themselves. */
const staffKinds = ['staff', ...administratorRoles] as const satisfies readonly AccountKind[];

/** How a grant or delegation stands today. */
export const TERM_STATES = { active: '有效', future: '未到期', past: '已到期', revoked: '已撤销' } as const;
const termStateSchema = z.enum(Object.keys(TERM_STATES) as (keyof typeof TERM_STATES)[]);

const personReference = z.object({ id: z.string(), name: z.string() });

export const roleGrantSchema = z.object({
  id: z.string(),
  role: roleSchema,
  /** Null: the whole platform. */
  agencyCode: agencyCodeSchema.nullable(),
  unitCode: z.string().nullable(),
  fromOn: localDateSchema,
  untilOn: localDateSchema.nullable(),
  grantedBy: z.string(),
  state: termStateSchema,
});
export type RoleGrant = z.infer<typeof roleGrantSchema>;

export const accountSchema = z.object({
  id: z.string(),
  loginName: z.string(),
  displayName: z.string(),
  kind: z.enum(staffKinds),
  status: z.enum(statuses),
  agencyCode: agencyCodeSchema.nullable(),
});
export const personSchema = accountSchema.extend({ grants: z.array(roleGrantSchema) });
export type Person = z.infer<typeof personSchema>;

export const delegationSchema = z.object({
  id: z.string(),
  agencyCode: agencyCodeSchema,
  from: personReference,
  to: personReference,
  roles: z.array(roleSchema),
  reason: z.string(),
  fromOn: localDateSchema,
  untilOn: localDateSchema,
  state: termStateSchema,
});
export type Delegation = z.infer<typeof delegationSchema>;

/** Everybody who works for an agency or may do something in it, and who stands in for whom. */
export const peopleSchema = z.object({
  items: z.array(personSchema),
  delegations: z.array(delegationSchema),
});
export type People = z.infer<typeof peopleSchema>;

export const newAccountSchema = z.object({
  loginName: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9._-]{2,39}$/, { error: '登录名用3至40位字母、数字、点、横线，以字母开头。' }),
  displayName: z.string().trim().min(2, { error: '请填写姓名。' }).max(50),
  kind: z.enum(staffKinds),
  /** Null: of no one agency, for the three administrators of the platform. */
  agencyCode: agencyCodeSchema.nullable(),
});
export type NewAccount = z.infer<typeof newAccountSchema>;

export const accountStatusChangeSchema = z.object({ status: z.enum(statuses) });

export const newGrantSchema = z.object({
  role: roleSchema,
  agencyCode: agencyCodeSchema.nullable(),
  unitCode: z.string().max(40).nullable().default(null),
  fromOn: localDateSchema,
  untilOn: localDateSchema.nullable().default(null),
});
export type NewGrant = z.infer<typeof newGrantSchema>;

export const newDelegationSchema = z.object({
  fromAccountId: z.string().min(1),
  toAccountId: z.string().min(1, { error: '请选择代办人。' }),
  roles: z.array(roleSchema).min(1, { error: '请选择委托的角色。' }),
  reason: z.string().trim().min(2, { error: '请说明离岗的事由。' }).max(200),
  fromOn: localDateSchema,
  untilOn: localDateSchema,
});
export type NewDelegation = z.infer<typeof newDelegationSchema>;

/** Who may do something in an agency today, by which role and for whom. */
export const accessQuerySchema = z.object({
  permission: z.enum(PERMISSION_NAMES),
  unitCode: z.string().max(40).optional(),
});
export const accessSchema = z.object({
  items: z.array(
    z.object({
      account: personReference,
      role: roleSchema,
      unitCode: z.string().nullable(),
      onBehalfOf: personReference.nullable(),
    }),
  ),
});
export type Access = z.infer<typeof accessSchema>;

/** Who I am and what I may do today, delegations of and to me among it. */
export const myAccessSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['person', 'applicant', 'system']),
  grants: z.array(
    z.object({
      role: roleSchema,
      agencyCode: z.string(),
      unitCode: z.string().nullable(),
      agencyCodes: z.array(z.string()),
      onBehalfOf: z.string().nullable(),
    }),
  ),
  delegations: z.array(delegationSchema),
  /** To whom one could delegate: the others of one's own agency. */
  colleagues: z.array(personReference),
});
export type MyAccess = z.infer<typeof myAccessSchema>;
