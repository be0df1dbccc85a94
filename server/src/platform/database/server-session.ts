import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { Pool, type PoolClient, type PoolConfig } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { readColumn } from './column-types.js';
import { PUBLIC_CHANGE } from './public-change.js';
import { type Session, type SessionSource } from './session.js';
import { statementNames } from './statement-names.js';

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
