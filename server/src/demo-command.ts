import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { DomainError, localDateInChina, localDateSchema, type LocalDate } from '@gongkai/core';
import { printDemonstration } from './annual-report/print-demonstration.js';
import type { CommandContext } from './command-line.js';
import { readConfig, type ServerConfig } from './config.js';
import {
  handleTracedCase,
  loadCity,
  openCastAccounts,
  prepareDirectory,
  readMark,
  writeMark,
} from './demonstration/service.js';
import { createLogger, startServer, type RunningServer } from './main.js';
import type { AppContext } from './platform/context.js';
import { describeStart, serveUntilSignal } from './serve-command.js';

export interface DemoOptions {
  readonly port?: string;
  readonly data?: string;
  readonly today?: string;
  readonly print?: true;
}

/** Below the directory in which the command is run. */
const DEFAULT_DIRECTORY = '.gongkai/demo';
/** The city's years begin in 2018; before this day it would have no report to show. */
const EARLIEST_DAY = '2021-02-01';
const NOTICE = '以上机关、人员、申请和数字均为虚构，仅供演示。';

export function addDemoCommand(program: Command, context: CommandContext): void {
  program
    .command('demo')
    .description('启动演示：一座虚构的城市，从台账到年度报告 / start with a fictional city')
    .option('--port <端口>', '监听的端口，默认 8787；0 为任一空闲端口 / port')
    .option('--data <目录>', `演示数据的目录，默认 ${DEFAULT_DIRECTORY} / data directory`)
    .option('--today <日期>', '把这一天当作今天，如 2026-03-02 / pretend that it is this day')
    .option('--print', '只由两份演示台账计算三张表并核对，不启动服务 / print the computed tables only')
    .action(async (options: DemoOptions) => {
      if (options.print) {
        await printDemonstration(context);
        return;
      }
      const server = await startDemonstration(options, context);
      await serveUntilSignal(server, context);
    });
}

/** Loads the city if it isn't there yet, and serves it. */
export async function startDemonstration(
  options: DemoOptions,
  context: CommandContext,
): Promise<RunningServer> {
  const config = demonstrationConfig(options);
  const { directory } = config.database;
  const now = clockFrom(options.today, context);
  const today = localDateInChina(now());
  const mark = await readMark(directory);
  const isLoaded = mark?.state === 'loaded';
  if (!isLoaded) await prepareDirectory(directory, today);
  const prepare = async (ctx: AppContext): Promise<void> => {
    if (!isLoaded) await load(ctx, directory, context);
    // A directory that was loaded before there was a sign-in has none.
    const opened = await openCastAccounts(ctx);
    if (opened > 0) await handleTracedCase(ctx);
  };
  const server = await startServer(config, createLogger(config), { now, prepare });
  const loadedAsOf = isLoaded ? mark.today : today;
  for (const line of describeStart(config, server)) context.write(line);
  context.write(NOTICE);
  if (loadedAsOf !== today) {
    context.write(
      `演示数据是按 ${loadedAsOf} 的情形生成的；要按 ${today} 重新生成，请先删除目录 ${directory}。`,
    );
  }
  return server;
}

async function load(ctx: AppContext, directory: string, context: CommandContext): Promise<void> {
  const begun = performance.now();
  context.write('第一次启动，正在生成演示城市（约一分半钟，以后启动不再需要）：');
  const city = await loadCity(ctx, (line) => {
    context.write(`  ${line}`);
  });
  await writeMark(directory, { state: 'loaded', today: ctx.today() });
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  context.write(
    `共${city.agencies}个机关、${city.cases}件申请、${city.remedies}件复议诉讼、${city.documents}份文稿、${city.published}份已公布的年度报告，用时${seconds}秒。`,
  );
}

function demonstrationConfig({ port, data }: DemoOptions) {
  const config: ServerConfig = readConfig({ port });
  const directory = resolve(data ?? DEFAULT_DIRECTORY);
  return {
    ...config,
    // Never the database of the environment, nor its keys and files: those are of real data.
    database: { kind: 'pglite', directory } as const,
    keyFile: join(directory, 'keys.json'),
    files: { directory: join(directory, 'files'), s3: null, scanner: null },
    site: {
      ...config.site,
      name: '澄川市政府信息公开平台（演示）',
      organiser: '澄川市人民政府办公室（演示）',
      operator: '澄川市政务公开中心（演示）',
      contact: '0999-0000000，gongkai@example.cn（演示）',
      code: '9990000000（演示）',
      icpRecord: '云ICP备00000000号-1（演示）',
      policeRecord: '云公网安备99000000000000号（演示）',
      faultReportUrl: 'https://zhaocuo.example.cn/',
      isDemonstration: true,
    },
  };
}

/** The machine's clock, moved by whole days so that today is the day asked for. */
function clockFrom(asked: string | undefined, { now }: CommandContext): () => Date {
  if (asked === undefined) return now;
  const day = localDateSchema.safeParse(asked);
  if (!day.success || day.data < (EARLIEST_DAY as LocalDate)) {
    throw new DomainError(
      'INVALID_INPUT',
      `日期“${asked}”应写作 2026-03-02 的样子，并且不早于 ${EARLIEST_DAY}。`,
    );
  }
  const offset = Date.parse(day.data) - Date.parse(localDateInChina(now()));
  return () => new Date(now().getTime() + offset);
}
