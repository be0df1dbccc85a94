import { once } from 'node:events';
import type { Command } from 'commander';
import type { CommandContext } from './command-line.js';
import { readConfig, type ServerConfig } from './config.js';
import { startServer, type RunningServer } from './main.js';

interface ServeOptions {
  readonly host?: string;
  readonly port?: string;
  readonly data?: string;
  readonly db?: string;
}

export function addServeCommand(program: Command, context: CommandContext): void {
  program
    .command('serve')
    .description('启动平台：公开页面、工作台和接口 / start the server')
    .option('--host <地址>', '监听的地址，默认 127.0.0.1，只有本机能访问 / address to listen on')
    .option('--port <端口>', '监听的端口，默认 8787；0 为任一空闲端口 / port')
    .option('--data <目录>', '数据目录，默认 gongkai-data / data directory')
    .option('--db <种类>', 'pglite（内置，默认）或 native（本机 PostgreSQL） / database kind')
    .action(async (options: ServeOptions) => {
      const config = readConfig(options);
      const server = await startServer(config);
      for (const line of describeStart(config, server)) context.write(line);
      await serveUntilSignal(server, context);
    });
}

/** What the person who starts the server must know: where it is, what the data survives, who may do what. */
export function describeStart(config: ServerConfig, { url, context }: RunningServer): string[] {
  const { database } = config;
  const { serverVersion, durability } = context.database;
  const place = database.kind === 'server' ? 'DATABASE_URL 指定的服务器' : database.directory;
  return [
    `公开平台：${url}/`,
    `工作台：${url}/console`,
    `数据：${place}（PostgreSQL ${serverVersion}）`,
    durability.note,
    context.hasDevelopmentAccount
      ? '登录功能尚未上线：能访问本机的人都以“开发账号”办理，不要经反向代理对外开放。'
      : '登录功能尚未上线：监听的不是本机地址，因此只开放公开页面，工作人员的操作一律不受理。',
    '按 Ctrl+C 停止。',
  ];
}

/** Runs until the process is told to end; told twice, it ends at once. */
export async function serveUntilSignal(server: RunningServer, context: CommandContext): Promise<void> {
  const stopped = new AbortController();
  const { signal } = stopped;
  await Promise.race([once(process, 'SIGINT', { signal }), once(process, 'SIGTERM', { signal })]);
  stopped.abort();
  context.write('正在停止：不再接受新的请求，等待办理中的请求完成。');
  await server.stop();
  context.write('已停止。');
}
