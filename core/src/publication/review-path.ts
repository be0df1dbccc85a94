import { DomainError } from '../error.js';
import type { Finding } from '../finding.js';
import type { Permission } from '../identity/permission.js';
import { ruleOfKind, type DisclosureMode, type DocumentKind } from './document-vocabulary.js';

/**
 * The steps between a draft and its publication, in their usual order, and who may take each: 先审查、后公开, item by item
 * (保密法实施条例第四十二条).
 */
export const REVIEW_STEPS = {
  unitHead: { label: '处室负责人审核', permission: 'document.reviewUnit' },
  secrecy: { label: '保密审查', permission: 'document.reviewSecrecy' },
  legality: { label: '合法性审核', permission: 'document.reviewLegality' },
  interpretation: { label: '解读方案审核', permission: 'document.reviewInterpretation' },
  consent: { label: '协商和报批', permission: 'document.reviewConsent' },
  signOff: { label: '签发', permission: 'document.signOff' },
} as const satisfies Readonly<Record<string, { label: string; permission: Permission }>>;
export type ReviewStep = keyof typeof REVIEW_STEPS;
export const REVIEW_STEP_NAMES = Object.keys(REVIEW_STEPS) as [ReviewStep, ...ReviewStep[]];

/** Where a document stands. `filed`: reviewed and kept, not to be published, looked at again by its day. */
export const DOCUMENT_STATUSES = {
  draft: '拟稿',
  inReview: '审核中',
  signed: '已签发待发布',
  published: '已公开',
  filed: '不主动公开，已备查',
  withdrawn: '已撤回',
} as const;
export type DocumentStatus = keyof typeof DOCUMENT_STATUSES;
export const DOCUMENT_STATUS_NAMES = Object.keys(DOCUMENT_STATUSES) as [DocumentStatus, ...DocumentStatus[]];

/** What the path of a document depends on. */
export interface Reviewed {
  readonly kind: DocumentKind;
  readonly mode: DisclosureMode;
  /** Another organ is concerned, or approval is required (条例第十一条). */
  readonly needsConsent: boolean;
}

/** Steps that no configuration may leave out. */
export function mandatorySteps({ kind, mode, needsConsent }: Reviewed): ReviewStep[] {
  const { isNormative, needsInterpretation } = ruleOfKind(kind);
  return REVIEW_STEP_NAMES.filter((step) => {
    switch (step) {
      case 'secrecy':
      case 'signOff':
        return true;
      case 'legality':
        return isNormative === true;
      case 'interpretation':
        return needsInterpretation === true && mode === 'proactive';
      case 'consent':
        return needsConsent;
      case 'unitHead':
        return false;
    }
  });
}

/**
 * The steps of a document: those its agency configured for the kind, in the agency's order, with the mandatory ones that
 * it left out where they usually stand. The signature is the last: what it lets out has been reviewed (保密法实施条例第四十二条).
 */
export function stepsOf(reviewed: Reviewed, configured: readonly ReviewStep[] = ['unitHead']): ReviewStep[] {
  const steps = configured.filter((step) => step !== 'signOff');
  for (const step of mandatorySteps(reviewed)) {
    if (step === 'signOff' || steps.includes(step)) continue;
    const place = REVIEW_STEP_NAMES.indexOf(step);
    const next = steps.findIndex((other) => REVIEW_STEP_NAMES.indexOf(other) > place);
    steps.splice(next === -1 ? steps.length : next, 0, step);
  }
  return [...steps, 'signOff'];
}

/** Steps with one of them moved up (-1) or down (1); the same where it can't: the signature stays the last. */
export function moveStep(steps: readonly ReviewStep[], step: ReviewStep, by: -1 | 1): readonly ReviewStep[] {
  const from = steps.indexOf(step);
  const other = steps[from + by];
  if (from === -1 || other === undefined || step === 'signOff' || other === 'signOff') return steps;
  return steps.map((it) => (it === step ? other : it === other ? step : it));
}

const STEP_SOURCES = {
  secrecy: '保守国家秘密法第三十五条、实施条例第四十二条',
  signOff: '条例第十七条',
  legality: '国办发〔2018〕115号',
  interpretation: '国办发〔2016〕80号',
  consent: '条例第十一条',
  unitHead: '条例第十七条',
} as const satisfies Record<ReviewStep, string>;

