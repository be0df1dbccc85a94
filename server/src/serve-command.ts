import { once } from 'node:events';
import type { Command } from 'commander';
import { ADMINISTRATOR_ROLES, DomainError } from '@gongkai/core';
import type { CommandContext } from './command-line.js';
import { readConfig, type ServerConfig } from './config.js';
import { startInbox } from './inbox-server.js';
import { createLogger, startServer, type RunningServer } from './main.js';
import { INVITATION_HOURS } from './sign-in/service.js';

interface ServeOptions {
  readonly host?: string;
  readonly port?: string;
  readonly data?: string;
  readonly db?: string;
  readonly role?: string;
}

export function addServeCommand(program: Command, context: CommandContext): void {
  program
    .command('serve')
    .description('启动平台：公开页面、工作台和接口 / start the server')
    .option('--host <地址>', '监听的地址，默认 127.0.0.1，只有本机能访问 / address to listen on')
    .option('--port <端口>', '监听的端口，默认 8787；0 为任一空闲端口 / port')
    .option('--data <目录>', '数据目录，默认 gongkai-data / data directory')
    .option('--db <种类>', 'pglite（内置，默认）或 native（本机 PostgreSQL） / database kind')
    .option('--role <角色>', 'office（默认）或 inbox：外网的收件节点 / what this node is')
    .action(async (options: ServeOptions) => {
      const config = readConfig(options);
      if (options.role === 'inbox') return serveInbox(config, context);
      if (options.role !== undefined && options.role !== 'office')
        throw new DomainError('INVALID_INPUT', '--role 写 office 或者 inbox。');
      const server = await startServer(config);
      for (const line of describeStart(config, server)) context.write(line);
      await serveUntilSignal(server, context);
    });
}

/** What the person who starts the server must know: where it is, what the data survives, who may do what. */
export function describeStart(config: ServerConfig, server: RunningServer): string[] {
  const { url, context } = server;
  const { database } = config;
  const { serverVersion, durability } = context.database;
  const place = database.kind === 'server' ? 'DATABASE_URL 指定的服务器' : database.directory;
  return [
    `公开平台：${url}/`,
    `工作台：${url}/console`,
    `数据：${place}（PostgreSQL ${serverVersion}）`,
    durability.note,
    ...describeFirstSignIn(config, server),
    '按 Ctrl+C 停止。',
  ];
}

/** Who can sign in: everybody in the demonstration, by their links the first administrators, later whoever has a password. */
function describeFirstSignIn({ web }: ServerConfig, { url, context, invitations }: RunningServer): string[] {
  if (context.site.isDemonstration) {
    return [`登录：${url}/sign-in，选一个人物即可；演示不要经反向代理对外开放。`];
  }
  if (invitations.length === 0) return [`登录：${web.publicUrl ?? url}/sign-in`];
  return [
    `还没有人能登录。请把下面的链接分别交给三个人，${INVITATION_HOURS} 小时内有效，只能用一次；过期了重新启动就有新的：`,
    ...invitations.map(
      ({ role, loginName, path }) =>
        `  ${ADMINISTRATOR_ROLES[role]}（登录名 ${loginName}）：${web.publicUrl ?? url}${path}`,
    ),
  ];
}

/** The node outside that takes applications in; its packages are carried with `exchange`. */
async function serveInbox(config: ServerConfig, context: CommandContext): Promise<void> {
  const inbox = await startInbox(config, createLogger(config));
  context.write(`收件节点：${inbox.url}/`);
  context.write(
    '申请由 gongkai exchange export 加密送出，机关的消息由 exchange import 收取；内置数据库要先停下服务。',
  );
  context.write('按 Ctrl+C 停止。');
  await serveUntilSignal(inbox, context);
}

/** Runs until the process is told to end; told twice, it ends at once. */
export async function serveUntilSignal(
  server: Pick<RunningServer, 'stop'>,
  context: CommandContext,
): Promise<void> {
  const stopped = new AbortController();
  const { signal } = stopped;
  await Promise.race([once(process, 'SIGINT', { signal }), once(process, 'SIGTERM', { signal })]);
  stopped.abort();
  context.write('正在停止：不再接受新的请求，等待办理中的请求完成。');
  await server.stop();
  context.write('已停止。');
}
