import type { z } from 'zod';
import type { AuditKind } from './audit/audit-kinds.js';
import type { Permission } from './identity/permission.js';

/** One call of the JSON API; server, OpenAPI description, console and tests are made from the same table. */
export type ApiRoute = RouteForAnybody | RouteForStaff;

interface RouteShape {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Path below `/api/v1`, with `{parameters}`. */
  readonly path: string;
  readonly summary: string;
  readonly tag: 'identity' | 'application' | 'publication' | 'annual-report' | 'ledger' | 'audit' | 'system';
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** Headers that it reads, in small letters: a call by another system, known by its key and not by a session. */
  readonly headers?: z.ZodObject;
  /** JSON body; `upload` marks a multipart form with one `file`. */
  readonly body?: z.ZodType | 'upload';
  readonly response: z.ZodType;
}

/** Anyone may call it without signing in. */
interface RouteForAnybody extends RouteShape {
  readonly isPublic: true;
  readonly permission?: undefined;
  readonly audit?: AuditKind;
}

interface RouteForStaff extends RouteShape {
  readonly isPublic?: undefined;
  /**
   * What the caller needs in the agency of `{code}` or in some unit of it, without `{code}` anywhere; the use case asks
   * again for the very record. `signedIn`: one's own matters, which need no role.
   */
  readonly permission: Permission | 'signedIn';
  /** The record that a call leaves; `none` with the reason: it neither changes anything nor shows personal data. */
  readonly audit: AuditKind | { readonly none: string };
}
