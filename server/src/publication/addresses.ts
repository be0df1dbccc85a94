import type { PublicFilter } from './public-documents.js';

/** What a list of an agency's items is narrowed down to, and where in it one stands. */
export type ItemFilter = Omit<PublicFilter, 'agencyId'>;

export function itemAddress(agencyCode: string, documentId: string, version?: number): string {
  const address = `/agencies/${encodeURIComponent(agencyCode)}/items/${encodeURIComponent(documentId)}`;
  return version === undefined ? address : `${address}?version=${version}`;
}

export function fileAddress(agencyCode: string, documentId: string, fileId: string): string {
  return `${itemAddress(agencyCode, documentId)}/files/${encodeURIComponent(fileId)}`;
}

/** The text of a published version as a file: docx to go on writing in, pdf to print. */
export function textAddress(
  agencyCode: string,
  documentId: string,
  { version, format }: { readonly version: number; readonly format: 'docx' | 'pdf' },
): string {
  return `${itemAddress(agencyCode, documentId)}/text-${version}.${format}`;
}

/** The list, or the same in another form: `.atom`, `.json`, `.xlsx`. */
export function itemListAddress(
  agencyCode: string,
  filter: ItemFilter & { readonly page?: number },
  form: '' | '.atom' | '.json' | '.xlsx' = '',
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (value !== undefined && !(name === 'page' && value === 1)) query.set(name, String(value));
  }
  const text = query.toString();
  return `/agencies/${encodeURIComponent(agencyCode)}/items${form}${text === '' ? '' : `?${text}`}`;
}
