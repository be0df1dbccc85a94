import type {
  AccountKind,
  AgencyKind,
  AccountStatus,
  LocalDate,
  Role,
  SuccessionKind,
  SuccessionReach,
} from '@gongkai/core';
import type { ColumnType, Generated } from 'kysely';

/** The picture over an agency's columns, its address by the hash. */
export interface AgencyEmblem {
  readonly fileId: string;
  readonly hash: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** The tree of agencies; `agencyId` is the code that addresses show. */
export interface AgencyTable {
  agencyId: string;
  name: string;
  kind: AgencyKind;
  parentId: string | null;
  hasRuleMakingPower: boolean;
  scope: 'organ' | 'area';
  isDemonstration: boolean;
  existsFrom: LocalDate | null;
  existsUntil: LocalDate | null;
  /** Written by `replaceEmblem` alone. */
  emblem?: AgencyEmblem | null | undefined;
}

/** 处室, 科室. */
export interface UnitTable {
  agencyId: string;
  unitId: string;
  name: string;
  existsFrom: Generated<LocalDate | null>;
  existsUntil: Generated<LocalDate | null>;
}

/** Named persons of an agency, whether or not they have an account. */
export interface OfficerTable {
  agencyId: string;
  officerId: string;
  name: string;
  title: string;
  unitId: string | null;
}

/** Who can sign in. How he does so is in the tables of sign-in; what he may do in `role_grant`. */
export interface AccountTable {
  accountId: string;
  loginName: string;
  displayName: string;
  /** For good: the database ties every role to it. */
  kind: AccountKind;
  status: Generated<AccountStatus>;
  /** Where a person works; null for those who run the platform, and for applicants. */
  agencyId: string | null;
  officerId: string | null;
  createdBy: string;
  createdAt: Generated<string>;
  disabledBy: string | null;
  disabledAt: string | null;
}

/** A role from day to day, the last day included; nothing is deleted. */
export interface RoleGrantTable {
  grantId: string;
  accountId: string;
  accountKind: AccountKind;
  role: Role;
  /** Null: the whole platform. */
  agencyId: string | null;
  unitId: string | null;
  fromOn: LocalDate;
  untilOn: LocalDate | null;
  grantedBy: string;
  grantedAt: Generated<string>;
  revokedBy: string | null;
  revokedAt: string | null;
}

/** Roles in an agency that somebody absent lends to a colleague. */
export interface DelegationTable {
  agencyId: string;
  delegationId: string;
  accountKind: Generated<'staff'>;
  fromAccountId: string;
  toAccountId: string;
  roles: ColumnType<readonly Role[], string, never>;
  reason: string;
  fromOn: LocalDate;
  untilOn: LocalDate;
  madeBy: string;
  madeAt: Generated<string>;
  revokedBy: string | null;
  revokedAt: string | null;
}

/** A name that an agency bore until the end of a day. */
export interface AgencyFormerNameTable {
  agencyId: string;
  untilOn: LocalDate;
  name: string;
}

/** Who took over the duties of an agency, and from which day. */
export interface AgencySuccessionTable {
  agencyId: string;
  successorId: string;
  fromOn: LocalDate;
  kind: SuccessionKind;
  /** The decision it rests on. */
  basis: string;
  /** The whole; what was of no unit, and the units that were mapped to it; or these alone. */
  takes: Generated<SuccessionReach>;
}

/** A unit that went to a successor, there to a unit or to none. */
export interface AgencyUnitSuccessionTable {
  agencyId: string;
  unitId: string;
  successorId: string;
  successorUnitId: string | null;
}
