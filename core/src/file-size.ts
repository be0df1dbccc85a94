const KILO = 1024;

/** The size of a file for people, `830 KB` or `1.2 MB`: never `0`, and four digits go over to the next unit. */
export function formatFileSize(bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / KILO));
  return kilobytes < 1000 ? `${kilobytes} KB` : `${(bytes / KILO / KILO).toFixed(1)} MB`;
}
