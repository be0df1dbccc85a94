import type { Page } from 'playwright-core';

/** The figures of the three tables as the console shows them, by cell; blank ones are empty. */
export async function readFigures(page: Page): Promise<Record<string, string>> {
  return page.evaluate<Record<string, string>>(`Object.fromEntries(
    [...document.querySelectorAll('a.figure-link')].map((link) => [
      link.id.replace('cell-', ''),
      link.firstChild.textContent.trim(),
    ]),
  )`);
}

/** The cells whose figures differ, with by how much. */
export function moved(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(after)
      .filter(([cell, text]) => before[cell] !== text)
      .map(([cell, text]) => [cell, Number(text) - Number(before[cell])]),
  );
}
