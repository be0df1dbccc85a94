import type { Command } from 'commander';
import type { CommandContext } from '../command-line.js';
import { COMMAND_ACTOR, withDatabase, type DatabaseOptions } from '../with-database.js';
import { rebuildProjections } from './service.js';

interface RebuildOptions extends DatabaseOptions {
  readonly agency?: string;
}

export function addRebuildCommand(program: Command, context: CommandContext): void {
  program
    .command('rebuild')
    .description(
      '按已登记的事件重算全部申请的期限、状态与各年位次 / derive due dates, status and yearly places anew',
    )
    .option('--agency <CODE>', '机关代码，默认全部机关 / code of the agency, default all')
    .option('--data <目录>', '数据目录，默认 gongkai-data / data directory')
    .option('--db <种类>', 'pglite（内置，默认）或 native（本机 PostgreSQL） / database kind')
    .action(async (options: RebuildOptions) => {
      const count = await withDatabase(options, context, (ctx) =>
        rebuildProjections(ctx, COMMAND_ACTOR, options.agency),
      );
      context.write(`已重算 ${count} 件申请的期限、状态与各年位次；已发布的报告不变。`);
    });
}