/** What is wrong with a path that an agency would configure for a kind; empty when nothing is. */
export function checkReviewPath(kind: DocumentKind, steps: readonly ReviewStep[]): Finding[] {
  const missing = mandatorySteps({ kind, mode: 'proactive', needsConsent: false })
    .filter((step) => !steps.includes(step))
    .map((step): Finding => ({
      rule: 'reviewStepMissing',
      severity: 'error',
      message: `${ruleOfKind(kind).label}的审核流程缺少“${REVIEW_STEPS[step].label}”，不能去掉。`,
      source: STEP_SOURCES[step],
    }));
  const behind = steps.slice(steps.indexOf('signOff') + 1);
  if (!steps.includes('signOff') || behind.length === 0) return missing;
  const names = behind.map((step) => `“${REVIEW_STEPS[step].label}”`).join('、');
  const message = `${names}排在“签发”之后：先审查、后公开，“签发”应是最后一个环节，请把它移到最后。`;
  return [...missing, { rule: 'reviewStepOrder', severity: 'error', message, source: STEP_SOURCES.secrecy }];
}

/** The path of a kind as it stands in an agency. */
export interface PathOfKind {
  readonly kind: DocumentKind;
  /** What the agency set; null: nothing, the usual path holds. */
  readonly configured: readonly ReviewStep[] | null;
  /** Every step of a document to be published that concerns nobody else, in order. */
  readonly steps: readonly ReviewStep[];
  readonly mandatory: readonly ReviewStep[];
}

/** What a document of a kind goes through, by what its agency set (nothing: null). */
export function pathOfKind(kind: DocumentKind, configured: readonly ReviewStep[] | null): PathOfKind {
  const usual = { kind, mode: 'proactive', needsConsent: false } as const;
  return {
    ...{ kind, configured, mandatory: mandatorySteps(usual) },
    steps: stepsOf(usual, configured ?? undefined),
  };
}

/** How far a document has come, as far as the next decision depends on it. */
export interface ReviewState extends Reviewed {
  readonly status: DocumentStatus;
  /** The step that waits for an opinion; null outside of a review. */
  readonly step: ReviewStep | null;
  readonly steps: readonly ReviewStep[];
  /** Everybody who wrote the version under review. */
  readonly authors: readonly string[];
}

export type ReviewAction = 'submit' | 'approve' | 'return' | 'revoke';
export type NextReview = Pick<ReviewState, 'status' | 'step'>;

/**
 * Where a document stands after somebody's action. Nobody reviews what he wrote (条例第十七条; 保密法实施条例第四十二条).
 * @throws DomainError NOT_IN_THIS_STATUS, FORBIDDEN
 */
export function decideReview(state: ReviewState, action: ReviewAction, actorId: string): NextReview {
  switch (action) {
    case 'submit': {
      if (state.status !== 'draft') throw notNow(state, '提交审核');
      return { status: 'inReview', step: state.steps[0] ?? 'secrecy' };
    }
    case 'revoke': {
      if (state.status !== 'inReview' || !state.authors.includes(actorId)) throw notNow(state, '撤回送审');
      return { status: 'draft', step: null };
    }
    case 'return': {
      requireReviewer(state, actorId);
      return { status: 'draft', step: null };
    }
    case 'approve': {
      const step = requireReviewer(state, actorId);
      const next = state.steps[state.steps.indexOf(step) + 1];
      if (next !== undefined) return { status: 'inReview', step: next };
      return { status: state.mode === 'proactive' ? 'signed' : 'filed', step: null };
    }
  }
}

function requireReviewer(state: ReviewState, actorId: string): ReviewStep {
  if (state.status !== 'inReview' || state.step === null) throw notNow(state, '审核');
  if (state.authors.includes(actorId)) {
    throw new DomainError(
      'FORBIDDEN',
      `您是这份文稿的起草人，不能自己${REVIEW_STEPS[state.step].label}。请由其他有权的人员办理。`,
    );
  }
  return state.step;
}

function notNow({ status }: ReviewState, what: string): DomainError {
  return new DomainError(
    'NOT_IN_THIS_STATUS',
    `文稿现在是“${DOCUMENT_STATUSES[status]}”，不能${what}。请刷新后查看最新情况。`,
  );
}
