export { exportSite, type SiteExportResult } from './export-site.js';
export type { PageSource, SiteExportSettings } from './settings.js';
