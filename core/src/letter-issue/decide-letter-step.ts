import { may, type Actor, type PermissionPlace } from '../identity/actor.js';
import { ROLES } from '../identity/role.js';
import { DomainError } from '../error.js';
import type { Letter } from '../application/vocabulary.js';
import {
  approverRoleOf,
  LETTER_STATUSES,
  letterStepRule,
  type EarlierHand,
  type LetterStatus,
  type LetterStep,
} from './letter-status.js';

/** What decides whether somebody may take a step with a letter: its kind, where it stands, whose hands it went through. */
export interface LetterStanding {
  readonly kind: Letter;
  readonly status: LetterStatus;
  /** Goes up with every step: whoever saw another one saw another letter. */
  readonly version: number;
  /** Ids of accounts; null: nobody yet. */
  readonly draftedBy: string;
  readonly submittedBy: string | null;
  readonly sealRequestedBy: string | null;
}

const HANDS: Readonly<
  Record<EarlierHand, { readonly field: keyof LetterStanding; readonly refusal: string }>
> = {
  drafter: {
    field: 'draftedBy',
    refusal: '这件文书是您拟的稿，不能由您自己批准，请由另一位有权审批的人办理。',
  },
  submitter: {
    field: 'submittedBy',
    refusal: '这件文书是您提交审批的，不能由您自己批准，请由另一位有权审批的人办理。',
  },
  sealRequester: {
    field: 'sealRequestedBy',
    refusal: '这次用印是您申请的，不能由您自己批准，请由另一位有权批准用印的人办理。',
  },
};

/**
 * Why somebody may not take a step with a letter now; null: he may. What stands in for the hand that is excluded is
 * excluded with it: a deputy does not approve for the one whose draft it is.
 */
export function refusalOfStep(
  letter: LetterStanding,
  step: LetterStep,
  actor: Actor,
  at: PermissionPlace,
): DomainError | null {
  const rule = letterStepRule(step);
  if (!may(actor, rule.permission, at)) {
    return new DomainError('FORBIDDEN', `您不能${rule.label}。请与本机关的安全管理员联系。`, {
      permission: rule.permission,
    });
  }
  for (const hand of rule.notBy ?? []) {
    const { field, refusal } = HANDS[hand];
    if (handsOf(actor, at).has(String(letter[field]))) return new DomainError('FORBIDDEN', refusal, { step });
  }
  const role = step === 'approve' ? approverRoleOf(letter.kind) : null;
  if (role !== null && !holds(actor, role, at)) {
    return new DomainError(
      'FORBIDDEN',
      `延期答复须经${ROLES[role]}同意（条例第三十三条第二款），请由其审批。`,
      { step },
    );
  }
  if (rule.from.includes(letter.status)) return null;
  return new DomainError(
    'NOT_IN_THIS_STATUS',
    `这件文书现在是“${LETTER_STATUSES[letter.status]}”，不能${rule.label}。请刷新后核对。`,
    { status: letter.status },
  );
}

/** @throws DomainError FORBIDDEN, CHANGED_MEANWHILE, NOT_IN_THIS_STATUS */
export function requireStep(
  letter: LetterStanding,
  step: LetterStep,
  actor: Actor,
  at: PermissionPlace,
  version: number,
): void {
  const refusal = refusalOfStep(letter, step, actor, at);
  if (refusal?.code === 'FORBIDDEN') throw refusal;
  if (letter.version !== version) {
    throw new DomainError(
      'CHANGED_MEANWHILE',
      '这件文书刚刚有人改过或者办过，您看到的不是最新情况。您填写的内容没有丢失，请对照后再办。',
      { version: letter.version },
    );
  }
  if (refusal !== null) throw refusal;
}

/** The actor, and whoever it acts for at the place. */
function handsOf(actor: Actor, at: PermissionPlace): ReadonlySet<string> {
  const absent = actor.grants.flatMap(({ onBehalfOf, agencyCodes }) =>
    onBehalfOf !== null && at.agencyCode !== null && agencyCodes.includes(at.agencyCode) ? [onBehalfOf] : [],
  );
  return new Set([actor.id, ...absent]);
}

function holds(actor: Actor, role: keyof typeof ROLES, at: PermissionPlace): boolean {
  return may({ ...actor, grants: actor.grants.filter((grant) => grant.role === role) }, 'letter.approve', at);
}
