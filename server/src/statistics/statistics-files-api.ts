import type { Hono } from 'hono';
import { DomainError, periodName, statisticsQuerySchema } from '@gongkai/core';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { requireActor } from '../platform/http/actor.js';
import { madeDownload } from '../platform/http/download.js';
import { writePaper, type PaperFormat } from '../platform/rendering/paper.js';
import { writeCsv } from '../platform/spreadsheet/write-csv.js';
import { writeXlsx } from '../platform/spreadsheet/write-xlsx.js';
import { getStatistics } from './service.js';
import { statisticsDocument, statisticsTables, type StatisticsTable } from './statistics-document.js';

type Format = PaperFormat | 'xlsx' | 'csv';

/** Statistics as a paper and as rows; whoever may see the page may have the file. */
export function mountStatisticsFiles(app: Hono, ctx: AppContext): void {
  app.get('/statistics-files/agencies/:code/:file{statistics\\.(?:docx|pdf|xlsx|csv)}', async (c) => {
    const actor = await requireActor(c);
    const { code, file } = c.req.param();
    const format = file.slice(file.indexOf('.') + 1) as Format;
    const asked = statisticsQuerySchema.safeParse(c.req.query());
    if (!asked.success) throw new DomainError('INVALID_INPUT', '请选择年度和季度。');
    const { year, quarter = null } = asked.data;
    const of = await getStatistics(ctx, actor, code, { year, quarter });
    const { name } = await requireAgency(ctx.db, code);
    const tables = statisticsTables(of);
    const bytes = async (): Promise<Uint8Array> => {
      switch (format) {
        case 'pdf':
        case 'docx':
          return writePaper(statisticsDocument(of, name, ctx.now()), format, ctx.fonts);
        case 'xlsx':
          return collect(
            writeXlsx(
              tables.map((table) => ({
                name: table.name,
                widths: table.head.map((_, column) => (column === 0 ? 30 : 12)),
                rows: rowsOf([table]),
              })),
            ),
          );
        case 'csv':
          return collect(writeCsv(rowsOf(tables)));
      }
    };
    return madeDownload(await bytes(), `${periodName(of)}统计分析.${format}`);
  });
}

function* rowsOf(tables: readonly StatisticsTable[]): Generator<string[]> {
  for (const { name, head, rows } of tables) {
    if (tables.length > 1) yield [name];
    yield [...head];
    for (const row of rows) yield [...row];
  }
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}
