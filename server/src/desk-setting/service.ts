import {
  channelSettingSchema,
  DEFAULT_CHANNELS,
  DEFAULT_REMINDERS,
  DomainError,
  permit,
  permitWithin,
  reminderSettingSchema,
  type Actor,
  type ChannelSetting,
  type ReminderSetting,
} from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { findSetting, saveSetting, type SettingKey } from './queries.js';

type Context = Pick<AppContext, 'db' | 'now'>;

interface Saved<T> {
  readonly setting: T;
  /** 0: nothing was set, and what the law leaves holds. */
  readonly revision: number;
}

/** How an agency can be applied to (条例第二十九、三十一条); null: it has set nothing. */
export async function channelsOf(db: Connection, agencyId: string): Promise<ChannelSetting | null> {
  const row = await findSetting(db, { agencyId, kind: 'channels' });
  return row === undefined ? null : channelSettingSchema.parse(row.content);
}

/** When the people of an agency are reminded. */
export async function remindersOf(db: Connection, agencyId: string): Promise<ReminderSetting> {
  const row = await findSetting(db, { agencyId, kind: 'reminders' });
  return row === undefined ? DEFAULT_REMINDERS : reminderSettingSchema.parse(row.content);
}

/** For anybody: it is what the guide says (条例第十二条). @throws DomainError NOT_FOUND */
export async function getChannelSetting(
  ctx: Pick<Context, 'db'>,
  agencyCode: string,
): Promise<Saved<ChannelSetting>> {
  await requireAgency(ctx.db, agencyCode);
  const row = await findSetting(ctx.db, { agencyId: agencyCode, kind: 'channels' });
  if (row === undefined) return { setting: DEFAULT_CHANNELS, revision: 0 };
  return { setting: channelSettingSchema.parse(row.content), revision: row.revision };
}

/** @throws DomainError CHANGED_MEANWHILE, and INVALID_INPUT where a channel is closed that may not be */
export async function saveChannelSetting(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  given: Saved<ChannelSetting>,
): Promise<Saved<ChannelSetting>> {
  const setting = channelSettingSchema.parse(given.setting);
  await save(ctx, actor, { agencyId: agencyCode, kind: 'channels' }, { ...given, setting });
  return getChannelSetting(ctx, agencyCode);
}

export async function getReminderSetting(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  agencyCode: string,
): Promise<Saved<ReminderSetting>> {
  permitWithin(actor, 'case.view', agencyCode);
  await requireAgency(ctx.db, agencyCode);
  const row = await findSetting(ctx.db, { agencyId: agencyCode, kind: 'reminders' });
  return { setting: await remindersOf(ctx.db, agencyCode), revision: row?.revision ?? 0 };
}

/** @throws DomainError CHANGED_MEANWHILE */
export async function saveReminderSetting(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  given: Saved<ReminderSetting>,
): Promise<Saved<ReminderSetting>> {
  await save(ctx, actor, { agencyId: agencyCode, kind: 'reminders' }, given);
  return getReminderSetting(ctx, actor, agencyCode);
}

async function save(
  ctx: Context,
  actor: Actor,
  key: SettingKey,
  { setting, revision }: Saved<object>,
): Promise<void> {
  const agencyCode = key.agencyId;
  permit(actor, 'guide.edit', { agencyCode });
  await inTransaction(ctx.db, async (db) => {
    await requireAgency(db, agencyCode);
    const row = { content: setting, savedBy: actor.id, savedAt: ctx.now().toISOString() };
    if (!(await saveSetting(db, key, revision, row)))
      throw new DomainError('CHANGED_MEANWHILE', '别人刚刚修改了设置，请刷新后核对，再修改。', { revision });
    await recordAudit(db, ctx, actor, {
      kind: 'deskSetting.changed',
      agencyCode,
      subject: { type: 'agency', id: agencyCode },
      details: { setting: key.kind, revision: revision + 1 },
    });
  });
}
