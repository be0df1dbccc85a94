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
  /** What security.txt says (RFC 9116): where to report a weakness; null: no such file. */
  readonly securityContact: string | null;
}
