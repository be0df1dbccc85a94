import { open, readFile, stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import type { Command } from 'commander';
import { DomainError } from '@gongkai/core';
import { EXIT, setExit, type CommandContext } from '../command-line.js';
import { readConfig, type ServerConfig } from '../config.js';
import { PROGRAM_VERSION } from '../context.js';
import { openDatabase, type Database } from '../platform/database/open-database.js';
import { openFileHost } from '../platform/files/file-host.js';
import { sealPlainText } from '../party/service.js';
import { openKeyring } from '../platform/secrets/open-keyring.js';
import { COMMAND_ACTOR, type DatabaseOptions } from '../with-database.js';
import { rowsOf, type Manifest } from './archive.js';
import { isEncryptedBackup, readBackupFile, writeBackupFile } from './backup-file.js';
import { askForBackup, reportBackup } from './control-socket.js';
import { makeBackupKey, type Encryption, type Unlocking } from './encryption.js';
import { checkArchive } from './read-archive.js';
import { recordBackup } from './record-backup.js';
import { restoreBackup } from './restore-backup.js';
import { backupStream } from './stream.js';

interface BackupOptions extends DatabaseOptions {
  readonly out: string;
  readonly encrypt?: true;
  readonly recipient?: readonly string[];
  readonly passphraseFile?: string;
  readonly withKeys?: true;
}

interface RestoreOptions extends DatabaseOptions {
  readonly from: string;
  readonly identity?: string;
  readonly passphraseFile?: string;
  readonly check?: true;
  readonly acceptBrokenAudit?: true;
}

export function addBackupCommands(program: Command, context: CommandContext): void {
  withDatabaseOptions(program.command('backup'))
    .description('备份全部数据和文件到一个文件，服务不用停 / back up everything while the server runs')
    .requiredOption('--out <FILE>', '写入的文件，不覆盖已有的 / file to write')
    .option('--encrypt', '加密；口令取自 GONGKAI_BACKUP_PASSPHRASE 或 --passphrase-file / encrypt')
    .option('--recipient <KEY...>', '用公钥加密，见 backup-key；也可设 GONGKAI_BACKUP_RECIPIENT / public key')
    .option('--passphrase-file <FILE>', '口令所在的文件 / file with the passphrase')
    .option('--with-keys', '连同密钥文件一起备份，只在加密时可以 / include the key file; encrypted only')
    .action((options: BackupOptions) => backUp(options, context));
  program
    .command('backup-key')
    .description('生成一对备份密钥：公钥留在服务器，私钥存到别处 / make a key pair for backups')
    .requiredOption('--out <FILE>', '写入私钥的文件 / file for the secret key')
    .action(({ out }: { readonly out: string }) => makeKey(out, context));
  withDatabaseOptions(program.command('restore'))
    .description('把备份恢复到空的数据库，任何一种都可以，逐项核对后才算数 / restore into an empty database')
    .requiredOption('--from <FILE>', '备份文件 / backup')
    .option('--identity <FILE>', '私钥文件 / secret key')
    .option('--passphrase-file <FILE>', '口令所在的文件 / file with the passphrase')
    .option('--check', '只核对备份是否完整，不恢复 / only check that the backup is whole')
    .option(
      '--accept-broken-audit',
      '备份时审计链已经有问题，仍然恢复 / restore although the audit chain was broken already',
    )
    .action((options: RestoreOptions) => restore(options, context));
}

function withDatabaseOptions(command: Command): Command {
  return command
    .option('--data <目录>', '数据目录，默认 gongkai-data / data directory')
    .option('--db <种类>', 'pglite（内置，默认）或 native（本机 PostgreSQL） / database kind');
}

async function backUp(options: BackupOptions, context: CommandContext): Promise<void> {
  const config = readConfig(options);
  const encryption = await encryptionOf(options, config);
  const withKeys = options.withKeys === true;
  if (withKeys && encryption === null) {
    throw new DomainError(
      'INVALID_INPUT',
      '密钥不能放进没有加密的备份：谁拿到它，谁就能读出数据库里的全部加密内容。请加上 --encrypt 或 --recipient。',
    );
  }
  const begun = performance.now();
  const out = resolve(options.out);
  const { database } = config;
  const asked = database.kind === 'pglite' ? await askForBackup(database.directory, { withKeys }) : null;
  let manifest: Manifest;
  if (asked !== null && database.kind === 'pglite') {
    context.write('经由正在运行的服务备份。读取数据表期间其他操作会等待，读取文件期间不受影响。');
    manifest = await writeBackupFile(asked, out, encryption);
    await reportBackup(database.directory, { manifest, isEncrypted: encryption !== null });
  } else manifest = await backUpDirectly(config, { out, encryption, withKeys }, context);
  await describeBackup(manifest, { out, encryption, seconds: (performance.now() - begun) / 1000 }, context);
  if (manifest.files.damaged.length > 0) setExit(context, EXIT.findings);
}

async function backUpDirectly(
  config: ServerConfig,
  {
    out,
    encryption,
    withKeys,
  }: { readonly out: string; readonly encryption: Encryption | null; readonly withKeys: boolean },
  context: CommandContext,
): Promise<Manifest> {
  const database = await openDatabase(config.database);
  try {
    context.write(
      config.database.kind === 'pglite'
        ? '服务没有运行，直接备份；备份期间不能启动服务。'
        : '取数据库的一个时点备份，正在运行的服务不受影响。',
    );
    const ctx = contextOf(config, database, context);
    const tar: Readable = backupStream(ctx, { keyFile: withKeys ? config.keyFile : null });
    const manifest = await writeBackupFile(tar, out, encryption);
    const { madeAt, files } = manifest;
    const done = { madeAt, rows: rowsOf(manifest), files: files.count };
    // One of an older release cannot take a record of this one.
    await recordBackup(ctx, COMMAND_ACTOR, done, encryption !== null).catch(() => {
      context.warn('这份备份没有记入审计：数据库结构比程序旧，请升级后继续使用。');
    });
    return manifest;
  } finally {
    await database.close();
  }
}

function contextOf({ audit, files }: ServerConfig, database: Database, { now }: CommandContext) {
  const { db, serverVersion, config } = database;
  const kind = config.kind === 'memory' ? ('pglite' as const) : config.kind;
  return {
    db,
    now,
    audit,
    files: openFileHost(files),
    version: PROGRAM_VERSION,
    database: { kind, serverVersion },
  };
}

async function describeBackup(
  manifest: Manifest,
  {
    out,
    encryption,
    seconds,
  }: { readonly out: string; readonly encryption: Encryption | null; readonly seconds: number },
  context: CommandContext,
): Promise<void> {
  const { size } = await stat(out);
  const { tables, files, chains, keys } = manifest;
  const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;
  context.write(
    `已备份 ${tables.length} 张表、${rowsOf(manifest)} 行，${files.count} 个文件（${megabytes(files.bytes)}），${chains.length} 条审计链；写入时已逐项核对。`,
  );
  context.write(
    `${out}：${megabytes(size)}，${encryption === null ? '没有加密' : '已加密'}，用时 ${seconds.toFixed(1)} 秒。`,
  );
  if (encryption === null)
    context.write('其中有个人信息，请像数据库一样保管；要加密请用 --recipient 或 --encrypt。');
  if (files.damaged.length > 0) {
    context.warn(`文件存储中有 ${files.damaged.length} 个文件缺失或者内容已变，备份里没有它们：`);
    for (const key of files.damaged.slice(0, 20)) context.warn(`  ${key}`);
  }
  if (keys.ids.length === 0) return;
  context.write(
    keys.areIncluded
      ? `备份中含有密钥 ${keys.ids.join('、')}：打开备份的私钥或口令要与备份分开保管。`
      : `注意：备份中不含密钥 ${keys.ids.join('、')}。没有密钥文件，加密的内容恢复后也打不开，请另行保管密钥文件。`,
  );
}

async function makeKey(out: string, context: CommandContext): Promise<void> {
  const { identity, recipient } = await makeBackupKey();
  const file = await open(out, 'wx', 0o600).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new DomainError('INVALID_INPUT', `${out} 已经存在，没有覆盖。请换一个文件名。`);
    throw error;
  });
  try {
    await file.writeFile(`# public key: ${recipient}\n${identity}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  context.write(`公钥：${recipient}`);
  context.write(`私钥已写入 ${out}。请把它移到别处保管：没有它，用这个公钥加密的备份谁也打不开。`);
}

async function restore(options: RestoreOptions, context: CommandContext): Promise<void> {
  const config = readConfig(options);
  const unlocking = await unlockingOf(options, config);
  const begun = performance.now();
  // From its first byte to its last, before anything is touched.
  const manifest = await checkArchive(readBackupFile(options.from, unlocking));
  describeArchive(manifest, context);
  if (options.check) {
    const isEncrypted = await isEncryptedBackup(options.from);
    context.write(`备份完整${isEncrypted ? '，已加密' : '，没有加密'}。没有恢复任何内容。`);
    return;
  }
  await requireNoOtherKeys(config.keyFile, manifest);
  const database = await openDatabase(config.database);
  try {
    const restored = await restoreBackup(contextOf(config, database, context), {
      manifest,
      tar: readBackupFile(options.from, unlocking),
      keepKeys: (bytes) => writeFile(config.keyFile, bytes, { mode: 0o600, flag: 'wx', flush: true }),
      acceptsBrokenChains: options.acceptBrokenAudit === true,
      onProgress: (line) => {
        context.write(`  ${line}`);
      },
    });
    for (const name of restored.upgraded) context.write(`已升级：${name}`);
    if (restored.upgraded.length > 0) await sealUpgraded(config, database, manifest, context);
    for (const fault of restored.chainFaults) context.warn(fault);
    context.write(
      `已恢复并核对：${manifest.tables.length} 张表、${restored.rows} 行，行数与内容摘要逐表相符；${restored.files - manifest.files.damaged.length} 个文件内容相符；` +
        `${restored.chains} 条审计链、${restored.records} 条记录${restored.chainFaults.length === 0 ? '完好，链尾与备份时相符' : '有问题，见上'}。`,
    );
    context.write(`用时 ${((performance.now() - begun) / 1000).toFixed(1)} 秒。所有人都要重新登录。`);
    context.write(database.durability.note);
    if (restored.chainFaults.length > 0) setExit(context, EXIT.findings);
    await describeKeys(config, database, manifest, context);
  } finally {
    await database.close();
  }
}

/** What an older release kept as plain text; with keys that are still missing, the next start does it. */
async function sealUpgraded(
  { keyFile }: ServerConfig,
  { db }: Database,
  { keys }: Manifest,
  context: CommandContext,
): Promise<void> {
  if (keys.ids.length > 0 && (await stat(keyFile).catch(() => null)) === null) return;
  const rows = await sealPlainText({ db, keyring: await openKeyring(db, keyFile) });
  if (rows > 0) context.write(`已加密 ${rows} 行个人信息；请备份密钥文件 ${keyFile}。`);
}

function describeArchive(
  { madeAt, appVersion, source, migrations, files }: Manifest,
  context: CommandContext,
): void {
  context.write(
    `备份于 ${madeAt}，程序 ${appVersion}，${source.kind}（PostgreSQL ${source.serverVersion}），数据库结构到 ${migrations.at(-1)?.name ?? ''}。`,
  );
  if (files.damaged.length > 0)
    context.warn(`备份时已有 ${files.damaged.length} 个文件缺失或者内容已变，恢复后也没有它们。`);
}

/** Keys of another database in the place of those in the backup would be lost, or make both useless. */
async function requireNoOtherKeys(keyFile: string, { keys }: Manifest): Promise<void> {
  if (!keys.areIncluded || (await stat(keyFile).catch(() => null)) === null) return;
  throw new DomainError(
    'INVALID_INPUT',
    `备份中含有密钥，而 ${keyFile} 处已有密钥文件。请先把它移开，或者用 GONGKAI_KEY_FILE 指明另一个位置。`,
  );
}

async function describeKeys(
  { keyFile }: ServerConfig,
  { db }: Database,
  { keys }: Manifest,
  context: CommandContext,
): Promise<void> {
  if (keys.ids.length === 0) return;
  if ((await stat(keyFile).catch(() => null)) === null) {
    context.warn(
      `注意：还缺密钥文件。请把含有密钥 ${keys.ids.join('、')} 的密钥文件放到 ${keyFile}（权限 600），再启动服务。`,
    );
    return;
  }
  await openKeyring(db, keyFile);
  context.write(`密钥文件 ${keyFile} 与数据库相符。`);
}

async function encryptionOf(options: BackupOptions, { backup }: ServerConfig): Promise<Encryption | null> {
  const recipients = options.recipient ?? [];
  if (recipients.length > 0) return { recipients };
  const passphrase = await passphraseOf(options, backup.passphrase);
  if (options.encrypt !== true && options.passphraseFile === undefined)
    return backup.recipients.length > 0 ? { recipients: backup.recipients } : null;
  if (passphrase !== null) return { passphrase };
  if (backup.recipients.length > 0) return { recipients: backup.recipients };
  throw new DomainError(
    'INVALID_INPUT',
    '加密需要口令或者公钥：请设置 GONGKAI_BACKUP_PASSPHRASE，或者用 --passphrase-file、--recipient。',
  );
}

async function unlockingOf(options: RestoreOptions, { backup }: ServerConfig): Promise<Unlocking> {
  const passphrase = await passphraseOf(options, backup.passphrase);
  if (options.identity === undefined) return { identities: [], passphrase };
  const lines = (await readFile(options.identity, 'utf8')).split('\n').map((line) => line.trim());
  return { identities: lines.filter((line) => line !== '' && !line.startsWith('#')), passphrase };
}

async function passphraseOf(
  { passphraseFile }: { readonly passphraseFile?: string },
  given: string | null,
): Promise<string | null> {
  if (passphraseFile === undefined) return given;
  const passphrase = (await readFile(passphraseFile, 'utf8')).replace(/\r?\n$/, '');
  if (passphrase.length >= 12) return passphrase;
  throw new DomainError('INVALID_INPUT', '口令太短，至少 12 个字符：备份文件可以离线猜测。');
}
