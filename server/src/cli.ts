import { Command, CommanderError } from 'commander';
import { addReportCommand } from './annual-report/command.js';
import { addCaseCommand } from './application/command.js';
import { addRebuildCommand } from './application/rebuild-command.js';
import { addAuditCommand } from './audit/command.js';
import { addBackupCommands } from './backup/command.js';
import { EXIT, describeError, type CommandContext } from './command-line.js';
import { addDeadlineCommand } from './deadline/command.js';
import { addDemoCommand } from './demo-command.js';
import { addCheckCommand } from './document-review/command.js';
import { addExchangeCommand } from './exchange/command.js';
import { addFeeCommand } from './fee/command.js';
import { addKeyCommand } from './personal-data/key-command.js';
import { addLedgerCommand } from './ledger-import/command.js';
import { addMigrateCommand } from './migrate-command.js';
import { addAdminCommand } from './sign-in/command.js';
import { addMoveCommand } from './move-command.js';
import { addSiteCommand } from './site-command.js';
import { addServeCommand } from './serve-command.js';

/** What the parser of the command line complains about, in Chinese; its own English follows. */
const USAGE_ERRORS: Readonly<Record<string, string>> = {
  'commander.missingArgument': '缺少文件参数',
  'commander.missingMandatoryOptionValue': '缺少必填选项',
  'commander.optionMissingArgument': '选项缺少取值',
  'commander.unknownOption': '没有这个选项',
  'commander.unknownCommand': '没有这个命令',
  'commander.excessArguments': '参数过多',
  'commander.invalidArgument': '参数取值不对',
};

/**
 * Runs one command line. Output goes to `context`, by default to the process's standard streams.
 * @returns the exit code: 0 fine, 1 findings of severity error, 2 unreadable input or wrong use
 */
export async function runCli(argv: readonly string[], given: Partial<CommandContext> = {}): Promise<number> {
  const context: CommandContext = {
    write: (text) => void process.stdout.write(`${text}\n`),
    warn: (text) => void process.stderr.write(`${text}\n`),
    now: () => new Date(),
    ...given,
    exit: EXIT.fine,
  };
  const program = new Command('gongkai')
    .description('政府信息公开工作平台 / disclosure of government information')
    .version('0.1.0', '-V, --version', '版本 / version')
    .helpOption('-h, --help', '帮助 / help')
    .helpCommand('help [command]', '命令的帮助 / help on a command')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        context.write(text.trimEnd());
      },
      writeErr: (text) => {
        context.warn(text.trimEnd());
      },
      outputError: () => undefined,
    })
    .configureHelp({ styleTitle: (title) => HELP_TITLES[title] ?? title });

  addServeCommand(program, context);
  addSiteCommand(program, context);
  addExchangeCommand(program, context);
  addMigrateCommand(program, context);
  addKeyCommand(program, context);
  addAdminCommand(program, context);
  addMoveCommand(program, context);
  addBackupCommands(program, context);
  addRebuildCommand(program, context);
  addLedgerCommand(program, context);
  addReportCommand(program, context);
  addCaseCommand(program, context);
  addDeadlineCommand(program, context);
  addFeeCommand(program, context);
  addCheckCommand(program, context);
  addAuditCommand(program, context);
  addDemoCommand(program, context);

  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT.fine;
      const chinese = USAGE_ERRORS[error.code];
      if (chinese !== undefined) context.warn(`${chinese}（${error.message}）。用 --help 查看用法。`);
      return EXIT.unusable;
    }
    context.warn(describeError(error));
    return EXIT.unusable;
  }
  return context.exit;
}

const HELP_TITLES: Readonly<Record<string, string>> = {
  'Usage:': '用法 / Usage:',
  'Arguments:': '参数 / Arguments:',
  'Options:': '选项 / Options:',
  'Commands:': '命令 / Commands:',
};
