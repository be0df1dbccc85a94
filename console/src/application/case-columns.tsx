import { CASE_STATUSES, rowName, TABLE3_COLUMN_LABELS, type CaseSummary } from '@gongkai/core';
import { Tag } from 'antd';
import { Link } from 'wouter';
import { casePath } from '../ui/address.js';
import type { Column } from '../ui/DataTable.js';
import { Day } from '../ui/Day.js';
import type { Place } from '../ui/place.js';
import { CaseDue } from './CaseDue.js';
import type { CaseSort } from './register-filters.js';

/** Columns of the register. */
export function caseColumns(place: Place): Column<CaseSummary, CaseSort>[] {
  return [
    {
      key: 'caseId',
      title: '编号',
      render: ({ caseId }) => (
        <Link href={casePath(place, caseId)} className="figures nowrap" data-row-link>
          {caseId}
        </Link>
      ),
    },
    {
      key: 'applicant',
      title: '申请人',
      render: ({ applicantName, applicantClass }) => (
        <>
          {applicantName ?? '—'}
          <span className="muted small block">{TABLE3_COLUMN_LABELS[applicantClass].zh}</span>
        </>
      ),
    },
    {
      key: 'request',
      title: '申请内容',
      render: ({ request }) => <span className="clamped">{request ?? '—'}</span>,
    },
    {
      key: 'receivedOn',
      title: '收到',
      sorts: ['-receivedOn', 'receivedOn'],
      render: ({ receivedOn }) => <Day on={receivedOn} />,
    },
    {
      key: 'dueOn',
      title: '答复期限',
      sorts: ['dueOn', '-dueOn'],
      render: (row) => <CaseDue of={row} />,
    },
    { key: 'closedOn', title: '办结', render: ({ closedOn }) => <Day on={closedOn} /> },
    {
      key: 'status',
      title: '状态',
      render: ({ status, inTime }) => (
        <>
          <span className="nowrap">{CASE_STATUSES[status]}</span>
          {inTime === false && (
            <Tag color="error" className="late">
              超期
            </Tag>
          )}
        </>
      ),
    },
    { key: 'row', title: '办理结果', render: ({ row }) => (row === null ? '—' : rowName(row)) },
  ];
}
