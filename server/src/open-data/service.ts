import {
  cellName,
  cellsOfForm,
  DUTY_CATALOGUE,
  VALIDITIES,
  valueAt,
  type Agency,
  type ReportTables,
} from '@gongkai/core';
import { findPublishedReport, listPublished } from '../annual-report/service.js';
import type { AppContext } from '../platform/context.js';
import { walkOpenDocuments } from '../publication/service.js';
import { kindLabel, type OpenFigure, type OpenItem } from './open-item.js';

type Context = Pick<AppContext, 'db' | 'today' | 'site'>;

/** More years than any agency has reports. */
const ALL_YEARS = 200;

/** Everything that an agency has public now, one by one. */
export async function* walkOpenItems(ctx: Context, agency: Agency): AsyncGenerator<OpenItem> {
  for await (const row of walkOpenDocuments(ctx, agency.code)) {
    const { indexNumber, publishedAt, publishedVersion, documentId, validity, duty, kind } = row;
    const { title, summary, documentNumber, topic, genre, formedOn, expiresOn } = row;
    if (indexNumber === null || publishedAt === null || publishedVersion === null) continue;
    yield {
      ...{ indexNumber, title, summary, documentNumber, genre, duty, formedOn, validity, expiresOn },
      issuerCode: agency.code,
      issuer: agency.name,
      topicCategory: topic,
      kind: kindLabel(kind),
      dutyLabel: DUTY_CATALOGUE[duty].label,
      publishedAt: new Date(publishedAt).toISOString(),
      version: publishedVersion,
      validityLabel: validity === null ? null : VALIDITIES[validity],
      address: `https://${ctx.site.domain}/agencies/${encodeURIComponent(agency.code)}/items/${encodeURIComponent(documentId)}`,
    };
  }
}

/** Every figure of an agency's published reports, the newest year first, each in the version that holds. */
export async function* walkOpenFigures(
  ctx: Pick<AppContext, 'db' | 'today' | 'now' | 'site'>,
  { code }: Agency,
): AsyncGenerator<OpenFigure> {
  const { items } = await listPublished(ctx, { code, limit: ALL_YEARS });
  for (const { year } of items) {
    const report = await findPublishedReport(ctx, code, year);
    if (report?.publishedOn == null) continue;
    const { form, version, publishedOn, agencyName } = report;
    const tables = report.tables as ReportTables;
    for (const cell of cellsOfForm(form)) {
      yield {
        ...{ agencyCode: code, agency: agencyName, year, form, version, publishedOn, cell },
        label: cellName(cell, form),
        value: valueAt(tables, cell),
        address: `https://${ctx.site.domain}/agencies/${encodeURIComponent(code)}/reports/${year}`,
      };
    }
  }
}
