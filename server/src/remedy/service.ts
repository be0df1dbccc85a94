import type { LocalDate, RemedyCase } from '@gongkai/core';
import type { Transaction } from '../platform/database/schema.js';
import { copyRemedies } from './queries.js';
import { importedRow } from './remedy-row.js';

export { describeRemedies, exportRemedies, getRemedy, listRemedies } from './list-remedies.js';
export {
  addRemedyLesson,
  addRemedyOrder,
  addRemedyPaper,
  fulfilRemedyOrder,
  lessonsOf,
  listRemedyLessons,
  openRemedyPaper,
} from './matters.js';
export { decideRemedyPolicy, listRemedyPolicies, remedyPoliciesOfYear } from './counting.js';
export { listExistingRemedyIds } from './queries.js';
export { registerRemedy, updateRemedy, type RemedyPlace } from './record-remedy.js';
export { remedyOf, type RemedyColumns } from './remedy-row.js';

/** Why a remedy of a ledger can't be entered as it is told; null when it can. */
export function faultOfRemedy(remedy: RemedyCase, today: LocalDate): string | null {
  const stages = [remedy, ...(remedy.instances ?? [])];
  for (const { filedOn, concludedOn, outcome } of stages) {
    if (filedOn > today || (concludedOn !== undefined && concludedOn > today))
      return '日期晚于今日：只能登记已经发生的事。';
    if (concludedOn !== undefined && concludedOn < filedOn) return '审结日期早于提起日期，请核对。';
    if ((concludedOn === undefined) !== (outcome === undefined)) return '审结日期与结果应当同时填写。';
  }
  if (remedy.kind === 'reconsideration' && (remedy.instances ?? []).length > 0)
    return '行政复议没有审级，请不要填写各审情况。';
  return null;
}

/** Enters many remedies at once; each must have passed `faultOfRemedy` and be new. */
export async function loadRemedies(
  db: Transaction,
  source: { readonly agencyCode: string; readonly importId: string | null },
  remedies: readonly RemedyCase[],
): Promise<void> {
  await copyRemedies(
    db,
    remedies.map((remedy) => importedRow(source.agencyCode, remedy, source.importId)),
  );
}
