import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Hono } from 'hono';

const TEXT = readFileSync(new URL('../../../assets/site.css', import.meta.url), 'utf8');
const HASH = createHash('sha256').update(TEXT).digest('hex').slice(0, 16);

/** The one style sheet of the public pages; its address changes with its content, so it is kept for a year. */
export const STYLESHEET = { path: `/assets/site-${HASH}.css` } as const;

export function mountStylesheet(app: Hono): void {
  app.get(STYLESHEET.path, (c) =>
    c.body(TEXT, 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    }),
  );
}
