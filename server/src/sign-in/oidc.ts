import { DomainError, type Actor } from '@gongkai/core';
import * as client from 'openid-client';
import { z } from 'zod';
import { ANONYMOUS, recordAudit } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { fetchOutside } from '../platform/http/fetch-outside.js';
import { isLoopback } from '../platform/http/client.js';
import { seal, unseal } from '../platform/secrets/seal.js';
import { deleteIdentityLinks, findById, findLinkedAccountId, insertIdentityLink } from './queries.js';
import { needsSecondFactor, nextStage, openSession, type Device, type SignInContext } from './session.js';
import type { OidcSettings } from './settings.js';
import type { SignedIn } from './sign-in.js';

export const OIDC_CALLBACK = '/sign-in/oidc/callback';
/** So long a person may take at the provider, in seconds. */
export const OIDC_SECONDS = 600;
const STATE_USE = { purpose: 'oidc-state', agencyId: null };

type OidcContext = SignInContext & Pick<AppContext, 'web'>;

/** What the browser keeps, sealed, while its person is at the provider. */
const stateSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
  until: z.number(),
});

const configurations = new Map<string, Promise<client.Configuration>>();

/** @returns where to send the browser, and what it keeps until it is back */
export async function beginOidc(
  ctx: OidcContext,
  returnTo: string,
): Promise<{ readonly address: string; readonly kept: string }> {
  const settings = requireSettings(ctx);
  const config = await configurationOf(ctx, settings);
  const kept = {
    state: client.randomState(),
    nonce: client.randomNonce(),
    verifier: client.randomPKCECodeVerifier(),
    returnTo,
    until: ctx.now().getTime() + OIDC_SECONDS * 1000,
  };
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: callbackOf(ctx),
    scope: 'openid',
    state: kept.state,
    nonce: kept.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(kept.verifier),
    code_challenge_method: 'S256',
  });
  const sealed = seal(ctx.keyring, STATE_USE, Buffer.from(JSON.stringify(kept)));
  return { address: address.href, kept: sealed.toString('base64url') };
}

/**
 * Takes the provider's word on who somebody is. Only an account that an administrator bound to that very subject is
 * signed in: never by e-mail or name, which a provider may let anybody choose.
 * @param query of the address that the browser came back to
 * @throws DomainError SIGN_IN_REQUIRED
 */
export async function finishOidc(
  ctx: OidcContext,
  kept: string | undefined,
  query: string,
  device: Device,
): Promise<SignedIn & { readonly returnTo: string }> {
  const settings = requireSettings(ctx);
  const state = openState(ctx, kept);
  const { issuer, subject } = await provenIdentity(ctx, settings, state, query);
  const accountId = await findLinkedAccountId(ctx.db, issuer, subject);
  const account = accountId === null ? null : await findById(ctx.db, accountId);
  if (account?.isActive !== true) {
    await inTransaction(ctx.db, (db) =>
      recordAudit(db, ctx, ANONYMOUS, {
        kind: 'session.refused',
        agencyCode: account?.agencyId ?? null,
        subject: { type: 'account', id: account?.accountId ?? 'unknown' },
        outcome: 'refused',
        details: { reason: account === null ? 'identityNotBound' : 'disabled' },
      }),
    );
    throw new DomainError(
      'SIGN_IN_REQUIRED',
      `${settings.name}已确认您的身份，但它没有绑定本系统的账号，或者账号已停用。请把这个标识告诉本机关的系统管理员绑定：${subject}`,
    );
  }
  const facts = {
    method: 'oidc',
    hasProvedFactor: false,
    needsFactor: await needsSecondFactor(ctx, account.accountId),
  } as const;
  const stage = nextStage(account, facts, ctx.signIn, ctx.now());
  const { agencyId } = account;
  const token = await inTransaction(ctx.db, (db) =>
    openSession(db, ctx, { accountId: account.accountId, agencyId, stage, method: 'oidc', device }),
  );
  return { token, stage, account, returnTo: state.returnTo };
}

