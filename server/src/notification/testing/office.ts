import { operatorActor, type Actor, type NewGrant, type Role } from '@gongkai/core';
import { testContext } from '../../../testing/test-context.js';
import { openTestDatabase } from '../../../testing/test-database.js';
import { makeAgency } from '../../identity/factory.js';
import { createAccount, grantRole, loadActor } from '../../identity/service.js';
import type { AppContext } from '../../platform/context.js';
import { inTransaction } from '../../platform/database/with-transaction.js';
import { seal } from '../../platform/secrets/seal.js';
import { saveAddress } from '../queries.js';

const START = Date.parse('2026-03-02T01:00:00Z');

export interface Office {
  readonly ctx: AppContext;
  /** Moves the clock by hours. */
  readonly wait: (hours: number) => void;
  /** Opens an account; without an agency one that runs the platform. @returns its id */
  readonly person: (name: string, role: Role, at?: Partial<NewGrant>) => Promise<string>;
  readonly actor: (accountId: string) => Promise<Actor>;
  /** Kinds of news in somebody's inbox, the oldest first. */
  readonly newsOf: (accountId: string) => Promise<string[]>;
  /** As if its link had been followed. */
  readonly giveAddress: (accountId: string, address: string) => Promise<void>;
}

/** Agency `YSJ` with the units `BGS` and `FGC`, below the government `LJ`, and a clock that is moved by hand. */
export async function openOffice(given: Partial<AppContext> = {}): Promise<Office> {
  const { db } = await openTestDatabase();
  let at = START;
  const ctx = testContext({ db, now: () => new Date(at), ...given });
  const operator = operatorActor();
  await makeAgency(ctx, { code: 'LJ', name: '临江市人民政府（演示）', scope: 'area' });
  await makeAgency(ctx, { parentCode: 'LJ' });
  await makeAgency(ctx, { code: 'ZRJ', name: '临江市自然局（演示）', parentCode: 'LJ' });
  await db.insertInto('unit').values({ agencyId: 'YSJ', unitId: 'FGC', name: '法规处' }).execute();
  let people = 0;
  return {
    ctx,
    wait: (hours) => {
      at += hours * 3_600_000;
    },
    person: async (name, role, place = {}) => {
      people += 1;
      const isAdministrator = ['systemAdministrator', 'securityAdministrator', 'auditor'].includes(role);
      const agencyCode = isAdministrator ? null : (place.agencyCode ?? 'YSJ');
      const { id } = await createAccount(ctx, operator, {
        loginName: `user-${people}`,
        displayName: name,
        kind: isAdministrator ? (role as 'auditor') : 'staff',
        agencyCode,
      });
      const grant = { role, unitCode: null, fromOn: ctx.today(), untilOn: null };
      await grantRole(ctx, operator, id, { ...grant, ...place, agencyCode });
      return id;
    },
    actor: async (accountId) => {
      const actor = await loadActor(ctx, accountId);
      if (actor === null) throw new Error('no such account');
      return actor;
    },
    newsOf: async (accountId) => {
      const rows = await db
        .selectFrom('notification')
        .select('kind')
        .where('accountId', '=', accountId)
        .orderBy('createdAt')
        .orderBy('kind')
        .execute();
      return rows.map(({ kind }) => kind);
    },
    giveAddress: async (accountId, address) => {
      const account = await db
        .selectFrom('account')
        .select('agencyId')
        .where('accountId', '=', accountId)
        .executeTakeFirstOrThrow();
      const use = { purpose: 'notification-address', agencyId: account.agencyId, record: accountId };
      await inTransaction(db, (db) =>
        saveAddress(db, {
          agencyId: account.agencyId ?? '*',
          accountId,
          sealedAddress: seal(ctx.keyring, use, Buffer.from(address)),
          nonce: 'n',
          askedAt: ctx.now().toISOString(),
          verifiedAt: ctx.now().toISOString(),
          refusedAt: null,
        }),
      );
    },
  };
}
