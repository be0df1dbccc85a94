import { resolve } from 'node:path';
import type { Command } from 'commander';
import { EXIT, setExit, type CommandContext } from './command-line.js';
import { readConfig } from './config.js';
import { createContext } from './context.js';
import { createLogger } from './main.js';
import { requireMigrated } from './platform/database/migrate.js';
import { openDatabase } from './platform/database/open-database.js';
import { openKeyring } from './platform/secrets/open-keyring.js';
import { exportSite, type SiteExportResult } from './site-export/service.js';
import { countLog } from './reading-statistics/service.js';
import { exportSource } from './site-source.js';
import { withDatabase, type DatabaseOptions } from './with-database.js';

interface ExportOptions extends DatabaseOptions {
  readonly out: string;
  readonly full?: true;
  readonly baseUrl?: string;
  readonly serviceUrl?: string;
}

interface CountOptions extends DatabaseOptions {
  readonly folder?: string;
}

export function addSiteCommand(program: Command, context: CommandContext): void {
  const site = program.command('site').description('静态网站和访问统计 / the exported site');
  site
    .command('export')
    .description('把公开的全部内容写成文件，由外网的网页服务器提供 / write the public side to files')
    .requiredOption('--out <目录>', '写入的目录，即网站的根；第二次起只写有变化的 / root of the site')
    .option('--full', '全部重新生成，并清除没有用的文件 / everything anew')
    .option('--base-url <网址>', '网站的地址，默认 GONGKAI_EXPORT_URL 或网站域名 / address of the site')
    .option('--service-url <网址>', '在线申请的地址，默认 GONGKAI_SERVICE_URL / where forms are answered')
    .option('--data <目录>', '数据目录，默认 gongkai-data / data directory')
    .option('--db <种类>', 'pglite（内置，默认）或 native（本机 PostgreSQL） / database kind')
    .action((options: ExportOptions) => runExport(options, context));
  site
    .command('count-log')
    .description('把外网网页服务器的访问日志计入访问统计，不保留读者信息 / count a log of the web server')
    .argument('<文件>', 'nginx 或 Apache 的 combined 格式，已经切割完成的一份 / closed log, combined format')
    .option('--folder <路径>', '网站在服务器上的目录，如 /xxgk / folder of the site')
    .option('--data <目录>', '数据目录，默认 gongkai-data / data directory')
    .option('--db <种类>', 'pglite（内置，默认）或 native（本机 PostgreSQL） / database kind')
    .action((file: string, options: CountOptions) => runCountLog(file, options, context));
}

async function runCountLog(
  file: string,
  { folder = '', ...options }: CountOptions,
  context: CommandContext,
): Promise<void> {
  const counted = await withDatabase(options, context, (ctx) =>
    countLog(ctx, file, folder.replace(/\/$/, '')),
  );
  context.write(
    `共${counted.lines}行，计入${counted.counted}次访问和下载；${counted.unread}行不是这种格式。`,
  );
}

async function runExport(options: ExportOptions, context: CommandContext): Promise<void> {
  const config = readConfig(options);
  const database = await openDatabase(config.database);
  try {
    await requireMigrated(database.db);
    const keyring = await openKeyring(database.db, config.keyFile);
    const ctx = createContext(config, database, keyring, createLogger({ logLevel: 'silent' }), context.now);
    const result = await exportSite(ctx, exportSource(ctx), {
      out: resolve(options.out),
      baseUrl: (options.baseUrl ?? config.siteExport.baseUrl).replace(/\/$/, ''),
      serviceUrl: options.serviceUrl?.replace(/\/$/, '') ?? config.siteExport.serviceUrl,
      isFull: options.full === true,
    });
    if (result !== null) describeResult(result, context);
  } finally {
    await database.close();
  }
}

function describeResult(result: SiteExportResult, context: CommandContext): void {
  const { isFull, drawn, written, unchanged, removed, indexFiles, milliseconds, broken } = result;
  context.write(
    `${isFull ? '全部导出' : '增量导出'}：生成${drawn}页，写入${written}个文件，${unchanged}个没有变化，删除${removed}个；` +
      `搜索索引写入${indexFiles}个文件；用时${(milliseconds / 1000).toFixed(1)}秒。`,
  );
  for (const { address, from } of broken.slice(0, 20)) context.warn(`链接没有内容：${address}（在 ${from}）`);
  if (broken.length > 0) setExit(context, EXIT.findings);
}
