import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import { DomainError } from '@gongkai/core';

/** PostgreSQL refuses to run as root; these exist where it is installed, or everywhere. */
const SUBSTITUTES = ['postgres', 'nobody'] as const;

/** A user of the operating system, under whose name a program runs. */
export interface SystemAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Ourselves, or when we are root somebody who isn't. */
export async function accountForPostgresql(): Promise<SystemAccount> {
  const { username, uid, gid } = userInfo();
  if (uid !== 0) return { name: username, uid, gid };
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of SUBSTITUTES) {
    const [, , userId, groupId] = lines.find(([user]) => user === name) ?? [];
    if (userId !== undefined && groupId !== undefined) {
      return { name, uid: Number(userId), gid: Number(groupId) };
    }
  }
  throw new DomainError(
    'DATABASE_UNAVAILABLE',
    `PostgreSQL 不能以 root 身份运行，本机又没有 ${SUBSTITUTES.join('、')} 用户。请改用普通用户运行本程序。`,
  );
}

export interface RunOptions {
  readonly account: SystemAccount;
  readonly timeoutMs?: number;
}

/** Runs a program to its end as the account, where nothing of our environment can mislead it. */
export async function runAs(
  program: string,
  args: readonly string[],
  { account, timeoutMs = 120_000 }: RunOptions,
): Promise<string> {
  const isOther = userInfo().uid !== account.uid;
  const { stdout } = await promisify(execFile)(program, args, {
    cwd: '/',
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    timeout: timeoutMs,
    ...(isOther && { uid: account.uid, gid: account.gid }),
  });
  return stdout;
}
