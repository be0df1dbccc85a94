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
  readonly isDemonstration: boolean;
  /** Pages are written to files, which no server answers behind: no filter forms, a search by script. Left out: no. */
  readonly isExport?: boolean;
  /** A node that takes applications in and has no other page: nothing leads to what is not there. */
  readonly isInbox?: boolean;
}
