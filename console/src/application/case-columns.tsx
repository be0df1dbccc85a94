import {
  CASE_STATUSES,
  CHANNEL_LABELS,
  rowName,
  TABLE3_COLUMN_LABELS,
  type CaseSummary,
  type RegisterColumn,
} from '@gongkai/core';
import { Tag } from 'antd';
import { Link } from 'wouter';
import { casePath } from '../ui/address.js';
import type { Column } from '../ui/DataTable.js';
import { Day } from '../ui/Day.js';
import type { Place } from '../ui/place.js';
import { CaseDue } from './CaseDue.js';
import type { CaseSort } from './register-filters.js';

/** Columns of the register by the name that files of it know; those that are chosen, in their own order. */
export function caseColumns(place: Place, shown: readonly RegisterColumn[]): Column<CaseSummary, CaseSort>[] {
  return allColumns(place).filter(({ key }) => shown.some((name) => name === key));
}

function allColumns(place: Place): Column<CaseSummary, CaseSort>[] {
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
      key: 'applicantName',
      title: '申请人',
      render: ({ applicantName }) => applicantName ?? '—',
    },
    {
      key: 'applicantClass',
      title: '申请人类别',
      render: ({ applicantClass }) => TABLE3_COLUMN_LABELS[applicantClass].zh,
    },
    {
      key: 'request',
      title: '申请内容',
      render: ({ request }) => <span className="clamped">{request ?? '—'}</span>,
    },
    { key: 'topic', title: '主题', render: ({ topic }) => topic ?? '—' },
    {
      key: 'unitCode',
      title: '承办处室',
      sorts: ['unit', '-unit'],
      render: ({ unitCode }) => unitCode ?? '—',
    },
    {
      key: 'channel',
      title: '渠道',
      render: ({ channel }) => (channel === null ? '—' : CHANNEL_LABELS[channel]),
    },
    {
      key: 'receivedOn',
      title: '收到',
      sorts: ['-receivedOn', 'receivedOn'],
      render: ({ receivedOn }) => <Day on={receivedOn} isShort />,
    },
    {
      key: 'dueOn',
      title: '答复期限',
      sorts: ['dueOn', '-dueOn'],
      render: (row) => <CaseDue of={row} />,
    },
    { key: 'isExtended', title: '延期', render: ({ isExtended }) => (isExtended ? '是' : '否') },
    {
      key: 'closedOn',
      title: '办结',
      sorts: ['-closedOn', 'closedOn'],
      render: ({ closedOn }) => <Day on={closedOn} isShort />,
    },
    {
      key: 'status',
      title: '状态',
      sorts: ['status', '-status'],
      render: ({ status, inTime }) => (
        <>
          <span className="status">{CASE_STATUSES[status]}</span>
          {inTime === false && (
            <Tag color="error" className="late">
              超期
            </Tag>
          )}
        </>
      ),
    },
    {
      key: 'row',
      title: '办理结果',
      render: ({ row }) =>
        row === null ? (
          '—'
        ) : (
          <span className="clamped outcome" title={rowName(row)}>
            {rowName(row)}
          </span>
        ),
    },
    {
      key: 'inTime',
      title: '是否按期',
      render: ({ inTime }) => (inTime === null ? '—' : inTime ? '是' : '否'),
    },
  ];
}
