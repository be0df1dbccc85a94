import { hasFees, type FeeTotals } from '../fee/fee-year.js';
import { SECTION_HEADINGS } from './labels.js';
import { renderNarrative, type RenderedNarrative } from './render-narrative.js';
import type { ReportSection } from './report-rule.js';
import type { FormVersion, ReportTables } from './tables.js';

/** Text of one section with bound figures. */
export interface SectionTemplate {
  readonly number: number;
  readonly heading: string;
  readonly template: string;
}

const RECEIVED =
  '{{year}}年，共收到政府信息公开申请{{table3.newReceived.total}}件，上年结转{{table3.carriedIn.total}}件。从申请人看，自然人申请{{table3.newReceived.naturalPerson}}件，法人或其他组织申请{{table3.newReceived.commercial + table3.newReceived.research + table3.newReceived.publicInterest + table3.newReceived.legalService + table3.newReceived.otherOrganization}}件。';
const CLOSED =
  '政府信息公开申请本年度办结{{table3.resultTotal.total}}件，结转下年度继续办理{{table3.carriedOut.total}}件。';

function share(expression: string): string {
  return `{{${expression}}}件，占{{percent(${expression}, table3.resultTotal.total)}}%`;
}

function results(form: FormVersion): string {
  const other = form === '2019' ? 'table3.other.total' : 'table3.other.*.total';
  return [
    `从政府信息公开申请办理结果看：予以公开${share('table3.granted.total')}`,
    `部分公开${share('table3.partiallyGranted.total')}`,
    `不予公开${share('table3.refused.*.total')}`,
    `无法提供${share('table3.unable.*.total')}`,
    `不予处理${share('table3.unprocessed.*.total')}`,
    `其他处理${share(other)}。`,
  ].join('；');
}

function remedyResults(blocks: readonly string[]): string {
  const sum = (column: string): string =>
    `{{${blocks.map((block) => `table4.${block}.${column}`).join(' + ')}}}件`;
  return `${sum('total')}，其中结果维持${sum('upheld')}，结果纠正${sum('corrected')}，其他结果${sum('other')}，尚未审结${sum('pending')}。`;
}

const REMEDIES = `政府信息公开行政复议${remedyResults(['reconsideration'])}政府信息公开行政诉讼${remedyResults(['directSuit', 'suitAfterReconsideration'])}`;

/** What section 六 says of the processing fee, bound to the register of fees (国办函〔2020〕109号). */
export const FEE_SENTENCE =
  '依照《政府信息公开信息处理费管理办法》，{{year}}年发出收费通知{{fee.notices}}件，对{{fee.chargedCases}}件申请收取信息处理费，总金额{{fee.collectedYuan}}元。';

const PROACTIVE: Readonly<Record<FormVersion, string>> = {
  '2019':
    '{{year}}年，新制作规章{{table2.rules.made}}件、规范性文件{{table2.normativeDocuments.made}}件，对外公开规章{{table2.rules.totalDisclosed}}件、规范性文件{{table2.normativeDocuments.totalDisclosed}}件。',
  '2021':
    '{{year}}年，制发规章{{table2.rules.made}}件、行政规范性文件{{table2.normativeDocuments.made}}件，现行有效规章{{table2.rules.inForce}}件、行政规范性文件{{table2.normativeDocuments.inForce}}件。',
};

/** The statistical sentences of the six sections; what is not a figure is left to the authors. */
export function defaultNarrative(form: FormVersion): readonly SectionTemplate[] {
  const bodies = [
    `（一）主动公开。${PROACTIVE[form]}\n（二）依申请公开。${RECEIVED}${CLOSED}${results(form)}${REMEDIES}`,
    '',
    '',
    '',
    '',
    form === '2019'
      ? '无。'
      : `${FEE_SENTENCE}申请人逾期未缴纳信息处理费而不再处理的申请{{table3.other.lapsedFee.total}}件。`,
  ];
  return SECTION_HEADINGS.map((heading, index) => ({
    number: index + 1,
    heading: heading.zh,
    template: bodies[index] ?? '',
  }));
}

/** How the sentence of section 六 reads in a year; null where the year had no fees. */
export function feeSentence(fees: FeeTotals, year: number): string | null {
  const none = { table2: null, table3: null, table4: null };
  const tables = { forms: { table2: null, table3: null }, ...none, fees };
  return hasFees(fees) ? renderNarrative(FEE_SENTENCE, tables, year).text : null;
}

/** Sections with their figures filled in. */
export function renderSections(
  templates: readonly SectionTemplate[],
  tables: ReportTables,
  year: number,
): { readonly sections: readonly ReportSection[]; readonly rendered: readonly RenderedNarrative[] } {
  const rendered = templates.map(({ template }) => renderNarrative(template, tables, year));
  const sections = templates.map(({ number, heading }, index) => ({
    number,
    heading,
    text: rendered[index]?.text ?? '',
  }));
  return { sections, rendered };
}
