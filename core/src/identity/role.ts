/** Offices that handle the matters themselves. */
export const BUSINESS_ROLES = {
  disclosureOfficer: '信息公开工作人员',
  liaisonOfficer: '联络员',
  unitHead: '科室负责人',
  secrecyReviewer: '保密审查员',
  legalityReviewer: '合法性审核员',
  officeHead: '公开机构负责人',
  agencyHead: '机关负责人',
  editor: '编辑',
  dutyOfficer: '值班员',
  supervisor: '主管部门监督人员',
} as const;
export type BusinessRole = keyof typeof BUSINESS_ROLES;

/** 三员: they run, secure and watch the system, and handle no matter in it (GB/T 22239 8.1.5). */
export const ADMINISTRATOR_ROLES = {
  systemAdministrator: '系统管理员',
  securityAdministrator: '安全管理员',
  auditor: '审计员',
} as const;
export type AdministratorRole = keyof typeof ADMINISTRATOR_ROLES;

/** Every role with its Chinese label. */
export const ROLES = { ...BUSINESS_ROLES, ...ADMINISTRATOR_ROLES } as const;
export type Role = keyof typeof ROLES;

export const ROLE_NAMES = Object.keys(ROLES) as [Role, ...Role[]];

/** What an account is for. It is chosen once; the three administrators are apart from each other and from the rest. */
export const ACCOUNT_KINDS = {
  staff: '工作人员',
  ...ADMINISTRATOR_ROLES,
  applicant: '申请人',
} as const;
export type AccountKind = keyof typeof ACCOUNT_KINDS;

export const ACCOUNT_STATUSES = { active: '启用', disabled: '停用' } as const;
export type AccountStatus = keyof typeof ACCOUNT_STATUSES;

/** How far a role reaches from the agency of its grant. */
export type RoleReach = 'unit' | 'agency' | 'subtree';

/** `unit`: always of one unit; `agency`: of the agency, or of one unit where the grant says so; `subtree`: all below. */
export const ROLE_REACH = {
  disclosureOfficer: 'agency',
  liaisonOfficer: 'unit',
  unitHead: 'unit',
  secrecyReviewer: 'agency',
  legalityReviewer: 'agency',
  officeHead: 'agency',
  agencyHead: 'agency',
  editor: 'agency',
  dutyOfficer: 'agency',
  supervisor: 'subtree',
  systemAdministrator: 'subtree',
  securityAdministrator: 'subtree',
  auditor: 'subtree',
} as const satisfies Record<Role, RoleReach>;

export function isAdministratorRole(role: Role): role is AdministratorRole {
  return role in ADMINISTRATOR_ROLES;
}

/**
 * The kind of account that alone may hold a role. An account has one kind for good, so no account ever combines two
 * of the three administrators, nor one of them with handling cases: whoever grants, runs or audits would otherwise do
 * so for himself (GB/T 22239 8.1.5 三权分立, 访问控制: least privilege). Who has both duties has two accounts.
 */
export function accountKindOf(role: Role): AccountKind {
  return isAdministratorRole(role) ? role : 'staff';
}
