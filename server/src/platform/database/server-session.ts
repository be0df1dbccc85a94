import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { Pool, type PoolClient, type PoolConfig } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { readColumn } from './column-types.js';
import { PUBLIC_CHANGE } from './public-change.js';
import { type Session, type SessionSource } from './session.js';

const CONNECT_TIMEOUT_MS = 10_000;

/** Sessions of a PostgreSQL server, from a pool. */
export function openServer(config: PoolConfig): SessionSource {
  const pool = new Pool({
    application_name: 'gongkai',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    ...config,
    types: { getTypeParser: (oid: number) => (text: string) => readColumn(oid, text) },
  });
  // An idle connection that the server closed is replaced at the next use; without a listener it ends the process.
  pool.on('error', () => undefined);
  const clients = new WeakMap<Session, PoolClient>();
  const sessions = new WeakMap<PoolClient, Session>();
  return {
    isShared: true,
    async acquire() {
      const client = await pool.connect();
      const known = sessions.get(client);
      if (known) return known;
      await client.query("SET timezone = 'UTC'");
      const session = serverSession(client);
      sessions.set(client, session);
      clients.set(session, client);
      return session;
    },
    release(session, isBroken) {
      clients.get(session)?.release(isBroken);
    },
    standing: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => (pool.ending ? Promise.resolve() : pool.end()),
  };
}

/** Statements kept prepared on one connection; what comes after them is planned each time. */
const MOST_PREPARED = 200;

/**
 * Names for the reading statements that a connection sees again, so that PostgreSQL parses and plans them once.
 * Null: run it unnamed.
 */
function statementNames(): (sql: string, parameters: readonly unknown[]) => string | null {
  const known = new Map<string, string | null>();
  return (sql, parameters) => {
    if (parameters.length === 0 || !/^\s*(?:select|with)\b/i.test(sql)) return null;
    const name = known.get(sql);
    if (name === undefined) {
      if (known.size < MOST_PREPARED) known.set(sql, null);
      return null;
    }
    if (name !== null) return name;
    const given = `gongkai_${createHash('sha256').update(sql).digest('hex').slice(0, 40)}`;
    known.set(sql, given);
    return given;
  };
}

function serverSession(client: PoolClient): Session {
  const nameOf = statementNames();
  let hasPublicChange = false;
  client.on('notice', ({ code }) => {
    if (code === PUBLIC_CHANGE) hasPublicChange = true;
  });
  return {
    takePublicChange() {
      const taken = hasPublicChange;
      hasPublicChange = false;
      return taken;
    },
    async run(sql, parameters) {
      const name = nameOf(sql, parameters);
      const values = [...parameters];
      const answered = await (name === null
        ? client.query<Record<string, unknown>>(sql, values)
        : client.query<Record<string, unknown>>({ name, text: sql, values }));
      // Several statements are answered with a list, which the types of pg do not say.
      const results = [answered].flat();
      const result = results.at(-1);
      return { command: result?.command ?? '', rowCount: result?.rowCount ?? 0, rows: result?.rows ?? [] };
    },
    async copyIn(target, chunks) {
      const stream = client.query(copyFrom(`COPY ${target} FROM STDIN`));
      await pipeline(Readable.from(chunks), stream);
      return stream.rowCount;
    },
    async *copyOut(source) {
      const stream = client.query(copyTo(`COPY ${source} TO STDOUT`));
      for await (const chunk of stream) yield chunk as Uint8Array;
    },
  };
}
