/** A picture that stands beside the site's name. */
export interface Emblem {
  readonly path: string;
  /** Empty where the name beside it says the same. */
  readonly alt: string;
  /** Pixels, so that nothing moves while it is fetched. */
  readonly width: number;
  readonly height: number;
  readonly content: Uint8Array;
}

/** Who runs this site, for its header, footer and meta tags (国办发〔2017〕47号). Null: not configured, left out. */
export interface Site {
  readonly name: string;
  readonly domain: string;
  /** 网站标识码. */
  readonly code: string | null;
  /** 主办单位. */
  readonly organiser: string | null;
  /** 承办单位. */
  readonly operator: string | null;
  readonly contact: string | null;
  /** ICP 备案号. */
  readonly icpRecord: string | null;
  /** 公安备案号. */
  readonly policeRecord: string | null;
  /** Address of “我为政府网站找错”. */
  readonly faultReportUrl: string | null;
  /** What stands before the name: 国徽 or the agency's own sign, as the operator may use it. Left out: nothing. */
  readonly emblem?: Emblem | null;
  readonly isDemonstration: boolean;
  /** Pages are written to files, which no server answers behind: no filter forms, a search by script. Left out: no. */
  readonly isExport?: boolean;
  /** A node that takes applications in and has no other page: nothing leads to what is not there. */
  readonly isInbox?: boolean;
}
