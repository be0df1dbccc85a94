import type { CaseStatus, LocalDate } from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { seal } from '../platform/secrets/seal.js';
import {
  deleteInboxApplication,
  deleteOtherParts,
  findInboxApplication,
  insertInboxFilePart,
  saveInboxAgencies,
  saveOpinions,
  updateInboxApplication,
} from './inbox-queries.js';
import { UnknownMessageError } from './at-office.js';
import { MESSAGES, type InboxProgress } from './message-kinds.js';
import type { ExchangeMessage } from './package-file.js';
import type { PeerRow } from './queries.js';

/** What an inbox keeps for its pages, under its own key. */
export const STATE_USE = { purpose: 'inbox-state', agencyId: null };
export const LETTER_USE = { purpose: 'inbox-letter', agencyId: null };
export const OPINION_USE = { purpose: 'inbox-opinion', agencyId: null };

/** Does what the office says. A case that was purged here meanwhile is left alone. @throws ZodError, UnknownMessageError */
export async function obeyOffice(
  db: Transaction,
  { keyring }: Pick<AppContext, 'keyring'>,
  { nodeId }: PeerRow,
  { kind, body }: ExchangeMessage,
): Promise<void> {
  switch (kind) {
    case 'agencies':
      return saveInboxAgencies(db, nodeId, MESSAGES.agencies.parse(body).items);
    case 'progress': {
      const { reference, version, state } = MESSAGES.progress.parse(body);
      const found = await findInboxApplication(db, reference);
      // A package that is imported late says no less than one that came before it: the higher version is the later.
      if (found === undefined || found.stateVersion >= version) return;
      const stateSealed = seal(keyring, STATE_USE, Buffer.from(JSON.stringify(state)));
      await updateInboxApplication(db, found, {
        ...{ stateSealed, stateVersion: version, closedOn: endOf(state) },
      });
      return deleteOtherParts(db, found, filesNamed(state));
    }
    case 'rightsProgress': {
      const { reference, version, state } = MESSAGES.rightsProgress.parse(body);
      const found = await findInboxApplication(db, reference);
      if (found === undefined || found.stateVersion >= version) return;
      const stateSealed = seal(keyring, STATE_USE, Buffer.from(JSON.stringify(state)));
      await updateInboxApplication(db, found, {
        ...{ stateSealed, stateVersion: version, closedOn: state.answeredOn },
      });
      return deleteOtherParts(db, found, filesNamed(state));
    }
    case 'letterFile': {
      const { reference, fileId, part, content } = MESSAGES.letterFile.parse(body);
      const found = await findInboxApplication(db, reference);
      if (found === undefined) return;
      const { agencyId } = found;
      const contentSealed = seal(keyring, LETTER_USE, Buffer.from(content, 'base64'));
      return insertInboxFilePart(db, { agencyId, reference, fileId, part, contentSealed });
    }
    case 'forget': {
      const { agencyCode: agencyId, reference } = MESSAGES.forget.parse(body);
      return deleteInboxApplication(db, { agencyId, reference });
    }
    case 'opinions': {
      const rows = MESSAGES.opinions.parse(body).items.map(({ linkHash, ...asked }) => ({
        ...{ agencyId: asked.agencyCode, linkHash },
        askedSealed: seal(keyring, OPINION_USE, Buffer.from(JSON.stringify(asked))),
      }));
      return saveOpinions(db, nodeId, rows);
    }
    default:
      throw new UnknownMessageError(kind);
  }
}

function filesNamed({ letters }: Pick<InboxProgress, 'letters'>): string[] {
  return letters.flatMap(({ files }) => files.map(({ fileId }) => fileId));
}

const ENDED: readonly CaseStatus[] = ['closed', 'withdrawn', 'lapsed', 'duplicate'];

/** From when its term of keeping counts; a case that is being answered anew has none. */
function endOf({ status, closedOn }: InboxProgress): LocalDate | null {
  return ENDED.includes(status) ? closedOn : null;
}
