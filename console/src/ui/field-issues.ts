import type { z } from 'zod';

/** Takes the reader to the first field that is not filled in rightly, once it is marked. */
export function goToFirstIssue(): void {
  setTimeout(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(), 0);
}

/** The first message for each field, by its path; the same shape as the server's. */
export function fieldIssues(error: z.ZodError | undefined): Readonly<Record<string, string>> {
  const issues: Record<string, string> = {};
  for (const { path, message } of error?.issues ?? []) issues[path.join('.')] ??= message;
  return issues;
}
