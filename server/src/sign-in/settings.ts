import { ADMINISTRATOR_ROLES, DEFAULT_PASSWORD_POLICY, type PasswordPolicy, type Role } from '@gongkai/core';

/** A provider of identities outside; its word on who somebody is counts, not on what he may do. */
export interface OidcSettings {
  /** Pinned: answers that name another issuer are refused. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  /** On the button. */
  readonly name: string;
}

/** How people sign in to this installation. */
export interface SignInSettings {
  readonly password: PasswordPolicy;
  /** Without a request for so long, a session is over. */
  readonly idleMinutes: number;
  /** So long after sign-in it is over in any case. */
  readonly sessionHours: number;
  /** Whoever has one of these roles needs a second factor. */
  readonly secondFactorRoles: readonly Role[];
  readonly oidc: OidcSettings | null;
}

/** Those who run, secure and watch the system, and those who approve and publish. */
export const DEFAULT_SECOND_FACTOR_ROLES: readonly Role[] = [
  ...(Object.keys(ADMINISTRATOR_ROLES) as (keyof typeof ADMINISTRATOR_ROLES)[]),
  'officeHead',
  'agencyHead',
];

export const DEFAULT_SIGN_IN_SETTINGS: SignInSettings = {
  password: DEFAULT_PASSWORD_POLICY,
  idleMinutes: 30,
  sessionHours: 12,
  secondFactorRoles: DEFAULT_SECOND_FACTOR_ROLES,
  oidc: null,
};
