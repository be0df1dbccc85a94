import { resolve } from 'node:path';
import { z } from 'zod';
import type { SiteExportSettings } from './site-export/service.js';

const address = z
  .url({ protocol: /^https?$/, error: '应为网址。' })
  .transform((url) => url.replace(/\/$/, ''))
  .nullable()
  .default(null);

/** What the environment says of the static site. */
export const SITE_EXPORT_ENVIRONMENT = {
  GONGKAI_EXPORT_DIR: z.string().min(1).nullable().default(null),
  GONGKAI_EXPORT_URL: address,
  GONGKAI_SERVICE_URL: address,
} as const;

interface SiteExportEnvironment {
  readonly GONGKAI_EXPORT_DIR: string | null;
  readonly GONGKAI_EXPORT_URL: string | null;
  readonly GONGKAI_SERVICE_URL: string | null;
  readonly GONGKAI_PUBLIC_URL: string | null;
  readonly GONGKAI_SITE_DOMAIN: string;
}

/** Where the site is exported to by itself (null: nowhere), and the addresses in it. */
export interface SiteExportConfig extends Pick<SiteExportSettings, 'baseUrl' | 'serviceUrl'> {
  readonly folder: string | null;
}

export function siteExportConfigOf(settings: SiteExportEnvironment): SiteExportConfig {
  return {
    folder: settings.GONGKAI_EXPORT_DIR === null ? null : resolve(settings.GONGKAI_EXPORT_DIR),
    baseUrl: settings.GONGKAI_EXPORT_URL ?? `https://${settings.GONGKAI_SITE_DOMAIN}`,
    serviceUrl: settings.GONGKAI_SERVICE_URL ?? settings.GONGKAI_PUBLIC_URL,
  };
}
