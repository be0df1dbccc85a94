import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';

const account = z.object({ accountId: z.string() });

/** A link to set a password; whoever holds it may do so once. */
export const invitationSchema = z.object({
  /** Path and query below the site's address. */
  path: z.string(),
  expiresAt: z.string(),
});
export type PresentedInvitation = z.infer<typeof invitationSchema>;

export const identityLinkSchema = z.object({
  subject: z.string().trim().min(1, { error: '请填写统一身份认证给出的标识。' }).max(255),
});

/** How administrators let people in and put them out; how people sign in themselves is on pages, not here. */
export const SIGN_IN_ROUTES = {
  inviteAccount: {
    method: 'post',
    path: '/accounts/{accountId}/invitation',
    summary: '生成设置口令的一次性链接',
    tag: 'identity',
    permission: 'people.manage',
    audit: 'account.changed',
    params: account,
    response: invitationSchema,
  },
  bindIdentity: {
    method: 'put',
    path: '/accounts/{accountId}/identity',
    summary: '绑定统一身份认证的标识',
    tag: 'identity',
    permission: 'people.manage',
    audit: 'account.changed',
    params: account,
    body: identityLinkSchema,
    response: z.object({}),
  },
  endSessionsOfAccount: {
    method: 'delete',
    path: '/accounts/{accountId}/sessions',
    summary: '结束一个账号的所有登录',
    tag: 'identity',
    permission: 'session.endOthers',
    audit: 'session.ended',
    params: account,
    response: z.object({}),
  },
} as const satisfies Record<string, ApiRoute>;
