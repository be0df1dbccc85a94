import { openValue, sealValue } from '../party/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { findText, saveText } from './queries.js';

export {
  deleteOnlineFile,
  deleteText,
  findOnlineFile,
  insertOnlineFile,
  listOnlineFiles,
  moveOnlineFiles,
  type OnlineFileRow,
} from './queries.js';

type Sealing = Pick<AppContext, 'keyring'>;

/** Seals what somebody typed, in the place of what stood under the id. */
export async function keepText(
  db: Transaction,
  { keyring }: Sealing,
  agencyId: string,
  textId: string,
  text: string,
): Promise<void> {
  const sealed = sealValue(keyring, 'online.text', { agencyId, recordId: textId }, text);
  if (sealed === null) return;
  await saveText(db, { agencyId, textId, textSealed: sealed, keyId: keyring.activeKeyId });
}

/** What stands under the id; null when nothing does, or it was erased. */
export async function readText(
  db: Connection,
  { keyring }: Sealing,
  agencyId: string,
  textId: string,
): Promise<string | null> {
  const sealed = await findText(db, agencyId, textId);
  return openValue(keyring, 'online.text', { agencyId, recordId: textId }, sealed);
}

export async function readAnswers(
  db: Connection,
  ctx: Sealing,
  agencyId: string,
  textId: string,
): Promise<Record<string, string>> {
  const text = await readText(db, ctx, agencyId, textId);
  return text === null ? {} : (JSON.parse(text) as Record<string, string>);
}

/** The id of the words that go with a case, by its number; erased with the case's request. */
export function caseTextId(caseId: string): string {
  return `case:${caseId}`;
}
