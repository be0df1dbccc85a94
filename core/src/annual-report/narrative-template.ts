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
      : '政府信息公开信息处理费：本年度依照《政府信息公开信息处理费管理办法》执行，申请人逾期未缴纳费用的申请{{table3.other.lapsedFee.total}}件。',
  ];
  return SECTION_HEADINGS.map((heading, index) => ({
    number: index + 1,
    heading: heading.zh,
    template: bodies[index] ?? '',
  }));
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
