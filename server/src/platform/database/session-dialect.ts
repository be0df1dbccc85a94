import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import { parameterText } from './column-types.js';
import { type Session, type SessionSource, type StatementResult } from './session.js';
import { guardAcquire, guardBegin, hearPublicChange, settlePublicChange } from './with-transaction.js';

/** One dialect of SQL over either driver. */
export function sessionDialect(source: SessionSource): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => sessionDriver(source),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

/** Kysely's connection, with the session below it for COPY. */
export interface SessionConnection extends DatabaseConnection {
  readonly session: Session;
}

export function isSessionConnection(connection: DatabaseConnection): connection is SessionConnection {
  return 'session' in connection;
}

function sessionDriver(source: SessionSource): Driver {
  const broken = new WeakSet<Session>();
  /** Those with an open transaction. */
  const open = new WeakSet<Session>();
  const run = (connection: DatabaseConnection, sql: string): Promise<StatementResult> =>
    sessionOf(connection).run(sql, []);
  return {
    init: () => Promise.resolve(),
    async acquireConnection() {
      guardAcquire(source);
      return connectionOver(await source.acquire(), source, open);
    },
    async beginTransaction(connection, settings) {
      guardBegin(source);
      await run(connection, beginStatement(settings));
      open.add(sessionOf(connection));
    },
    async commitTransaction(connection) {
      const { command } = await run(connection, 'commit');
      open.delete(sessionOf(connection));
      if (sessionOf(connection).takePublicChange()) hearPublicChange(source);
      // PostgreSQL answers COMMIT with ROLLBACK when a statement had failed and its error was swallowed.
      if (command === 'ROLLBACK') throw new Error('The transaction had failed, so nothing was committed.');
    },
    async rollbackTransaction(connection) {
      open.delete(sessionOf(connection));
      try {
        await run(connection, 'rollback');
        sessionOf(connection).takePublicChange();
      } catch {
        // The error that led here matters more; the session is not used again.
        broken.add(sessionOf(connection));
      }
    },
    async savepoint(connection, name) {
      await run(connection, `savepoint "${name}"`);
    },
    async rollbackToSavepoint(connection, name) {
      await run(connection, `rollback to savepoint "${name}"`);
    },
    async releaseSavepoint(connection, name) {
      await run(connection, `release savepoint "${name}"`);
    },
    releaseConnection(connection) {
      const session = sessionOf(connection);
      source.release(session, broken.has(session));
      return Promise.resolve();
    },
    destroy: () => source.close(),
  };
}

function connectionOver(session: Session, source: SessionSource, open: WeakSet<Session>): SessionConnection {
  return {
    session,
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const { command, rowCount, rows } = await session.run(query.sql, query.parameters.map(parameterText));
      if (!open.has(session) && session.takePublicChange()) await settlePublicChange(source);
      const changes = ['INSERT', 'UPDATE', 'DELETE', 'MERGE'].includes(command);
      return { rows: rows as R[], ...(changes && { numAffectedRows: BigInt(rowCount) }) };
    },
    streamQuery() {
      throw new Error('No cursors here: PGlite has one session. Page by key instead.');
    },
  };
}

function sessionOf(connection: DatabaseConnection): Session {
  if (!isSessionConnection(connection)) throw new TypeError('Not a connection of this driver');
  return connection.session;
}

function beginStatement({ isolationLevel, accessMode }: TransactionSettings): string {
  return ['begin', isolationLevel && `isolation level ${isolationLevel}`, accessMode]
    .filter(Boolean)
    .join(' ');
}
