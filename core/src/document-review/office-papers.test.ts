import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkText } from './check-text.js';

/**
 * A third labelled set: 128 snippets as offices write them, written before the checker was read again. What is marked must be
 * found where it stands; what is found elsewhere is wrong.
 */
const { texts } = JSON.parse(
  readFileSync(new URL('../../fixtures/document-review/office-papers.json', import.meta.url), 'utf8'),
) as { texts: readonly string[] };

interface Marked {
  readonly text: string;
  readonly marks: { readonly rule: string; readonly start: number; readonly end: number }[];
}

function read(marked: string): Marked {
  const marks: Marked['marks'] = [];
  let text = '';
  let from = 0;
  for (const match of marked.matchAll(/⟦(\w+):([^⟧]*)⟧/gu)) {
    text += marked.slice(from, match.index);
    const [whole, rule = '', value = ''] = match;
    marks.push({ rule: `personal.${rule}`, start: text.length, end: text.length + value.length });
    text += value;
    from = match.index + whole.length;
  }
  return { text: text + marked.slice(from), marks };
}

test('of what offices write: recall at least 0.99, precision at least 0.95', () => {
  let found = 0;
  const missed: string[] = [];
  const wrong: string[] = [];
  for (const { text, marks } of texts.map(read)) {
    const findings = checkText(text);
    for (const { rule, start, end } of marks) {
      const isFound = findings.some((it) => it.rule === rule && it.start < end && it.end > start);
      if (isFound) found += 1;
      else missed.push(`${rule}: ${text}`);
    }
    for (const { rule, start, end } of findings)
      if (!marks.some((it) => it.rule === rule && start < it.end && end > it.start))
        wrong.push(`${rule} ${text.slice(start, end)}: ${text}`);
  }
  expect(texts.length).toBeGreaterThanOrEqual(120);
  const told = [...missed, '—', ...wrong].join('\n');
  expect(found / (found + missed.length), told).toBeGreaterThanOrEqual(0.99);
  expect(found / (found + wrong.length), told).toBeGreaterThanOrEqual(0.95);
});
