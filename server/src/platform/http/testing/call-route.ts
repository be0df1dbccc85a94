import type { ApiRoute } from '@gongkai/core';
import type { Hono } from 'hono';
import { API_PREFIX } from '../mount-api.js';

/** Values that fit every parameter of the route table. */
const SAMPLE_PARAMS: Readonly<Record<string, string>> = {
  code: 'YZ-01',
  year: '2025',
  caseId: 'c1',
  seq: '1',
  number: '1',
  key: 'k',
  id: 'i1',
  importId: 'i1',
  jobId: 'j1',
  incidentId: 'i1',
  cell: 'table3.granted.total',
  letter: 'replyDisclose',
  kind: 'rule',
  form: 'application',
  draftId: '8f14e45f-ceea-467f-9a3c-000000000001',
  // Where a name stands for different things, by what stands before it.
  'papers/kind': 'application',
  'attachments/kind': 'application',
  'retention-terms/kind': 'contact',
};

/** What our own pages send along. */
export const OWN_PAGE = { 'sec-fetch-site': 'same-origin' } as const;

export interface Call {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | FormData;
}

/** Calls a route of the table as a page of ours would, except for what is given. */
export async function callRoute(
  app: Hono,
  route: ApiRoute,
  { params = {}, query = '', headers = OWN_PAGE, body }: Call = {},
): Promise<Response> {
  const path = route.path.replaceAll(/([\w-]+)\/\{(\w+)\}/g, (_, before: string, name: string) => {
    const sample = SAMPLE_PARAMS[`${before}/${name}`] ?? SAMPLE_PARAMS[name];
    return `${before}/${encodeURIComponent(params[name] ?? sample ?? 'x1')}`;
  });
  const isJson = typeof body === 'string';
  return app.request(`http://localhost${API_PREFIX}${path}${query}`, {
    method: route.method.toUpperCase(),
    headers: { ...(isJson ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(body === undefined ? {} : { body }),
  });
}
