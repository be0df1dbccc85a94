import {
  findingOfLink,
  linkFindings,
  linksAmong,
  linksInText,
  type LinkOfText,
  type LinkAnswer,
  type PlacedFinding,
} from '@gongkai/core';
import { findLinks, linkIdOf, type WebLinkRow } from '../link-check/service.js';
import type { Connection } from '../platform/database/schema.js';
import { brokenItems } from './internal-links.js';

interface PlacedLinks {
  /** `body`, or the name of a file. */
  readonly place: string;
  readonly links: readonly LinkOfText[];
}

/** Where a text and its files lead, place by place. */
export function placedLinks(
  body: string,
  files: readonly { readonly fileName: string; readonly links: readonly string[] | null }[],
): PlacedLinks[] {
  return [
    { place: 'body', links: linksInText(body) },
    ...files.map(({ fileName, links }) => ({ place: fileName, links: linksAmong(links ?? []) })),
  ].filter(({ links }) => links.length > 0);
}

/** What is known to be wrong with where a document leads: items that nobody can open, addresses that were tried and are gone. */
export async function linkFindingsOf(
  db: Connection,
  agencyId: string,
  places: readonly PlacedLinks[],
): Promise<PlacedFinding[]> {
  const outside = places.flatMap(({ links }) => links.filter(({ kind }) => kind === 'external'));
  const known = new Map((await findLinks(db, agencyId, outside)).map((row) => [row.linkId, row]));
  const findings: PlacedFinding[] = [];
  for (const { place, links } of places) {
    // Those of a file were told when it was taken in.
    if (place === 'body')
      for (const { rule, severity, message, source } of linkFindings(links.map(({ address }) => address)))
        findings.push({ rule, severity, message, ...(source !== undefined && { source }), place });
    findings.push(...(await brokenItems(db, links, place)));
    for (const { address, kind } of links) {
      const row = kind === 'external' ? known.get(linkIdOf(address)) : undefined;
      const finding = row === undefined ? null : findingOfLink({ ...row, ...answerOf(row) });
      if (finding !== null) findings.push({ ...finding, place });
    }
  }
  return findings;
}

/** What the last try of an address came to. */
export function answerOf({ httpStatus, fault }: Pick<WebLinkRow, 'httpStatus' | 'fault'>) {
  return { status: httpStatus, fault } as LinkAnswer;
}
