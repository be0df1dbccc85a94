/** The page to sign in, which leads back to where one is. */
export function signInAddress({
  pathname,
  search,
  hash,
}: Pick<Location, 'pathname' | 'search' | 'hash'>): string {
  return `/sign-in?return-to=${encodeURIComponent(`${pathname}${search}${hash}`)}`;
}
