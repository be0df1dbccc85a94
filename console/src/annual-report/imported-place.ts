import type { ImportedReport } from '@gongkai/core';

/** An agency's name without blanks and what is added to it in brackets. */
function bare(name: string): string {
  return name.replaceAll(/（[^）]*）|\([^)]*\)|\s/g, '');
}

/** One name may begin with the places above it that the other leaves out. */
function isSameAgency(one: string, other: string): boolean {
  const [left, right] = [bare(one), bare(other)];
  return left.endsWith(right) || right.endsWith(left);
}

interface Filed {
  readonly agencyName: string | undefined;
  readonly year: number;
}

/** What the file says of its agency and year otherwise than the page under which it is read; null: nothing. */
export function otherPlaceOf(
  { agency, year }: Pick<ImportedReport, 'agency' | 'year'>,
  filed: Filed,
): { readonly agency: string | null; readonly year: number | null } | null {
  const isOther =
    agency !== null && filed.agencyName !== undefined && !isSameAgency(agency, filed.agencyName);
  const other = {
    agency: isOther ? agency : null,
    year: year !== null && year !== filed.year ? year : null,
  };
  return other.agency === null && other.year === null ? null : other;
}
