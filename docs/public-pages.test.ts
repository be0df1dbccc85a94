import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { NO_PAGES, PAGES_ON_THE_WAY, PUBLIC_PAGES } from '../e2e/public-pages.data.js';
import { EXPECTED_PAGES } from '../server/testing/expected-permissions.data.js';

/** Every address that answers to whoever is not of the staff; the permission matrix holds them against the routes. */
const PATHS = [...new Set(EXPECTED_PAGES.flatMap(({ routes, who }) => (who === 'signedIn' ? [] : routes)))]
  .filter((route) => route.startsWith('GET '))
  .map((route) => route.slice('GET '.length));

function matches(pattern: string, address: string): boolean {
  const path = address.replace(/\?.*$/, '');
  return new RegExp(`^${pattern.replaceAll(/:[A-Za-z]+/g, '[^/]+')}$`).test(path);
}

test('axe looks at every page that anybody can get to', () => {
  const pages = PATHS.filter((path) => !NO_PAGES.some((form) => form.test(path)));
  expect(pages.length).toBeGreaterThan(30);
  const unseen = pages.filter(
    (path) => !(path in PAGES_ON_THE_WAY) && !PUBLIC_PAGES.some(([, address]) => matches(path, address)),
  );
  expect(unseen).toEqual([]);
});

test('each page on the way has a journey, and it looks with axe', () => {
  for (const [path, journey] of Object.entries(PAGES_ON_THE_WAY)) {
    expect(PATHS, path).toContain(path);
    const file = new URL(`../e2e/journeys/${journey}.test.ts`, import.meta.url);
    expect(existsSync(file), journey).toBe(true);
    expect(readFileSync(file, 'utf8'), journey).toContain('auditPage(');
  }
});
