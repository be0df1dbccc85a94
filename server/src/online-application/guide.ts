import {
  defaultGuide,
  DomainError,
  missingGuideFields,
  permit,
  type Actor,
  type DisclosureGuide,
  type PresentedGuide,
} from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import { requireAgency } from '../identity/service.js';
import { channelsOf } from '../desk-setting/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { findGuide, saveGuideRow } from './queries.js';

type Context = Pick<AppContext, 'db' | 'site'>;

/** The agency's guide (条例第十二条), or what can be said of one that has not written its own. @throws DomainError NOT_FOUND */
export async function getGuide(ctx: Context, agencyCode: string): Promise<PresentedGuide> {
  const agency = await requireAgency(ctx.db, agencyCode);
  const row = await findGuide(ctx.db, agencyCode);
  const { contact, domain: website } = ctx.site;
  const guide = row?.content ?? defaultGuide(agency.name, { contact, website });
  const channels = await channelsOf(ctx.db, agencyCode);
  return {
    ...guide,
    ...(channels !== null && { isOnlineOpen: channels.web.isOffered }),
    revision: row?.revision ?? 0,
    updatedOn: row?.updatedOn ?? null,
    missing: missingGuideFields(guide),
  };
}

/** Replaces the guide. @throws DomainError CHANGED_MEANWHILE when `revision` is not the one that stands */
export async function saveGuide(
  ctx: Context & Pick<AppContext, 'now' | 'today'>,
  actor: Actor,
  agencyCode: string,
  { revision, ...content }: DisclosureGuide & { readonly revision: number },
): Promise<PresentedGuide> {
  permit(actor, 'guide.edit', { agencyCode });
  const before = await getGuide(ctx, agencyCode);
  const fields = (Object.keys(content) as (keyof DisclosureGuide)[]).filter(
    (field) => content[field] !== before[field],
  );
  await inTransaction(ctx.db, async (db) => {
    const row = { agencyId: agencyCode, content, updatedOn: ctx.today(), updatedBy: actor.id };
    if (!(await saveGuideRow(db, { ...row, revision: revision + 1 }, revision))) {
      throw new DomainError('CHANGED_MEANWHILE', '别人刚刚修改了指南，请刷新后核对，再修改。', { revision });
    }
    await recordAudit(db, ctx, actor, {
      kind: 'guide.changed',
      agencyCode,
      subject: { type: 'agency', id: agencyCode },
      details: { fields, revision: revision + 1 },
    });
  });
  return getGuide(ctx, agencyCode);
}
