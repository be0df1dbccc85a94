import {
  CamelCasePlugin,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
} from 'kysely';
import type { Connection, Schema } from './schema.js';

/** Answers of statements that were asked before, until they are forgotten. */
interface RememberedReads {
  /** Reads only: no transactions. */
  readonly db: Connection;
  readonly forget: () => void;
}

const MOST_STATEMENTS = 2_000;
/** A longer answer is asked for again. */
const MOST_ROWS = 100;
const READS = /^\s*(?:select|with)\b/i;
const WRITES = /\b(?:insert|update|delete|merge|nextval|pg_notify|lock)\b/i;

/**
 * A connection for drawing many pages of one moment: the same statement is asked once, whoever asks it, while it is among
 * the latest. What is older than the last `forget` is never answered.
 */
export function rememberReads(db: Connection): RememberedReads {
  const below = db.withoutPlugins();
  // In the order of their last use.
  const answers = new Map<string, Promise<QueryResult<unknown>>>();
  const ask = (query: CompiledQuery): Promise<QueryResult<unknown>> => {
    if (!READS.test(query.sql) || WRITES.test(query.sql)) return below.executeQuery(query);
    const key = JSON.stringify([query.sql, query.parameters]);
    const known = answers.get(key);
    if (known !== undefined) {
      answers.delete(key);
      answers.set(key, known);
      return known;
    }
    const asked = below.executeQuery(query);
    answers.set(key, asked);
    const drop = (): void => {
      if (answers.get(key) === asked) answers.delete(key);
    };
    asked.then(({ rows }) => {
      if (rows.length > MOST_ROWS) drop();
    }, drop);
    const [oldest] = answers.keys();
    if (answers.size > MOST_STATEMENTS && oldest !== undefined) answers.delete(oldest);
    return asked;
  };
  const remembering = new Kysely<Schema>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => readingDriver(ask),
      createIntrospector: (of) => new PostgresIntrospector(of),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  return { db: remembering, forget: () => answers.clear() };
}

function readingDriver(ask: (query: CompiledQuery) => Promise<QueryResult<unknown>>): Driver {
  const connection: DatabaseConnection = {
    executeQuery: <R>(query: CompiledQuery) => ask(query) as Promise<QueryResult<R>>,
    streamQuery() {
      throw new Error('No cursors here. Page by key instead.');
    },
  };
  const refuse = (): Promise<void> => Promise.reject(new Error('Nothing is written while pages are drawn.'));
  const nothing = (): Promise<void> => Promise.resolve();
  return {
    init: nothing,
    acquireConnection: () => Promise.resolve(connection),
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: nothing,
    destroy: nothing,
  };
}
