import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DatabaseError as PostgresError } from 'pg';
import { DomainError } from '@gongkai/core';
import { readColumn } from './column-types.js';
import {
  OPENED,
  type PgliteAnswer,
  type PgliteFault,
  type PgliteRequest,
  type PgliteRows,
  type PgliteStart,
} from './pglite-protocol.js';
import { type Session, type SessionSource, type StatementResult } from './session.js';

/** The PostgreSQL that PGlite is; a test holds it to what PGlite says. */
export const PGLITE_MAJOR_VERSION = '18';

/** Larger pieces cost memory in the worker, smaller ones a statement each. */
const COPY_PIECE_LENGTH = 4_000_000;

export interface PgliteSource extends SessionSource {
  /** The files of the database, as a template for others. */
  readonly dump: () => Promise<Uint8Array<ArrayBuffer>>;
}

type Unnumbered<T> = T extends { readonly id: number } ? Omit<T, 'id'> : never;
interface Pending {
  readonly resolve: (answer: Exclude<PgliteAnswer, { error: unknown }>) => void;
  readonly reject: (error: Error) => void;
}

/** Starts PGlite in a worker and hands out its only session, to one caller after the other. */
export async function openPglite(start: PgliteStart): Promise<PgliteSource> {
  const worker = startWorker(start);
  const pending = new Map<number, Pending>();
  const waiting: { readonly resolve: (session: Session) => void; readonly reject: Pending['reject'] }[] = [];
  let ended: Error | undefined;
  let isTaken = false;
  let lastId = OPENED;

  worker.on('message', (answer: PgliteAnswer) => {
    const asked = pending.get(answer.id);
    pending.delete(answer.id);
    if ('error' in answer) asked?.reject(errorOf(answer.error));
    else asked?.resolve(answer);
  });
  const end = (error: Error): void => {
    ended ??= error;
    for (const { reject } of [...pending.values(), ...waiting.splice(0)]) reject(ended);
    pending.clear();
  };
  worker.on('error', (error) => {
    end(new DomainError('DATABASE_UNAVAILABLE', `内置数据库意外停止：${error.message}。请重新启动程序。`));
  });
  worker.on('exit', () => {
    end(new DomainError('DATABASE_UNAVAILABLE', '内置数据库已经关闭。'));
  });

  const expect = (id: number): Promise<Exclude<PgliteAnswer, { error: unknown }>> =>
    new Promise((resolve, reject) => {
      if (ended) reject(ended);
      else pending.set(id, { resolve, reject });
    });
  const ask = async (
    request: Unnumbered<PgliteRequest>,
  ): Promise<Exclude<PgliteAnswer, { error: unknown }>> => {
    lastId += 1;
    const answer = expect(lastId);
    if (!ended) worker.postMessage({ ...request, id: lastId });
    return answer;
  };

  let hasPublicChange = false;
  const rowsAfter = (answer: PgliteAnswer): PgliteRows => {
    const rows = rowsOf(answer);
    hasPublicChange ||= rows.hasPublicChange;
    return rows;
  };
  const session: Session = {
    run: async (sql, parameters) => statementResult(rowsAfter(await ask({ kind: 'run', sql, parameters }))),
    async copyIn(target, chunks) {
      let count = 0;
      for await (const text of inPieces(chunks)) {
        count += rowsAfter(await ask({ kind: 'copyIn', target, text })).rowCount;
      }
      return count;
    },
    async *copyOut(source) {
      yield bytesOf(await ask({ kind: 'copyOut', source }));
    },
    takePublicChange() {
      const taken = hasPublicChange;
      hasPublicChange = false;
      return taken;
    },
  };

  await expect(OPENED);
  return {
    // The lock of its directory lets no other process in.
    isShared: false,
    async acquire() {
      if (ended) throw ended;
      if (isTaken) return new Promise<Session>((resolve, reject) => waiting.push({ resolve, reject }));
      isTaken = true;
      return session;
    },
    release() {
      const next = waiting.shift();
      if (next) next.resolve(session);
      else isTaken = false;
    },
    standing: () => ({ open: 1, idle: isTaken ? 0 : 1, waiting: waiting.length }),
    dump: async () => bytesOf(await ask({ kind: 'dump' })),
    async close() {
      if (ended) return;
      await ask({ kind: 'close' });
      await worker.terminate();
    },
  };
}

/** From the built files the worker is JavaScript; from the sources, as in tests, tsx has to read it. */
function startWorker(start: PgliteStart): Worker {
  if (extname(import.meta.url) !== '.ts') {
    return new Worker(new URL('./pglite-worker.js', import.meta.url), { workerData: start });
  }
  const file = JSON.stringify(new URL('./pglite-worker.ts', import.meta.url).href);
  const script = `import('tsx/esm/api').then(({ tsImport }) => tsImport(${file}, ${file}))`;
  return new Worker(script, { workerData: start, eval: true });
}

function rowsOf(answer: PgliteAnswer): PgliteRows {
  if ('rows' in answer) return answer.rows;
  throw new TypeError('PGlite answered without rows');
}

function bytesOf(answer: PgliteAnswer): Uint8Array<ArrayBuffer> {
  if ('bytes' in answer) return answer.bytes;
  throw new TypeError('PGlite answered without bytes');
}

function statementResult({ command, rowCount, columns, rows }: PgliteRows): StatementResult {
  return {
    command,
    rowCount,
    rows: rows.map((row) =>
      Object.fromEntries(columns.map(({ name, oid }, index) => [name, readColumn(oid, row[index] ?? null)])),
    ),
  };
}

/** The same class as the other driver's, so that callers recognise a broken constraint alike. */
function errorOf({ message, fields }: PgliteFault): Error {
  if (fields === null) return new Error(message);
  return Object.assign(new PostgresError(message, message.length, 'error'), fields);
}

/** Each piece is a statement of its own, so it ends where a row ends; within a row, line ends are escaped. */
async function* inPieces(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let piece = '';
  for await (const chunk of chunks) {
    piece += chunk;
    if (piece.length < COPY_PIECE_LENGTH) continue;
    const end = piece.lastIndexOf('\n') + 1;
    if (end === 0) continue;
    yield piece.slice(0, end);
    piece = piece.slice(end);
  }
  if (piece !== '') yield piece;
}
