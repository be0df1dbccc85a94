import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { promisify } from 'node:util';
import { z } from 'zod';

/** Enough to tell a process from a later one that happens to have its number. */
export const processIdentitySchema = z.object({
  pid: z.number().int().positive(),
  /** When the kernel started it, in the system's own words; null where the system does not say. */
  startedAt: z.string().nullable(),
  host: z.string(),
});
export type ProcessIdentity = z.infer<typeof processIdentitySchema>;

export async function identityOf(pid: number): Promise<ProcessIdentity> {
  return { pid, startedAt: await startOf(pid), host: hostname() };
}

/** Whether the process still runs; only the host it runs on can tell. */
export async function isRunning({ pid, startedAt }: ProcessIdentity): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it exists and belongs to somebody else.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const start = await startOf(pid);
  if (start === GONE) return false;
  return startedAt === null || start === null || start === startedAt;
}

const GONE = 'gone';

async function startOf(pid: number): Promise<string | null> {
  if (process.platform === 'linux') return startOnLinux(pid);
  if (process.platform === 'win32') return null;
  const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }));
  return stdout.trim() === '' ? GONE : stdout.trim();
}

function startOnLinux(pid: number): string | null {
  let line: string;
  try {
    line = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return GONE;
  }
  // The name of the command stands in brackets and may hold anything; state and start time come after.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  // Killed, and only waiting for its parent to notice.
  if (state === 'Z' || state === 'X') return GONE;
  return `${bootId()}:${fields[19] ?? ''}`;
}

/** The start time counts from the boot of the machine, so it means nothing without it. */
function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}
