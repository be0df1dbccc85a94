import type { AgencyKind, LocalDate } from '@gongkai/core';

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
}

/** 处室, 科室. */
export interface UnitTable {
  agencyId: string;
  unitId: string;
  name: string;
}

/** Named persons of an agency; accounts and roles come with sign-in. */
export interface OfficerTable {
  agencyId: string;
  officerId: string;
  name: string;
  title: string;
  unitId: string | null;
}
