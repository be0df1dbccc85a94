/** The number of a case registered here, e.g. YSJ-2024-0012: agency, year, place in the year's series. */
export function caseNumber(agencyCode: string, year: number, number: number): string {
  return `${agencyCode}-${year}-${String(number).padStart(4, '0')}`;
}

/** By year, the highest place that these cases take in the agency's own series; numbers of other patterns take none. */
export function highestNumbers(
  agencyCode: string,
  cases: readonly { readonly caseId: string }[],
): ReadonlyMap<number, number> {
  const highest = new Map<number, number>();
  for (const { caseId } of cases) {
    if (!caseId.startsWith(`${agencyCode}-`)) continue;
    const [, year, number] = /^(\d{4})-(\d{1,9})$/.exec(caseId.slice(agencyCode.length + 1)) ?? [];
    if (year === undefined || number === undefined) continue;
    highest.set(Number(year), Math.max(highest.get(Number(year)) ?? 0, Number(number)));
  }
  return highest;
}
