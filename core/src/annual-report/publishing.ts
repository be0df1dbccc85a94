import type { Actor } from '../identity/actor.js';

/** Who put his hand to a version of a report: wrote a text of it, or handed it in for its check. */
export interface ReportHands {
  /** Ids of their accounts. */
  readonly writerIds: readonly string[];
}

/**
 * Why somebody must not publish a version, whatever his role; null: he may. Whoever wrote or handed it in does not approve
 * it (先审查、后公开：保守国家秘密法实施条例第四十二条). A program is nobody's hand.
 */
export function faultOfPublisher(
  { writerIds }: ReportHands,
  { kind, id }: Pick<Actor, 'kind' | 'id'>,
): string | null {
  if (kind === 'system' || !writerIds.includes(id)) return null;
  return '这一版由您撰写或者提交核对，应当由另一位负责人审核后公布。';
}
