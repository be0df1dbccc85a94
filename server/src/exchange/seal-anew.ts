import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { keyIdOf, seal, unseal } from '../platform/secrets/seal.js';
import { LETTER_USE, OPINION_USE, STATE_USE } from './at-inbox.js';
import { FILE_USE } from './at-office.js';
import { MESSAGE_USE } from './messages.js';
import { countSealedRows, lockSealedUnderOthers, saveSealedRow, type SealedTable } from './sealed-queries.js';

type Context = Pick<AppContext, 'db' | 'keyring'>;

/** Everything that the exchange keeps sealed, at the office and at the inbox. */
const SEALED: readonly SealedTable[] = [
  { name: 'exchange_message', key: ['node_id', 'message_id'], columns: { body_sealed: MESSAGE_USE } },
  {
    name: 'exchange_file_part',
    key: ['agency_id', 'reference', 'file_id', 'part'],
    columns: { about_sealed: FILE_USE, content_sealed: FILE_USE },
  },
  { name: 'inbox_application', key: ['agency_id', 'reference'], columns: { state_sealed: STATE_USE } },
  {
    name: 'inbox_file_part',
    key: ['agency_id', 'reference', 'file_id', 'part'],
    columns: { content_sealed: LETTER_USE },
  },
  { name: 'inbox_opinion', key: ['agency_id', 'link_hash'], columns: { asked_sealed: OPINION_USE } },
];
/** A part of a file has 2 MB. */
const ROWS_AT_ONCE = 8;

/** Sealed values of the exchange by the key that they are sealed under. */
export async function countExchangeByKey({ db }: Pick<Context, 'db'>): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const table of SEALED) {
    for (const { keyId, count } of await countSealedRows(db, table))
      counts.set(keyId, (counts.get(keyId) ?? 0) + count);
  }
  return counts;
}

/** Seals under the active key what another one sealed, some rows at a time. @returns how many rows */
export async function sealExchangeUnderActiveKey(
  { db: outer, keyring }: Context,
  signal?: AbortSignal,
): Promise<number> {
  let total = 0;
  for (const table of SEALED) {
    let done: number;
    do {
      signal?.throwIfAborted();
      done = await inTransaction(outer, async (db) => {
        const rows = await lockSealedUnderOthers(db, table, keyring.activeKeyId, ROWS_AT_ONCE);
        for (const row of rows) {
          const changed: Record<string, Uint8Array> = {};
          for (const [column, use] of Object.entries(table.columns)) {
            const sealed = row[column];
            if (!(sealed instanceof Uint8Array) || keyIdOf(sealed) === keyring.activeKeyId) continue;
            changed[column] = seal(keyring, use, unseal(keyring, use, sealed));
          }
          await saveSealedRow(db, table, row, changed);
        }
        return rows.length;
      });
      total += done;
    } while (done > 0);
  }
  return total;
}
