import type { Context } from 'hono';
import { routePath } from 'hono/route';

/** The pattern by which a request was served, such as `/agencies/:code`. */
export function routeOf(c: Context): string {
  const pattern = routePath(c);
  return pattern === '*' || pattern === '/*' ? 'other' : pattern;
}
