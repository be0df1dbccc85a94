import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { DomainError, exportedPageRead } from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { createCounter } from './counter.js';
import { rememberLog } from './queries.js';

/** A line as nginx and Apache write it: who, when, what, result, size, from where, with what. */
const COMBINED =
  /^\S+ \S+ \S+ \[([^\]]+)\] "([A-Z]+) (\S+)[^"]*" (\d{3}) \S+(?: "[^"]*" "((?:[^"\\]|\\.)*)")?/;
const TIME = /^(\d{2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}):(\d{2}):(\d{2}) ([+-]\d{2})(\d{2})$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export interface CountedLog {
  readonly lines: number;
  readonly counted: number;
  /** Lines of another form. */
  readonly unread: number;
}

/**
 * Counts what a web server's log (combined format) says of the exported site. Nothing of the readers is kept. The same log
 * is counted once; of a longer copy of it everything would be counted again, so logs are counted when they are closed.
 * @throws DomainError ALREADY_IMPORTED
 */
export async function countLog(
  ctx: Pick<AppContext, 'db' | 'now'>,
  file: string,
  folder: string,
): Promise<CountedLog> {
  const counter = createCounter();
  const hash = createHash('sha256');
  const result = { lines: 0, counted: 0, unread: 0 };
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    hash.update(line).update('\n');
    if (line.trim() === '') continue;
    result.lines += 1;
    const found = readLine(line);
    if (found === null) result.unread += 1;
    else if (found.method === 'GET' && (found.status === 200 || found.status === 304)) {
      const read = exportedPageRead(found.path, folder);
      if (read === null) continue;
      counter.add(read, found.userAgent, found.at);
      result.counted += 1;
    }
  }
  const digest = hash.digest('hex');
  await inTransaction(ctx.db, async (db) => {
    const isNew = await rememberLog(db, { digest, countedAt: ctx.now().toISOString(), lines: result.lines });
    if (!isNew) throw new DomainError('ALREADY_EXISTS', '这份日志已经计入过，没有再计。');
    await counter.flush(db);
  });
  return result;
}

function readLine(line: string) {
  const [, time = '', method = '', address = '', status = '', userAgent] = COMBINED.exec(line) ?? [];
  const [, day, month, year, hour, minute, second, zone, zoneMinutes] = TIME.exec(time) ?? [];
  const number = MONTHS.indexOf(month ?? '') + 1;
  if (day === undefined || number === 0) return null;
  const text = `${year ?? ''}-${String(number).padStart(2, '0')}-${day}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}`;
  const at = new Date(`${text}${zone ?? ''}:${zoneMinutes ?? ''}`);
  if (Number.isNaN(at.getTime())) return null;
  return { method, path: address.replace(/\?.*$/, ''), status: Number(status), userAgent, at };
}
