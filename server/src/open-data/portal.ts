import { DomainError, type Agency } from '@gongkai/core';
import type { Context, Hono } from 'hono';
import { listAgencies } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { madeDownload } from '../platform/http/download.js';
import { NO_MENU, type AgencyMenuOf } from '../platform/portal/agency-column.js';
import { mountPage } from '../platform/portal/mount-page.js';
import { writeCsv } from '../platform/spreadsheet/write-csv.js';
import { openDataPage } from './open-data-page.js';
import { OPEN_FIGURE_FIELDS, OPEN_ITEM_FIELDS, openDataSchema } from './open-item.js';
import { walkOpenFigures, walkOpenItems } from './service.js';

/** What is public as files for programs: each made when it is asked for, so that what is withdrawn is in none. */
export function mountOpenData(app: Hono, ctx: AppContext, menuOf: AgencyMenuOf = NO_MENU): void {
  mountPage(app, ctx, '/open-data', async ({ view }) => openDataPage(view, await listAgencies(ctx)));
  mountPage(app, ctx, '/agencies/:code/open-data', async ({ view, param }) => {
    const agency = await requireOpenAgency(ctx, param('code'));
    return openDataPage(view, [agency], { agency, menu: await menuOf(view, agency, 'openData') });
  });
  app.get('/open-data/schema.json', (c) => c.json(openDataSchema()));

  const agencyOf = (c: Context): Promise<Agency> => requireOpenAgency(ctx, c.req.param('code') ?? '');
  app.get('/agencies/:code/open-data/items.json', async (c) => {
    const agency = await agencyOf(c);
    return madeDownload(jsonList(walkOpenItems(ctx, agency), 'item'), `${agency.name}主动公开信息.json`);
  });
  app.get('/agencies/:code/open-data/items.csv', async (c) => {
    const agency = await agencyOf(c);
    const rows = table(OPEN_ITEM_FIELDS, walkOpenItems(ctx, agency));
    return madeDownload(writeCsv(rows), `${agency.name}主动公开信息.csv`);
  });
  app.get('/agencies/:code/open-data/reports.json', async (c) => {
    const agency = await agencyOf(c);
    return madeDownload(jsonList(walkOpenFigures(ctx, agency), 'figure'), `${agency.name}年度报告数字.json`);
  });
  app.get('/agencies/:code/open-data/reports.csv', async (c) => {
    const agency = await agencyOf(c);
    const rows = table(OPEN_FIGURE_FIELDS, walkOpenFigures(ctx, agency));
    return madeDownload(writeCsv(rows), `${agency.name}年度报告数字.csv`);
  });
}

async function* table<T extends object>(
  fields: readonly (keyof T & string)[],
  entries: AsyncIterable<T>,
): AsyncGenerator<string[]> {
  yield [...fields];
  for await (const entry of entries) {
    yield fields.map((field) => {
      const value = entry[field];
      return value === null ? '' : String(value);
    });
  }
}

/** An entry a line, so that a long file can be read as it comes. */
async function* jsonList(entries: AsyncIterable<object>, entry: 'item' | 'figure'): AsyncGenerator<string> {
  yield `{"schema":"/open-data/schema.json#/$defs/${entry}","entries":[`;
  let before = '\n';
  for await (const each of entries) {
    yield `${before}${JSON.stringify(each)}`;
    before = ',\n';
  }
  yield '\n]}\n';
}

async function requireOpenAgency(ctx: AppContext, code: string): Promise<Agency> {
  const agency = (await listAgencies(ctx)).find((it) => it.code === code);
  if (agency === undefined) throw new DomainError('NOT_FOUND', '本平台没有这个机关。');
  return agency;
}
