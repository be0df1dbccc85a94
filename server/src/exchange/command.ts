import { mkdir, readdir, readFile, writeFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { DomainError, EXCHANGE_INCIDENTS, EXCHANGE_MESSAGES, exchangeAdvice } from '@gongkai/core';
import { z } from 'zod';
import { EXIT, setExit, type CommandContext } from '../command-line.js';
import { withDatabase, type DatabaseOptions } from '../with-database.js';
import { addPeer, exportPackages, importPackages, ownNode } from './exchange.js';
import { presentKeyOf, replacePeerKey } from './key-change.js';
import { exchangeStanding } from './standing.js';
import { withWholeContext } from '../with-whole-context.js';

const publicNodeSchema = z.object({
  format: z.literal('gongkai-node'),
  nodeId: z.string(),
  signKey: z.string(),
  boxKey: z.string(),
});

interface PeerOptions extends DatabaseOptions {
  readonly name?: string;
  readonly role?: string;
  readonly replaces?: string;
}
interface FolderOptions extends DatabaseOptions {
  readonly dir: string;
}

/** What is done on both sides of a gap between networks. */
export function addExchangeCommand(program: Command, context: CommandContext): void {
  const exchange = program
    .command('exchange')
    .description(
      '与没有连接的另一个网络交换：申请、补正、确认、撤回、第三方意见；进度和文书 / exchange between networks without a link',
    );
  withOptions(exchange.command('key'))
    .description('显示本节点的公钥，交给对方登记 / this node’s public keys')
    .action((options: DatabaseOptions) => showKey(options, context));
  withOptions(exchange.command('peer'))
    .description('登记对方的公钥，核对编号后再登记 / know the other side')
    .argument('<文件>', '对方 exchange key 的输出 / what the other side’s key command wrote')
    .option('--name <名称>', '对方的名称 / its name')
    .option('--role <角色>', '对方是 office（机关）还是 inbox（收件节点） / what it is')
    .option(
      '--replaces <编号>',
      '对方丢失了密钥、不能照常更换时，用这个文件里的公钥代替已登记的节点的公钥 / another key of a known node',
    )
    .action((file: string, options: PeerOptions) => rememberPeer(file, options, context));
  withOptions(exchange.command('export'))
    .description('写出给对方的交换包，连同对方还没有回执的；退出码 0 正常，2 不能写出 / write packages')
    .requiredOption('--dir <目录>', '写入的目录 / folder')
    .action((options: FolderOptions) => runExport(options, context));
  withOptions(exchange.command('import'))
    .description(
      '收取对方的交换包，次序不限，每包只收一次；退出码 0 正常，1 有缺少、改动或者没有办成的，2 不能收取 / take packages in',
    )
    .requiredOption('--dir <目录>', '交换包所在的目录 / folder')
    .action((options: FolderOptions) => runImport(options, context));
  withOptions(exchange.command('status'))
    .description(
      '编号、等待装包的、缺少和异常的交换包；退出码 0 正常，1 有要处理的 / how the exchange stands',
    )
    .action((options: DatabaseOptions) => showStatus(options, context));
}

function withOptions(command: Command): Command {
  return command
    .option('--data <目录>', '数据目录，默认 gongkai-data / data directory')
    .option('--db <种类>', 'pglite（内置，默认）或 native（本机 PostgreSQL） / database kind');
}

async function showKey(options: DatabaseOptions, context: CommandContext): Promise<void> {
  const node = await withDatabase(options, context, (ctx) => Promise.resolve(ownNode(ctx)));
  context.write(JSON.stringify({ format: 'gongkai-node', ...node }, null, 2));
}

async function rememberPeer(file: string, options: PeerOptions, context: CommandContext): Promise<void> {
  const node = publicNodeSchema.safeParse(parseJson(await readFile(file, 'utf8'))).data;
  if (node === undefined)
    throw new DomainError('UNREADABLE_FILE', '这不是公钥文件，请用对方 exchange key 的输出。');
  const { name, replaces } = options;
  if (replaces !== undefined) {
    await withDatabase(options, context, (ctx) => replacePeerKey(ctx, replaces, node));
    context.write(
      `已更换节点 ${replaces} 的公钥，新的编号 ${node.nodeId}。请与对方核对这个编号；旧公钥签名的包不再收取。`,
    );
    return;
  }
  if (name === undefined || name.trim() === '')
    throw new DomainError('INVALID_INPUT', '请用 --name 写明对方的名称。');
  const role = z.enum(['office', 'inbox']).safeParse(options.role).data;
  if (role === undefined) throw new DomainError('INVALID_INPUT', '--role 写 office 或者 inbox：对方是什么。');
  await withDatabase(options, context, (ctx) => addPeer(ctx, { ...node, name, role }));
  context.write(`已登记“${name}”，编号 ${node.nodeId}。请与对方当面或者打电话核对这个编号。`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function runExport(options: FolderOptions, context: CommandContext): Promise<void> {
  const files = await withWholeContext(options, context, exportPackages);
  await mkdir(options.dir, { recursive: true });
  for (const { name, content } of files) {
    const path = join(options.dir, name);
    await writeFile(`${path}.part`, content, { flush: true });
    await rename(`${path}.part`, path);
  }
  if (files.length === 0) {
    context.write('没有要送出的交换包：没有新消息，对方也都收到了。');
    return;
  }
  context.write(
    `写出${files.length}个交换包到 ${options.dir}，请全部送到对方，由对方 exchange import。对方没有回执的包每次都会再带上：`,
  );
  for (const { name } of files) context.write(`  ${name}`);
}

async function runImport(options: FolderOptions, context: CommandContext): Promise<void> {
  const listed = await readdir(options.dir).catch(() => null);
  if (listed === null)
    throw new DomainError(
      'NOT_FOUND',
      `没有目录 ${options.dir}，或者不能读取。请核对 --dir 的路径、介质是否已经接上。`,
    );
  const names = listed.filter((name) => name.endsWith('.exchange')).sort();
  const contents = await Promise.all(names.map((name) => readFile(join(options.dir, name), 'utf8')));
  if (names.length === 0) {
    context.write(`目录 ${options.dir} 里没有交换包（名称以 .exchange 结尾的文件）。请核对介质和目录。`);
    return;
  }
  const { result, standings } = await withWholeContext(options, context, async (ctx) => ({
    result: await importPackages(ctx, contents),
    standings: await exchangeStanding(ctx),
  }));
  const { applied, repeated, altered, held, foreign, refused, files } = result;
  const told = [
    applied > names.length ? `收取${applied}包，连同先前留着的` : `收取${applied}包`,
    ...(repeated > 0 ? [`${repeated}包以前收过，不再处理`] : []),
    ...(held > 0 ? [`${held}包先留着，等前面的包到了再处理`] : []),
    ...(altered > 0 ? [`${altered}包被改动，没有处理`] : []),
    ...(foreign > 0 ? [`${foreign}包不是登记过的对方送给本节点的（是不是拿成了本节点自己写出的？）`] : []),
  ];
  context.write(`${names.length}个文件：${told.join('；')}。`);
  for (const { warnings } of standings)
    for (const warning of warnings)
      if (warning.kind !== 'silent') context.write(`！${exchangeAdvice(warning)}`);
  if (files > 0) context.write(`收到申请人的附件${files}个。`);
  if (refused > 0) context.write(`有${refused}条消息没有办成，用 exchange status 查看原因。`);
  if (altered > 0 || held > 0 || refused > 0) setExit(context, EXIT.findings);
}

async function showStatus(options: DatabaseOptions, context: CommandContext): Promise<void> {
  const standings = await withDatabase(options, context, exchangeStanding);
  if (standings.length === 0) context.write('还没有登记对方，用 exchange peer 登记。');
  for (const { name, nodeId, lastSent, lastReceived, unacknowledged, waiting, ...rest } of standings) {
    const waits = waiting.map(({ kind, count }) => `${EXCHANGE_MESSAGES[kind] ?? kind}${count}条`);
    context.write(
      `${name}（${nodeId}）：${lastSent === 0 ? '还没有送出过' : `已送出到第${lastSent}包`}，` +
        `${lastReceived === 0 ? '还没有收到过' : `已收到第${lastReceived}包`}。`,
    );
    const open = unacknowledged.map((number) => `第${number}包`).join('、');
    context.write(`  送出后对方还没有回执：${open || '无'}；等待下次导出：${waits.join('、') || '无'}。`);
    const present = presentKeyOf(rest);
    if (present.nodeId !== nodeId) context.write(`  对方换过密钥，现在的编号是 ${present.nodeId}。`);
    if (rest.nextKeyId !== null)
      context.write(
        `  本节点的新密钥 ${rest.nextKeyId} 正在启用：对方收取以后再导出一次，本节点收取，就不再用旧密钥 ${rest.ownKeyId}。`,
      );
    for (const { kind, number, notedAt, settledAt } of rest.incidents) {
      context.write(
        `  第${number}包${EXCHANGE_INCIDENTS[kind]}（${notedAt.slice(0, 10)}${settledAt === null ? '' : '，已补上'}）`,
      );
    }
    for (const { number, kind, reference, reason } of rest.refusals) {
      context.write(
        `  第${number}包中${reference ?? ''}的${EXCHANGE_MESSAGES[kind] ?? kind}没有办成：${reason}`,
      );
    }
    for (const warning of rest.warnings) context.write(`  ！${exchangeAdvice(warning)}`);
    if (rest.warnings.length > 0) setExit(context, EXIT.findings);
  }
}
