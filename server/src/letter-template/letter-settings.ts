import { checkNumberScheme, DomainError, permit, type Actor, type LetterSetting } from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { letterSettings } from './materials.js';
import { upsertSetting } from './queries.js';

type SettingContext = Pick<AppContext, 'db' | 'now'>;

/** What the agency's letters say of it, by the days from which it holds. */
export async function listLetterSettings(
  ctx: SettingContext,
  actor: Actor,
  agencyCode: string,
): Promise<{ items: LetterSetting[] }> {
  permit(actor, 'letterTemplate.view', { agencyCode });
  await requireAgency(ctx.db, agencyCode);
  return { items: await letterSettings(ctx.db, agencyCode) };
}

/** Enters what holds from a day on; letters issued keep what they printed. @throws DomainError INVALID_INPUT */
export async function saveLetterSetting(
  ctx: SettingContext,
  actor: Actor,
  agencyCode: string,
  setting: LetterSetting,
): Promise<{ items: LetterSetting[] }> {
  permit(actor, 'letterTemplate.publish', { agencyCode });
  for (const scheme of [setting.numberScheme, ...Object.values(setting.numberSchemeByLetter)]) {
    const [fault] = checkNumberScheme(scheme);
    if (fault !== undefined) throw new DomainError('INVALID_INPUT', fault.message);
  }
  return inTransaction(ctx.db, async (db) => {
    await requireAgency(db, agencyCode);
    const { effectiveFrom, ...body } = setting;
    await upsertSetting(db, {
      ...{ agencyId: agencyCode, effectiveFrom, body },
      ...{ changedBy: actor.id, changedAt: ctx.now().toISOString() },
    });
    await recordAudit(db, ctx, actor, {
      kind: 'letterSetting.saved',
      agencyCode,
      subject: { type: 'letterSetting', id: effectiveFrom },
      details: { effectiveFrom },
    });
    return { items: await letterSettings(db, agencyCode) };
  });
}
