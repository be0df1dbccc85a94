import {
  REMEDY_KINDS,
  REMEDY_LEVELS,
  REMEDY_OUTCOMES,
  REMEDY_ROLES,
  type RemedyQuery,
  type RemedySummary,
} from '@gongkai/core';
import { Link } from 'wouter';
import { casePath, remedyPath } from '../ui/address.js';
import type { Column } from '../ui/DataTable.js';
import { Day } from '../ui/Day.js';
import { Due } from '../ui/Due.js';
import type { Place } from '../ui/place.js';

/** Columns of the register of remedies. */
export function remedyColumns(place: Place): Column<RemedySummary, RemedyQuery['sort']>[] {
  return [
    {
      key: 'remedyId',
      title: '编号',
      render: ({ remedyId }) => (
        <Link href={remedyPath(place, remedyId)} className="figures nowrap" data-row-link>
          {remedyId}
        </Link>
      ),
    },
    {
      key: 'kind',
      title: '类别',
      render: ({ kind, role }) => (
        <>
          <span className="nowrap">{REMEDY_KINDS[kind]}</span>
          {role !== 'originalOrgan' && (
            <span className="muted small block">本机关为{REMEDY_ROLES[role]}</span>
          )}
        </>
      ),
    },
    {
      key: 'authority',
      title: '复议机关、法院',
      render: ({ level, authority, number }) => (
        <>
          {authority ?? '—'}
          <span className="muted small block">
            {REMEDY_LEVELS[level]} {number}
          </span>
        </>
      ),
    },
    {
      key: 'caseId',
      title: '申请',
      render: ({ caseId }) =>
        caseId === null ? (
          '—'
        ) : (
          <Link href={casePath(place, caseId)} className="figures nowrap">
            {caseId}
          </Link>
        ),
    },
    {
      key: 'filedOn',
      title: '提起',
      sorts: ['-filedOn', 'filedOn'],
      render: ({ filedOn }) => <Day on={filedOn} />,
    },
    {
      key: 'answerDueOn',
      title: '提交答复期限',
      sorts: ['answerDueOn', '-answerDueOn'],
      render: ({ remedyId, answerDueOn }) =>
        answerDueOn === null ? '—' : <Due on={answerDueOn} what={`${remedyId} 提交答复的期限`} />,
    },
    {
      key: 'outcome',
      title: '结果',
      render: ({ outcome, settledOn }) =>
        outcome === null ? (
          '尚未审结'
        ) : (
          <>
            {REMEDY_OUTCOMES[outcome].label} <Day on={settledOn} />
          </>
        ),
    },
    {
      key: 'orderDueOn',
      title: '履行期限',
      render: ({ remedyId, orderDueOn }) =>
        orderDueOn === null ? '—' : <Due on={orderDueOn} what={`${remedyId} 的履行期限`} />,
    },
  ];
}
