import { API_ROUTES, type ApiRouteName } from '@gongkai/core';
import type { z } from 'zod';

type Routes = typeof API_ROUTES;
type Plain = string | number;

/** What the path of a call needs, from the route table. */
export type ParamsOf<N extends ApiRouteName> = Routes[N] extends { params: infer P extends z.ZodObject }
  ? { [K in keyof z.output<P>]: z.output<P>[K] extends Plain ? z.output<P>[K] : never }
  : undefined;
/** What may be asked for beside the path; everything has a default on the server or may be left out. */
export type QueryOf<N extends ApiRouteName> = Routes[N] extends { query: infer Q extends z.ZodObject }
  ? { readonly [K in keyof z.output<Q>]?: z.output<Q>[K] | undefined }
  : undefined;
export type BodyOf<N extends ApiRouteName> = Routes[N] extends { body: infer B }
  ? B extends z.ZodType
    ? z.input<B>
    : File
  : undefined;
export type AnswerOf<N extends ApiRouteName> = z.output<Routes[N]['response']>;

/** The parts of one call; those that the route does not have are left out. */
export type RequestOf<N extends ApiRouteName> = (ParamsOf<N> extends undefined
  ? { readonly params?: never }
  : { readonly params: ParamsOf<N> }) &
  (QueryOf<N> extends undefined ? { readonly query?: never } : { readonly query?: QueryOf<N> }) &
  (BodyOf<N> extends undefined ? { readonly body?: never } : { readonly body: BodyOf<N> });

const BASE = '/api/v1';

/** The path with its `{parameters}` filled in and the query behind it; empty values of the query are left out. */
export function addressOf(
  name: ApiRouteName,
  params: Readonly<Record<string, Plain>> = {},
  query: Readonly<Record<string, Plain | boolean | null | undefined>> = {},
): string {
  const path = API_ROUTES[name].path.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = params[key];
    if (value === undefined || value === '') throw new RangeError(`${name} needs ${key}`);
    return encodeURIComponent(String(value));
  });
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(key, String(value));
  }
  const tail = search.toString();
  return `${BASE}${path}${tail === '' ? '' : `?${tail}`}`;
}
