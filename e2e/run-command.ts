import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../server/bin/gongkai.mjs', import.meta.url));

/** What a command said, and its exit code. */
export interface Ran {
  readonly code: number;
  readonly said: string;
}

/** Runs a command of the product to its end, in a process of its own. */
export function runCommand(args: readonly string[]): Promise<Ran> {
  const command = process.env.E2E_COMMAND ?? COMMAND;
  const env = { ...process.env, LOG_LEVEL: 'error' };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [command, ...args], { env }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === 'number') resolve({ code, said: `${stdout}${stderr}` });
      else reject(new Error(`${args.join(' ')} could not be run`, { cause: error }));
    });
  });
}
