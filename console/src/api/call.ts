import { API_ROUTES, type ApiRouteName } from '@gongkai/core';
import type { z } from 'zod';
import { fileChanged, toApiError, unreachable } from './problem.js';
import { addressOf, type AnswerOf, type RequestOf } from './request.js';

interface CallOptions {
  readonly signal?: AbortSignal;
  /** Called with the share that was sent, 0–1; only uploads take long enough. */
  readonly onProgress?: (share: number) => void;
}

interface LooseRequest {
  readonly params?: Parameters<typeof addressOf>[1];
  readonly query?: Parameters<typeof addressOf>[2];
  readonly body?: unknown;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

async function send(method: string, url: string, body: unknown, signal?: AbortSignal): Promise<Answer> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  const init: RequestInit = { method: method.toUpperCase(), headers, credentials: 'same-origin' };
  if (body !== undefined) init.body = JSON.stringify(body);
  if (signal !== undefined) init.signal = signal;
  const response = await fetch(url, init).catch((error: unknown) => {
    if (signal?.aborted === true) throw error;
    throw unreachable();
  });
  return { status: response.status, body: parseJson(await response.text()) };
}

/** A multipart upload; XMLHttpRequest because fetch tells nothing of what was sent so far. */
async function upload(method: string, url: string, file: File, options: CallOptions): Promise<Answer> {
  await file
    .slice(0, 1)
    .arrayBuffer()
    .catch(() => {
      throw fileChanged();
    });
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method.toUpperCase(), url);
    request.setRequestHeader('accept', 'application/json');
    request.upload.onprogress = ({ loaded, total }) => options.onProgress?.(total === 0 ? 1 : loaded / total);
    request.onload = () => resolve({ status: request.status, body: parseJson(request.responseText) });
    request.onerror = () => reject(unreachable());
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    options.signal?.addEventListener('abort', () => request.abort());
    const form = new FormData();
    form.append('file', file);
    request.send(form);
  });
}

/** Answers are checked while we develop; a running console trusts its server. */
function checked<N extends ApiRouteName>(name: N, body: unknown): AnswerOf<N> {
  if (!import.meta.env.DEV) return body as AnswerOf<N>;
  const schema: z.ZodType = API_ROUTES[name].response;
  return schema.parse(body) as AnswerOf<N>;
}

/** One call of the API, typed by the route table. */
export async function call<N extends ApiRouteName>(
  name: N,
  request: RequestOf<N>,
  options: CallOptions = {},
): Promise<AnswerOf<N>> {
  const { params, query, body } = request as LooseRequest;
  const { method } = API_ROUTES[name];
  const url = addressOf(name, params, query);
  const answer =
    body instanceof File
      ? await upload(method, url, body, options)
      : await send(method, url, body, options.signal);
  if (answer.status < 200 || answer.status >= 300) throw toApiError(answer.status, answer.body);
  return checked(name, answer.body);
}
