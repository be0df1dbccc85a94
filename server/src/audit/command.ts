import { readFile, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { canonicalJson, DomainError } from '@gongkai/core';
import { EXIT, setExit, type CommandContext } from '../command-line.js';
import { readConfig } from '../config.js';
import { openKeyring } from '../platform/secrets/open-keyring.js';
import { COMMAND_ACTOR, withDatabase, type DatabaseOptions } from '../with-database.js';
import { headsOf, keyIdOf, makeAnchor, readAnchor, signerOf, type Anchor } from './anchor.js';
import { verifyExportedChain } from './chain-file.js';
import { listChains } from './queries.js';
import { verifyStoredChain } from './read-chain.js';
import { sealAllChains } from './seal-records.js';
import type { ChainVerdict } from './verify-chain.js';

interface VerifyOptions extends DatabaseOptions {
  readonly anchor?: string;
  readonly key?: string;
  readonly file?: string;
  readonly json?: true;
}

interface AnchorOptions extends DatabaseOptions {
  readonly out: string;
  readonly publicKey?: string;
}

export function addAuditCommand(program: Command, context: CommandContext): void {
  const group = program
    .command('audit')
    .description('审计链：锚定、核验 / the audit chain: anchor it, verify it');
  withDatabaseOptions(group.command('anchor'))
    .description('封存并签名导出各条链的末端，应存到别处 / sign where every chain ends, to be kept elsewhere')
    .requiredOption('--out <FILE>', '审计锚文件 / file to write')
    .option('--public-key <FILE>', '同时写出公钥，供核验签名 / also write the public key')
    .action(async (options: AnchorOptions) => anchorToFile(options, context));
  withDatabaseOptions(group.command('verify'))
    .description(
      '逐条核验审计链；没有审计锚，链尾被截去看不出来 / verify the chain; a cut tail shows only against an anchor',
    )
    .option('--file <FILE>', '核验导出的 jsonl 文件，不用数据库 / verify an exported file')
    .option('--anchor <FILE>', '审计锚 / anchor')
    .option('--key <FILE>', '签锚的公钥；不给则用锚里所写的 / public key that must have signed')
    .option('--json', '输出 JSON / print JSON')
    .action(async (options: VerifyOptions) => verify(options, context));
}

function withDatabaseOptions(command: Command): Command {
  return command
    .option('--data <目录>', '数据目录，默认 gongkai-data / data directory')
    .option('--db <种类>', 'pglite（内置，默认）或 native（本机 PostgreSQL） / database kind');
}

async function anchorToFile(options: AnchorOptions, context: CommandContext): Promise<void> {
  const { keyFile } = readConfig(options);
  const anchor = await withDatabase(options, context, async (ctx) => {
    const signer = signerOf(await openKeyring(ctx.db, keyFile));
    return makeAnchor(ctx, COMMAND_ACTOR, signer);
  });
  await writeFile(options.out, `${canonicalJson(anchor)}\n`);
  if (options.publicKey !== undefined) await writeFile(options.publicKey, anchor.publicKey);
  context.write(`已写出审计锚 ${options.out}：${anchor.chains.length} 条链，密钥编号 ${anchor.keyId}。`);
  context.write('请把它存到本机以外、管理员改不到的地方；它能证明此刻之前的记录没有被改动或者截去。');
}

async function verify(options: VerifyOptions, context: CommandContext): Promise<void> {
  const anchor = await anchorOf(options);
  const headsFor = (chain: string) => headsOf(anchor === null ? [] : [anchor], chain);
  const { file } = options;
  const verdicts =
    file === undefined
      ? await withDatabase(options, context, async (ctx) => {
          // A chain that was broken by hand may refuse more records: that is for the verdict to say.
          await sealAllChains(ctx).catch(() => 0);
          const chains = new Set([
            ...(await listChains(ctx.db)),
            ...(anchor?.chains ?? []).map((it) => it.chain),
          ]);
          const found: ChainVerdict[] = [];
          for (const chain of [...chains].sort()) {
            found.push(await verifyStoredChain(ctx.db, chain, headsFor(chain)));
          }
          return found;
        })
      : [await verifyExportedChain(file, headsFor)];
  if (verdicts.some(({ fault }) => fault !== null)) setExit(context, EXIT.findings);
  if (options.json) {
    context.write(JSON.stringify({ anchor: anchor && { ...anchorLine(anchor) }, chains: verdicts }, null, 2));
    return;
  }
  context.write(
    anchor === null
      ? '没有使用审计锚：链尾若被整段截去，或者整条链被重做，看不出来。'
      : `依据审计锚：${anchor.madeAt} 所签，密钥编号 ${anchor.keyId}${options.key === undefined ? '（公钥取自锚本身，请核对编号）' : ''}。`,
  );
  for (const verdict of verdicts) context.write(describe(verdict));
  if (verdicts.length === 0) context.write('没有已封存的审计记录。');
}

function anchorLine({ anchorId, madeAt, keyId }: Anchor) {
  return { anchorId, madeAt, keyId };
}

function describe({ chain, records, blocks, erased, fault }: ChainVerdict): string {
  if (fault !== null) return `${chain}：有问题，自第 ${fault.seq} 条起。${fault.message}`;
  const gone = erased === 0 ? '' : `，其中 ${erased} 条的内容已按规则清除`;
  return `${chain}：完好，${records} 条记录、${blocks} 个区块${gone}。`;
}

async function anchorOf({ anchor, key }: VerifyOptions): Promise<Anchor | null> {
  if (anchor === undefined) return null;
  const trusted = key === undefined ? undefined : await readText(key);
  if (trusted !== undefined) checkKey(trusted);
  return readAnchor(await readText(anchor), trusted);
}

function checkKey(text: string): void {
  try {
    keyIdOf(text);
  } catch {
    throw new DomainError('UNREADABLE_FILE', '公钥文件看不懂，应为 PEM 格式的公钥。');
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new DomainError('UNREADABLE_FILE', `读不到文件 ${path}，请核对路径。`);
  }
}
