import { API_ROUTES, type Actor, type ApiRouteName } from '@gongkai/core';
import type { z } from 'zod';
import type { AppContext } from '../context.js';

/** A file as it was uploaded, whole and within the limit. */
export interface UploadedFile {
  readonly fileName: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

type Routes = typeof API_ROUTES;
/** A route that takes no parameters, or no query. */
type Nothing = Readonly<Record<string, never>>;
type Parsed<N extends ApiRouteName, Part extends 'params' | 'query' | 'headers'> =
  Routes[N] extends Readonly<Record<Part, infer Schema extends z.ZodType>> ? z.output<Schema> : Nothing;
type ParsedBody<N extends ApiRouteName> =
  Routes[N] extends Readonly<Record<'body', infer Body>>
    ? Body extends z.ZodType
      ? z.output<Body>
      : UploadedFile
    : undefined;

/** A call whose every part passed the schemas of its route. */
export interface ApiRequest<N extends ApiRouteName> {
  readonly params: Parsed<N, 'params'>;
  readonly query: Parsed<N, 'query'>;
  readonly headers: Parsed<N, 'headers'>;
  readonly body: ParsedBody<N>;
  /** Null only on public routes. */
  readonly actor: Routes[N] extends { readonly isPublic: true } ? Actor | null : Actor;
  /** Whose attempts are counted together. */
  readonly network: string;
  readonly ctx: AppContext;
}
export type ApiResponse<N extends ApiRouteName> = z.input<Routes[N]['response']>;
export type ApiHandler<N extends ApiRouteName> = (
  request: ApiRequest<N>,
) => Promise<ApiResponse<N>> | ApiResponse<N>;

/** A handler whose route is known only while it runs. */
export type AnyApiHandler = (request: {
  readonly params: unknown;
  readonly query: unknown;
  readonly headers: unknown;
  readonly body: unknown;
  readonly actor: Actor | null;
  readonly network: string;
  readonly ctx: AppContext;
}) => unknown;

/** The handlers of the JSON API by the name of their route. */
export interface ApiRegistry {
  readonly handlers: Map<ApiRouteName, AnyApiHandler>;
}

export function createApiRegistry(): ApiRegistry {
  return { handlers: new Map() };
}

/** Registers the one handler of a route. A slice calls it in its `api.ts`, once for each route it serves. */
export function handle<N extends ApiRouteName>(api: ApiRegistry, name: N, handler: ApiHandler<N>): void {
  if (api.handlers.has(name)) throw new Error(`The API route ${name} already has a handler.`);
  // The server parses the request with the schemas of this very name before it calls.
  api.handlers.set(name, handler as unknown as AnyApiHandler);
}

/** Routes of the table that nobody serves. */
export function unservedRoutes(api: ApiRegistry): ApiRouteName[] {
  return (Object.keys(API_ROUTES) as ApiRouteName[]).filter((name) => !api.handlers.has(name));
}
