import { type Hono } from 'hono';
import { operatorActor, type Role } from '@gongkai/core';
import { testContext } from '../../../testing/test-context.js';
import { openTestDatabase } from '../../../testing/test-database.js';
import { makeAgency } from '../../identity/factory.js';
import { createAccount, grantRole } from '../../identity/service.js';
import type { AppContext } from '../../platform/context.js';
import { createApiRegistry, unservedRoutes } from '../../platform/http/api-registry.js';
import { createApp } from '../../platform/http/app.js';
import { inviteAccount } from '../invitation.js';
import { acceptInvitation } from '../password.js';
import { mountSignIn } from '../portal.js';
import { sessionAuthenticator, type SignInWeb } from '../session-portal.js';
import { DEFAULT_SIGN_IN_SETTINGS, type SignInSettings } from '../settings.js';

export const PASSWORD = '石榴树下的第三把旧藤摇椅';
export const DEVICE = { address: '203.0.113.9', browser: 'Firefox，Linux' };
const START = Date.parse('2026-03-02T01:00:00Z');

export interface SignInWorld {
  readonly ctx: SignInWeb;
  /** Moves the clock by seconds. */
  readonly wait: (seconds: number) => void;
  /** Opens an account in the agency `YSJ`; with a password unless it says `null`. */
  readonly account: (loginName: string, given?: AccountGiven) => Promise<string>;
  readonly audited: () => Promise<string[]>;
}

interface AccountGiven {
  readonly password?: string | null;
  readonly role?: Exclude<Role, 'liaisonOfficer'>;
}

/** A migrated database with one agency, a clock that is moved by hand, and people who can sign in. */
export async function openSignInWorld(
  settings: Partial<SignInSettings> = {},
  given: Partial<AppContext> = {},
): Promise<SignInWorld> {
  const { db } = await openTestDatabase();
  let at = START;
  const signIn = { ...DEFAULT_SIGN_IN_SETTINGS, ...settings };
  const ctx: SignInWeb = { ...testContext({ db, now: () => new Date(at), ...given }), signIn };
  await makeAgency(ctx);
  return {
    ctx,
    wait: (seconds) => {
      at += seconds * 1000;
    },
    account: async (loginName, { password = PASSWORD, role = 'disclosureOfficer' } = {}) => {
      const operator = operatorActor();
      const kind = role in { systemAdministrator: 1, securityAdministrator: 1, auditor: 1 } ? role : 'staff';
      const { id } = await createAccount(ctx, operator, {
        loginName,
        displayName: '欧阳示范',
        kind: kind as 'staff',
        agencyCode: kind === 'staff' ? 'YSJ' : null,
      });
      const place = { agencyCode: kind === 'staff' ? 'YSJ' : null, unitCode: null };
      await grantRole(ctx, operator, id, {
        role,
        ...place,
        fromOn: ctx.today(),
        untilOn: null,
      });
      if (password !== null) {
        const { path } = await inviteAccount(ctx, operator, id);
        await acceptInvitation(ctx, tokenOf(path), { next: password, device: DEVICE });
      }
      return id;
    },
    audited: async () => {
      const rows = await db.selectFrom('auditPending').select('text').orderBy('occurredAt').execute();
      return rows.map(({ text }) => text);
    },
  };
}

export function tokenOf(path: string): string {
  return new URL(path, 'http://localhost').searchParams.get('token') ?? '';
}

export function signInApp(ctx: SignInWeb): Hono {
  const api = createApiRegistry();
  return createApp(ctx, {
    api,
    notYetServed: unservedRoutes(api),
    authenticate: sessionAuthenticator(ctx),
    mountPages: (app) => {
      mountSignIn(app, ctx);
      app.get('/who', async (c) => {
        const { actorOf } = await import('../../platform/http/actor.js');
        return c.json({ name: (await actorOf(c))?.name ?? null });
      });
    },
  });
}
