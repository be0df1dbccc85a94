import { randomUUID } from 'node:crypto';
import { link, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { z } from 'zod';
import { DomainError } from '@gongkai/core';
import { identityOf, isRunning, processIdentitySchema } from './process-identity.js';

const ATTEMPTS = 20;

const lockSchema = processIdentitySchema.extend({ token: z.string(), takenAt: z.string() });
type Lock = z.infer<typeof lockSchema>;

export interface HeldLock {
  readonly release: () => Promise<void>;
}

/**
 * Takes the lock, or refuses naming the process that holds it. The lock of a process that is really gone is
 * taken over; that of another machine never is, because nobody here can know whether it still runs.
 */
export async function takeLock(path: string): Promise<HeldLock> {
  const mine: Lock = {
    ...(await identityOf(process.pid)),
    token: randomUUID(),
    takenAt: new Date().toISOString(),
  };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (await placeWhereNoneIs(path, mine)) return { release: () => release(path, mine) };
    const held = await readLock(path);
    if (held === null) continue;
    if (held.host !== mine.host || (await isRunning(held))) throw refusal(path, held);
    if (await takeOver(path, held, mine)) return { release: () => release(path, mine) };
  }
  throw new DomainError('DATABASE_LOCKED', `不能取得数据目录的锁：${path}。请稍后再试。`);
}

/** The file appears with its contents, or not at all: a link fails where a name is taken. */
async function placeWhereNoneIs(path: string, lock: Lock): Promise<boolean> {
  const draft = `${path}.${lock.token}`;
  await writeFile(draft, JSON.stringify(lock), { flush: true });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await unlink(draft);
  }
}

/**
 * Two processes may find the same dead lock. Only one can make the file that is named by its token, and that
 * one looks again before replacing it: a lock which has changed meanwhile belongs to somebody alive.
 */
async function takeOver(path: string, dead: Lock, mine: Lock): Promise<boolean> {
  const claim = `${path}.${dead.token}.claimed`;
  if (!(await placeWhereNoneIs(claim, mine))) {
    const claimant = await readLock(claim);
    if (claimant !== null && !(await isRunning(claimant))) await unlink(claim).catch(ignoreMissing);
    return false;
  }
  try {
    if ((await readLock(path))?.token !== dead.token) return false;
    const draft = `${path}.${mine.token}`;
    await writeFile(draft, JSON.stringify(mine), { flush: true });
    await rename(draft, path);
    return true;
  } finally {
    await unlink(claim).catch(ignoreMissing);
  }
}

async function release(path: string, mine: Lock): Promise<void> {
  const held = await readLock(path);
  if (held?.token === mine.token) await unlink(path).catch(ignoreMissing);
}

/** What the lock says; null when there is none. */
async function readLock(path: string): Promise<Lock | null> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  });
  if (text === null) return null;
  try {
    return lockSchema.parse(JSON.parse(text));
  } catch {
    throw new DomainError(
      'DATABASE_LOCKED',
      `锁文件的内容无法识别：${path}。请确认没有程序在使用该数据目录，再删除这个文件。`,
    );
  }
}

function refusal(path: string, held: Lock): DomainError {
  const details = { pid: held.pid, host: held.host, path };
  if (held.host !== hostname()) {
    return new DomainError(
      'DATABASE_LOCKED',
      `数据目录正由另一台主机 ${held.host} 上的进程 ${held.pid} 使用（自 ${held.takenAt}）。请先停止它；如果确知那台主机已经停用，请删除锁文件 ${path} 再启动。`,
      details,
    );
  }
  return new DomainError(
    'DATABASE_LOCKED',
    held.pid === process.pid
      ? `数据目录已由本进程（${held.pid}）打开，不能再打开一次。`
      : `数据目录正由进程 ${held.pid} 使用（自 ${held.takenAt}）。两个程序同时使用一个目录会丢失数据，请先停止该进程。`,
    details,
  );
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function ignoreMissing(error: unknown): void {
  if (!isCode(error, 'ENOENT')) throw error;
}
