import { z } from 'zod';
import { TABLE3_COLUMN_LABELS } from '../annual-report/labels.js';
import { rowName } from '../annual-report/cell-address.js';
import { caseQuerySchema, type CaseSummary } from './case-api.js';
import { CHANNEL_LABELS } from './labels.js';
import { CASE_STATUSES } from './vocabulary.js';

interface ColumnRule {
  readonly title: string;
  /** In characters of a spreadsheet. */
  readonly width: number;
  readonly text: (it: CaseSummary) => string | null;
}

/** Columns of the register, on the page and in every file of it. */
export const REGISTER_COLUMNS = {
  caseId: { title: '案件编号', width: 22, text: ({ caseId }) => caseId },
  applicantName: { title: '申请人', width: 12, text: ({ applicantName }) => applicantName },
  applicantClass: {
    title: '申请人类别',
    width: 14,
    text: ({ applicantClass }) => TABLE3_COLUMN_LABELS[applicantClass].zh,
  },
  request: { title: '申请内容', width: 60, text: ({ request }) => request },
  topic: { title: '主题', width: 12, text: ({ topic }) => topic },
  unitCode: { title: '承办处室', width: 12, text: ({ unitCode }) => unitCode },
  channel: {
    title: '渠道',
    width: 12,
    text: ({ channel }) => (channel === null ? null : CHANNEL_LABELS[channel]),
  },
  receivedOn: { title: '收到日期', width: 12, text: ({ receivedOn }) => receivedOn },
  dueOn: { title: '答复期限', width: 12, text: ({ dueOn }) => dueOn },
  isExtended: { title: '延期', width: 8, text: ({ isExtended }) => (isExtended ? '是' : '否') },
  closedOn: { title: '办结日期', width: 12, text: ({ closedOn }) => closedOn },
  status: { title: '状态', width: 16, text: ({ status }) => CASE_STATUSES[status] },
  row: { title: '办理结果', width: 40, text: ({ row }) => (row === null ? null : rowName(row)) },
  inTime: {
    title: '是否按期',
    width: 10,
    text: ({ inTime }) => (inTime === null ? null : inTime ? '是' : '否'),
  },
} as const satisfies Record<string, ColumnRule>;
export type RegisterColumn = keyof typeof REGISTER_COLUMNS;
export const REGISTER_COLUMN_NAMES = Object.keys(REGISTER_COLUMNS) as [RegisterColumn, ...RegisterColumn[]];

/** What the page shows until somebody chooses otherwise. */
export const DEFAULT_REGISTER_COLUMNS = [
  ...(['caseId', 'applicantName', 'applicantClass', 'request', 'receivedOn', 'dueOn'] as const),
  ...(['closedOn', 'status', 'row'] as const),
] as const satisfies readonly RegisterColumn[];

/** Filters and order that are kept: no place in the list, and no words searched for, which may be a name. */
export const registerFiltersSchema = caseQuerySchema
  .omit({ after: true, limit: true, q: true, caseIds: true })
  .extend({
    overdue: z.boolean().optional(),
    isExtended: z.boolean().optional(),
    isOpen: z.boolean().optional(),
    receivedIn: caseQuerySchema.shape.receivedIn,
    closedIn: caseQuerySchema.shape.closedIn,
    outcomeRow: caseQuerySchema.shape.outcomeRow,
    wasInTime: z.boolean().optional(),
    eventIn: caseQuerySchema.shape.eventIn,
    answeredIn: caseQuerySchema.shape.answeredIn,
    year: z.int().min(2008).max(2100).optional(),
    sort: caseQuerySchema.shape.sort.unwrap().optional(),
  });
export type RegisterFilters = z.infer<typeof registerFiltersSchema>;

export const registerColumnsSchema = z.array(z.enum(REGISTER_COLUMN_NAMES)).min(1).max(20);

/** How somebody looks at the register; the empty name is the way of last time. */
export const registerViewSchema = z.object({
  name: z.string().trim().max(40),
  filters: registerFiltersSchema,
  columns: registerColumnsSchema,
});
export type RegisterView = z.infer<typeof registerViewSchema>;
