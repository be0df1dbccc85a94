import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { parse, PGlite, protocol, type PGliteOptions, type Results } from '@electric-sql/pglite';
import { btree_gin } from '@electric-sql/pglite/contrib/btree_gin';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';
import {
  type PgliteAnswer,
  type PgliteFault,
  type PgliteRequest,
  type PgliteRows,
  type PgliteStart,
} from './pglite-protocol.js';
import { PUBLIC_CHANGE } from './public-change.js';
import { statementNames } from './statement-names.js';

// In a thread of its own: a query in WebAssembly runs to its end, and would stop the whole server meanwhile.

const { serialize } = protocol;
const OPENED = 0;
const EXTENSIONS = { btree_gin, pg_trgm, pgcrypto, unaccent };
/** Written when the files are complete; files without it were cut off while they were made. */
const COMPLETE = 'gongkai-complete';
const FAULT_FIELDS = [
  'code',
  'severity',
  'detail',
  'hint',
  'table',
  'column',
  'constraint',
  'schema',
  'where',
];

type TextRow = readonly (string | null)[];

async function openPglite({ directory, template }: PgliteStart): Promise<PGlite> {
  if (directory === null) return create(undefined, template);
  if (existsSync(join(directory, COMPLETE))) return create(directory, null);
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true, mode: 0o700 });
  // initdb in memory and one copy to disk take half the time of initdb on disk.
  const pglite = await create(directory, template ?? (await emptyTemplate()));
  await pglite.exec('CHECKPOINT');
  await writeFile(join(directory, COMPLETE), '');
  return pglite;
}

async function emptyTemplate(): Promise<Uint8Array<ArrayBuffer>> {
  const pglite = await PGlite.create();
  await pglite.exec('CHECKPOINT');
  const files = await dump(pglite);
  await pglite.close();
  return files;
}

async function create(directory: string | undefined, files: Uint8Array<ArrayBuffer> | null): Promise<PGlite> {
  const options: PGliteOptions = { extensions: EXTENSIONS };
  if (directory !== undefined) options.dataDir = directory;
  if (files !== null) options.loadDataDir = new Blob([files], { type: 'application/x-tar' });
  const pglite = await PGlite.create(options);
  // Values cross as text, and both drivers read and write them with the same functions, in the other thread.
  pglite.parsers = new Proxy({}, { get: () => (text: string) => text });
  pglite.serializers = {};
  await pglite.exec("SET timezone = 'UTC'");
  return pglite;
}

async function dump(pglite: PGlite): Promise<Uint8Array<ArrayBuffer>> {
  const file = await pglite.dumpDataDir('none');
  return new Uint8Array(await file.arrayBuffer());
}

async function answer(pglite: PGlite, request: PgliteRequest): Promise<PgliteAnswer> {
  const { id } = request;
  switch (request.kind) {
    case 'run':
      return { id, rows: await run(pglite, request.sql, request.parameters) };
    case 'copyIn': {
      const blob = new Blob([request.text]);
      let hasPublicChange = false;
      const result = await pglite.query(`COPY ${request.target} FROM '/dev/blob'`, [], {
        blob,
        onNotice: ({ code }) => (hasPublicChange ||= code === PUBLIC_CHANGE),
      });
      return { id, rows: textRows(result as Results<TextRow>, hasPublicChange) };
    }
    case 'copyOut': {
      const { blob } = await pglite.query(`COPY ${request.source} TO '/dev/blob'`);
      return { id, bytes: new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer()) };
    }
    case 'dump':
      await pglite.exec('CHECKPOINT');
      return { id, bytes: await dump(pglite) };
    case 'close':
      // A transaction that nobody ended would forbid the checkpoint.
      await pglite.exec('ROLLBACK');
      await pglite.exec('CHECKPOINT');
      await pglite.close();
      return { id, rows: noRows('CLOSE') };
  }
}

