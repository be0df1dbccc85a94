import { randomUUID } from 'node:crypto';
import { DomainError } from '@gongkai/core';
import { z } from 'zod';
import { BY_LINK, uploadConsultationFile } from '../handling/service.js';
import { attachFromInbox, attachToRightsFromInbox, keepActIn } from '../online-application/service.js';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { unseal } from '../platform/secrets/seal.js';
import { FILE_USE, readOpinionReference } from './at-office.js';
import { findExchangeRights } from './rights-queries.js';
import {
  deleteFileParts,
  findCase,
  insertRefusal,
  listFileParts,
  listPeers,
  listWholeFiles,
} from './queries.js';

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
    const rights = await findExchangeRights(ctx.db, agencyId, reference);
    const opinion = readOpinionReference(reference);
    const [first] = parts;
    const of =
      found?.partyId == null ? null : { agencyCode: agencyId, caseId: found.caseId, partyId: found.partyId };
    if (first === undefined || (of === null && rights === undefined && opinion === null)) continue;
    const about = aboutSchema.parse(JSON.parse(unseal(ctx.keyring, FILE_USE, first.aboutSealed).toString()));
    const bytes = Buffer.concat(
      parts.map(({ contentSealed }) => unseal(ctx.keyring, FILE_USE, contentSealed)),
    );
    let reason: string | null = null;
    try {
      const file = { ...about, bytes };
      if (of !== null) await attachFromInbox(ctx, of, file);
      else if (rights !== undefined) await attachToRightsFromInbox(ctx, agencyId, rights.requestId, file);
      else if (opinion !== null)
        await uploadConsultationFile(ctx, BY_LINK, { agencyCode: agencyId, ...opinion }, file);
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
      const nodeId = found?.nodeId ?? rights?.nodeId ?? (await anyInbox(db));
      const kind = opinion === null ? 'applicantFile' : 'opinionFile';
      await insertRefusal(db, {
        ...{ nodeId, messageId: `file ${fileId}`, number: 0, kind },
        ...{ agencyId, reference, actedOn: null, reason, notedAt: at },
      });
      if (of === null) return;
      const actId = randomUUID();
      await keepActIn(db, ctx, of, {
        ...{ actId, kind: 'supplement', actedAt: at, text: `（附件没有保存：${reason}）` },
      });
    });
  }
  return result;
}

/** A third party's file belongs to no application of an inbox; the refusal is shown at the first. */
async function anyInbox(db: Transaction): Promise<string> {
  const inbox = (await listPeers(db)).find(({ role }) => role === 'inbox');
  if (inbox === undefined) throw new Error('a file came from an inbox that nobody knows');
  return inbox.nodeId;
}
