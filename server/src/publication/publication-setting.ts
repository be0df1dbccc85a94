import {
  DomainError,
  permit,
  permitWithin,
  recorderName,
  USUAL_PUBLICATION_SETTING,
  wordsOf,
  type Actor,
  type NewPublicationSetting,
  type PublicationSetting,
  type WrongWord,
} from '@gongkai/core';
import { z } from 'zod';
import { recordAudit } from '../audit/service.js';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { enqueue } from '../platform/jobs/enqueue.js';
import { defineJob } from '../platform/jobs/job-kind.js';
import { findSetting, insertSetting, listSettingVersions, lockSettings } from './setting-queries.js';

type Context = Pick<AppContext, 'db' | 'now'>;

/** Holds what is public against the words that an agency has just set. */
export const RECHECK_PUBLISHED_JOB = defineJob({
  name: 'publication.recheckPublished',
  label: '按新的词复查已公开的信息',
  payload: z.object({ agencyId: z.string() }),
});

/** What an agency set for the check before publication, with who set it. @throws DomainError FORBIDDEN */
export async function getPublicationSetting(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  agencyCode: string,
): Promise<PublicationSetting> {
  permitWithin(actor, 'document.view', agencyCode);
  await requireAgency(ctx.db, agencyCode);
  return present(ctx.db, agencyCode);
}

/** Keeps a further version; the earlier ones stay. @throws DomainError FORBIDDEN, INVALID_INPUT, CHANGED_MEANWHILE */
export async function savePublicationSetting(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  { words, usesShipped, interpretationDays, seenVersion }: NewPublicationSetting,
): Promise<PublicationSetting> {
  permit(actor, 'document.configure', { agencyCode });
  const twice = words.find(({ word }, index) => words.findIndex((it) => it.word === word) !== index);
  if (twice) throw new DomainError('INVALID_INPUT', `“${twice.word}”列了两次，请去掉一个。`);
  return inTransaction(ctx.db, async (db) => {
    await requireAgency(db, agencyCode);
    await lockSettings(db, agencyCode);
    const version = (await findSetting(db, agencyCode))?.version ?? 0;
    if (version !== seenVersion)
      throw new DomainError('CHANGED_MEANWHILE', '别人刚刚改了这些设定。请刷新，对照新的内容再改。');
    await insertSetting(db, {
      ...{ agencyId: agencyCode, version: version + 1, words: JSON.stringify(words), usesShipped },
      ...{ interpretationDays, savedBy: actor.id, savedAt: ctx.now().toISOString() },
    });
    await recordAudit(db, ctx, actor, {
      kind: 'document.settingSaved',
      agencyCode,
      subject: { type: 'agency', id: agencyCode },
      details: { version: version + 1, count: words.length },
    });
    await enqueue(db, RECHECK_PUBLISHED_JOB, { agencyId: agencyCode }, agencyCode);
    return present(db, agencyCode);
  });
}

/** The words that the check looks for in an agency now. */
export async function loadWords(db: Connection, agencyCode: string): Promise<readonly WrongWord[]> {
  return wordsOf((await findSetting(db, agencyCode)) ?? USUAL_PUBLICATION_SETTING);
}

/** Working days after a policy by which its interpretation is out. */
export async function loadInterpretationDays(db: Connection, agencyCode: string): Promise<number> {
  return ((await findSetting(db, agencyCode)) ?? USUAL_PUBLICATION_SETTING).interpretationDays;
}

async function present(db: Connection, agencyCode: string): Promise<PublicationSetting> {
  const found = await findSetting(db, agencyCode);
  const { words, usesShipped, interpretationDays } = found ?? USUAL_PUBLICATION_SETTING;
  return {
    ...{ version: found?.version ?? 0, words: [...words], usesShipped, interpretationDays },
    versions: (await listSettingVersions(db, agencyCode)).map(({ displayName, savedBy, ...row }) => ({
      ...row,
      savedBy: recorderName(savedBy, displayName),
    })),
  };
}
