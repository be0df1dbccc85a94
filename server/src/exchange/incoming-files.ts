import { randomUUID } from 'node:crypto';
import { DomainError } from '@gongkai/core';
import { z } from 'zod';
import { attachFromInbox, keepActIn } from '../online-application/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { unseal } from '../platform/secrets/seal.js';
import { FILE_USE } from './at-office.js';
import { deleteFileParts, findCase, insertRefusal, listFileParts, listWholeFiles } from './queries.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today' | 'files' | 'audit'>;

const aboutSchema = z.object({ fileName: z.string(), purpose: z.string() });

/**
 * Looks through the files that came with packages and puts them to their cases: type, virus and secrecy marking as for every
 * other. One that is refused is told to the office and to the applicant. Interrupted, it goes on with the next import.
 */
export async function takeInFiles(ctx: Context): Promise<{ accepted: number; refused: number }> {
  const result = { accepted: 0, refused: 0 };
  for (const key of await listWholeFiles(ctx.db)) {
    const parts = await listFileParts(ctx.db, key);
    const { agencyId, reference, fileId } = key;
    const found = await findCase(ctx.db, agencyId, reference);
    const [first] = parts;
    if (first === undefined || found?.partyId == null) continue;
    const of = { agencyCode: agencyId, caseId: found.caseId, partyId: found.partyId };
    const about = aboutSchema.parse(JSON.parse(unseal(ctx.keyring, FILE_USE, first.aboutSealed).toString()));
    const bytes = Buffer.concat(
      parts.map(({ contentSealed }) => unseal(ctx.keyring, FILE_USE, contentSealed)),
    );
    let reason: string | null = null;
    try {
      await attachFromInbox(ctx, of, { ...about, bytes });
      result.accepted += 1;
    } catch (error) {
      // The store or the scanner is away: the parts wait.
      if (!(error instanceof DomainError) || error.code === 'STORAGE_UNAVAILABLE') throw error;
      reason = error.message;
      result.refused += 1;
    }
    await inTransaction(ctx.db, async (db) => {
      await deleteFileParts(db, key);
      if (reason === null) return;
      const at = ctx.now().toISOString();
      await insertRefusal(db, {
        ...{ nodeId: found.nodeId, messageId: `file ${fileId}`, number: 0, kind: 'applicantFile' },
        ...{ agencyId, reference, actedOn: null, reason, notedAt: at },
      });
      const actId = randomUUID();
      await keepActIn(db, ctx, of, {
        ...{ actId, kind: 'supplement', actedAt: at, text: `（附件没有保存：${reason}）` },
      });
    });
  }
  return result;
}
