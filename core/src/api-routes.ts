import { z } from 'zod';
import {
  attestedFigureSchema,
  cellSourceSchema,
  comparisonSchema,
  differenceReportSchema,
  importedReportSchema,
  reportSchema,
  reportSummarySchema,
  sectionEditSchema,
  sectionSchema,
  waiverSchema,
} from './annual-report/report-api.js';
import { FORM_VERSIONS } from './annual-report/tables.js';
import {
  caseDetailSchema,
  casePageSchema,
  caseQuerySchema,
  eventCorrectionSchema,
  newCaseSchema,
} from './application/case-api.js';
import { caseEventSchema } from './application/vocabulary.js';
import { agencyCodeSchema, agencyDetailSchema, agencySchema, pageOf } from './identity/agency-api.js';

/** One call of the JSON API; server, OpenAPI description, console and tests are made from the same table. */
export interface ApiRoute {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Path below `/api/v1`, with `{parameters}`. */
  readonly path: string;
  readonly summary: string;
  readonly tag: 'identity' | 'application' | 'annual-report' | 'ledger' | 'system';
  /** Anyone may call it without signing in. */
  readonly isPublic?: true;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** JSON body; `upload` marks a multipart form with one `file`. */
  readonly body?: z.ZodType | 'upload';
  readonly response: z.ZodType;
}

const agency = z.object({ code: agencyCodeSchema });
const reportOf = agency.extend({ year: z.coerce.number().int().min(2008).max(2100) });
const caseOf = agency.extend({ caseId: z.string() });
const paging = { after: z.string().optional(), limit: z.coerce.number().int().min(1).max(200).default(50) };

/** One import of a ledger file: progress while it runs, faults when it is refused. */
export const ledgerImportSchema = z.object({
  importId: z.string(),
  agencyCode: z.string(),
  kind: z.enum(['cases', 'facts', 'remedies', 'administrativeRecords']),
  fileName: z.string(),
  status: z.enum(['running', 'done', 'refused']),
  rowsTotal: z.number().int(),
  rowsDone: z.number().int(),
  faults: z.array(z.object({ line: z.number().int(), column: z.string().nullable(), message: z.string() })),
  /** Set when this very file was imported before: nothing was done again. */
  alreadyImportedAs: z.string().nullable(),
});
export type PresentedLedgerImport = z.infer<typeof ledgerImportSchema>;

/** How the server stands; `note` says what the database survives. */
export const statusSchema = z.object({
  version: z.string(),
  database: z.object({
    kind: z.enum(['pglite', 'server', 'native']),
    serverVersion: z.string(),
    survivesCrash: z.boolean(),
    survivesPowerCut: z.boolean(),
    note: z.string(),
  }),
  isDemonstration: z.boolean(),
  today: z.string(),
  startedAt: z.string(),
});
export type ServerStatus = z.infer<typeof statusSchema>;

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

