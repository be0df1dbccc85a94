import type { Segment } from './manifest.js';
import {
  removeFromSegment,
  showInSegment,
  useSegments,
  writeSegment,
  type IndexedDocument,
  type TextSource,
} from './search-index.js';
import type { SiteState } from './site-state.js';
import type { Stale } from './stale-groups.js';

/** New documents stand in a small segment of their own until there are this many. */
const MOST_RECENT = 64;

/**
 * The index as the site is now: what is withdrawn or said anew leaves the large segment, what is new is in the small one,
 * which is written anew; when that has grown, both become one.
 */
export async function updateIndex(
  out: string,
  before: readonly Segment[],
  state: SiteState,
  { stale, isFull, texts }: { readonly stale: Stale; readonly isFull: boolean; readonly texts: TextSource },
): Promise<{ readonly segments: readonly Segment[]; readonly files: number }> {
  const [base, recent] = before;
  const isSame = stale.words.size === 0 && stale.drawn.size === 0 && stale.removed.size === 0;
  if (!isFull && isSame && base !== undefined) return { segments: before, files: 0 };
  const held = new Set((base?.keys ?? []).filter((key) => key !== null && !stale.words.has(key)));
  const late = [...state.indexed.values()].filter(({ key }) => !held.has(key));
  if (isFull || base === undefined || late.length > MOST_RECENT) {
    const { segment, files } = await writeSegment(out, 'base', [...state.indexed.values()], texts);
    await useSegments(out, [segment]);
    return { segments: [segment], files: files + 1 };
  }
  const rest = await removeFromSegment(out, base, stale.words);
  let files = rest.files + (await showInSegment(out, rest.segment, shownAnew(rest.segment, state, stale)));
  const segments = [rest.segment];
  const isRecentSame = recent !== undefined && !touches(recent, late, stale);
  if (isRecentSame) segments.push(recent);
  else if (late.length > 0) {
    const made = await writeSegment(out, 'recent', late, texts);
    segments.push(made.segment);
    files += made.files;
  }
  await useSegments(out, segments);
  return { segments, files: files + 1 };
}

/** Documents that say what they said, with another validity or name of their agency. */
function shownAnew(
  { keys }: Segment,
  { indexed }: SiteState,
  { drawn }: Stale,
): ReadonlyMap<string, IndexedDocument> {
  const shown = new Map<string, IndexedDocument>();
  for (const key of keys) {
    const document = key === null ? undefined : indexed.get(key);
    if (document !== undefined && drawn.has(`/${groupPath(document)}`)) shown.set(document.key, document);
  }
  return shown;
}

function groupPath({ url }: IndexedDocument): string {
  return url.replace(/\/$/, '');
}

function touches(recent: Segment, late: readonly IndexedDocument[], { words, drawn }: Stale): boolean {
  const keys = new Set(recent.keys);
  return (
    late.length !== keys.size ||
    late.some(
      (document) =>
        !keys.has(document.key) || words.has(document.key) || drawn.has(`/${groupPath(document)}`),
    )
  );
}
