import { type Actor, type LetterDetail } from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import type { UploadedFile } from '../platform/http/api-registry.js';
import { acceptFile, recordFile } from '../storage/service.js';
import { presentLetter } from './present-letter.js';
import { insertLetterFile } from './queries.js';
import { takeStep, type LetterContext, type SeenLetter } from './take-step.js';

/** Asks for the seal of an approved letter. */
export async function requestSeal(ctx: LetterContext, actor: Actor, seen: SeenLetter): Promise<LetterDetail> {
  const row = await takeStep(ctx, actor, seen, 'requestSeal', () =>
    Promise.resolve({
      values: { sealRequestedBy: actor.id, sealApprovedBy: null },
      audit: { kind: 'letter.sealRequested', details: { version: seen.version + 1 } },
    }),
  );
  return presentLetter(ctx, actor, row);
}

/** Lets the seal be put under the letter, or says why not. */
export async function decideSeal(
  ctx: LetterContext,
  actor: Actor,
  seen: SeenLetter,
  given: { readonly approves: true } | { readonly approves: false; readonly reason: string },
): Promise<LetterDetail> {
  const audit = {
    kind: 'letter.sealDecided',
    details: { version: seen.version + 1, isAllowed: given.approves },
  } as const;
  const row = await takeStep(ctx, actor, seen, given.approves ? 'approveSeal' : 'refuseSeal', () =>
    Promise.resolve(
      given.approves
        ? { values: { sealApprovedBy: actor.id }, audit }
        : { values: { sealRequestedBy: null }, note: given.reason, audit },
    ),
  );
  return presentLetter(ctx, actor, row);
}

/** Keeps the sealed scan, or the pdf with its electronic signature, as the original that is served. */
export async function keepSealedLetter(
  ctx: LetterContext & Pick<AppContext, 'files'>,
  actor: Actor,
  seen: SeenLetter,
  copies: number,
  file: UploadedFile,
): Promise<LetterDetail> {
  const { agencyCode, letterId, version } = seen;
  const accepted = await acceptFile(ctx, actor, {
    ...{ agencyCode, purpose: 'sealedLetter' },
    ...{ fileName: file.fileName, content: [file.bytes] },
  });
  const row = await takeStep(ctx, actor, seen, 'keepSealed', async (db) => {
    const { fileId, fileName, size, sha256 } = await recordFile(db, ctx, actor, accepted);
    await insertLetterFile(db, {
      ...{ agencyId: agencyCode, fileId, letterId, role: 'sealed' },
      ...{ fileName, size, sha256, addedAt: ctx.now().toISOString() },
    });
    return {
      values: { copies },
      note: `盖章 ${String(copies)} 份`,
      audit: { kind: 'letter.sealed', details: { version: version + 1, copies, sha256 } },
    };
  });
  return presentLetter(ctx, actor, row);
}
