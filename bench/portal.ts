import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AddressInfo } from 'node:net';
import ejs from 'ejs';
import Handlebars from 'handlebars';
import { operatorActor, type Agency } from '@gongkai/core';
import { builtDatabase, builtPortal } from './built.js';
import { alternate, spreadOf } from './measure.js';
import { startNginx } from './nginx.js';
import { startClients, type Clients } from './portal-clients.js';
import { benchDocument } from './portal-document.js';
import { itemValues, EJS_TEMPLATE, HANDLEBARS_TEMPLATE } from './portal-templates.js';
import type { Line } from './result-table.js';

const AGENCY = 'BENCH';
const ITEMS = 400;
const CONNECTIONS = 32;
/** Each round goes to and fro so often, so that what else the machine does hits both. */
const SLICES = 8;
/** Issue 7: of what bare Node does with the same bytes, or with the same query and renderer. */
const LEAST = 0.6;

type Built = Awaited<ReturnType<typeof builtPortal>>;

/** Public pages over HTTP, from memory and drawn anew, beside Node's own server with the same bytes or the same work. */
export async function benchPortal(rounds: number, milliseconds: number): Promise<Line[]> {
  const built = await builtPortal();
  const directory = await mkdtemp(join(tmpdir(), 'gongkai-bench-'));
  // The native cluster runs as another user when we are root.
  await chmod(directory, 0o755);
  const environment = {
    ...{ GONGKAI_DATA_DIR: directory, GONGKAI_DB: 'native', PORT: '0', NODE_ENV: 'production' },
    LOG_LEVEL: 'error',
  };
  const { url, context, stop } = await built.startServer(built.readConfig({}, environment));
  try {
    const agency = await fill(built, context);
    return await measure(built, context, { url, agency, directory }, { rounds, milliseconds });
  } finally {
    await stop();
    await rm(directory, { recursive: true, force: true });
  }
}

type Context = Awaited<ReturnType<Built['startServer']>>['context'];

async function fill(built: Built, context: Context): Promise<Agency> {
  const { inTransaction } = await builtDatabase();
  await built.createAgency(context, operatorActor(), {
    ...{ code: AGENCY, name: '测量局', kind: 'localDepartment', parentCode: null },
    ...{ hasRuleMakingPower: false, scope: 'organ', existsFrom: null },
  });
  const documents = Array.from({ length: ITEMS }, (_, number) => benchDocument(number));
  await inTransaction(context.db, (db) =>
    built.loadDocuments(db, AGENCY, documents, new Date().toISOString()),
  );
  const agency = (await built.listAgencies(context)).find(({ code }) => code === AGENCY);
  if (agency === undefined) throw new Error('The agency is not there');
  return agency;
}

async function measure(
  built: Built,
  context: Context,
  { url, agency, directory }: { readonly url: string; readonly agency: Agency; readonly directory: string },
  times: { readonly rounds: number; readonly milliseconds: number },
): Promise<Line[]> {
  const item = `/agencies/${AGENCY}/items/${benchDocument(1).documentId}`;
  const list = `/agencies/${AGENCY}/items`;
  const bytesOf = new Map<string, Buffer>();
  for (const path of [item, list]) {
    bytesOf.set(path, Buffer.from(await (await fetch(url + path)).arrayBuffer()));
  }
  const draw = async (address: string): Promise<string> => {
    const found = await built.findPublicItem(context, AGENCY, benchDocument(1).documentId);
    if ('withdrawnOn' in found) throw new Error('It is withdrawn');
    return String(await built.itemPage(built.viewOf(context.site, address), agency, found));
  };
  const sameBytes = await serve((request, response) => {
    const body = bytesOf.get(request.url ?? '') ?? Buffer.alloc(0);
    response.writeHead(200, { 'content-type': 'text/html; charset=UTF-8', 'content-length': body.length });
    response.end(body);
  });
  const sameWork = await serve((request, response) => {
    void draw(`http://bench.example${request.url ?? ''}`).then((text) => {
      const body = Buffer.from(text);
      response.writeHead(200, { 'content-type': 'text/html; charset=UTF-8', 'content-length': body.length });
      response.end(body);
    });
  });
  const clients = {
    ours: startClients(Number(new URL(url).port), CONNECTIONS),
    bytes: startClients(sameBytes.port, CONNECTIONS),
    work: startClients(sameWork.port, CONNECTIONS),
  };
  try {
    return [
      {
        what: 'item page',
        unit: 'KB',
        values: spreadOf([(bytesOf.get(item)?.length ?? 0) / 1024]),
        limit: 60,
      },
      ...(await compared('item page from memory', 'the same bytes', times, {
        ours: [clients.ours, { path: item }],
        bare: [clients.bytes, { path: item }],
      })),
      ...(await compared('list from memory', 'the same bytes', times, {
        ours: [clients.ours, { path: list }],
        bare: [clients.bytes, { path: list }],
      })),
      ...(await asFile(directory, item, bytesOf, times)),
      ...(await compared('item page drawn anew', 'the same query and renderer', times, {
        ours: [clients.ours, { path: item, isUnique: true }],
        bare: [clients.work, { path: item, isUnique: true }],
      })),
      ...(await renderers(built, context, agency, times)),
    ];
  } finally {
    await Promise.all(Object.values(clients).map((it) => it.stop()));
    sameBytes.server.close();
    sameWork.server.close();
  }
}

