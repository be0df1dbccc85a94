import {
  ADMINISTRATIVE_RECORD_KINDS,
  REMEDY_KINDS,
  REMEDY_OUTCOMES,
  REMEDY_ROLES,
  ROW_OF_FINDING,
  type AdministrativeRecordKind,
  type LocalDate,
  type RemedyCase,
  type RemedyOutcome,
} from '@gongkai/core';
import type { AdministrativeRecord } from '../administrative-record/service.js';
import { readApplicantClass, readFindings } from './case-row.js';
import {
  RECORD_KIND_SYNONYMS,
  REMEDY_KIND_SYNONYMS,
  REMEDY_OUTCOME_SYNONYMS,
  REMEDY_ROLE_SYNONYMS,
} from './cell-labels.data.js';
import type { LedgerRow } from './ledger-row.js';
import type { ColumnMatch } from './match-columns.js';
import type { FactToLoad } from './queries.js';
import {
  addFault,
  byLabel,
  labelIndex,
  readAmount,
  readDay,
  readLabel,
  readOptional,
  readRequired,
  type Fields,
} from './read-fields.js';

const REMEDY_KIND_INDEX = labelIndex(REMEDY_KIND_SYNONYMS, byLabel(REMEDY_KINDS));
const REMEDY_ROLE_INDEX = labelIndex(REMEDY_ROLE_SYNONYMS, byLabel(REMEDY_ROLES));
const OUTCOMES = Object.entries(REMEDY_OUTCOMES) as [RemedyOutcome, { readonly label: string }][];
const REMEDY_OUTCOME_INDEX = labelIndex<RemedyOutcome>(
  REMEDY_OUTCOME_SYNONYMS,
  Object.fromEntries(OUTCOMES.map(([outcome, { label }]) => [label, outcome])),
);
const RECORD_KIND_INDEX = labelIndex<AdministrativeRecordKind>(
  RECORD_KIND_SYNONYMS,
  byLabel(ADMINISTRATIVE_RECORD_KINDS),
);

/** A row about a case of an old system, kept as it is told; columns that nobody knows go into `rest`. */
export function readFact(fields: Fields, row: LedgerRow, { unknown }: ColumnMatch): FactToLoad {
  const findings = readFindings(fields, 'outcome');
  if (findings.length > 1) addFault(fields, 'outcome', '旧案件只填一项办理结果。');
  const [finding] = findings;
  const receivedOn = readDay(fields, 'receivedOn');
  const closedOn = readDay(fields, 'closedOn');
  if (receivedOn !== null && closedOn !== null && closedOn < receivedOn) {
    addFault(fields, 'closedOn', '办结日期早于收到日期，请核对。');
  }
  const rest: Record<string, string> = {};
  for (const [position, heading] of unknown) {
    const cell = row.cells[position] ?? '';
    if (cell !== '') rest[heading] = cell;
  }
  return {
    caseNumber: readRequired(fields, 'caseNumber', 60),
    applicantClass: readApplicantClass(fields),
    applicantName: readOptional(fields, 'applicantName', 200),
    request: readOptional(fields, 'request', 5000),
    receivedOn,
    closedOn,
    outcomeRow: finding === undefined ? null : ROW_OF_FINDING[finding],
    rest,
  };
}

export function readRemedy(fields: Fields): RemedyCase {
  const remedyId = readRequired(fields, 'remedyId', 60);
  const caseId = readOptional(fields, 'caseId', 60);
  const kind =
    requireLabel(fields, 'kind', REMEDY_KIND_INDEX, Object.values(REMEDY_KINDS)) ?? 'reconsideration';
  const role = readLabel(fields, 'role', REMEDY_ROLE_INDEX, Object.values(REMEDY_ROLES)) ?? 'originalOrgan';
  const filedOn = requireDay(fields, 'filedOn');
  const first = conclusionOf(fields, 'concludedOn', 'outcome');
  const secondFiledOn = readDay(fields, 'secondFiledOn');
  const second = conclusionOf(fields, 'secondConcludedOn', 'secondOutcome');
  const remedy: RemedyCase = { remedyId, kind, role, filedOn, ...(caseId !== null && { caseId }), ...first };
  if (secondFiledOn === null) {
    if (Object.keys(second).length > 0)
      addFault(fields, 'secondFiledOn', '填写了二审情况，请同时填写二审提起日期。');
    return remedy;
  }
  return {
    ...remedy,
    instances: [
      { level: 'first', filedOn, ...first },
      { level: 'second', filedOn: secondFiledOn, ...second },
    ],
  };
}

export function readAdministrativeRecord(fields: Fields): AdministrativeRecord {
  const kinds = Object.values(ADMINISTRATIVE_RECORD_KINDS);
  return {
    recordId: readRequired(fields, 'recordId', 60),
    kind: requireLabel(fields, 'kind', RECORD_KIND_INDEX, kinds) ?? 'rule',
    title: readRequired(fields, 'title', 500),
    number: readOptional(fields, 'number', 100),
    madeOn: requireDay(fields, 'madeOn'),
    disclosedOn: readDay(fields, 'disclosedOn'),
    endedOn: readDay(fields, 'endedOn'),
    amountYuan: readAmount(fields, 'amountYuan'),
  };
}

function conclusionOf(
  fields: Fields,
  dayKey: string,
  outcomeKey: string,
): { readonly concludedOn?: LocalDate; readonly outcome?: RemedyOutcome } {
  const concludedOn = readDay(fields, dayKey);
  const labels = OUTCOMES.map(([, { label }]) => label);
  const outcome = readLabel(fields, outcomeKey, REMEDY_OUTCOME_INDEX, labels);
  return { ...(concludedOn !== null && { concludedOn }), ...(outcome !== null && { outcome }) };
}

function requireDay(fields: Fields, key: string): LocalDate {
  if (fields.text(key) === null) addFault(fields, key, '不能为空。');
  // A row with a fault is never written.
  return readDay(fields, key) ?? ('' as LocalDate);
}

function requireLabel<T extends string>(
  fields: Fields,
  key: string,
  index: ReadonlyMap<string, T>,
  shown: readonly string[],
): T | null {
  if (fields.text(key) === null) addFault(fields, key, '不能为空。');
  return readLabel(fields, key, index, shown);
}
