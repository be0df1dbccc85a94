import { describe, expect, test } from 'vitest';
import type { Actor } from '../identity/actor.js';
import type { Role } from '../identity/role.js';
import { refusalOfStep, requireStep, type LetterStanding } from './decide-letter-step.js';
import {
  LETTER_STATUS_NAMES,
  LETTER_STEP_NAMES,
  type LetterStatus,
  type LetterStep,
} from './letter-status.js';

const AT = { agencyCode: 'YSJ', unitCode: 'FGK' };

function staff(id: string, role: Role, onBehalfOf: string | null = null): Actor {
  const unitCode = role === 'liaisonOfficer' ? 'FGK' : null;
  const grant = { role, agencyCode: 'YSJ', unitCode, agencyCodes: ['YSJ'], onBehalfOf };
  return { kind: 'person', id, name: id, grants: [grant] };
}
const officer = staff('officer', 'disclosureOfficer');
const head = staff('head', 'officeHead');
const chief = staff('chief', 'agencyHead');

function letter(given: Partial<LetterStanding> = {}): LetterStanding {
  return {
    ...{ kind: 'replyRefuse', status: 'draft', version: 1, draftedBy: 'officer' },
    ...{ submittedBy: null, sealRequestedBy: null },
    ...given,
  };
}
const codeOf = (standing: LetterStanding, step: LetterStep, actor: Actor) =>
  refusalOfStep(standing, step, actor, AT)?.code ?? null;

/** The order of the office's own rules: 拟稿、审批、编号、用印、送达; nothing is skipped and nothing goes back behind approval. */
const COURSE: Readonly<Record<LetterStatus, readonly LetterStep[]>> = {
  draft: ['save', 'submit', 'discard'],
  returned: ['save', 'submit', 'discard'],
  submitted: ['return', 'approve'],
  approved: ['requestSeal', 'void'],
  sealRequested: ['refuseSeal', 'approveSeal', 'void'],
  sealApproved: ['keepSealed', 'void'],
  sealed: ['serve', 'void'],
  serving: ['serve', 'track'],
  served: ['serve', 'track'],
  voided: [],
  discarded: [],
};

describe('the course of a letter', () => {
  test.each(LETTER_STATUS_NAMES)('%s is left by the steps of its turn and no other', (status) => {
    const standing = letter({ status, draftedBy: 'a', submittedBy: 'b', sealRequestedBy: 'c' });
    const open = LETTER_STEP_NAMES.filter((step) => codeOf(standing, step, head) === null);
    expect(open).toEqual(LETTER_STEP_NAMES.filter((step) => COURSE[status].includes(step)));
  });
});

describe('nobody approves his own', () => {
  const submitted = letter({ status: 'submitted', submittedBy: 'clerk' });

  test('neither who drafted it nor who submitted it approves a letter', () => {
    expect(codeOf({ ...submitted, draftedBy: 'head' }, 'approve', head)).toBe('FORBIDDEN');
    expect(codeOf({ ...submitted, submittedBy: 'head' }, 'approve', head)).toBe('FORBIDDEN');
    expect(codeOf(submitted, 'approve', head)).toBeNull();
  });

  test('a deputy does not approve what the absent one drafted', () => {
    const deputy = staff('deputy', 'officeHead', 'head');
    expect(codeOf({ ...submitted, draftedBy: 'head' }, 'approve', deputy)).toBe('FORBIDDEN');
    expect(codeOf(submitted, 'approve', deputy)).toBeNull();
  });

  test('who asked for the seal does not allow it', () => {
    const asked = letter({ status: 'sealRequested', sealRequestedBy: 'head' });
    expect(codeOf(asked, 'approveSeal', head)).toBe('FORBIDDEN');
    expect(codeOf(asked, 'approveSeal', chief)).toBeNull();
  });
});

describe('who consents', () => {
  const extension = letter({ kind: 'extensionNotice', status: 'submitted', submittedBy: 'officer' });

  test('to an extension the head of the disclosure office, nobody else (条例第三十三条第二款)', () => {
    expect(codeOf(extension, 'approve', head)).toBeNull();
    expect(codeOf(extension, 'approve', chief)).toBe('FORBIDDEN');
    expect(refusalOfStep(extension, 'approve', chief, AT)?.message).toContain('第三十三条');
  });

  test('to a reply the head of the office or of the organ, not those who handle it', () => {
    const reply = letter({ status: 'submitted', submittedBy: 'officer' });
    expect([head, chief].map((actor) => codeOf(reply, 'approve', actor))).toEqual([null, null]);
    const others = (['disclosureOfficer', 'liaisonOfficer', 'legalityReviewer', 'auditor'] as const).map(
      (role) => codeOf(reply, 'approve', staff('other', role)),
    );
    expect(others).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
  });

  test('a liaison officer drafts for cases of his own unit and serves nothing', () => {
    const liaison = staff('liaison', 'liaisonOfficer');
    expect(codeOf(letter(), 'submit', liaison)).toBeNull();
    expect(refusalOfStep(letter(), 'submit', liaison, { ...AT, unitCode: 'GHK' })?.code).toBe('FORBIDDEN');
    expect(codeOf(letter({ status: 'sealed' }), 'serve', liaison)).toBe('FORBIDDEN');
  });
});

test('of two who saw the same letter the second is told so, whatever it became', () => {
  const seen = letter({ status: 'submitted', submittedBy: 'officer', version: 3 });
  expect(() => requireStep(seen, 'approve', head, AT, 2)).toThrow(
    expect.objectContaining({ code: 'CHANGED_MEANWHILE' }) as Error,
  );
  expect(() => requireStep({ ...seen, status: 'approved' }, 'approve', head, AT, 3)).toThrow(
    expect.objectContaining({ code: 'NOT_IN_THIS_STATUS' }) as Error,
  );
  expect(() => requireStep(seen, 'approve', head, AT, 3)).not.toThrow();
  expect(() => requireStep(seen, 'approve', officer, AT, 2)).toThrow(
    expect.objectContaining({ code: 'FORBIDDEN' }) as Error,
  );
});
