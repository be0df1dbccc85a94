import {
  catalogueKey,
  coverageOf,
  DomainError,
  DUTY_CATALOGUE,
  permit,
  permitWithin,
  readCatalogue,
  recorderName,
  type Actor,
  type Catalogue,
  type CatalogueLink,
  type CatalogueSheet,
  type DutyItemKey,
} from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { openWorkbook, sheetRows } from '../platform/spreadsheet/workbook.js';
import { sheetNames, writeXlsx } from '../platform/spreadsheet/write-xlsx.js';
import { requireUnmarked } from '../storage/service.js';
import {
  copyItems,
  hasDocument,
  insertVersion,
  listItems,
  listLinks,
  listColumnTargets,
  listPublicTargets,
  listVersions,
  replaceLinks,
  type CatalogueItemRow,
} from './queries.js';

type Context = Pick<AppContext, 'db' | 'now' | 'today'>;

/** The edition in force, with what is really public behind each item. @throws DomainError FORBIDDEN */
export async function getCatalogue(
  ctx: Pick<Context, 'db' | 'today'>,
  actor: Actor,
  agencyCode: string,
): Promise<Catalogue> {
  permitWithin(actor, 'document.view', agencyCode);
  await requireAgency(ctx.db, agencyCode);
  const versions = await listVersions(ctx.db, agencyCode);
  const [newest] = versions;
  const items = newest === undefined ? [] : await listItems(ctx.db, agencyCode, newest.version);
  const links = await listLinks(ctx.db, agencyCode, ctx.today());
  return {
    version: newest?.version ?? null,
    fileName: newest?.fileName ?? null,
    importedAt: newest?.importedAt ?? null,
    versions: versions.map(({ version, fileName, importedAt, importedBy, displayName }) => ({
      ...{ version, fileName, importedAt },
      importedBy: recorderName(importedBy, displayName),
    })),
    classes: countClasses(items),
    items: items.map(({ agencyId: _, version: _version, place: _place, ...item }) => {
      const own = links.filter(({ itemKey }) => itemKey === item.itemKey);
      const publicCount = own.reduce((sum, link) => sum + link.publicCount, 0);
      const lateCount = own.reduce((sum, link) => sum + link.lateCount, 0);
      return {
        ...item,
        links: own.map(({ targetKind, target, title }) => ({
          ...{ kind: targetKind, target },
          title: targetKind === 'column' ? DUTY_CATALOGUE[target as DutyItemKey].label : (title ?? target),
        })),
        publicCount,
        coverage: coverageOf(own.length, { publicCount, lateCount }),
      };
    }),
  };
}

/** 类: the first-level matters of every field. */
function countClasses(items: readonly Pick<CatalogueItemRow, 'field' | 'matter'>[]): number {
  return new Set(items.map(({ field, matter }) => `${field}|${matter}`)).size;
}

/** More rows than all catalogues of a county together. */
const MOST_ROWS = 20_000;
const FAULTS_TOLD = 10;

/** Takes in an edition, all of it or none. @throws DomainError FORBIDDEN, UNREADABLE_FILE, INVALID_INPUT, FILE_REFUSED */
export async function importCatalogue(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  file: { readonly fileName: string; readonly bytes: Uint8Array },
): Promise<Catalogue> {
  permit(actor, 'catalogue.manage', { agencyCode });
  await requireAgency(ctx.db, agencyCode);
  await requireUnmarked(ctx, actor, { agencyCode, source: 'standardCatalogue', ...file });
  const { items, faults } = readCatalogue(await readSheets(file.bytes));
  if (faults.length > 0) {
    const told = faults.slice(0, FAULTS_TOLD).join('');
    throw new DomainError('INVALID_INPUT', `目录没有导入，有${faults.length}处要改：${told}`, {
      faults: faults.length,
    });
  }
  await inTransaction(ctx.db, async (db) => {
    const version = await insertVersion(db, {
      ...{ agencyId: agencyCode, fileName: file.fileName.slice(0, 200), importedBy: actor.id },
      importedAt: ctx.now().toISOString(),
    });
    const keyed = items.map((item) => ({ ...item, itemKey: catalogueKey(item) }));
    await copyItems(db, { agencyId: agencyCode, version }, keyed);
    await recordAudit(db, ctx, actor, {
      kind: 'catalogue.imported',
      agencyCode,
      subject: { type: 'agency', id: agencyCode },
      details: { version, count: items.length },
    });
  });
  return getCatalogue(ctx, actor, agencyCode);
}