/** The same page as a file behind nginx, as an exported site is served. */
async function asFile(
  directory: string,
  item: string,
  pages: ReadonlyMap<string, Buffer>,
  { rounds, milliseconds }: { readonly rounds: number; readonly milliseconds: number },
): Promise<Line[]> {
  const what = 'portal: item page as a file behind nginx';
  const nginx = await startNginx(join(directory, 'nginx'), pages);
  if (nginx === null) return [{ what: `${what}: not measured, none is installed`, unit: '/s', values: NONE }];
  const clients = startClients(nginx.port, CONNECTIONS);
  try {
    const rates: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const { rate } = await clients.rateOf({ path: item, milliseconds });
      if (round > 0) rates.push(rate);
    }
    return [{ what, unit: '/s', values: spreadOf(rates) }];
  } finally {
    await clients.stop();
    await nginx.stop();
  }
}

const NONE = { median: Number.NaN, low: Number.NaN, high: Number.NaN };

type Asked = readonly [Clients, { readonly path: string; readonly isUnique?: boolean }];

async function compared(
  what: string,
  beside: string,
  { rounds, milliseconds }: { readonly rounds: number; readonly milliseconds: number },
  asked: { readonly ours: Asked; readonly bare: Asked },
): Promise<Line[]> {
  const rates = { ours: [] as number[], bare: [] as number[] };
  // The first round warms up.
  for (let round = 0; round <= rounds; round += 1) {
    const sums = { ours: 0, bare: 0 };
    for (let slice = 0; slice < SLICES; slice += 1) {
      for (const name of ['ours', 'bare'] as const) {
        const [clients, load] = asked[name];
        sums[name] += (await clients.rateOf({ ...load, milliseconds: milliseconds / SLICES })).rate;
      }
    }
    if (round === 0) continue;
    rates.ours.push(sums.ours / SLICES);
    rates.bare.push(sums.bare / SLICES);
  }
  return [
    { what: `portal: ${what}`, unit: '/s', values: spreadOf(rates.ours) },
    { what: `portal: bare Node, ${beside}`, unit: '/s', values: spreadOf(rates.bare) },
    {
      what: `portal: bare Node ÷ ours, ${what}`,
      unit: '×',
      values: spreadOf(rates.bare.map((rate, round) => rate / (rates.ours[round] ?? Number.NaN))),
      limit: 1 / LEAST,
    },
  ];
}

/** The renderer of the pages beside two engines that draw a page with the same values and about the same markup. */
async function renderers(
  built: Built,
  context: Context,
  agency: Agency,
  { rounds, milliseconds }: { readonly rounds: number; readonly milliseconds: number },
): Promise<Line[]> {
  const found = await built.findPublicItem(context, AGENCY, benchDocument(1).documentId);
  if ('withdrawnOn' in found) throw new Error('It is withdrawn');
  const view = built.viewOf(context.site, 'http://bench.example/');
  const values = itemValues(context.site.name, agency.name, found);
  const withEjs = ejs.compile(EJS_TEMPLATE);
  const withHandlebars = Handlebars.compile(HANDLEBARS_TEMPLATE);
  const rates = await alternate(
    {
      ours: async () => String(await built.itemPage(view, agency, found)),
      ejs: () => withEjs(values),
      handlebars: () => withHandlebars(values),
    },
    rounds,
    milliseconds / 2,
  );
  return Object.entries(rates).map(([name, its]) => ({
    what: `portal: item page drawn by ${name === 'ours' ? 'our templates' : name}`,
    unit: '/s',
    values: spreadOf(its),
  }));
}

async function serve(listener: RequestListener): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}
