/** A paper of the desk for the applicant: 登记回执 or 口头申请记录. */
export function deskPaper(
  code: string,
  caseId: string,
  paper: 'receipt' | 'oral-record',
  format: 'pdf' | 'docx',
): string {
  return `/case-files/agencies/${encodeURIComponent(code)}/cases/${encodeURIComponent(caseId)}/${paper}.${format}`;
}

/** 登记回执 of a demand for correction or a suggestion. */
export function rightsReceipt(code: string, requestId: string, format: 'pdf' | 'docx'): string {
  return `/case-files/agencies/${encodeURIComponent(code)}/rights-requests/${encodeURIComponent(requestId)}/receipt.${format}`;
}

/** A paper kept with a case; the fetching is on record. */
export function caseFile(code: string, fileId: string): string {
  return `/case-files/agencies/${encodeURIComponent(code)}/${encodeURIComponent(fileId)}`;
}

/** Labels for envelopes to the applicants of several cases; names and addresses in full, each look on record. */
export function labelsFile(code: string, caseIds: readonly string[]): string {
  const search = new URLSearchParams({ cases: caseIds.join(',') });
  return `/case-files/agencies/${encodeURIComponent(code)}/labels.pdf?${search.toString()}`;
}
