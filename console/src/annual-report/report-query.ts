import { FORM_VERSIONS, type FormVersion } from '@gongkai/core';

/** Which form and version of a report the address asks for. */
export interface ReportQuery {
  readonly form?: FormVersion;
  readonly version?: number;
}

export function readReportQuery(search: URLSearchParams): ReportQuery {
  const form = FORM_VERSIONS.find((known) => known === search.get('form'));
  const version = /^\d+$/.exec(search.get('version') ?? '')?.[0];
  return {
    ...(form === undefined ? {} : { form }),
    ...(version === undefined ? {} : { version: Number(version) }),
  };
}

export function writeReportQuery({ form, version }: ReportQuery): Record<string, string> {
  return {
    ...(form === undefined ? {} : { form }),
    ...(version === undefined ? {} : { version: String(version) }),
  };
}
