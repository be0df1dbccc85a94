import type { Command } from 'commander';
import type { CommandContext } from '../command-line.js';
import { readConfig } from '../config.js';
import {
  activateKey,
  addKey,
  CIPHER_SUITES,
  openKeyFile,
  rotateKeyring,
  writeKeyFile,
  type CipherSuite,
} from '../platform/secrets/keyring.js';
import { forgetKey, openKeyring } from '../platform/secrets/open-keyring.js';
import { COMMAND_ACTOR, withDatabase, type DatabaseOptions } from '../with-database.js';
import { DomainError } from '@gongkai/core';
import { keyStandings, sealEverythingAnew, withoutKey, type KeyStanding } from './keys.js';

interface RotateOptions extends DatabaseOptions {
  readonly suite?: string;
}

export function addKeyCommand(program: Command, context: CommandContext): void {
  const group = program.command('key').description('加密个人信息的密钥 / keys of personal data');
  withDatabaseOptions(group.command('status'))
    .description('列出密钥和各自加密的行数 / list the keys and what each seals')
    .action(async (options: DatabaseOptions) => {
      const standings = await withDatabase(options, context, (ctx) => keyStandings(ctx));
      for (const line of describeKeys(standings)) context.write(line);
    });
  withDatabaseOptions(group.command('rotate'))
    .description('启用一把新密钥，并重新加密已有的内容；请先停止服务 / a new key, and everything sealed anew')
    .option('--suite <算法>', `${CIPHER_SUITES.join(' 或 ')}，默认与现用密钥相同 / cipher`)
    .action(async (options: RotateOptions) => {
      const { keyFile } = readConfig(options);
      const suite = options.suite === undefined ? undefined : parseSuite(options.suite);
      await withDatabase(options, context, async (ctx) => {
        await writeKeyFile(keyFile, rotateKeyring(ctx.keyring, suite));
        // From here on the database relies on the new key as well.
        const keyring = await openKeyring(ctx.db, keyFile);
        context.write(`已启用新密钥 ${keyring.activeKeyId}。请立即备份密钥文件 ${keyFile}。`);
        const count = await sealEverythingAnew({ ...ctx, keyring }, COMMAND_ACTOR);
        context.write(`已重新加密 ${count} 行。`);
      });
    });
  withDatabaseOptions(group.command('add'))
    .description('在密钥文件里加一把暂不使用的密钥，分发后逐个重启节点 / a key to be used later')
    .option('--suite <算法>', `${CIPHER_SUITES.join(' 或 ')}，默认与现用密钥相同 / cipher`)
    .action(async (options: RotateOptions) => {
      const { keyFile } = readConfig(options);
      const suite = options.suite === undefined ? undefined : parseSuite(options.suite);
      const added = addKey(await openKeyFile(keyFile, false), suite);
      await writeKeyFile(keyFile, added);
      const keyId = [...added.keys.keys()].at(-1) ?? '';
      context.write(
        `已加入密钥 ${keyId}，现在还不使用。请备份密钥文件 ${keyFile}，分发到所有节点并逐个重启，再运行 gongkai key activate ${keyId}。`,
      );
    });
  withDatabaseOptions(group.command('activate'))
    .description('改用已经分发到所有节点的密钥 / use a key that every node holds')
    .argument('<ID>', '密钥编号 / id of the key')
    .action(async (keyId: string, options: DatabaseOptions) => {
      const { keyFile } = readConfig(options);
      await writeKeyFile(keyFile, activateKey(await openKeyFile(keyFile, false), keyId));
      context.write(
        `已改用密钥 ${keyId}。请把密钥文件 ${keyFile} 分发到所有节点并逐个重启；其余的内容由后台任务在一小时内重新加密。`,
      );
    });
  withDatabaseOptions(group.command('reencrypt'))
    .description('用现用密钥重新加密其余的内容，可中断后再运行 / seal the rest under the active key')
    .action(async (options: DatabaseOptions) => {
      const count = await withDatabase(options, context, (ctx) => sealEverythingAnew(ctx, COMMAND_ACTOR));
      context.write(`已重新加密 ${count} 行。`);
    });
  withDatabaseOptions(group.command('remove'))
    .description('移除一把不再使用的密钥 / remove a key that nothing needs')
    .argument('<ID>', '密钥编号 / id of the key')
    .action(async (keyId: string, options: DatabaseOptions) => {
      const { keyFile } = readConfig(options);
      await withDatabase(options, context, async (ctx) => {
        const left = await withoutKey(ctx, keyId);
        // The database first: a key that it names must be in the file.
        await forgetKey(ctx.db, keyId);
        await writeKeyFile(keyFile, left);
      });
      context.write(
        `已移除密钥 ${keyId}。此前的备份要用它才能打开，请把旧的密钥文件与旧备份一同保管或者销毁。`,
      );
    });
}

function describeKeys(standings: readonly KeyStanding[]): string[] {
  return standings.map(({ keyId, suite, isActive, rows, exchanges }) => {
    const isNeeded = rows > 0 || exchanges.length > 0;
    const own = isActive ? '现用' : isNeeded ? '旧，仍在使用' : '旧，可以移除';
    const use = exchanges.length === 0 ? own : `${own}（与${exchanges.join('、')}交换）`;
    return `${keyId}  ${suite}  ${rows} 行  ${use}`;
  });
}

function parseSuite(text: string): CipherSuite {
  const suite = CIPHER_SUITES.find((it) => it === text);
  if (suite !== undefined) return suite;
  throw new DomainError('INVALID_INPUT', `算法“${text}”应是 ${CIPHER_SUITES.join('、')} 之一。`);
}

function withDatabaseOptions(command: Command): Command {
  return command
    .option('--data <目录>', '数据目录，默认 gongkai-data / data directory')
    .option('--db <种类>', 'pglite（内置，默认）或 native（本机 PostgreSQL） / database kind');
}
