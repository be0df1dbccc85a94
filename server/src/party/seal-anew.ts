import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { blindIndex, openValue, sealValue } from './sealed-values.js';
import { SEALED_TABLES, type SealedTable } from './sealed-tables.js';
import {
  confirmFreeOfPlainText,
  countByKey,
  isFreeOfPlainText,
  lockOfOtherKeys,
  lockPlain,
  rewriteTable,
  saveSealed,
  type RowKey,
  type RowToSeal,
  type SealedRow,
} from './sealing-queries.js';

type Context = Pick<AppContext, 'db' | 'keyring'>;

/** Rows of one transaction. */
const ROWS_AT_ONCE = 500;

/** Rows by the key under which their personal data is sealed, over all tables. */
export async function countSealedByKey({ db }: Pick<Context, 'db'>): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const table of SEALED_TABLES) {
    for (const [keyId, count] of await countByKey(db, table))
      counts.set(keyId, (counts.get(keyId) ?? 0) + count);
  }
  return counts;
}

/**
 * Seals under the active key what another one sealed, some rows at a time: interrupted, it goes on where it was, and
 * done twice it does nothing. @returns how many rows
 */
export async function sealUnderActiveKey(
  ctx: Context,
  onProgress: (done: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<number> {
  const { keyring } = ctx;
  let done = 0;
  for (const table of SEALED_TABLES) {
    done += await inBatches(
      ctx,
      (db, after) => lockOfOtherKeys(db, table, keyring.activeKeyId, after, ROWS_AT_ONCE),
      async (db, rows) => {
        const sealed = rows.map((row) =>
          sealedRow(ctx, table, row, ({ value }, bytes) =>
            openValue(keyring, value, row, bytes as Uint8Array),
          ),
        );
        await saveSealed(db, table, keyring.activeKeyId, sealed, false);
        onProgress(done + rows.length);
      },
      signal,
    );
  }
  return done;
}

/**
 * Seals what a release before the encryption left as plain text and takes that away, some rows at a time; then the
 * database confirms that none is left, after which this does nothing. @returns how many rows
 */
export async function sealPlainText(ctx: Context): Promise<number> {
  let done = 0;
  for (const table of SEALED_TABLES) {
    if (await isFreeOfPlainText(ctx.db, table)) continue;
    const rows = await inBatches(
      ctx,
      (db, after) => lockPlain(db, table, after, ROWS_AT_ONCE),
      async (db, rows) => {
        const sealed = rows.map((row) =>
          sealedRow(ctx, table, row, ({ emptied }, text) =>
            emptied === undefined || (emptied !== 'null' && text === '{}') ? null : (text as string),
          ),
        );
        await saveSealed(db, table, ctx.keyring.activeKeyId, sealed, true);
      },
    );
    await confirmFreeOfPlainText(ctx.db, table);
    if (rows > 0) await rewriteTable(ctx.db, table);
    done += rows;
  }
  return done;
}

async function inBatches(
  { db: connection }: Context,
  lock: (db: Transaction, after: RowKey | null) => Promise<RowToSeal[]>,
  work: (db: Transaction, rows: readonly RowToSeal[]) => Promise<void>,
  signal?: AbortSignal,
): Promise<number> {
  let count = 0;
  let after: RowKey | null = null;
  do {
    signal?.throwIfAborted();
    const from: RowKey | null = after;
    const rows: RowToSeal[] = await inTransaction(connection, async (db) => {
      const locked = await lock(db, from);
      if (locked.length > 0) await work(db, locked);
      return locked;
    });
    count += rows.length;
    after = rows.at(-1) ?? null;
  } while (after !== null);
  return count;
}

function sealedRow(
  { keyring }: Context,
  { columns }: SealedTable,
  row: RowToSeal,
  read: (column: SealedTable['columns'][number], value: Uint8Array | string) => string | null,
): SealedRow {
  const { agencyId, recordId } = row;
  const texts = columns.map((column) => {
    const value = row.values[column.column] ?? null;
    return { ...column, text: value === null ? null : read(column, value) };
  });
  return {
    agencyId,
    recordId,
    sealed: Object.fromEntries(
      texts.map(({ column, value, text }) => [column, sealValue(keyring, value, row, text)]),
    ),
    indexes: Object.fromEntries(
      texts.flatMap(({ column, index, text }) =>
        index === null ? [] : [[column, blindIndex(keyring, index, agencyId, text)]],
      ),
    ),
  };
}
