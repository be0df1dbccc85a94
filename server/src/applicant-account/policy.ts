import { applicantAccountActor, EVERY_AGENCY, visibilityOf, type Actor } from '@gongkai/core';

/** Whether the account is the actor's own: nobody else sees anything of it, of the staff neither. */
export function isOwnAccount(actor: Actor, accountId: string): boolean {
  const record = {
    kind: 'applicantAccount',
    agencyCode: EVERY_AGENCY,
    applicantIds: [applicantAccountActor(accountId).id],
  } as const;
  return visibilityOf(record, actor).applicant === 'full';
}

/** Whether the case is one of the actor's own: who is bound to it stands to it as its applicant. */
export function isBoundCase(actor: Actor, agencyCode: string, accountIds: readonly string[]): boolean {
  const applicantIds = accountIds.map((accountId) => applicantAccountActor(accountId).id);
  return visibilityOf({ kind: 'case', agencyCode, applicantIds }, actor).applicant === 'full';
}
