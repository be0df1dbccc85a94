import type { FeeTotals } from '../fee/fee-year.js';

/**
 * The two official forms of the annual report as data.
 * 2019 form: 国办公开办函〔2019〕60号 (report years 2019 and 2020); 2021 form: 国办公开办函〔2021〕30号 (2021 →).
 * The form is stored with each report and each table: real reports mix them.
 */
export const FORM_VERSIONS = ['2019', '2021'] as const;
export type FormVersion = (typeof FORM_VERSIONS)[number];

/** Reports of 2019 and 2020 are made in the form of 2019, later ones in that of 2021 (国办公开办函〔2019〕60号、〔2021〕30号). */
export function usualFormOf(year: number): FormVersion {
  return year <= 2020 ? '2019' : '2021';
}

/** Null: the cell is blank or could not be read. */
export type CellValue = number | null;

/** Columns of 表三 in printed order; `total` is 总计. */
export const TABLE3_COLUMNS = [
  'naturalPerson',
  'commercial',
  'research',
  'publicInterest',
  'legalService',
  'otherOrganization',
  'total',
] as const;
export type Table3Column = (typeof TABLE3_COLUMNS)[number];

/** The six classes of applicants, each a column of 表三. */
export const APPLICANT_CLASSES = [
  'naturalPerson',
  'commercial',
  'research',
  'publicInterest',
  'legalService',
  'otherOrganization',
] as const satisfies readonly Table3Column[];
export type ApplicantClass = (typeof APPLICANT_CLASSES)[number];

/** Rows of 表三 that are results of cases, as both forms know them except the split of （六）. */
export const SHARED_OUTCOME_ROWS = [
  'granted',
  'partiallyGranted',
  'refused.stateSecret',
  'refused.forbiddenByLaw',
  'refused.threeSecuritiesOneStability',
  'refused.thirdPartyRights',
  'refused.internalAffairs',
  'refused.processInformation',
  'refused.enforcementCaseFile',
  'refused.specialQuery',
  'unable.notHeld',
  'unable.needsCreation',
  'unable.stillUnclear',
  'unprocessed.petition',
  'unprocessed.repeat',
  'unprocessed.publication',
  'unprocessed.abusive',
  'unprocessed.confirmOrReissue',
] as const;

/** （六）其他处理 of the 2021 form; the 2019 form prints their sum as one row `other`. */
export const OTHER_OUTCOME_ROWS = ['other.lapsedCorrection', 'other.lapsedFee', 'other.rest'] as const;

/** The row in which a closed case is counted, independent of the form. */
export const OUTCOME_ROWS = [...SHARED_OUTCOME_ROWS, ...OTHER_OUTCOME_ROWS] as const;
export type OutcomeRow = (typeof OUTCOME_ROWS)[number];

/** Rows of 表三 with numbers, in printed order: 23 in the 2019 form, 25 in the 2021 form. */
export const TABLE3_ROWS = {
  '2019': ['newReceived', 'carriedIn', ...SHARED_OUTCOME_ROWS, 'other', 'resultTotal', 'carriedOut'],
  '2021': [
    'newReceived',
    'carriedIn',
    ...SHARED_OUTCOME_ROWS,
    ...OTHER_OUTCOME_ROWS,
    'resultTotal',
    'carriedOut',
  ],
} as const;
export type Table3Row = (typeof TABLE3_ROWS)['2019' | '2021'][number];
export type Table3 = Partial<Record<Table3Row, Record<Table3Column, CellValue>>>;

export const TABLE4_BLOCKS = ['reconsideration', 'directSuit', 'suitAfterReconsideration'] as const;
export type Table4Block = (typeof TABLE4_BLOCKS)[number];
export const TABLE4_COLUMNS = ['upheld', 'corrected', 'other', 'pending', 'total'] as const;
export type Table4Column = (typeof TABLE4_COLUMNS)[number];
export type Table4 = Record<Table4Block, Record<Table4Column, CellValue>>;

/** Rows of 表二 and their numeric columns per form, in printed order. */
export const TABLE2_FIELDS = {
  '2019': {
    rules: ['made', 'disclosed', 'totalDisclosed'],
    normativeDocuments: ['made', 'disclosed', 'totalDisclosed'],
    licensing: ['previousItems', 'change', 'decisions'],
    otherServices: ['previousItems', 'change', 'decisions'],
    penalty: ['previousItems', 'change', 'decisions'],
    coercion: ['previousItems', 'change', 'decisions'],
    adminFees: ['previousItems', 'change'],
    procurement: ['items', 'amountYuan'],
  },
  '2021': {
    rules: ['made', 'repealed', 'inForce'],
    normativeDocuments: ['made', 'repealed', 'inForce'],
    licensing: ['decisions'],
    penalty: ['decisions'],
    coercion: ['decisions'],
    adminFees: ['amountWanYuan'],
  },
} as const;
export const TABLE2_ROWS = [
  'rules',
  'normativeDocuments',
  'licensing',
  'otherServices',
  'penalty',
  'coercion',
  'adminFees',
  'procurement',
] as const;
export type Table2Row = (typeof TABLE2_ROWS)[number];
export const TABLE2_COLUMNS = [
  'made',
  'disclosed',
  'totalDisclosed',
  'repealed',
  'inForce',
  'previousItems',
  'change',
  'decisions',
  'amountWanYuan',
  'items',
  'amountYuan',
] as const;
export type Table2Column = (typeof TABLE2_COLUMNS)[number];
export type Table2 = Partial<Record<Table2Row, Partial<Record<Table2Column, CellValue>>>>;

/**
 * The figures of one report. Compute, import and roll-up all yield this shape and pass the same rules.
 * A table is null when the report does not have it (reports before 2019, form `free`).
 */
export interface ReportTables {
  readonly forms: { readonly table2: FormVersion | null; readonly table3: FormVersion | null };
  readonly table2: Table2 | null;
  readonly table3: Table3 | null;
  readonly table4: Table4 | null;
  /** Sums of the processing fees for section 六; absent in what was read from a file or added up. */
  readonly fees?: FeeTotals | undefined;
  /** Counts of the ledgers that section 一 quotes, by name; absent like the fees, and where no ledger is kept. */
  readonly ledgers?: Readonly<Record<string, number>> | undefined;
}

/** Address of one cell, e.g. `table3.refused.stateSecret.total`, `table4.directSuit.pending`, `table2.rules.made`. */
export type CellAddress =
  | `table2.${Table2Row}.${Table2Column}`
  | `table3.${Table3Row}.${Table3Column}`
  | `table4.${Table4Block}.${Table4Column}`;

/**
 * Every way in which a row (表三), block row (表四) or row of 表二 whose digits ran together can be cut into cells.
 * Given by the reader for rows it left null, so that the rules can still say "fails whichever way it is cut".
 * Key: the address without its column, e.g. `table3.resultTotal`; for 表四 the whole line, `table4`.
 */
export type CandidateCuts = Readonly<Record<string, readonly (readonly number[])[]>>;

/** Rows whose cut was chosen by their own sum: that identity is then `notCheckable`. Keys as in CandidateCuts. */
export type CutBySum = ReadonlySet<string>;
