import type { z } from 'zod';
import { openValue, sealValue } from '../party/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { listTexts, saveText } from './text-queries.js';

export interface TextPlace {
  readonly agencyId: string;
  readonly caseId: string;
  /** The id of the record that it belongs to. */
  readonly recordId: string;
}

/** Seals what a record says in words. */
export async function keepText(
  db: Transaction,
  { keyring }: Pick<AppContext, 'keyring'>,
  { agencyId, caseId, recordId }: TextPlace,
  text: object,
): Promise<void> {
  await saveText(db, {
    agencyId,
    textId: recordId,
    caseId,
    textSealed: sealValue(keyring, 'handling.text', { agencyId, recordId }, JSON.stringify(text)),
    keyId: keyring.activeKeyId,
  });
}

/** The texts of records by their ids; without those that were erased. */
export async function readTexts<S extends z.ZodType>(
  db: Connection,
  { keyring }: Pick<AppContext, 'keyring'>,
  agencyId: string,
  recordIds: readonly string[],
  schema: S,
): Promise<ReadonlyMap<string, z.output<S>>> {
  if (recordIds.length === 0) return new Map();
  const texts = new Map<string, z.output<S>>();
  for (const { textId, textSealed } of await listTexts(db, agencyId, recordIds)) {
    const opened = openValue(keyring, 'handling.text', { agencyId, recordId: textId }, textSealed);
    if (opened !== null) texts.set(textId, schema.parse(JSON.parse(opened)));
  }
  return texts;
}
