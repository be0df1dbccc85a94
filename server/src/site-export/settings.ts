/** Answers an address as the server does. */
export interface PageSource {
  (address: string): Promise<Response>;
  /** Nothing that was read before is shown from here on. */
  readonly startAnew: () => void;
}

/** Where a site is written, and the addresses in it. */
export interface SiteExportSettings {
  /** The root of the exported site. */
  readonly out: string;
  /** Where the exported site is read, such as `https://www.example.gov.cn/xxgk`. */
  readonly baseUrl: string;
  /** Where applications are filled in: the live service or the inbox; null: nowhere on the web. */
  readonly serviceUrl: string | null;
  /** Draws everything anew, and removes every file that nothing leads to. */
  readonly isFull: boolean;
  /** Does nothing while nothing that is tracked has changed and the last export is younger than an hour. */
  readonly isSkippedIfSame?: boolean;
}
