import type { ApiRoute } from '@gongkai/core';
import type { Context } from 'hono';
import type { z } from 'zod';
import { InputError, type InputIssue } from './problem.js';
import { readJson, readUpload } from './read-body.js';

export interface ParsedInput {
  readonly params: unknown;
  readonly query: unknown;
  readonly headers: unknown;
  readonly body: unknown;
}

/** Every part of a call as its route declares it. */
export async function parseInput(
  c: Context,
  { params, query, headers, body }: ApiRoute,
): Promise<ParsedInput> {
  return {
    params: params === undefined ? {} : parseWith(params, c.req.param()),
    query: query === undefined ? {} : parseWith(query, c.req.query()),
    body: await parseBody(c, body),
    headers: headers === undefined ? {} : parseWith(headers, c.req.header()),
  };
}

async function parseBody(c: Context, body: ApiRoute['body']): Promise<unknown> {
  if (body === undefined) return undefined;
  return body === 'upload' ? readUpload(c) : parseWith(body, await readJson(c));
}

/** A value that passed `schema`; otherwise an InputError with the path and message of each fault. */
export function parseWith(schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new InputError(result.error.issues.map(issueOf));
}

function issueOf({ path, message }: z.core.$ZodIssue): InputIssue {
  return { path: path.map(String).join('.'), message };
}
