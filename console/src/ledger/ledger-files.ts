/** Files of the register as the list shows it; the server writes them page by page, whatever their size. */
export function registerFile(
  code: string,
  format: 'csv' | 'xlsx' | 'pdf',
  filters: Readonly<Record<string, string>>,
  columns: readonly string[] = [],
): string {
  const search = new URLSearchParams(filters);
  if (columns.length > 0) search.set('columns', columns.join(','));
  search.delete('after');
  const tail = search.toString();
  const path = `/ledger-files/agencies/${encodeURIComponent(code)}/cases.${format}`;
  return tail === '' ? path : `${path}?${tail}`;
}

/** An empty ledger to fill in. */
export function templateFile(kind: string, format: 'csv' | 'xlsx'): string {
  return `/ledger-files/templates/${encodeURIComponent(kind)}.${format}`;
}
