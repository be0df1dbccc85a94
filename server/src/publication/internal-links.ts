import type { PlacedFinding } from '@gongkai/core';
import type { Connection } from '../platform/database/schema.js';
import { publicVisibility } from './policy.js';
import { findDocument } from './queries.js';

/** An item of the platform as its address stands in a text, with the host or without. */
const ITEM = /\/agencies\/(?<agency>[A-Za-z0-9_.%-]{1,60})\/items\/(?<document>[A-Za-z0-9_.%-]{1,120})/gu;
/** More links than any text has; what is beyond is not looked at. */
const MOST_LINKS = 200;

/** Links of a text to items of this platform that nobody can open: never published, withdrawn, or of no document. */
export async function brokenLinksIn(db: Connection, text: string): Promise<PlacedFinding[]> {
  const links = new Map<string, { readonly agency: string; readonly document: string }>();
  for (const match of text.matchAll(ITEM)) {
    if (links.size >= MOST_LINKS) break;
    const { agency = '', document = '' } = match.groups ?? {};
    links.set(match[0], { agency: plain(agency), document: plain(document) });
  }
  const findings: PlacedFinding[] = [];
  for (const [address, { agency, document }] of links) {
    const row = await findDocument(db, agency, document);
    if (row && publicVisibility(row).showsContent) continue;
    const why = row?.withdrawnAt == null ? '没有公开' : '已经撤回';
    findings.push({
      ...{ rule: 'links.broken', severity: 'warning', place: 'body' },
      message: `链接 ${address} 打不开：那条信息${why}。`,
      source: '政府网站发展指引',
    });
  }
  return findings;
}

function plain(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
