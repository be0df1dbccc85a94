import { API_ROUTES, type Actor, type ApiRouteName } from '@gongkai/core';
import { expect, test } from 'vitest';
import { signedInAs, testActor } from '../../testing/test-actor.js';
import { createApiRegistry, unservedRoutes } from '../platform/http/api-registry.js';
import { createApp } from '../platform/http/app.js';
import { callRoute } from '../platform/http/testing/call-route.js';
import { registerSignInApi } from './api.js';
import { inviteAdministrator, inviteByLoginName, inviteFirstAdministrators } from './first-administrators.js';
import { acceptInvitation, findInvited } from './password.js';
import { findOpenSession } from './session.js';
import { signInWithPassword } from './sign-in.js';
import { DEVICE, openSignInWorld, PASSWORD, tokenOf } from './testing/sign-in-world.js';

const { ctx, account, wait } = await openSignInWorld();
const systemAdministrator = testActor({ id: 'sys', roles: ['systemAdministrator'] });
const securityAdministrator = testActor({ id: 'sec', roles: ['securityAdministrator'] });

async function call(actor: Actor | null, name: ApiRouteName, accountId: string, body?: unknown) {
  const api = createApiRegistry();
  registerSignInApi(api, { oidc: null });
  const app = createApp(ctx, { ...signedInAs(actor), api, notYetServed: unservedRoutes(api) });
  const response = await callRoute(app, API_ROUTES[name], {
    params: { accountId },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, answer: (await response.json()) as { path?: string; message?: string } };
}

test('as long as nobody can sign in, each start makes links for three administrators; then no more', async () => {
  const first = await inviteFirstAdministrators(ctx);
  expect(first.map(({ role, loginName }) => [role, loginName])).toEqual([
    ['systemAdministrator', 'system-admin'],
    ['securityAdministrator', 'security-admin'],
    ['auditor', 'auditor'],
  ]);
  const again = await inviteFirstAdministrators(ctx);
  const [old, current] = [first[0], again[0]].map((it) => tokenOf(it?.path ?? ''));
  expect(await findInvited(ctx, old ?? '')).toBeNull();
  const accepted = await acceptInvitation(ctx, current ?? '', { next: PASSWORD, device: DEVICE });
  expect(accepted.stage).toBe('newFactor');
  expect(await inviteFirstAdministrators(ctx)).toEqual([]);
  // The links of the other two are still good.
  expect((await findInvited(ctx, tokenOf(again[2]?.path ?? '')))?.kind).toBe('auditor');
});

test('a command makes another administrator, but not of somebody with another duty', async () => {
  const given = { role: 'auditor', loginName: 'auditor-2', displayName: '第二位审计员' } as const;
  expect((await findInvited(ctx, tokenOf((await inviteAdministrator(ctx, given)).path)))?.loginName).toBe(
    'auditor-2',
  );
  await expect(inviteAdministrator(ctx, { ...given, loginName: 'system-admin' })).rejects.toMatchObject({
    code: 'ALREADY_EXISTS',
  });
  await expect(inviteByLoginName(ctx, 'nobody', false)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('the system administrator lets people in; nobody else does, and not into another administrator', async () => {
  const clerk = await account('clerk', { password: null });
  const { status, answer } = await call(systemAdministrator, 'inviteAccount', clerk);
  expect(status).toBe(200);
  expect((await findInvited(ctx, tokenOf(answer.path ?? '')))?.loginName).toBe('clerk');
  expect((await call(null, 'inviteAccount', clerk)).status).toBe(401);
  for (const role of ['securityAdministrator', 'auditor', 'officeHead', 'disclosureOfficer'] as const) {
    expect((await call(testActor({ roles: [role] }), 'inviteAccount', clerk)).status, role).toBe(403);
  }
  const elsewhere = testActor({ roles: ['systemAdministrator'], agencyCode: 'OTHER' });
  expect((await call(elsewhere, 'inviteAccount', clerk)).status).toBe(404);
  expect((await call(systemAdministrator, 'inviteAccount', 'nobody')).status).toBe(404);
  const auditor = await account('auditor-3', { role: 'auditor' });
  const refused = await call(systemAdministrator, 'inviteAccount', auditor);
  expect([refused.status, refused.answer.message]).toEqual([
    403,
    expect.stringContaining('gongkai admin invite'),
  ]);
});

test('an administrator who signs in through a provider alone is not taken over either', async () => {
  const auditor = await account('auditor-4', { role: 'auditor', password: null });
  expect((await call(systemAdministrator, 'inviteAccount', auditor)).status).toBe(200);
  const link = { accountId: auditor, issuer: 'https://id.example', subject: 's', boundBy: 'cli' };
  await ctx.db
    .insertInto('identityLink')
    .values({ ...link, boundAt: ctx.now().toISOString() })
    .execute();
  expect((await call(systemAdministrator, 'inviteAccount', auditor)).status).toBe(403);
  expect((await call(systemAdministrator, 'bindIdentity', auditor, { subject: 'mine' })).status).toBe(403);
});

test('the security administrator ends the sessions of others', async () => {
  const accountId = await account('leaver');
  const attempt = {
    loginName: 'leaver',
    password: PASSWORD,
    device: DEVICE,
    network: 'n',
    knownDevice: null,
  };
  const { token } = await signInWithPassword(ctx, attempt);
  expect((await call(systemAdministrator, 'endSessionsOfAccount', accountId)).status).toBe(403);
  expect(await findOpenSession(ctx, token)).not.toBeNull();
  expect((await call(securityAdministrator, 'endSessionsOfAccount', accountId)).status).toBe(200);
  expect(await findOpenSession(ctx, token)).toBeNull();
  wait(1);
});

test('without a provider nothing is bound', async () => {
  const accountId = await account('bound', { password: null });
  expect((await call(systemAdministrator, 'bindIdentity', accountId, { subject: 'x' })).status).toBe(404);
  expect((await call(systemAdministrator, 'bindIdentity', accountId, { subject: ' ' })).status).toBe(422);
});
