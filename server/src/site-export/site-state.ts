import { localDateInChina } from '@gongkai/core';
import { listPublishedStates } from '../annual-report/service.js';
import type { AppContext } from '../platform/context.js';
import { walkShownStates } from '../publication/service.js';
import { listAgencies } from '../identity/service.js';
import { listFound, walkSearchTexts } from '../search/service.js';
import type { ShownDocument } from './manifest.js';
import type { IndexedDocument, TextSource } from './search-index.js';
import { itemGroup, reportGroup, type ShownNow } from './stale-groups.js';
import { filePath, readAddress, urlPath } from './static-address.js';
import { digestOf } from './write-files.js';

type Context = Pick<AppContext, 'db'>;

/** Everything that is public at the moment, as far as it decides which pages are drawn anew. */
export interface SiteState extends ShownNow {
  readonly indexed: ReadonlyMap<string, IndexedDocument>;
}

export async function readSiteState(ctx: Context): Promise<SiteState> {
  const names = new Map((await listAgencies(ctx)).map(({ code, name }) => [code, name]));
  const documents = new Map<string, ShownDocument>();
  const indexed = new Map<string, IndexedDocument>();
  const withdrawn = new Set<string>();
  for await (const row of walkShownStates(ctx)) {
    const { agencyId, documentId, isWithdrawn, publishedAt, title, validity } = row;
    const key = `${agencyId}/${documentId}`;
    if (isWithdrawn) {
      withdrawn.add(key);
      continue;
    }
    documents.set(key, {
      digest: digestOf(JSON.stringify(row)),
      words: digestOf(JSON.stringify([row.publishedVersion, title, row.documentNumber, publishedAt])),
      duty: row.duty,
      month: localDateInChina(new Date(publishedAt)).slice(0, 7),
      related: row.related === '' ? [] : row.related.split(' '),
    });
    const url = urlPath(filePath(readAddress(itemGroup(key))));
    indexed.set(key, {
      ...{
        key,
        agencyCode: agencyId,
        agencyName: names.get(agencyId) ?? agencyId,
        title,
        publishedAt,
        validity,
        url,
      },
    });
  }
  const reports = await listPublishedStates(ctx);
  const found = new Map<string, string>();
  const published = reports.map(({ agencyCode, year }) => ({ agencyId: agencyCode, recordId: String(year) }));
  const versions = new Map(reports.map((row) => [`${row.agencyCode}/${row.year}`, row.versions]));
  for (const { agencyId, recordId, title, publishedAt } of await listFound(ctx.db, 'report', published)) {
    const key = reportKey(agencyId, recordId);
    const report = `${agencyId}/${recordId}`;
    found.set(key, digestOf(JSON.stringify([title, publishedAt, versions.get(report)])));
    indexed.set(key, {
      ...{ key, agencyCode: agencyId, agencyName: names.get(agencyId) ?? agencyId, title, publishedAt },
      validity: null,
      url: urlPath(filePath(readAddress(reportGroup(report)))),
    });
  }
  return {
    ...{ documents, indexed, withdrawn, found },
    reports: new Map(reports.map((row) => [`${row.agencyCode}/${row.year}`, digestOf(JSON.stringify(row))])),
  };
}

/** A report among the documents of the index: no document's key has two strokes. */
function reportKey(agencyId: string, year: string): string {
  return `${agencyId}/reports/${year}`;
}

const REPORT_KEY = /^(.+)\/reports\/(\d+)$/;

/** The words of public documents and reports, as the live search has them. */
export function textsOf(ctx: Context): TextSource {
  return async function* texts(keys) {
    const ofReports = new Set<string>();
    const ofDocuments = new Set<string>();
    for (const key of keys) {
      const [, agencyId, year] = REPORT_KEY.exec(key) ?? [];
      if (agencyId === undefined || year === undefined) ofDocuments.add(key);
      else ofReports.add(`${agencyId}/${year}`);
    }
    for await (const { agencyId, recordId, title, text } of walkSearchTexts(ctx.db, 'document', ofDocuments))
      yield { key: `${agencyId}/${recordId}`, title, text };
    for await (const { agencyId, recordId, title, text } of walkSearchTexts(ctx.db, 'report', ofReports))
      yield { key: reportKey(agencyId, recordId), title, text };
  };
}
