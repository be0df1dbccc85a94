import type { Manifest, ShownDocument } from './manifest.js';
import { groupOf, readAddress, writeAddress } from './static-address.js';

/** What is public now, by the keys of the manifest. */
export interface ShownNow {
  readonly documents: ReadonlyMap<string, ShownDocument>;
  /** Documents that are withdrawn. */
  readonly withdrawn: ReadonlySet<string>;
  readonly reports: ReadonlyMap<string, string>;
  /** Reports that can be found, by their keys in the index, with what is found. */
  readonly found: ReadonlyMap<string, string>;
}

/** Groups to draw anew and groups whose files go. */
export interface Stale {
  readonly drawn: ReadonlySet<string>;
  readonly removed: ReadonlySet<string>;
  /** Documents and reports whose words are no longer what the index has. */
  readonly words: ReadonlySet<string>;
}

/** `YSJ/0f3c…` is `/agencies/YSJ/items/0f3c…`. */
export function itemGroup(key: string): string {
  const at = key.indexOf('/');
  const path = `/agencies/${encodeURIComponent(key.slice(0, at))}/items/${encodeURIComponent(key.slice(at + 1))}`;
  return groupOf(readAddress(path));
}

/** `YSJ/2025` is `/agencies/YSJ/reports/2025`. */
export function reportGroup(key: string): string {
  return `${agencyGroup(key)}/reports/${key.slice(key.lastIndexOf('/') + 1)}`;
}

function agencyGroup(key: string): string {
  return `/agencies/${encodeURIComponent(key.slice(0, key.indexOf('/')))}`;
}

/** Pages and files of everything that an agency has public. */
function agencyGroups(key: string): string[] {
  const own = agencyGroup(key);
  return [own, `${own}/rules`, `${own}/open-data`];
}

/** The lists that have a document: all of them together, of its duty, of its month, of both. */
export function listGroups(key: string, { duty, month }: Pick<ShownDocument, 'duty' | 'month'>): string[] {
  const path = `${agencyGroup(key)}/items`;
  const of = (query: [string, string][]) => writeAddress({ path, query, isLarge: false });
  return [
    of([]),
    of([['duty', duty]]),
    of([['month', month]]),
    of([
      ['duty', duty],
      ['month', month],
    ]),
  ];
}

/**
 * What shows something that has changed since: its own page, those that name it, its lists before and after, its agency.
 * What is nobody's is removed.
 */
export function staleGroups(then: Manifest, now: ShownNow): Stale {
  const drawn = new Set<string>();
  const removed = new Set<string>();
  const words = new Set<string>();
  for (const key of new Set([...Object.keys(then.documents), ...now.documents.keys()])) {
    const before = then.documents[key];
    const after = now.documents.get(key);
    if (before?.digest === after?.digest) continue;
    if (before?.words !== after?.words) words.add(key);
    if (after === undefined) removed.add(itemGroup(key));
    else drawn.add(itemGroup(key));
    for (const shown of [before, after]) {
      if (shown === undefined) continue;
      for (const list of listGroups(key, shown)) drawn.add(list);
      for (const other of shown.related) {
        const neighbour = `${key.slice(0, key.indexOf('/'))}/${other}`;
        if (now.documents.has(neighbour)) drawn.add(itemGroup(neighbour));
      }
    }
    for (const group of agencyGroups(key)) drawn.add(group);
  }
  const held = new Set([...now.documents].flatMap(([key, shown]) => listGroups(key, shown)));
  for (const group of drawn) {
    const isMonth = readAddress(group).query.some(([name]) => name === 'month');
    if (!isMonth || held.has(group)) continue;
    drawn.delete(group);
    removed.add(group);
  }
  for (const key of new Set([...Object.keys(then.reports), ...now.reports.keys()])) {
    if (then.reports[key] === now.reports.get(key)) continue;
    const group = reportGroup(key);
    if (now.reports.has(key)) drawn.add(group);
    else removed.add(group);
    for (const each of ['/reports', ...agencyGroups(key)]) drawn.add(each);
    // An area shows the reports of its units, whatever area it is; each report leads to those of other years.
    const [year, agency] = [key.slice(key.lastIndexOf('/')), key.slice(0, key.indexOf('/') + 1)];
    for (const other of now.reports.keys())
      if (other.endsWith(year) || other.startsWith(agency)) drawn.add(reportGroup(other));
  }
  for (const key of new Set([...Object.keys(then.found), ...now.found.keys()]))
    if (then.found[key] !== now.found.get(key)) words.add(key);
  return { drawn, removed, words };
}
