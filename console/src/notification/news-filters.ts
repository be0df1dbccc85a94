import { NOTIFICATION_KIND_NAMES, type NotificationKind } from '@gongkai/core';

/** What the address of the page of news asks for. */
export interface NewsFilters {
  readonly kind?: NotificationKind;
  readonly unread?: 'true' | 'false';
  readonly after?: string;
}

export function readNewsFilters(search: URLSearchParams): NewsFilters {
  const kind = NOTIFICATION_KIND_NAMES.find((it) => it === search.get('kind'));
  const unread = (['true', 'false'] as const).find((it) => it === search.get('unread'));
  const after = search.get('after');
  return {
    ...(kind !== undefined && { kind }),
    ...(unread !== undefined && { unread }),
    ...(after !== null && after !== '' && { after }),
  };
}

/** Another filter begins at the first page again; an empty value takes it off. */
export function changeNewsFilter(
  { kind, unread }: NewsFilters,
  name: 'kind' | 'unread',
  value: string,
): NewsFilters {
  const search = new URLSearchParams();
  const chosen = { kind, unread, [name]: value };
  for (const [key, it] of Object.entries(chosen)) if (it !== undefined) search.set(key, it);
  return readNewsFilters(search);
}

/** The address of a subject as a link of the console, or of another page of the site. */
export function consolePath(path: string): { readonly isOfConsole: boolean; readonly href: string } {
  return path.startsWith('/console/')
    ? { isOfConsole: true, href: path.slice('/console'.length) }
    : { isOfConsole: false, href: path };
}
