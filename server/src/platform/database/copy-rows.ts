import { sql } from 'kysely';
import { parameterText } from './column-types.js';
import { type Connection, type Schema, type Transaction } from './schema.js';
import { isSessionConnection } from './session-dialect.js';
import { type Session } from './session.js';

const CHUNK_LENGTH = 64_000;

/**
 * Inserts many rows by COPY, several times as fast as INSERT. It checks what INSERT would and names no row that
 * fails, so check the rows before. Lists and objects are JSON as everywhere; a fault in `rows` undoes nothing
 * by itself: the transaction does.
 * @returns how many rows were inserted
 */
export async function copyRows<T extends keyof Schema>(
  db: Transaction,
  table: T,
  columns: readonly (keyof Schema[T] & string)[],
  rows: AsyncIterable<readonly unknown[]> | Iterable<readonly unknown[]>,
): Promise<number> {
  const names = sql.join(columns.map((column) => sql.ref(column)));
  // Compiled rather than written here, so that names are changed to snake case as in any other query.
  const { sql: target } = sql`${sql.table(table)} (${names})`.compile(db);
  return withSession(db, (session) => session.copyIn(target, textChunks(rows)));
}

/** The session below a transaction or, for as long as `work` lasts, below a connection. */
export function withSession<T>(db: Connection, work: (session: Session) => Promise<T>): Promise<T> {
  return db.getExecutor().provideConnection((connection) => {
    if (!isSessionConnection(connection)) throw new TypeError('Not a connection of this driver');
    return work(connection.session);
  });
}

async function* textChunks(
  rows: AsyncIterable<readonly unknown[]> | Iterable<readonly unknown[]>,
): AsyncGenerator<string> {
  let chunk = '';
  for await (const row of rows) {
    chunk += `${row.map(copyText).join('\t')}\n`;
    if (chunk.length < CHUNK_LENGTH) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function copyText(value: unknown): string {
  const text = parameterText(value);
  return text === null ? '\\N' : text.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character] ?? character);
}
