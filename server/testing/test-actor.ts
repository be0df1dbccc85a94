import { actorWithEveryRole, EVERY_AGENCY, type Actor, type Role } from '@gongkai/core';
import type { Authenticate } from '../src/platform/http/actor.js';

interface GivenActor {
  readonly id?: string;
  readonly name?: string;
  /** Left out: every role. */
  readonly roles?: readonly Role[];
  /** Where the roles are; left out: everywhere. */
  readonly agencyCode?: string;
  readonly unitCode?: string;
}

/** Somebody signed in, with every role everywhere unless it says less. */
export function testActor({
  id = 'dev',
  name = '开发账号',
  roles,
  agencyCode = EVERY_AGENCY,
  unitCode,
}: GivenActor = {}): Actor {
  if (roles === undefined && agencyCode === EVERY_AGENCY) return actorWithEveryRole(id, name);
  const grants = (roles ?? []).map((role) => ({
    role,
    agencyCode,
    unitCode: unitCode ?? null,
    agencyCodes: [agencyCode],
    onBehalfOf: null,
  }));
  return { kind: 'person', id, name, grants };
}

/** The part of `createApp` by which every call comes from one actor, or with null from nobody. */
export function signedInAs(actor: Actor | null = testActor()): { readonly authenticate: Authenticate } {
  return { authenticate: () => Promise.resolve(actor) };
}
