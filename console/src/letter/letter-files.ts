import type { Place } from '../ui/place.js';

function letterFolder({ code }: Place, letterId: string): string {
  return `/letter-files/agencies/${encodeURIComponent(code)}/letters/${encodeURIComponent(letterId)}`;
}

export function letterFilePath(place: Place, letterId: string, fileId: string): string {
  return `${letterFolder(place, letterId)}/files/${encodeURIComponent(fileId)}`;
}

/** The proof of service, or the cover for the post, for one addressee; the proof of a service that was registered too. */
export function servicePaperPath(
  place: Place,
  letterId: string,
  paper: 'receipt' | 'label',
  addressee: number,
  format: 'docx' | 'pdf' = 'pdf',
  serviceId?: string,
): string {
  const search = serviceId === undefined ? '' : `?service=${encodeURIComponent(serviceId)}`;
  return `${letterFolder(place, letterId)}/${paper}/${addressee}.${format}${search}`;
}

export function letterRegisterPath(code: string, format: 'csv' | 'xlsx', query: URLSearchParams): string {
  const search = query.toString();
  return `/letter-files/agencies/${encodeURIComponent(code)}/letters.${format}${search === '' ? '' : `?${search}`}`;
}
