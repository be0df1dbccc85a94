import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../server/bin/gongkai.mjs', import.meta.url));
const ADDRESS = /^(?:公开平台|收件节点)：(\S+)\/$/;
/** The last line of what a server says when it has started. */
const STARTED = '按 Ctrl+C 停止。';

/** A server of the product with what it said when it started. */
export interface RunningCommand {
  /** Without a slash at the end. */
  readonly address: string;
  readonly said: readonly string[];
  readonly stop: () => Promise<void>;
}

/** Runs a command that serves until it is stopped, and waits until it answers. @param settings of its environment */
export async function startCommand(
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<RunningCommand> {
  const command = process.env.E2E_COMMAND ?? COMMAND;
  const running = spawn(process.execPath, [command, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LOG_LEVEL: 'error', ...settings },
  });
  const stop = () => end(running);
  try {
    return { ...(await startOf(running)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startOf(running: ChildProcess): Promise<Omit<RunningCommand, 'stop'>> {
  if (running.stdout === null) throw new Error('the command has no output');
  const said: string[] = [];
  for await (const line of createInterface({ input: running.stdout })) {
    said.push(line);
    if (line !== STARTED) continue;
    running.stdout.resume();
    const [address] = said.flatMap((one) => ADDRESS.exec(one)?.slice(1) ?? []);
    if (address !== undefined) return { address, said };
  }
  throw new Error(`the command ended without naming an address:\n${said.join('\n')}`);
}

async function end(running: ChildProcess): Promise<void> {
  if (running.exitCode !== null || running.signalCode !== null) return;
  running.kill('SIGTERM');
  await once(running, 'exit');
}
