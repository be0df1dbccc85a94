/**
 * A path of ours to go on to, as it came with a request; anything that could lead elsewhere becomes `fallback`.
 * @param fallback a path of ours
 */
export function ownPath(text: string | undefined, fallback: string): string {
  if (text === undefined || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(text) || text.length > 2000) return fallback;
  const base = 'http://own.invalid';
  if (!URL.canParse(text, base)) return fallback;
  const { origin, pathname, search, hash } = new URL(text, base);
  // A path may begin with two slashes only once it is resolved, as `/.//elsewhere` does.
  return origin === base && !pathname.startsWith('//') ? `${pathname}${search}${hash}` : fallback;
}
