import { createHash } from 'node:crypto';

/** Where an address of the live site is kept in an exported one. All rules of names are here. */

/** Pages that only a running service can answer: forms, progress, the workplace. */
const LIVE =
  /^\/(api|console|sign-in|sign-out|progress|status|health|ready|metrics|unsubscribe|mail-address|account|my)(\/|$)|^\/agencies\/[^/]+\/(apply|correction|suggestion|opinion)(\/|$)/;
const ITEM_FILE = /^\/agencies\/[^/]+\/items\/[^/]+\/files\/[^/]+$/;
const ITEM = /^\/agencies\/[^/]+\/items\/[^/]+/;
const LIST = /^(\/agencies\/[^/]+\/items)(\.(?:atom|json|xlsx))?$/;
const REPORT = /^\/agencies\/[^/]+\/reports\/[^/]+/;
/** Whatever an agency publishes may show on these. */
const OF_AGENCY = /^\/agencies\/[^/]+\/(open-data|rules)(?=\/|$)/;
const AGENCY = /^\/agencies\/[^/]+$/;
const FILE_NAME = /^[^/]*\.(atom|json|xlsx|xml|txt|css|js|docx|pdf|html|csv|svg|png|jpg|ico|woff2|zip)$/i;
/** Where in a list one stands is no other list. */
const PLACES = new Set(['page', 'after', 'version', 'size']);

/** An address with its questions in one order, so that each page has one. */
export interface PublicAddress {
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly isLarge: boolean;
}

export function readAddress(address: string): PublicAddress {
  const { pathname, searchParams } = new URL(address, 'http://site');
  const query = [...searchParams]
    .filter(([name, value]) => name !== 'size' && value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return { path: pathname, query, isLarge: searchParams.get('size') === 'large' && !isFile(pathname) };
}

export function writeAddress({ path, query, isLarge }: PublicAddress): string {
  const text = new URLSearchParams([
    ...query.map(([name, value]): [string, string] => [name, value]),
    ...(isLarge ? [['size', 'large'] as [string, string]] : []),
  ]).toString();
  return text === '' ? path : `${path}?${text}`;
}

export function isLive(path: string): boolean {
  return LIVE.test(path);
}

/** Whether a file is at the path and no page; the type of a document's file is known only with it. */
function isFile(path: string): boolean {
  return (
    ITEM_FILE.test(path) ||
    LIST.exec(path)?.[2] !== undefined ||
    FILE_NAME.test(path.slice(path.lastIndexOf('/') + 1))
  );
}

export function isItemFile(path: string): boolean {
  return ITEM_FILE.test(path);
}

/** What is written anew as one: a document with its versions and files, a list with its pages and feeds. Named by its first address. */
export function groupOf({ path, query }: PublicAddress): string {
  const own = ITEM.exec(path)?.[0] ?? REPORT.exec(path)?.[0] ?? OF_AGENCY.exec(path)?.[0];
  if (own !== undefined) return own;
  const list = LIST.exec(path)?.[1];
  const narrowed = query.filter(([name]) => !PLACES.has(name));
  if (list !== undefined) return writeAddress({ path: list, query: narrowed, isLarge: false });
  return path === '/reports' || path.startsWith('/reports/') ? '/reports' : path;
}

/** Whether the export knows of each change of a group; the others are drawn anew each time. */
export function isTracked(group: string): boolean {
  const { path } = readAddress(group);
  return [ITEM, LIST, REPORT, OF_AGENCY, AGENCY].some((pattern) => pattern.test(path)) || path === '/reports';
}

/** The file of an address below the root. `extension`: of a document's file. */
export function filePath({ path, query, isLarge }: PublicAddress, extension = ''): string {
  const segments = path
    .split('/')
    .filter((segment) => segment !== '')
    .map(diskName);
  const asked = query.map(([name, value]) => diskName(`${name}-${value}`));
  if (isFile(path)) {
    const name = `${segments.join('/')}${extension}`;
    if (asked.length === 0) return name;
    const dot = name.lastIndexOf('.');
    return `${name.slice(0, dot)}/q/${asked.join('/')}${name.slice(dot)}`;
  }
  const folder = [...(isLarge ? ['large'] : []), ...segments, ...(asked.length === 0 ? [] : ['q', ...asked])];
  return [...folder, 'index.html'].join('/');
}

/** A name that every file system takes; what had to be altered is told apart by a digest. */
function diskName(segment: string): string {
  const plain = decodeURIComponent(segment);
  const safe = plain.replaceAll(/[^\p{L}\p{N}._-]/gu, '_').replace(/^\.+/, '_');
  if (safe === plain && plain.length <= 80 && plain !== 'q' && plain !== 'large') return plain;
  if (plain === '.well-known') return plain;
  return `${safe.slice(0, 60)}_${createHash('sha256').update(plain).digest('hex').slice(0, 8)}`;
}

/** The address of a file below the root; a page is its folder. */
export function urlPath(file: string): string {
  const page = file.replace(/(^|\/)index\.html$/, '$1');
  return page.split('/').map(encodeURIComponent).join('/');
}

/** From one file to another, so that the site can lie under any folder of any server. */
export function relativeUrl(from: string, to: string): string {
  const here = from.split('/').slice(0, -1);
  const there = urlPath(to).split('/');
  const encoded = here.map(encodeURIComponent);
  let shared = 0;
  while (shared < encoded.length && shared < there.length - 1 && encoded[shared] === there[shared])
    shared += 1;
  const up = '../'.repeat(encoded.length - shared);
  const rest = there.slice(shared).join('/');
  return up === '' && rest === '' ? './' : `${up}${rest}`;
}
