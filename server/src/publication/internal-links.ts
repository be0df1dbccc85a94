import { itemOfLink, type LinkOfText, type PlacedFinding } from '@gongkai/core';
import type { Connection } from '../platform/database/schema.js';
import { publicVisibility } from './policy.js';
import { findDocument } from './queries.js';

/** More links than any text has; what is beyond is not looked at. */
const MOST_LINKS = 200;

/** Of an item of this platform: why nobody can open it, or null where everybody can. */
export async function faultOfItem(
  db: Connection,
  address: string,
): Promise<'unpublished' | 'withdrawn' | null> {
  const item = itemOfLink(address);
  const row = item === null ? undefined : await findDocument(db, item.agency, item.document);
  if (row && publicVisibility(row).showsContent) return null;
  return row?.withdrawnAt == null ? 'unpublished' : 'withdrawn';
}

/** Links to items of this platform that nobody can open: never published, withdrawn, or of no document. */
export async function brokenItems(
  db: Connection,
  links: readonly LinkOfText[],
  place: string,
): Promise<PlacedFinding[]> {
  const findings: PlacedFinding[] = [];
  for (const { address } of links.filter(({ kind }) => kind === 'internal').slice(0, MOST_LINKS)) {
    const fault = await faultOfItem(db, address);
    if (fault === null) continue;
    findings.push({
      ...{ rule: 'links.broken', severity: 'warning', place },
      message: `链接 ${address} 打不开：那条信息${fault === 'withdrawn' ? '已经撤回' : '没有公开'}。`,
      source: '政府网站发展指引',
    });
  }
  return findings;
}
