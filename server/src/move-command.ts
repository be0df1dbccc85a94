import type { Command } from 'commander';
import { DomainError } from '@gongkai/core';
import { recordAudit, sealAllChains } from './audit/service.js';
import type { CommandContext } from './command-line.js';
import type { DatabaseConfig } from './platform/database/database-config.js';
import { requireMigrated } from './platform/database/migrate.js';
import { moveDatabase } from './platform/database/move-database.js';
import { openDatabase } from './platform/database/open-database.js';
import { inTransaction } from './platform/database/with-transaction.js';
import { COMMAND_ACTOR } from './with-database.js';

const NOTATION = 'pglite:目录、native:目录 或 postgresql://用户@主机/数据库';

interface MoveOptions {
  readonly from: string;
  readonly to: string;
}

/** @throws DomainError INVALID_INPUT */
export function parseDatabasePlace(text: string): DatabaseConfig {
  if (/^postgres(ql)?:\/\//.test(text)) return { kind: 'server', url: text };
  const [kind, directory] = [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)];
  if ((kind === 'pglite' || kind === 'native') && directory !== '') return { kind, directory };
  throw new DomainError('INVALID_INPUT', `看不懂数据库位置“${text}”。写法：${NOTATION}。`);
}

export function addMoveCommand(program: Command, context: CommandContext): void {
  program
    .command('move')
    .description(
      '把全部数据搬到另一个空的数据库，逐表核对后才算数 / move all data to another, empty database',
    )
    .requiredOption('--from <位置>', `来源：${NOTATION} / source`)
    .requiredOption('--to <位置>', '去处，写法同上，应为空 / target, which must be empty')
    .action(async (options: MoveOptions) => {
      const [source, target] = [parseDatabasePlace(options.from), parseDatabasePlace(options.to)];
      const from = await openDatabase(source);
      try {
        const to = await openDatabase(target);
        try {
          await requireMigrated(from.db);
          // Which transaction wrote a record means nothing elsewhere, so none is left waiting.
          await sealAllChains({ db: from.db, now: context.now });
          const moved = await moveDatabase(from, to, ({ table, position, tables, rows }) => {
            context.write(`[${position}/${tables}] ${table}：${rows} 行`);
          });
          const rows = moved.reduce((sum, table) => sum + table.rows, 0);
          await inTransaction(to.db, (db) =>
            recordAudit(db, context, COMMAND_ACTOR, {
              kind: 'database.moved',
              agencyCode: null,
              subject: { type: 'database', id: target.kind },
              details: { tables: moved.length, rows },
            }),
          );
          context.write(`已搬完 ${moved.length} 张表、${rows} 行，行数与内容摘要逐表相符。来源没有改动。`);
          context.write(to.durability.note);
        } finally {
          await to.close();
        }
      } finally {
        await from.close();
      }
    });
}