async function readSheets(bytes: Uint8Array): Promise<CatalogueSheet[]> {
  const workbook = await openWorkbook(bytes);
  try {
    const sheets: CatalogueSheet[] = [];
    for (const sheet of workbook.sheets) {
      const rows: string[][] = [];
      for await (const { cells, line } of sheetRows(workbook, sheet)) {
        while (rows.length < line - 1 && rows.length < MOST_ROWS) rows.push([]);
        rows.push([...cells]);
        if (rows.length > MOST_ROWS) throw new DomainError('FILE_TOO_LARGE', '目录超过两万行，请分开导入。');
      }
      sheets.push({ name: sheet.name, rows });
    }
    return sheets;
  } finally {
    workbook.file.close();
  }
}

/** Says where the content of an item is. @throws DomainError FORBIDDEN, NOT_FOUND, INVALID_INPUT */
export async function linkCatalogueItem(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  { itemKey, links }: { readonly itemKey: string; readonly links: readonly CatalogueLink[] },
): Promise<Catalogue> {
  permit(actor, 'catalogue.manage', { agencyCode });
  await inTransaction(ctx.db, async (db) => {
    await requireAgency(db, agencyCode);
    const [newest] = await listVersions(db, agencyCode);
    const items = newest === undefined ? [] : await listItems(db, agencyCode, newest.version);
    if (!items.some((item) => item.itemKey === itemKey))
      throw new DomainError('NOT_FOUND', '现行目录没有这个事项，可能刚刚导入了新的一版，请刷新后再看。');
    for (const { kind, target } of links) {
      if (kind === 'document' && !(await hasDocument(db, agencyCode, target)))
        throw new DomainError('INVALID_INPUT', `本机关没有编号为“${target}”的文稿，请核对。`);
    }
    const by = { linkedBy: actor.id, linkedAt: ctx.now().toISOString() };
    await replaceLinks(db, { agencyId: agencyCode, itemKey }, links, by);
    await recordAudit(db, ctx, actor, {
      kind: 'catalogue.linked',
      agencyCode,
      subject: { type: 'agency', id: agencyCode },
      details: { count: links.length },
    });
  });
  return getCatalogue(ctx, actor, agencyCode);
}

/** The edition in force as anybody may read it, with what is public behind each item. */
export async function readPublicCatalogue(ctx: Pick<Context, 'db'>, agencyCode: string) {
  const [newest] = await listVersions(ctx.db, agencyCode);
  if (newest === undefined) return null;
  const items = await listItems(ctx.db, agencyCode, newest.version);
  const targets = await listPublicTargets(ctx.db, agencyCode);
  const columns = await listColumnTargets(ctx.db, agencyCode);
  return {
    importedAt: newest.importedAt,
    classes: countClasses(items),
    items: items.map((item) => ({
      ...item,
      published: targets.filter(({ itemKey }) => itemKey === item.itemKey),
      duties: columns.flatMap(({ itemKey, duty }) => (itemKey === item.itemKey ? [duty] : [])),
    })),
  };
}

const HEAD = [
  ...['序号', '一级事项', '二级事项', '公开内容（要素）', '公开依据', '公开时限', '公开主体'],
  ...['公开渠道和载体', '公开对象', '公开方式', '公开层级'],
];

const WIDTHS = [6, 18, 22, 50, 40, 20, 18, 30, 12, 12, 12];

/** The edition in force as a workbook, a sheet a field; where there is none, the heads to fill in. */
export async function exportCatalogue(
  ctx: Pick<Context, 'db'>,
  agencyCode: string,
): Promise<AsyncIterable<Uint8Array>> {
  const catalogue = await readPublicCatalogue(ctx, agencyCode);
  if (catalogue === null) return writeXlsx([{ name: '标准目录', widths: WIDTHS, rows: [HEAD] }]);
  const fields = [...new Set(catalogue.items.map(({ field }) => field))];
  const names = sheetNames(fields);
  return writeXlsx(
    fields.map((field, index) => ({
      name: names[index] ?? field,
      widths: WIDTHS,
      rows: [
        HEAD,
        ...catalogue.items
          .filter((item) => item.field === field)
          .map((item, place) => [
            ...[
              String(place + 1),
              item.matter,
              item.detail,
              item.content,
              item.basis,
              item.term,
              item.bearer,
            ],
            ...[item.channels, item.audience, item.mode, item.level],
          ]),
      ],
    })),
  );
}
