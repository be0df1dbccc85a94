import { z } from 'zod';
import { attestedFigureSchema, cellSourceSchema, reportParamsSchema } from '../annual-report/report-api.js';
import type { ApiRoute } from '../api-route.js';
import { agencyParamsSchema } from '../identity/agency-api.js';

const agency = agencyParamsSchema;

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

export const LEDGER_ROUTES = {
  importLedger: {
    method: 'post',
    path: '/agencies/{code}/ledger-imports',
    summary: '导入台账文件（xlsx、csv），全部成功或者全部不入',
    tag: 'ledger',
    permission: 'ledger.import',
    audit: 'ledger.imported',
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
    permission: 'ledger.import',
    audit: 'ledger.importViewed',
    params: agency.extend({ importId: z.string() }),
    response: ledgerImportSchema,
  },
  setAttestedFigure: {
    method: 'put',
    path: '/agencies/{code}/reports/{year}/attested-figures',
    summary: '登记表二的一个汇总数及其证明',
    tag: 'ledger',
    permission: 'attestedFigure.set',
    audit: 'figure.attested',
    params: reportParamsSchema,
    body: attestedFigureSchema,
    response: cellSourceSchema,
  },
} as const satisfies Record<string, ApiRoute>;