export const API_ROUTES = {
  getStatus: {
    method: 'get',
    path: '/status',
    summary: '系统状态',
    tag: 'system',
    isPublic: true,
    response: statusSchema,
  },
  listAgencies: {
    method: 'get',
    path: '/agencies',
    summary: '机关目录',
    tag: 'identity',
    isPublic: true,
    response: z.object({ items: z.array(agencySchema) }),
  },
  getAgency: {
    method: 'get',
    path: '/agencies/{code}',
    summary: '机关及其处室、人员',
    tag: 'identity',
    params: agency,
    response: agencyDetailSchema,
  },

  listCases: {
    method: 'get',
    path: '/agencies/{code}/cases',
    summary: '申请台账，按格、状态、类别等筛选',
    tag: 'application',
    params: agency,
    query: caseQuerySchema,
    response: casePageSchema,
  },
  createCase: {
    method: 'post',
    path: '/agencies/{code}/cases',
    summary: '登记一件申请',
    tag: 'application',
    params: agency,
    body: newCaseSchema,
    response: caseDetailSchema,
  },
  getCase: {
    method: 'get',
    path: '/agencies/{code}/cases/{caseId}',
    summary: '一件申请：事件、期限、位次及理由',
    tag: 'application',
    params: caseOf,
    response: caseDetailSchema,
  },
  appendCaseEvent: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/events',
    summary: '记录一个事件；lastSeq 是所见的最后序号，变了则提示重看',
    tag: 'application',
    params: caseOf,
    body: z.object({ event: caseEventSchema, lastSeq: z.number().int() }),
    response: caseDetailSchema,
  },
  correctCaseEvent: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/events/{seq}/corrections',
    summary: '更正一个事件，原记录保留',
    tag: 'application',
    params: caseOf.extend({ seq: z.coerce.number().int() }),
    body: eventCorrectionSchema.extend({ lastSeq: z.number().int() }),
    response: caseDetailSchema,
  },

  importLedger: {
    method: 'post',
    path: '/agencies/{code}/ledger-imports',
    summary: '导入台账文件（xlsx、csv），全部成功或者全部不入',
    tag: 'ledger',
    params: agency,
    query: z.object({ kind: z.enum(['cases', 'facts', 'remedies', 'administrativeRecords']) }),
    body: 'upload',
    response: ledgerImportSchema,
  },
  getLedgerImport: {
    method: 'get',
    path: '/agencies/{code}/ledger-imports/{importId}',
    summary: '导入进度与逐行错误',
    tag: 'ledger',
    params: agency.extend({ importId: z.string() }),
    response: ledgerImportSchema,
  },
  setAttestedFigure: {
    method: 'put',
    path: '/agencies/{code}/reports/{year}/attested-figures',
    summary: '登记表二的一个汇总数及其证明',
    tag: 'ledger',
    params: reportOf,
    body: attestedFigureSchema,
    response: cellSourceSchema,
  },

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
    params: reportOf,
    query: z.object({ form: z.enum(FORM_VERSIONS).optional(), version: z.coerce.number().int().optional() }),
    response: reportSchema,
  },
  getCellSource: {
    method: 'get',
    path: '/agencies/{code}/reports/{year}/cells/{cell}',
    summary: '一格的来源：案件、复议诉讼、记录或者汇总证明',
    tag: 'annual-report',
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
    params: agency,
    response: yearSeriesSchema,
  },
  editSection: {
    method: 'put',
    path: '/agencies/{code}/reports/{year}/sections/{number}',
    summary: '修改一节正文；revision 不是最新则不保存并返回现文',
    tag: 'annual-report',
    params: reportOf.extend({ number: z.coerce.number().int().min(0).max(6) }),
    body: sectionEditSchema,
    response: sectionSchema,
  },
  waiveFinding: {
    method: 'post',
    path: '/agencies/{code}/reports/{year}/waivers',
    summary: '说明理由接受一项核对结果',
    tag: 'annual-report',
    params: reportOf,
    body: waiverSchema,
    response: reportSchema,
  },
  withdrawWaiver: {
    method: 'delete',
    path: '/agencies/{code}/reports/{year}/waivers/{key}',
    summary: '撤回说明',
    tag: 'annual-report',
    params: reportOf.extend({ key: z.string() }),
    response: reportSchema,
  },
  checkReport: {
    method: 'post',
    path: '/agencies/{code}/reports/{year}/check',
    summary: '提交核对：草稿变为已核对',
    tag: 'annual-report',
    params: reportOf,
    response: reportSchema,
  },
  publishReport: {
    method: 'post',
    path: '/agencies/{code}/reports/{year}/publish',
    summary: '公布：冻结各格的案件',
    tag: 'annual-report',
    params: reportOf,
    response: reportSchema,
  },
  reviseReport: {
    method: 'post',
    path: '/agencies/{code}/reports/{year}/versions',
    summary: '已公布之后另起一版草稿',
    tag: 'annual-report',
    params: reportOf,
    response: reportSchema,
  },
  getDifference: {
    method: 'get',
    path: '/agencies/{code}/reports/{year}/difference',
    summary: '公布的数字与现在的数字之差及其案件',
    tag: 'annual-report',
    params: reportOf,
    response: differenceReportSchema,
  },
  importReport: {
    method: 'post',
    path: '/agencies/{code}/imported-reports',
    summary: '导入一份已公布的报告（txt、html、docx、pdf）',
    tag: 'annual-report',
    params: agency,
    body: 'upload',
    response: importedReportSchema,
  },
  listImportedReports: {
    method: 'get',
    path: '/agencies/{code}/imported-reports',
    summary: '导入的报告',
    tag: 'annual-report',
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
    params: agency.extend({ id: z.string() }),
    response: importedReportSchema,
  },
  /** `left`, `right`: `report:CODE:YEAR[:VERSION]` or `imported:CODE:ID`. */
  compareReports: {
    method: 'get',
    path: '/comparison',
    summary: '两份报告逐格对照与文字雷同',
    tag: 'annual-report',
    query: z.object({ left: z.string(), right: z.string() }),
    response: comparisonSchema,
  },
} as const satisfies Record<string, ApiRoute>;
export type ApiRouteName = keyof typeof API_ROUTES;
