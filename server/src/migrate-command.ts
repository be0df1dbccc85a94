import type { Command } from 'commander';
import type { CommandContext } from './command-line.js';
import { readConfig } from './config.js';
import { migrate } from './platform/database/migrate.js';
import { openDatabase } from './platform/database/open-database.js';
import { sealPlainText } from './party/service.js';
import { openKeyring } from './platform/secrets/open-keyring.js';
import type { DatabaseOptions } from './with-database.js';

export function addMigrateCommand(program: Command, context: CommandContext): void {
  program
    .command('migrate')
    .description('建立数据库，或把它升级到本版本 / create the database or upgrade it')
    .option('--data <目录>', '数据目录，默认 gongkai-data / data directory')
    .option('--db <种类>', 'pglite（内置，默认）或 native（本机 PostgreSQL） / database kind')
    .action(async (options: DatabaseOptions) => {
      const config = readConfig(options);
      const database = await openDatabase(config.database);
      try {
        const applied = await migrate(database.db);
        if (applied.length === 0) context.write('数据库已是本版本的结构，无需升级。');
        for (const name of applied) context.write(`已升级：${name}`);
        const keyring = await openKeyring(database.db, config.keyFile);
        const sealed = await sealPlainText({ db: database.db, keyring });
        if (sealed > 0) context.write(`已加密 ${sealed} 行个人信息；请备份密钥文件 ${config.keyFile}。`);
        context.write(database.durability.note);
      } finally {
        await database.close();
      }
    });
}
