import type { BlockList } from 'node:net';

/** How the web reaches this process, and whom it may ask outside. */
export interface WebSettings {
  /** Nobody but who is at this machine can connect, unless a proxy lets them. */
  readonly listensOnLoopback: boolean;
  /** Their word on the caller's address and on https is taken. */
  readonly trustedProxies: BlockList;
  /** Where people find the site, such as `https://www.example.gov.cn`; null: not configured. */
  readonly publicUrl: string | null;
  /** Hosts that may be asked although they are inside. */
  readonly trustedHosts: readonly string[];
  readonly linkCheck: LinkCheckSettings;
  /** What security.txt says (RFC 9116): where to report a weakness; null: no such file. */
  readonly securityContact: string | null;
}

/** Whether and how the outside addresses of published documents are tried. */
export interface LinkCheckSettings {
  readonly isOn: boolean;
  /** Hosts that may be tried although they are inside, with port where it is not the usual one. */
  readonly trustedHosts: readonly string[];
  /** Between two requests to one host. */
  readonly pauseMs: number;
  readonly timeoutMs: number;
}
