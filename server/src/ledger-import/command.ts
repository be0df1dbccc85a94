import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { DomainError, caseQuerySchema, type PresentedLedgerImport } from '@gongkai/core';
import { EXIT, setExit, type CommandContext } from '../command-line.js';
import { COMMAND_ACTOR, withDatabase, type DatabaseOptions } from '../with-database.js';
import { exportRegister } from './export-register.js';
import { importLedger } from './service.js';
import { LEDGER_KIND_LABELS, TABLE_FORMATS, ledgerTemplate, type TableFormat } from './template.js';
import type { LedgerImportKind } from './table.js';

interface ImportOptions extends DatabaseOptions {
  readonly agency: string;
  readonly kind: string;
  readonly json?: true;
}

interface ExportOptions extends DatabaseOptions {
  readonly agency: string;
  readonly out: string;
  readonly year?: string;
  readonly to?: string;
}

const KINDS = Object.keys(LEDGER_KIND_LABELS) as LedgerImportKind[];

export function addLedgerCommand(program: Command, context: CommandContext): void {
  const group = program.command('ledger').description('台账：导入、导出、模板 / ledgers as files');
  withDatabaseOptions(group.command('import'))
    .description('导入台账文件（xlsx、csv）：全部成功，或者全部不入并逐行列出错误 / import a ledger')
    .argument('<FILE>', '台账文件 / ledger file')
    .requiredOption('--agency <CODE>', '机关代码 / code of the agency')
    .requiredOption('--kind <KIND>', `${KINDS.join('、')} / kind of ledger`)
    .option('--json', '输出 JSON / print JSON')
    .action(async (file: string, options: ImportOptions) => importFile(file, options, context));
  withDatabaseOptions(group.command('export'))
    .description('导出申请台账 / export the register')
    .requiredOption('--agency <CODE>', '机关代码 / code of the agency')
    .requiredOption('--out <FILE>', '写入的文件 / file to write')
    .option('--year <YEAR>', '只导出在该年度报告中有位次的申请 / cases that count in a year')
    .option('--to <FORMAT>', 'csv 或 xlsx，默认按文件名 / format')
    .action(async (options: ExportOptions) => exportFile(options, context));
  group
    .command('template')
    .description('写出一份空白台账，列名即导入所认的列名 / write an empty ledger')
    .requiredOption('--kind <KIND>', `${KINDS.join('、')} / kind of ledger`)
    .requiredOption('--out <FILE>', '写入的文件 / file to write')
    .action(async ({ kind, out }: { readonly kind: string; readonly out: string }) => {
      await writeFile(out, ledgerTemplate(parseKind(kind), parseFormat(undefined, out)));
      context.write(`已写出 ${out}`);
    });
}

function withDatabaseOptions(command: Command): Command {
  return command
    .option('--data <目录>', '数据目录，默认 gongkai-data / data directory')
    .option('--db <种类>', 'pglite（内置，默认）或 native（本机 PostgreSQL） / database kind');
}

async function importFile(path: string, options: ImportOptions, context: CommandContext): Promise<void> {
  const kind = parseKind(options.kind);
  const file = { fileName: basename(path), bytes: await readFile(path) };
  const result = await withDatabase(options, context, (ctx) =>
    importLedger(ctx, COMMAND_ACTOR, { agencyCode: options.agency, kind, file }),
  );
  if (options.json) context.write(JSON.stringify(result, null, 2));
  else for (const line of describeImport(result)) context.write(line);
  if (result.status !== 'done') setExit(context, EXIT.findings);
}

function describeImport(result: PresentedLedgerImport): string[] {
  const { status, rowsDone, faults, alreadyImportedAs } = result;
  if (alreadyImportedAs !== null) return [`这个文件已经导入过（${alreadyImportedAs}），没有重复写入。`];
  if (status === 'done') return [`已导入 ${rowsDone} 行。`];
  return [
    '没有导入任何数据：',
    ...faults.map(({ line, column, message }) => {
      const place = line === 0 ? '文件' : `第 ${line} 行${column === null ? '' : `“${column}”`}`;
      return `${place}：${message}`;
    }),
  ];
}

async function exportFile(options: ExportOptions, context: CommandContext): Promise<void> {
  const format = parseFormat(options.to, options.out);
  const query = caseQuerySchema.safeParse({
    sort: 'receivedOn',
    ...(options.year !== undefined && { year: options.year }),
  });
  if (!query.success)
    throw new DomainError('INVALID_INPUT', `年度“${options.year ?? ''}”应是四位数，如 2025。`);
  await withDatabase(options, context, async (ctx) =>
    writeFile(options.out, await exportRegister(ctx, COMMAND_ACTOR, options.agency, query.data, format)),
  );
  context.write(`已导出到 ${options.out}`);
}

function parseKind(text: string): LedgerImportKind {
  const kind = KINDS.find((it) => it === text);
  if (kind !== undefined) return kind;
  const known = KINDS.map((it) => `${it}（${LEDGER_KIND_LABELS[it]}）`);
  throw new DomainError('INVALID_INPUT', `台账种类“${text}”应是 ${known.join('、')} 之一。`);
}

function parseFormat(asked: string | undefined, path: string): TableFormat {
  const text = asked ?? extname(path).slice(1).toLowerCase();
  const format = TABLE_FORMATS.find((it) => it === text);
  if (format !== undefined) return format;
  throw new DomainError('INVALID_INPUT', '请用 --to 指定 csv 或 xlsx，或者把文件名写成 .csv 或 .xlsx。');
}

async function writeFile(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  await pipeline(Readable.from(chunks), createWriteStream(path));
}