/**
 * One call into WebAssembly a statement: PGlite's own `query` makes six, and on a short statement they cost more than it
 * does. Values are text and their types the server's, so nobody has to ask for them first.
 */
async function run(pglite: PGlite, sql: string, parameters: TextRow): Promise<PgliteRows> {
  // Without parameters there may be several statements, as on a server.
  const name = statementName(sql, parameters);
  const message = parameters.length === 0 ? serialize.query(sql) : statementMessage(sql, parameters, name);
  if (name !== null) prepared.delete(name);
  const messages = await pglite.execProtocolStream(message);
  // After an error nobody knows how far it came: it is prepared anew.
  if (name !== null) prepared.add(name);
  else if (parameters.length === 0 && CHANGES_COLUMNS.test(sql)) prepared.clear();
  const results = parse.parseResults(messages, pglite.parsers, { rowMode: 'array' });
  const hasPublicChange = messages.some(
    (message) => message.name === 'notice' && 'code' in message && message.code === PUBLIC_CHANGE,
  );
  return textRows(results.at(-1) as Results<TextRow> | undefined, hasPublicChange);
}

const statementName = statementNames();
const prepared = new Set<string>();
/** After these a statement may give other columns than when it was prepared, and would be refused. */
const CHANGES_COLUMNS = /\b(?:create|alter|drop|rollback)\b/i;

function statementMessage(sql: string, parameters: TextRow, name: string | null): Uint8Array {
  const named = name === null ? {} : { name };
  const preparing =
    name !== null && prepared.has(name)
      ? []
      : [
          // One by this name may be left from before.
          ...(name === null ? [] : [serialize.close({ type: 'S', name })]),
          serialize.parse({ text: sql, ...named }),
        ];
  return joined([
    ...preparing,
    serialize.bind({ values: [...parameters], ...(name !== null && { statement: name }) }),
    serialize.describe({ type: 'P' }),
    serialize.execute({}),
    serialize.sync(),
  ]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function textRows(
  result: (Results<TextRow> & { command?: string; rowCount?: number }) | undefined,
  hasPublicChange: boolean,
): PgliteRows {
  return {
    hasPublicChange,
    command: result?.command ?? '',
    rowCount: result?.rowCount ?? 0,
    columns: (result?.fields ?? []).map(({ name, dataTypeID }) => ({ name, oid: dataTypeID })),
    rows: result?.rows ?? [],
  };
}

function noRows(command: string): PgliteRows {
  return { command, rowCount: 0, columns: [], rows: [], hasPublicChange: false };
}

function faultOf(error: unknown): PgliteFault {
  if (!(error instanceof Error)) return { message: String(error), fields: null };
  const fields = error as unknown as Record<string, string | undefined>;
  if (fields.severity === undefined) return { message: error.message, fields: null };
  return {
    message: error.message,
    fields: Object.fromEntries(FAULT_FIELDS.map((key) => [key, fields[key]])),
  };
}

async function serve(port: MessagePort): Promise<void> {
  let pglite: PGlite;
  try {
    pglite = await openPglite(workerData as PgliteStart);
  } catch (error) {
    port.postMessage({ id: OPENED, error: faultOf(error) } satisfies PgliteAnswer);
    port.close();
    return;
  }
  let previous: Promise<void> = Promise.resolve();
  port.on('message', (request: PgliteRequest) => {
    previous = previous.then(async () => {
      const reply = await answer(pglite, request).catch((error: unknown): PgliteAnswer => {
        return { id: request.id, error: faultOf(error) };
      });
      port.postMessage(reply, 'bytes' in reply ? [reply.bytes.buffer] : []);
      if (request.kind === 'close') port.close();
    });
  });
  port.postMessage({ id: OPENED, rows: noRows('OPEN') } satisfies PgliteAnswer);
}

if (parentPort === null) throw new Error('pglite-worker.ts runs as a worker thread only');
await serve(parentPort);
