import { auditFilterSchema, type AuditFilter } from '@gongkai/core';

const KEYS = ['agency', 'kind', 'actor', 'subjectType', 'subject', 'from', 'to'] as const;
type FilterKey = (typeof KEYS)[number];
/** What the page is narrowed to, and where in the list it stands; the address holds it. */
export type AuditFilters = AuditFilter & { readonly after?: string };

/** Filters from the address; a value that means nothing is left out and does not break the others. */
export function readAuditFilters(search: URLSearchParams): AuditFilters {
  const filters: Record<string, unknown> = {};
  for (const key of KEYS) {
    const parsed = auditFilterSchema.shape[key].safeParse(search.get(key) ?? '');
    if (parsed.success && parsed.data !== undefined && parsed.data !== '') filters[key] = parsed.data;
  }
  const after = search.get('after');
  return after === null || after === '' ? filters : { ...filters, after };
}

/** The address of the filters, the same ones always in the same order. */
export function writeAuditFilters(filters: AuditFilters): Record<string, string> {
  const search: Record<string, string> = {};
  for (const key of [...KEYS, 'after'] as const) {
    const value = filters[key];
    if (value !== undefined && value !== '') search[key] = value;
  }
  return search;
}

/** Filters changed by one; a changed list begins at its first page again. An empty value takes the filter off. */
export function changeAuditFilter(filters: AuditFilters, key: FilterKey, value: string): AuditFilters {
  const { after: _, ...rest } = writeAuditFilters(filters);
  return readAuditFilters(new URLSearchParams({ ...rest, [key]: value }));
}
