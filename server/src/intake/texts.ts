import { openValue, sealValue } from '../party/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { listTexts, saveText } from './queries.js';

type Keys = Pick<AppContext, 'keyring'>;

export const draftTextId = (draftId: string): string => `draft:${draftId}`;
export const caseTextId = (caseId: string): string => `case:${caseId}`;
export const removalTextId = (attachmentId: string): string => `removal:${attachmentId}`;

/** Seals what the desk says in words; one with a case is erased with it. */
export async function keepText(
  db: Transaction,
  { keyring }: Keys,
  { agencyId, textId, caseId }: { agencyId: string; textId: string; caseId: string | null },
  text: string,
): Promise<void> {
  const textSealed = sealValue(keyring, 'intake.text', { agencyId, recordId: textId }, text);
  await saveText(db, { agencyId, textId, caseId, textSealed, keyId: keyring.activeKeyId });
}

/** The texts by their ids; without those that were erased. */
export async function readTexts(
  db: Connection,
  { keyring }: Keys,
  agencyId: string,
  textIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const { textId, textSealed } of await listTexts(db, agencyId, textIds)) {
    const text = openValue(keyring, 'intake.text', { agencyId, recordId: textId }, textSealed);
    if (text !== null) texts.set(textId, text);
  }
  return texts;
}
