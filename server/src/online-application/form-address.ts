import type { FormKind } from '@gongkai/core';

const PATHS = { application: 'apply', correction: 'correction', suggestion: 'suggestion' } as const;

/** Where the pages of a form are: `/agencies/YSJ/apply`. */
export function formPath(agencyCode: string, kind: FormKind, rest = ''): string {
  return `/agencies/${encodeURIComponent(agencyCode)}/${PATHS[kind]}${rest === '' ? '' : `/${rest}`}`;
}
