import { permitWithin, type Actor, type RegisterView } from '@gongkai/core';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { deleteView, listViews, saveView } from './view-queries.js';

type Context = Pick<AppContext, 'db' | 'now'>;

/** How somebody looks at the register of an agency: the way of last time and what was saved under a name. */
export async function listRegisterViews(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  agencyCode: string,
): Promise<{ items: RegisterView[] }> {
  permitWithin(actor, 'case.view', agencyCode);
  await requireAgency(ctx.db, agencyCode);
  return { items: await listViews(ctx.db, agencyCode, actor.id) };
}

/** Keeps a view under its name, in place of one of the same name. */
export async function saveRegisterView(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  view: RegisterView,
): Promise<RegisterView> {
  permitWithin(actor, 'case.view', agencyCode);
  await requireAgency(ctx.db, agencyCode);
  await inTransaction(ctx.db, (db) =>
    saveView(db, { agencyId: agencyCode, accountId: actor.id, savedAt: ctx.now().toISOString(), ...view }),
  );
  return view;
}

export async function removeRegisterView(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  name: string,
): Promise<{ items: RegisterView[] }> {
  permitWithin(actor, 'case.view', agencyCode);
  await requireAgency(ctx.db, agencyCode);
  await inTransaction(ctx.db, (db) => deleteView(db, agencyCode, actor.id, name));
  return listRegisterViews(ctx, actor, agencyCode);
}
