import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { CHECK_VERSION } from './check-text.js';

/**
 * The code of the rules as it was when the version was given. What is public was held against a version and is not looked at
 * again until it changes: so where this fails, raise `CHECK_VERSION` and write both here. Code that was only moved or renamed
 * and finds the same needs no new version, only the digest.
 */
const GIVEN = {
  version: '2026-11-22.1',
  digest: '57bfddbfcde8a46e',
};

const IMPORT = /^import (?!type )[^;]*? from '(?<path>\.[^']+)\.js';$/gmu;
/** Where rules of this check may stand; days and errors are everybody's. */
const OF_RULES = /\/src\/(?:document-review|identity)\//u;
const COMMENT = /^(?:\/\/|\/\*|\*)/u;

/** The code of a module and of all that it takes from this package, without its comments and indents. */
async function codeOf(module: URL, seen: Map<string, string>): Promise<Map<string, string>> {
  if (seen.has(module.href) || !OF_RULES.test(module.href)) return seen;
  const text = await readFile(module, 'utf8');
  const lines = text.split('\n').map((line) => line.trim());
  // The version is no rule.
  const code = lines.filter((line) => !COMMENT.test(line) && !line.startsWith('export const CHECK_VERSION'));
  seen.set(module.href, code.join('\n'));
  for (const { groups } of text.matchAll(IMPORT))
    await codeOf(new URL(`${groups?.path ?? ''}.ts`, module), seen);
  return seen;
}

test('the rules are those that the version was given to', async () => {
  const code = await codeOf(new URL('check-text.ts', import.meta.url), new Map());
  const names = [...code.keys()].map((href) => href.replace(/^.*\/src\//u, '')).sort();
  expect(names).toEqual([
    'document-review/check-text.ts',
    'document-review/digit-groups.ts',
    'document-review/papers-and-addresses.ts',
    'document-review/personal-data-rules.ts',
    'document-review/personal-data.ts',
    'document-review/secrecy-markings.ts',
    'document-review/table-headings.ts',
    'identity/identity-number.ts',
    'identity/masking.ts',
  ]);
  const parts = [...code].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  const digest = createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
  expect({ version: CHECK_VERSION, digest }).toEqual(GIVEN);
});
