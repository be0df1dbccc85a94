import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A program of this repository in a process of its own, and the lines that it has written so far. */
export interface Child {
  readonly process: ChildProcess;
  readonly lines: readonly string[];
  /** The next line that is the text given, or a refusal when the program ends before. */
  waitFor(line: string): Promise<void>;
  /** Kills it as a crash would, and waits until it is gone. */
  kill(): Promise<void>;
  /** What it wrote to its error output when it ended by itself; null: it still runs. */
  fall(): string | null;
  readonly ended: Promise<void>;
}

/** Runs a source file with tsx; `args` arrive in `process.argv`. */
export function startChild(file: URL, args: readonly string[]): Child {
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(file), ...args], {
    cwd: ROOT,
    env: { ...process.env, TSX_TSCONFIG_PATH: 'tsconfig.test.json' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const errors: string[] = [];
  const watchers = new Set<() => void>();
  const notify = (): void => {
    for (const watch of watchers) watch();
  };
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line);
    notify();
  });
  child.stderr.on('data', (data: Buffer) => errors.push(data.toString()));
  let hasEnded = false;
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      hasEnded = true;
      notify();
      resolve();
    });
  });
  return {
    process: child,
    lines,
    ended,
    waitFor: (line) =>
      new Promise((resolve, reject) => {
        const watch = (): void => {
          if (lines.includes(line)) resolve();
          else if (hasEnded) reject(new Error(`It ended before “${line}”: ${errors.join('')}`));
          else return;
          watchers.delete(watch);
        };
        watchers.add(watch);
        watch();
      }),
    fall: () => (hasEnded ? errors.join('') : null),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
