import { ROW_OF_FINDING, type ItemFinding, type Letter } from './vocabulary.js';
import type { OutcomeRow } from '../annual-report/tables.js';

/** The items of a decision and, where needed, which of them the officer named as the main finding. */
export interface DecidedItems {
  readonly items: readonly { readonly finding: ItemFinding }[];
  readonly mainItem?: number | undefined;
}

const GRANTED_ROWS: ReadonlySet<OutcomeRow> = new Set(['granted', 'partiallyGranted']);

/** Outcomes of an application as a whole, which no other finding can stand beside (条例第三十、三十五条). */
const WHOLE_APPLICATION: ReadonlySet<ItemFinding> = new Set([
  'unprocessed.abusive',
  'other.lapsedCorrection',
  'other.lapsedFee',
]);

/** The one row of 表三 that an application is counted in (form's own words: 区分处理的，只计这一情形). */
export function outcomeRowOf(decision: DecidedItems): { row: OutcomeRow; isMainFindingNamed: boolean } {
  const rows = decision.items.map(({ finding }) => ROW_OF_FINDING[finding]);
  const distinct = new Set(rows);
  const [first] = rows;
  if (first === undefined) throw new Error('a decision has at least one item');
  if (distinct.size === 1) return { row: first, isMainFindingNamed: true };
  if (rows.some((row) => GRANTED_ROWS.has(row))) return { row: 'partiallyGranted', isMainFindingNamed: true };
  const main = decision.mainItem === undefined ? undefined : rows[decision.mainItem];
  return { row: main ?? first, isMainFindingNamed: main !== undefined };
}

/** Whether something requested is given, in whole or in part. */
export function isAnythingGranted(decision: DecidedItems): boolean {
  return decision.items.some(({ finding }) => GRANTED_ROWS.has(ROW_OF_FINDING[finding]));
}

export function hasFinding(decision: DecidedItems, finding: ItemFinding): boolean {
  return decision.items.some((item) => item.finding === finding);
}

/** Abuse and lapses end the whole application: beside them stands nothing else. */
export function isCombinationLawful(decision: DecidedItems): boolean {
  const findings = new Set(decision.items.map(({ finding }) => finding));
  return findings.size === 1 || ![...findings].some((finding) => WHOLE_APPLICATION.has(finding));
}

/** The reply letter of each finding. */
const REPLY_OF_FINDING = {
  granted: 'replyDisclose',
  disclosed: 'replyDisclose',
  alreadyPublic: 'replyDisclose',
  partiallyGranted: 'replyPartial',
  'refused.stateSecret': 'replyRefuse',
  'refused.forbiddenByLaw': 'replyRefuse',
  'refused.threeSecuritiesOneStability': 'replyRefuse',
  'refused.thirdPartyRights': 'replyRefuse',
  'refused.internalAffairs': 'replyRefuse',
  'refused.processInformation': 'replyRefuse',
  'refused.enforcementCaseFile': 'replyRefuse',
  'refused.specialQuery': 'replySpecialQuery',
  'unable.notHeld': 'replyNotExist',
  notExist: 'replyNotExist',
  notThisAgency: 'replyNotThisAgency',
  'unable.needsCreation': 'replyNeedsCreation',
  'unable.stillUnclear': 'replyUnclear',
  'unprocessed.petition': 'replyPetition',
  'unprocessed.repeat': 'replyRepeat',
  'unprocessed.publication': 'replyPublication',
  'unprocessed.abusive': 'replyAbusive',
  'unprocessed.confirmOrReissue': 'replyConfirmOrReissue',
  'other.lapsedCorrection': 'closeLapsed',
  'other.lapsedFee': 'closeLapsed',
  'other.rest': 'replyOther',
  notGovernmentInformation: 'replyNotGovernmentInformation',
  transferredToArchives: 'replyTransferredToArchives',
  inquiry: 'replyInquiry',
} as const satisfies Record<ItemFinding, Letter>;

/** The letters of a decision: one where the result is partial, otherwise one for each kind of finding. */
export function replyLettersOf(decision: DecidedItems): Letter[] {
  if (outcomeRowOf(decision).row === 'partiallyGranted') return ['replyPartial'];
  return [...new Set(decision.items.map(({ finding }) => REPLY_OF_FINDING[finding]))];
}
