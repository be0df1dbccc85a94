import { parseLocalDate, yearOf, type Agency, type AgencyKind, type LocalDate } from '@gongkai/core';
import type { FieldName } from './fields.js';

/** An organ of the demonstration and how much it has to do. Places, organs and people are invented. */
export interface CityAgency extends Agency {
  readonly field: FieldName;
  /** Applications in an ordinary year; 0: it answers none itself. */
  readonly yearly: number;
  /** Cases in every status around today. */
  readonly isShowcase: boolean;
  /** Its 2019 stands in a ledger of its own, whose figures are those of a published report. */
  readonly ledger: string | null;
  /** Keeps its documents in the platform; others attest to the numbers. */
  readonly keepsRecords: boolean;
  /** Normative documents in force at the end of 2018. */
  readonly documents: number;
}

type Given = Partial<CityAgency> & Pick<CityAgency, 'code' | 'name' | 'parentCode' | 'field' | 'yearly'>;

const DEPARTMENT: AgencyKind = 'localDepartment';

function agency({ code, name, ...given }: Given): CityAgency {
  return {
    code,
    name: `${name}（演示）`,
    kind: DEPARTMENT,
    hasRuleMakingPower: false,
    scope: 'organ',
    isDemonstration: true,
    existsFrom: null,
    existsUntil: null,
    isShowcase: false,
    ledger: null,
    keepsRecords: false,
    documents: 12,
    ...given,
  };
}

/** An area as a whole: its office answers, and its report adds up those below. */
function area(
  code: string,
  name: string,
  parentCode: string | null,
  hasRuleMakingPower: boolean,
): CityAgency {
  const kind: AgencyKind = 'localGovernment';
  return agency({
    ...{ code, name, parentCode, kind, hasRuleMakingPower },
    ...{ scope: 'area', field: 'general', yearly: 0, documents: 0 },
  });
}

function bureau(
  code: string,
  name: string,
  field: FieldName,
  yearly: number,
  given: Partial<CityAgency> = {},
): CityAgency {
  return agency({ code: `CC-${code}`, name: `澄川市${name}`, parentCode: 'CC', field, yearly, ...given });
}

function inCounty(
  county: string,
  code: string,
  name: string,
  field: FieldName,
  yearly: number,
  given: Partial<CityAgency> = {},
): CityAgency {
  return agency({
    code: `${county}-${code}`,
    name,
    parentCode: county,
    field,
    yearly,
    documents: 4,
    ...given,
  });
}

/** Parents stand before their children. */
export const CITY: readonly CityAgency[] = [
  area('CC', '澄川市人民政府', null, true),
  bureau('ZFB', '人民政府办公室', 'general', 52, { isShowcase: true, keepsRecords: true, documents: 46 }),
  bureau('RS', '人力资源和社会保障局', 'socialSecurity', 92, {
    ...{ ledger: 'city-bureau-2019.json', isShowcase: true, documents: 94 },
  }),
  bureau('ZR', '自然资源和规划局', 'land', 82, {
    ...{ isShowcase: true, keepsRecords: true, existsFrom: parseLocalDate('2019-01-14') },
  }),
  bureau('ZJ', '住房和城乡建设局', 'housing', 60, { keepsRecords: true }),
  bureau('JY', '教育局', 'education', 17),
  bureau('WJ', '卫生健康委员会', 'health', 19),
  bureau('GA', '公安局', 'publicSecurity', 38),
  bureau('SJ', '市场监督管理局', 'market', 32, { keepsRecords: true }),
  bureau('MZ', '民政局', 'civilAffairs', 14),
  bureau('JT', '交通运输局', 'transport', 14),
  bureau('HB', '生态环境局', 'environment', 20),
  area('CC-WX', '澄川市望溪县人民政府', 'CC', false),
  inCounty('CC-WX', 'ZFB', '望溪县人民政府办公室', 'general', 20, { keepsRecords: true }),
  inCounty('CC-WX', 'ZR', '望溪县自然资源和规划局', 'land', 20),
  inCounty('CC-WX', 'ZJ', '望溪县住房和城乡建设局', 'housing', 12),
  inCounty('CC-WX', 'YH', '望溪县演禾镇人民政府', 'general', 5, { kind: 'localGovernment', documents: 0 }),
  area('CC-BY', '澄川市白榆县人民政府', 'CC', false),
  inCounty('CC-BY', 'ZFB', '白榆县人民政府办公室', 'general', 16),
  inCounty('CC-BY', 'RS', '白榆县人力资源和社会保障局', 'socialSecurity', 10),
  inCounty('CC-BY', 'JY', '白榆县教育局', 'education', 6),
  inCounty('CC-BY', 'SC', '白榆县示川镇人民政府', 'general', 4, { kind: 'localGovernment', documents: 0 }),
  agency({
    ...{
      code: 'GJ-RS',
      name: '国家人力资源事务总署',
      parentCode: null,
      field: 'socialSecurity',
      yearly: 100,
    },
    ...{ kind: 'stateCouncilDepartment', hasRuleMakingPower: true },
    ...{ ledger: 'ministry-2019.json', documents: 1475 },
  }),
];

/** The first year with cases. */
export const FIRST_YEAR = 2018;
/** The year of the two ledgers, and of the first reports in a form. */
export const FIRST_REPORT_YEAR = 2019;
/** From the year after it, reports are made in the form of 2021 (国办公开办函〔2021〕30号). */
export const LAST_YEAR_OF_FIRST_FORM = 2020;

/** The office that also prepares what the city government decides as the reconsideration authority. */
export const RECONSIDERATION_OFFICE = 'CC-ZFB';

/** Documents were struck off in a clean-up round without being repealed: the year's stock does not follow. */
export const CLEANED_UP = { agencyCode: 'CC-HB', year: 2023 } as const;

/** A figure that is counted from records and attested otherwise as well: an error that someone must answer for. */
export const TWICE_COUNTED = { agencyCode: 'CC-SJ', year: 2022 } as const;

/** The years of reports, the running one included. */
export function yearsUntil(today: LocalDate): number[] {
  return Array.from(
    { length: yearOf(today) - FIRST_REPORT_YEAR + 1 },
    (_, index) => FIRST_REPORT_YEAR + index,
  );
}

/** A seed for the random numbers of one matter, the same on every machine. */
export function seedOf(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const character of parts.join('/')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash;
}
