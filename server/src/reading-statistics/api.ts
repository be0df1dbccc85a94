import type { Hono } from 'hono';
import { DomainError, pageRead, readingQuerySchema, type ReadingStatistics } from '@gongkai/core';
import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import type { AppContext } from '../platform/context.js';
import { requireActor } from '../platform/http/actor.js';
import type { Observer } from '../platform/http/observe.js';
import { madeDownload } from '../platform/http/download.js';
import { writeCsv } from '../platform/spreadsheet/write-csv.js';
import { writeXlsx } from '../platform/spreadsheet/write-xlsx.js';
import { flushReadings, type ReadingCounter } from './counter.js';
import { getReadingStatistics } from './reading-statistics.js';

export function registerReadingApi(api: ApiRegistry): void {
  handle(api, 'getReadingStatistics', ({ ctx, actor, params, query }) =>
    getReadingStatistics(ctx, actor, params.code, query.year),
  );
}

/** Counts every page that is shown and every file that is sent; nothing of the reader is kept but whether it is a program. */
export function countReadings(ctx: AppContext, counter: ReadingCounter): Observer {
  return ({ method, status, path, header }) => {
    if (method !== 'GET' || (status !== 200 && status !== 304)) return;
    if (/prefetch|preview/i.test(`${header('sec-purpose') ?? ''}${header('purpose') ?? ''}`)) return;
    const read = pageRead(path);
    if (read === null) return;
    counter.add(read, header('user-agent'), ctx.now());
    if (counter.isFull()) void flushReadings(ctx, counter);
  };
}

/** The same figures as rows. */
export function mountReadingFiles(app: Hono, ctx: AppContext): void {
  app.get('/reading-files/agencies/:code/:file{readings\\.(?:csv|xlsx)}', async (c) => {
    const actor = await requireActor(c);
    const asked = readingQuerySchema.safeParse(c.req.query());
    if (!asked.success) throw new DomainError('INVALID_INPUT', '请选择年度。');
    const { year } = asked.data;
    const of = await getReadingStatistics(ctx, actor, c.req.param('code'), year);
    return c.req.param('file').endsWith('.csv')
      ? madeDownload(writeCsv([...dayRows(of), [], ...documentRows(of)]), `${year}年访问统计.csv`)
      : madeDownload(
          writeXlsx([
            { name: '按日', widths: [14, 12, 12, 12], rows: dayRows(of) },
            { name: '文件', widths: [60, 12, 12, 12], rows: documentRows(of) },
          ]),
          `${year}年访问统计.xlsx`,
        );
  });
}

function dayRows({ byDay }: ReadingStatistics): string[][] {
  return [
    ['日期', '访问', '下载', '机器访问'],
    ...byDay.map(({ day, visits, downloads, robots }) => [day, ...[visits, downloads, robots].map(String)]),
  ];
}

function documentRows({ documents }: ReadingStatistics): string[][] {
  return [
    ['文件', '访问', '附件下载', '状态'],
    ...documents.map(({ title, visits, downloads, isWithdrawn }) => [
      title,
      String(visits),
      String(downloads),
      isWithdrawn ? '已撤回' : '公开',
    ]),
  ];
}
