import {
  CASE_STATUSES,
  TABLE3_COLUMN_LABELS,
  rowName,
  type CaseQuery,
  type AuditPurpose,
  type CaseSummary,
  permitWithin,
  type Actor,
} from '@gongkai/core';
import { exportCases } from '../application/service.js';
import type { AppContext } from '../platform/context.js';
import type { TableFormat } from './template.js';
import { writeCsv } from '../platform/spreadsheet/write-csv.js';
import { writeXlsx } from '../platform/spreadsheet/write-xlsx.js';

type Filters = Omit<CaseQuery, 'after' | 'limit'>;

const COLUMNS: readonly {
  readonly heading: string;
  readonly width: number;
  readonly text: (it: CaseSummary) => string | null;
}[] = [
  { heading: '案件编号', width: 22, text: ({ caseId }) => caseId },
  { heading: '申请人', width: 12, text: ({ applicantName }) => applicantName },
  { heading: '申请人类别', width: 14, text: ({ applicantClass }) => TABLE3_COLUMN_LABELS[applicantClass].zh },
  { heading: '申请内容', width: 60, text: ({ request }) => request },
  { heading: '主题', width: 12, text: ({ topic }) => topic },
  { heading: '承办处室', width: 12, text: ({ unitCode }) => unitCode },
  { heading: '收到日期', width: 12, text: ({ receivedOn }) => receivedOn },
  { heading: '答复期限', width: 12, text: ({ dueOn }) => dueOn },
  { heading: '办结日期', width: 12, text: ({ closedOn }) => closedOn },
  { heading: '状态', width: 16, text: ({ status }) => CASE_STATUSES[status] },
  { heading: '办理结果', width: 40, text: ({ row }) => (row === null ? null : rowName(row)) },
  { heading: '是否按期', width: 10, text: ({ inTime }) => (inTime === null ? null : inTime ? '是' : '否') },
];

/**
 * The register as the list shows it, with its filters and masked names, written page by page.
 * @param namesFor the purpose for which names are written in full; it needs its own permission
 * @throws DomainError as the list would, before anything is written
 */
export async function exportRegister(
  ctx: Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>,
  actor: Actor,
  agencyCode: string,
  filters: Filters,
  format: TableFormat,
  namesFor: AuditPurpose | null = null,
): Promise<AsyncIterable<Uint8Array>> {
  permitWithin(actor, 'ledger.export', agencyCode);
  const rows = rowsOf(await exportCases(ctx, actor, agencyCode, filters, format, namesFor));
  if (format === 'csv') return writeCsv(rows);
  return writeXlsx([{ name: '申请台账', widths: COLUMNS.map(({ width }) => width), rows }]);
}

async function* rowsOf(pages: AsyncIterable<readonly CaseSummary[]>): AsyncGenerator<string[]> {
  yield COLUMNS.map(({ heading }) => heading);
  for await (const page of pages) {
    for (const it of page) yield COLUMNS.map(({ text }) => text(it) ?? '');
  }
}
