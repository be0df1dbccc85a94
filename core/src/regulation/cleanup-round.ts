import { DomainError } from '../error.js';
import type { LocalDate } from '../calendar/local-date.js';
import type { Validity } from '../publication/document-vocabulary.js';

/** What a clean-up finds of a document (国办发〔2018〕37号: 继续有效、修改、废止、失效). */
export const CLEANUP_RESULTS = {
  keep: '继续有效',
  amend: '修改',
  repeal: '废止',
  lapse: '失效',
} as const;
export type CleanupResult = keyof typeof CLEANUP_RESULTS;
export const CLEANUP_RESULT_NAMES = Object.keys(CLEANUP_RESULTS) as [CleanupResult, ...CleanupResult[]];

/** How far a round has come. Who decides the results does not sign them, and who signs does not publish. */
export const CLEANUP_STATUSES = {
  open: '清理中',
  signed: '已审定待公布',
  published: '已公布',
} as const;
export type CleanupStatus = keyof typeof CLEANUP_STATUSES;
export const CLEANUP_STATUS_NAMES = Object.keys(CLEANUP_STATUSES) as [CleanupStatus, ...CleanupStatus[]];

/** 有效性 of a document once the result of its clean-up is public; a document that stays keeps what it has. */
export function validityAfter(result: CleanupResult, current: Validity | null): Validity {
  switch (result) {
    case 'keep':
      return current ?? 'valid';
    case 'amend':
      return 'amended';
    case 'repeal':
      return 'repealed';
    case 'lapse':
      return 'expired';
  }
}

/** A document is out of force from a day only where the result says so. */
export function endsValidity(result: CleanupResult): boolean {
  return result === 'repeal' || result === 'lapse';
}

/** One document of a round, as far as the decisions depend on it. */
export interface CleanupEntryState {
  readonly title: string;
  readonly madeOn: LocalDate;
  readonly result: CleanupResult | null;
  readonly decidedBy: string | null;
}

/** What is wrong with a result as it is told; null: nothing. A document that goes on needs no reason of its own. */
export function faultOfResult(
  { madeOn }: Pick<CleanupEntryState, 'madeOn'>,
  given: {
    readonly result: CleanupResult;
    readonly reason: string | null;
    readonly endedOn: LocalDate | null;
  },
): string | null {
  const label = CLEANUP_RESULTS[given.result];
  if (given.result !== 'keep' && given.reason === null) return `结果是“${label}”的，请写明理由。`;
  if (given.endedOn !== null && !endsValidity(given.result))
    return `结果是“${label}”的没有失效日期，请去掉。`;
  if (given.endedOn !== null && given.endedOn < madeOn) return '失效日期早于制定日期，请核对。';
  return null;
}

/**
 * Where a round stands after it was signed or published. Every document has its result first, and nobody signs what he
 * decided (条例第十七条). @throws DomainError NOT_IN_THIS_STATUS, FORBIDDEN
 */
export function decideRound(
  { status, entries }: { readonly status: CleanupStatus; readonly entries: readonly CleanupEntryState[] },
  action: 'sign' | 'return' | 'publish',
  actorId: string,
): CleanupStatus {
  if (action === 'publish' || action === 'return') {
    if (status !== 'signed')
      throw new DomainError(
        'NOT_IN_THIS_STATUS',
        action === 'publish'
          ? '只有审定了的清理结果可以公布。请刷新后查看最新情况。'
          : '只有审定了、还没有公布的清理可以退回。',
      );
    return action === 'publish' ? 'published' : 'open';
  }
  if (status !== 'open') throw new DomainError('NOT_IN_THIS_STATUS', '这次清理已经审定，不必再审定。');
  const open = entries.filter(({ result }) => result === null);
  const [first] = open;
  if (first !== undefined)
    throw new DomainError(
      'NOT_IN_THIS_STATUS',
      `还有${open.length}件没有清理结果：《${first.title}》${open.length > 1 ? '等' : ''}。每一件都有结果才能审定。`,
    );
  if (entries.some(({ decidedBy }) => decidedBy === actorId))
    throw new DomainError('FORBIDDEN', '其中有您拟定的清理结果，不能自己审定。请由其他负责人审定。');
  return 'signed';
}