/** Binds an account to whom the configured provider calls `subject`. The caller has permitted it. @throws DomainError ALREADY_EXISTS */
export async function bindIdentity(
  ctx: Pick<AppContext, 'db' | 'now'> & { readonly oidc: OidcSettings | null },
  actor: Actor,
  accountId: string,
  subject: string,
): Promise<void> {
  const { issuer } = requireSettings({ signIn: ctx });
  const account = await findById(ctx.db, accountId);
  if (account === null) throw new DomainError('NOT_FOUND', '没有这个账号。');
  await inTransaction(ctx.db, async (db) => {
    await deleteIdentityLinks(db, accountId);
    const boundAt = ctx.now().toISOString();
    if (!(await insertIdentityLink(db, { issuer, subject, accountId, boundBy: actor.id, boundAt }))) {
      throw new DomainError('ALREADY_EXISTS', '这个标识已经绑定了另一个账号，请先核对。');
    }
    await recordAudit(db, ctx, actor, {
      kind: 'account.changed',
      agencyCode: account.agencyId,
      subject: { type: 'account', id: accountId },
      details: { fields: ['identityLink'] },
    });
  });
}

async function provenIdentity(
  ctx: OidcContext,
  settings: OidcSettings,
  { state, nonce, verifier }: z.infer<typeof stateSchema>,
  query: string,
): Promise<{ readonly issuer: string; readonly subject: string }> {
  try {
    const config = await configurationOf(ctx, settings);
    const tokens = await client.authorizationCodeGrant(config, new URL(`${callbackOf(ctx)}${query}`), {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims?.iss !== settings.issuer) throw new Error('no identity of the pinned issuer');
    return { issuer: claims.iss, subject: claims.sub };
  } catch (error) {
    throw new DomainError(
      'SIGN_IN_REQUIRED',
      `没有从${settings.name}得到可信的身份，请重新登录；仍不行请联系系统管理员。`,
      {},
      { cause: error },
    );
  }
}

function configurationOf(ctx: OidcContext, settings: OidcSettings): Promise<client.Configuration> {
  const key = JSON.stringify([settings.issuer, settings.clientId]);
  const known = configurations.get(key);
  if (known !== undefined) return known;
  const asked = discover(ctx, settings).catch((error: unknown) => {
    // Asked again the next time: the provider may have been down.
    configurations.delete(key);
    throw new DomainError(
      'SIGN_IN_REQUIRED',
      `现在连不上${settings.name}，请稍后再试，或者用口令登录。`,
      {},
      { cause: error },
    );
  });
  configurations.set(key, asked);
  return asked;
}

function discover({ web }: OidcContext, { issuer, clientId, clientSecret }: OidcSettings) {
  const server = new URL(issuer);
  const rules = { trustedHosts: [...web.trustedHosts, server.host] };
  const authentication = clientSecret === null ? client.None() : client.ClientSecretBasic(clientSecret);
  return client.discovery(server, clientId, undefined, authentication, {
    [client.customFetch]: (address, { method, headers, body }) =>
      fetchOutside(address, { method, headers, ...(body != null && { body: textOf(body) }) }, rules),
    timeout: 10,
    // Plain only for a provider on this very machine, as in tests.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to stand out, not to go away
    execute: isLoopback(server.hostname) ? [client.allowInsecureRequests] : [],
  });
}

function textOf(body: client.FetchBody): string {
  if (typeof body === 'string' || body instanceof URLSearchParams) return body.toString();
  throw new TypeError('openid-client sends forms');
}

function openState(ctx: SignInContext, kept: string | undefined): z.infer<typeof stateSchema> {
  try {
    const text = unseal(ctx.keyring, STATE_USE, Buffer.from(kept ?? '', 'base64url')).toString();
    const state = stateSchema.parse(JSON.parse(text));
    if (state.until > ctx.now().getTime()) return state;
  } catch {
    // Said below: missing, altered or of another key is all the same.
  }
  throw new DomainError('SIGN_IN_REQUIRED', '登录用的时间太长，或者不是在这个浏览器里开始的，请重新登录。');
}

function callbackOf({ web }: OidcContext): string {
  return `${web.publicUrl ?? ''}${OIDC_CALLBACK}`;
}

function requireSettings({
  signIn,
}: {
  readonly signIn: { readonly oidc: OidcSettings | null };
}): OidcSettings {
  if (signIn.oidc !== null) return signIn.oidc;
  throw new DomainError('NOT_FOUND', '没有配置统一身份认证，请用口令登录。');
}
