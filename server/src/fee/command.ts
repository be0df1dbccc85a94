import type { Command } from 'commander';
import { DomainError, feePerItem, feePerPage } from '@gongkai/core';
import type { CommandContext } from '../command-line.js';

interface FeeOptions {
  readonly items?: string;
  readonly pages?: string;
  readonly json?: true;
}

function parseQuantity(text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new DomainError('INVALID_INPUT', `“${text}”不是件数或页数，请填整数。`);
  return Number(text);
}

export function addFeeCommand(program: Command, context: CommandContext): void {
  program
    .command('fee')
    .description('信息处理费（国办函〔2020〕109号）/ information processing fee')
    .option('--items <N>', '按件：同一申请人当月第 1 至 N 件 / per item: applications of one month')
    .option('--pages <N>', '按量：一件申请的页数 / per page: pages of one application')
    .option('--json', '输出 JSON / print JSON')
    .action((options: FeeOptions) => {
      const { items, pages } = options;
      if ((items === undefined) === (pages === undefined)) {
        throw new DomainError(
          'INVALID_INPUT',
          '请指定 --items 或 --pages 之一：一件申请只按件或按量收费，不能并用。',
        );
      }
      const isPerItem = items !== undefined;
      const fee = isPerItem ? feePerItem(parseQuantity(items)) : feePerPage(parseQuantity(pages ?? ''));
      if (options.json) {
        context.write(JSON.stringify(fee, null, 2));
        return;
      }
      const unit = isPerItem ? '件' : '页';
      context.write(`应收 ${fee.amountYuan} 元`);
      for (const { from, count, yuanEach, amountYuan } of fee.brackets) {
        const through = from + count - 1;
        context.write(`  第 ${from}–${through} ${unit}：${count} × ${yuanEach} 元 = ${amountYuan} 元`);
      }
    });
}
