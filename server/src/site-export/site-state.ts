import { localDateInChina } from '@gongkai/core';
import { listPublishedStates } from '../annual-report/service.js';
import type { AppContext } from '../platform/context.js';
import { walkShownStates } from '../publication/service.js';
import { listAgencies } from '../identity/service.js';
import { walkSearchTexts } from '../search/service.js';
import type { ShownDocument } from './manifest.js';
import type { IndexedDocument, TextSource } from './search-index.js';
import { itemGroup, type ShownNow } from './stale-groups.js';
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
  return {
    ...{ documents, indexed, withdrawn },
    reports: new Map(reports.map((row) => [`${row.agencyCode}/${row.year}`, digestOf(JSON.stringify(row))])),
  };
}

/** The words of public documents, as the live search has them. */
export function textsOf(ctx: Context): TextSource {
  return async function* texts(keys) {
    for await (const { agencyId, recordId, title, text } of walkSearchTexts(ctx.db, 'document', keys)) {
      yield { key: `${agencyId}/${recordId}`, title, text };
    }
  };
}
