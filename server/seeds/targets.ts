import {
  APPLICANT_CLASSES,
  type AgencyKind,
  type ApplicantClass,
  type OutcomeRow,
  type Table2Column,
  type Table2Row,
} from '@gongkai/core';

/** By class in the order of the form's columns: 自然人, 商业企业, 科研机构, 社会公益组织, 法律服务机构, 其他. */
type ByClass = readonly [number, number, number, number, number, number];

/** The figures that a demonstration ledger must add up to; those of a published report of 2019. */
export interface LedgerTarget {
  readonly file: string;
  readonly seed: number;
  readonly year: number;
  readonly agency: { readonly code: string; readonly name: string; readonly kind: AgencyKind };
  readonly carriedIn: ByClass;
  readonly carriedOut: ByClass;
  readonly results: Readonly<Partial<Record<OutcomeRow, ByClass>>>;
  /** 结果维持, 结果纠正, 其他结果, 尚未审结. */
  readonly reconsideration: readonly [number, number, number, number];
  readonly directSuit: readonly [number, number, number, number];
  readonly suitAfterReconsideration: readonly [number, number, number, number];
  readonly table2: Readonly<Partial<Record<Table2Row, Readonly<Partial<Record<Table2Column, number>>>>>>;
}

export const LEDGER_TARGETS: readonly LedgerTarget[] = [
  {
    file: 'city-bureau-2019.json',
    seed: 20190515,
    year: 2019,
    agency: { code: 'CC-RS', name: '澄川市人力资源和社会保障局（演示）', kind: 'localDepartment' },
    carriedIn: [18, 1, 0, 0, 0, 0],
    carriedOut: [4, 0, 0, 0, 0, 0],
    results: {
      granted: [130, 3, 0, 0, 0, 0],
      partiallyGranted: [14, 0, 0, 0, 0, 0],
      'refused.thirdPartyRights': [5, 0, 0, 0, 0, 0],
      'unable.notHeld': [60, 0, 0, 0, 0, 0],
      'unable.needsCreation': [2, 0, 0, 0, 0, 0],
      'unable.stillUnclear': [15, 1, 0, 0, 0, 0],
      'unprocessed.petition': [4, 1, 0, 0, 0, 0],
      'unprocessed.repeat': [4, 0, 0, 0, 0, 0],
    },
    reconsideration: [5, 0, 0, 1],
    directSuit: [3, 0, 0, 0],
    suitAfterReconsideration: [7, 0, 0, 2],
    table2: {
      rules: { made: 0, disclosed: 0, totalDisclosed: 0 },
      normativeDocuments: { made: 4, disclosed: 4, totalDisclosed: 94 },
      licensing: { previousItems: 4, change: -2, decisions: 1835 },
      otherServices: { previousItems: 79, change: 23, decisions: 9273 },
      penalty: { previousItems: 54, change: 1, decisions: 1 },
      coercion: { previousItems: 2, change: 0, decisions: 235 },
      adminFees: { previousItems: 4, change: 0 },
      procurement: { items: 52, amountYuan: 43896400 },
    },
  },
  {
    file: 'ministry-2019.json',
    seed: 20191231,
    year: 2019,
    agency: { code: 'GJ-RS', name: '国家人力资源事务总署（演示）', kind: 'stateCouncilDepartment' },
    carriedIn: [0, 0, 0, 0, 0, 0],
    carriedOut: [0, 0, 0, 0, 0, 0],
    results: {
      granted: [135, 2, 0, 0, 0, 0],
      partiallyGranted: [1, 0, 0, 0, 0, 0],
      'refused.stateSecret': [7, 0, 1, 0, 0, 0],
      'refused.internalAffairs': [7, 0, 0, 0, 0, 0],
      'refused.processInformation': [2, 0, 0, 0, 0, 0],
      'unable.notHeld': [56, 1, 0, 0, 1, 1],
      'unable.needsCreation': [48, 0, 0, 0, 0, 0],
      'unable.stillUnclear': [19, 1, 0, 0, 0, 0],
      'unprocessed.petition': [91, 3, 0, 0, 0, 0],
    },
    reconsideration: [12, 0, 0, 0],
    directSuit: [5, 0, 0, 0],
    suitAfterReconsideration: [0, 0, 0, 0],
    table2: {
      rules: { made: 5, disclosed: 5, totalDisclosed: 90 },
      normativeDocuments: { made: 70, disclosed: 70, totalDisclosed: 1475 },
      licensing: { previousItems: 4, change: 0, decisions: 3 },
      otherServices: { previousItems: 2, change: 0, decisions: 5940 },
      penalty: { previousItems: 0, change: 0, decisions: 0 },
      coercion: { previousItems: 0, change: 0, decisions: 0 },
      adminFees: { previousItems: 18, change: 0 },
      procurement: { items: 4, amountYuan: 40628700 },
    },
  },
];

/** Where one demonstration case must fall. */
export interface CaseTarget {
  readonly applicant: ApplicantClass;
  readonly isCarriedIn: boolean;
  readonly row: OutcomeRow | null;
}

/** One target a case: results and cases carried out, the first of each class being those carried in. */
export function caseTargetsOf(target: LedgerTarget): CaseTarget[] {
  return APPLICANT_CLASSES.flatMap((applicant, column) => {
    const ends = Object.entries(target.results).flatMap(([row, counts]) =>
      Array.from({ length: counts[column] ?? 0 }, () => row as OutcomeRow),
    );
    const carriedIn = target.carriedIn[column] ?? 0;
    const carriedOut = Array.from({ length: target.carriedOut[column] ?? 0 }, () => null);
    return [...ends, ...carriedOut].map((row, index) => ({ applicant, isCarriedIn: index < carriedIn, row }));
  });
}
