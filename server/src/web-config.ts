import { DEFAULT_PASSWORD_POLICY, DomainError, ROLE_NAMES, type Role } from '@gongkai/core';
import { z } from 'zod';
import { parseNetworks } from './platform/http/client.js';
import type { WebSettings } from './platform/http/web-settings.js';
import { DEFAULT_SECOND_FACTOR_ROLES, type SignInSettings } from './sign-in/settings.js';

const text = z.string().min(1).nullable().default(null);
const whole = (least: number, most: number, standard: number) => {
  const error = `应为 ${least} 至 ${most} 的整数。`;
  return z.coerce
    .number({ error })
    .int({ error })
    .min(least, { error })
    .max(most, { error })
    .default(standard);
};
const address = z
  .url({ protocol: /^https?$/, error: '应为网址。' })
  .transform((url) => url.replace(/\/$/, ''))
  .nullable()
  .default(null);

const hostList = z
  .string()
  .default('')
  .transform((hosts) => hosts.split(',').flatMap((host) => (host.trim() === '' ? [] : [host.trim()])));

/** Settings of the web and of sign-in, as the environment names them. */
export const WEB_ENVIRONMENT = {
  GONGKAI_TRUSTED_PROXY: z
    .string()
    .default('')
    .transform((networks, ctx) => {
      try {
        return parseNetworks(networks);
      } catch {
        ctx.addIssue('应为代理的地址或网段，用逗号隔开，如 10.0.0.5,10.1.0.0/16。');
        return z.NEVER;
      }
    }),
  GONGKAI_TRUSTED_HOSTS: hostList,
  GONGKAI_LINK_CHECK: z.stringbool({ error: '只能是 true 或 false。' }).default(false),
  GONGKAI_LINK_CHECK_HOSTS: hostList,
  GONGKAI_LINK_CHECK_PAUSE_MS: whole(0, 60_000, 1000),
  GONGKAI_LINK_CHECK_TIMEOUT_SECONDS: whole(1, 60, 10),
  GONGKAI_PUBLIC_URL: address,
  GONGKAI_SECURITY_CONTACT: z
    .string()
    .regex(/^(mailto:|https:|tel:)\S+$/, { error: '应以 mailto:、https: 或 tel: 开头。' })
    .nullable()
    .default(null),
  GONGKAI_PASSWORD_MIN_LENGTH: whole(8, 64, DEFAULT_PASSWORD_POLICY.minLength),
  GONGKAI_PASSWORD_KINDS: whole(1, 4, DEFAULT_PASSWORD_POLICY.minCharacterKinds),
  GONGKAI_PASSWORD_HISTORY: whole(0, 20, DEFAULT_PASSWORD_POLICY.historyLength),
  GONGKAI_PASSWORD_MAX_AGE_DAYS: whole(0, 3650, 0),
  GONGKAI_SESSION_IDLE_MINUTES: whole(1, 24 * 60, 30),
  GONGKAI_SESSION_HOURS: whole(1, 24 * 30, 12),
  GONGKAI_SECOND_FACTOR: z
    .string()
    .optional()
    .transform((roles, ctx) => {
      if (roles === undefined) return DEFAULT_SECOND_FACTOR_ROLES;
      if (roles === 'all' || roles === 'none') return roles === 'all' ? ROLE_NAMES : [];
      const given = roles.split(',').map((role) => role.trim());
      const unknown = given.find((role) => !ROLE_NAMES.includes(role as Role));
      if (unknown === undefined) return given as Role[];
      ctx.addIssue(`没有“${unknown}”这个角色。可写 all、none，或者用逗号隔开 ${ROLE_NAMES.join('、')}。`);
      return z.NEVER;
    }),
  GONGKAI_OIDC_ISSUER: z
    .url({ protocol: /^https?$/, error: '应为网址。' })
    .nullable()
    .default(null),
  GONGKAI_OIDC_CLIENT_ID: text,
  GONGKAI_OIDC_CLIENT_SECRET: text,
  GONGKAI_OIDC_NAME: z.string().min(1).default('统一身份认证'),
} as const;
type WebEnvironment = z.infer<z.ZodObject<typeof WEB_ENVIRONMENT>>;

export function webSettingsOf(settings: WebEnvironment): Omit<WebSettings, 'listensOnLoopback'> {
  return {
    trustedProxies: settings.GONGKAI_TRUSTED_PROXY,
    trustedHosts: settings.GONGKAI_TRUSTED_HOSTS,
    linkCheck: {
      isOn: settings.GONGKAI_LINK_CHECK,
      trustedHosts: settings.GONGKAI_LINK_CHECK_HOSTS,
      pauseMs: settings.GONGKAI_LINK_CHECK_PAUSE_MS,
      timeoutMs: settings.GONGKAI_LINK_CHECK_TIMEOUT_SECONDS * 1000,
    },
    publicUrl: settings.GONGKAI_PUBLIC_URL,
    securityContact: settings.GONGKAI_SECURITY_CONTACT,
  };
}

/** @throws DomainError INVALID_INPUT that names what is missing */
export function signInSettingsOf(settings: WebEnvironment): SignInSettings {
  const { GONGKAI_OIDC_ISSUER: issuer, GONGKAI_OIDC_CLIENT_ID: clientId } = settings;
  if (issuer !== null && (clientId === null || settings.GONGKAI_PUBLIC_URL === null)) {
    throw new DomainError(
      'INVALID_INPUT',
      '设置有误。GONGKAI_OIDC_ISSUER：还要设置 GONGKAI_OIDC_CLIENT_ID 和 GONGKAI_PUBLIC_URL。',
    );
  }
  const days = settings.GONGKAI_PASSWORD_MAX_AGE_DAYS;
  return {
    password: {
      ...DEFAULT_PASSWORD_POLICY,
      minLength: settings.GONGKAI_PASSWORD_MIN_LENGTH,
      minCharacterKinds: settings.GONGKAI_PASSWORD_KINDS,
      historyLength: settings.GONGKAI_PASSWORD_HISTORY,
      maxAgeDays: days === 0 ? null : days,
    },
    idleMinutes: settings.GONGKAI_SESSION_IDLE_MINUTES,
    sessionHours: settings.GONGKAI_SESSION_HOURS,
    secondFactorRoles: settings.GONGKAI_SECOND_FACTOR,
    oidc:
      issuer === null || clientId === null
        ? null
        : {
            issuer,
            clientId,
            clientSecret: settings.GONGKAI_OIDC_CLIENT_SECRET,
            name: settings.GONGKAI_OIDC_NAME,
          },
  };
}
