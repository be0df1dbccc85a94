import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { agencyCodeSchema, agencyParamsSchema, pageOf } from '../identity/agency-api.js';
import {
  cellSourceSchema,
  comparisonSchema,
  differenceReportSchema,
  importedReportSchema,
  reportParamsSchema,
  reportSchema,
  reportSummarySchema,
  sectionEditSchema,
  sectionSchema,
  waiverSchema,
} from './report-api.js';
import { FORM_VERSIONS } from './tables.js';

const agency = agencyParamsSchema;
const reportOf = reportParamsSchema;
const paging = { after: z.string().optional(), limit: z.coerce.number().int().min(1).max(200).default(50) };

/** Counts for the charts of an agency over the years. */
export const yearSeriesSchema = z.object({
  years: z.array(
    z.object({
      year: z.number().int(),
      newReceived: z.number().int(),
      resultTotal: z.number().int(),
      carriedOut: z.number().int(),
      byGroup: z.record(z.string(), z.number().int()),
      inTimeShare: z.number().nullable(),
    }),
  ),
});
export type YearSeries = z.infer<typeof yearSeriesSchema>;

export const ANNUAL_REPORT_ROUTES = {
  listReports: {
    method: 'get',
    path: '/reports',
    summary: '已公布的年度报告',
    tag: 'annual-report',
    isPublic: true,
    query: z.object({
      code: agencyCodeSchema.optional(),
      year: z.coerce.number().int().optional(),
      ...paging,
    }),
    response: pageOf(reportSummarySchema),
  },
  getReport: {
    method: 'get',
    path: '/agencies/{code}/reports/{year}',
    summary: '某年报告：未公布为实时数字，已公布为公布时的数字；form 可换格式试看，version 看旧版',
    tag: 'annual-report',
    permission: 'report.view',
    params: reportOf,
    query: z.object({ form: z.enum(FORM_VERSIONS).optional(), version: z.coerce.number().int().optional() }),
    response: reportSchema,
  },
  getCellSource: {
    method: 'get',
    path: '/agencies/{code}/reports/{year}/cells/{cell}',
    summary: '一格的来源：案件、复议诉讼、记录或者汇总证明',
    tag: 'annual-report',
    permission: 'report.view',
    params: reportOf.extend({ cell: z.string() }),
    query: z.object({
      form: z.enum(FORM_VERSIONS).optional(),
      version: z.coerce.number().int().optional(),
      ...paging,
    }),
    response: cellSourceSchema,
  },
  getYearSeries: {
    method: 'get',
    path: '/agencies/{code}/year-series',
    summary: '历年数量，供图表',
    tag: 'annual-report',
    permission: 'report.view',
    params: agency,
    response: yearSeriesSchema,
  },
  editSection: {
    method: 'put',
    path: '/agencies/{code}/reports/{year}/sections/{number}',
    summary: '修改一节正文；revision 不是最新则不保存并返回现文',
    tag: 'annual-report',
    permission: 'report.edit',
    params: reportOf.extend({ number: z.coerce.number().int().min(0).max(6) }),
    body: sectionEditSchema,
    response: sectionSchema,
  },
  waiveFinding: {
    method: 'post',
    path: '/agencies/{code}/reports/{year}/waivers',
    summary: '说明理由接受一项核对结果',
    tag: 'annual-report',
    permission: 'report.waive',
    params: reportOf,
    body: waiverSchema,
    response: reportSchema,
  },
  withdrawWaiver: {
    method: 'delete',
    path: '/agencies/{code}/reports/{year}/waivers/{key}',
    summary: '撤回说明',
    tag: 'annual-report',
    permission: 'report.waive',
    params: reportOf.extend({ key: z.string() }),
    response: reportSchema,
  },
  checkReport: {
    method: 'post',
    path: '/agencies/{code}/reports/{year}/check',
    summary: '提交核对：草稿变为已核对',
    tag: 'annual-report',
    permission: 'report.check',
    params: reportOf,
    response: reportSchema,
  },
  publishReport: {
    method: 'post',
    path: '/agencies/{code}/reports/{year}/publish',
    summary: '公布：冻结各格的案件',
    tag: 'annual-report',
    permission: 'report.publish',
    params: reportOf,
    response: reportSchema,
  },
  reviseReport: {
    method: 'post',
    path: '/agencies/{code}/reports/{year}/versions',
    summary: '已公布之后另起一版草稿',
    tag: 'annual-report',
    permission: 'report.edit',
    params: reportOf,
    response: reportSchema,
  },
  getDifference: {
    method: 'get',
    path: '/agencies/{code}/reports/{year}/difference',
    summary: '公布的数字与现在的数字之差及其案件',
    tag: 'annual-report',
    permission: 'report.view',
    params: reportOf,
    response: differenceReportSchema,
  },
  importReport: {
    method: 'post',
    path: '/agencies/{code}/imported-reports',
    summary: '导入一份已公布的报告（txt、html、docx、pdf）',
    tag: 'annual-report',
    permission: 'report.import',
    params: agency,
    body: 'upload',
    response: importedReportSchema,
  },
  listImportedReports: {
    method: 'get',
    path: '/agencies/{code}/imported-reports',
    summary: '导入的报告',
    tag: 'annual-report',
    permission: 'report.view',
    params: agency,
    response: z.object({
      items: z.array(
        importedReportSchema.pick({
          id: true,
          fileName: true,
          year: true,
          agency: true,
          importedAt: true,
          form: true,
        }),
      ),
    }),
  },
  getImportedReport: {
    method: 'get',
    path: '/agencies/{code}/imported-reports/{id}',
    summary: '导入的报告：读出的数字与原文',
    tag: 'annual-report',
    permission: 'report.view',
    params: agency.extend({ id: z.string() }),
    response: importedReportSchema,
  },
  /** `left`, `right`: `report:CODE:YEAR[:VERSION]` or `imported:CODE:ID`. */
  compareReports: {
    method: 'get',
    path: '/comparison',
    summary: '两份报告逐格对照与文字雷同',
    tag: 'annual-report',
    permission: 'report.view',
    query: z.object({ left: z.string(), right: z.string() }),
    response: comparisonSchema,
  },
} as const satisfies Record<string, ApiRoute>;
