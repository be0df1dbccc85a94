import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Hono } from 'hono';

const TEXT = readFileSync(new URL('../../assets/suggest.js', import.meta.url), 'utf8');
const HASH = createHash('sha256').update(TEXT).digest('hex').slice(0, 16);

/** Suggestions while somebody types. The search works without it; its address changes with its content. */
export const SUGGEST_SCRIPT = { path: `/assets/suggest-${HASH}.js` } as const;

export function mountSuggestScript(app: Hono): void {
  app.get(SUGGEST_SCRIPT.path, (c) =>
    c.body(TEXT, 200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    }),
  );
}
